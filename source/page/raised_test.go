package page

import (
	"strings"
	"testing"

	"lede/briefing"
)

// TestRaisedDigitsAreNotReadWithWhatTheyStandBehind: a power is no digit of its base, and the number of a note none of a sum.
func TestRaisedDigitsAreNotReadWithWhatTheyStandBehind(t *testing.T) {
	for in, want := range map[string]string{
		"10<sup>6</sup> litres":             "10⁶ litres",
		"10<sup>&minus;3</sup> grams":       "10⁻³ grams",
		"3 × 10<sup> 12 </sup>years":        "3 × 10¹²years",
		"1,200<sup>3</sup> tonnes":          "1,200³ tonnes",
		"$5 million<sup>1</sup> a year":     "$5 million¹ a year",
		"nine tonnes<sup>[2]</sup> of ice":  "nine tonnes of ice",
		"ice, it said,<sup>4</sup> and cod": "ice, it said, and cod",
		"400 m<sup>2</sup> of floor":        "400 m2 of floor",
		"the 21<sup>st</sup> boat":          "the 21st boat",
		"10<sup>n</sup> boats":              "10n boats",
		"all of <sup>3</sup>":               "all of 3",
		"ice (<sup>not</sup> cod)":          "ice (not cod)",
		"ice<sup><b>2</b></sup> and cod":    "ice² and cod",
	} {
		text, _, err := Read([]byte("<p>The plant in the harbour holds "+in+", the clerk of the board said on Monday.<p>Nobody had expected it, and nobody will pay for it."), "", briefing.Options{})
		if want = "The plant in the harbour holds " + want + ", the clerk of the board said on Monday.\n\nNobody had expected it, and nobody will pay for it."; err != nil || text != want {
			t.Errorf("%s: %q, %v", in, text, err)
		}
	}
	text, _, err := Read([]byte("<p><sup>3</sup>He is what the plant in the harbour holds, the clerk of the board said on Monday.<p>Nobody had expected it."), "", briefing.Options{})
	if err != nil || !strings.HasPrefix(text, "3He is what") {
		t.Errorf("before the first word: %q, %v", text, err)
	}
}
