package feeds

import (
	"testing"
)

// TestTitlesShareAWordOfFourLetters or digits, whatever its case.
func TestTitlesShareAWordOfFourLetters(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"Harbour closed", "The harbour", true}, {"The net", "A net", false}, {"The nets", "Nets!", true}, {"route66 closed", "route opened", false}, {"route66 closed", "Route66", true}, {"2026: closed", "in 2026", true}, {"", "", false}, {"Closed", "Opened", false}, {"Міст закрито", "міст", true},
	} {
		if sharesWord(c.a, c.b) != c.want || sharesWord(c.b, c.a) != c.want {
			t.Errorf("%q and %q share a word: %v", c.a, c.b, !c.want)
		}
	}
}
