package answer_test

import (
	"strings"
	"testing"

	"lede/briefing"
	"lede/briefing/answer"
)

// TestTheWordsThatAnswerAreFound: in their sentence, and nothing where several might be meant.
func TestTheWordsThatAnswerAreFound(t *testing.T) {
	a, err := briefing.Parse(`Fire guts textile mill in Osterby

A fire that began shortly after midnight on Wednesday destroyed the oldest textile mill in Osterby, and three workers are still missing, the fire brigade said on Thursday.

Fire chief Marlene Dorn said 85 firefighters and 14 engines had fought it. The blaze killed one guard and injured four others.

The mill, which opened in 1887, employs 340 people. Insurers put the damage at about 12 million euros. The company denied that it had owed 9 million euros in taxes.

The town council will meet on Friday in Halm. Investigator Paul Ressel, who leads the inquiry, hopes to publish his findings in March.
`, briefing.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for question, want := range map[string]string{
		"How many workers are missing?":           "three workers",
		"When did the fire start?":                "Wednesday", // not Thursday, when it was announced
		"How many firefighters fought the blaze?": "85 firefighters",
		"How many engines were there?":            "14 engines",
		"How much is the damage?":                 "about 12 million euros",
		"Who is Marlene Dorn?":                    "Fire chief",
		"When did the mill open?":                 "1887",
		"When will the council meet?":             "Friday",
		"Where will the council meet?":            "Halm",
		"Who leads the inquiry?":                  "Paul Ressel",
		"How many people were injured?":           "", // a guard, or four others
		"How much did the company owe in taxes?":  "", // it denies that
		"What did the council say?":               "",
	} {
		found := answer.From(a, question)
		got := ""
		if found.Answered {
			_, got, _ = a.Parts(found.Sentences[0])
		}
		if got != want {
			t.Errorf("%q is answered by %q of %+v, want %q", question, got, found.Sentences, want)
		}
	}
}

// TestNoWordsStandAloneThatSayMoreThanTheirSentence: what may not be so, was only planned, or has a limit in words that would
// be cut off.
func TestNoWordsStandAloneThatSayMoreThanTheirSentence(t *testing.T) {
	for _, c := range []struct{ text, question, want string }{
		{"The dyke broke on Tuesday. Nearly 60 cows drowned.", "How many cows drowned?", "Nearly 60 cows"},
		{"The dyke broke on Tuesday. Just under half of the 1,200 shops lost power.", "How many shops lost power?", ""},
		{"The dyke broke on Tuesday. A spokesman said a report that seven children had drowned was untrue.", "How many children drowned?", ""},
		{"The dyke broke on Tuesday. The council could spend 3 million euros on a new wall.", "How much will the council spend?", ""},
		{"The dyke broke on Tuesday. Ms Kell would have evacuated 300 patients if the water had risen.", "How many patients were evacuated?", ""},
		{"Danso left Harwick. He will earn about 90,000 pounds a week.", "How much will he earn?", ""},
		{"Danso left Harwick. Danso is alleged to have sold 10,000 shares in May.", "When did Danso sell shares?", ""},
		{"Danso left Harwick. Danso is alleged to have sold 10,000 shares in May.", "How many shares did Danso sell?", ""},
		{"A trial was halted in Lenga. Regulators will decide by the end of August.", "When will regulators decide?", ""},
		{"A trial was halted in Lenga. The council said it would meet on Friday.", "When will the council meet?", "Friday"},
		{"A trial was halted in Lenga. Critics say that Carl Winther hid the results.", "Who hid the results?", ""},
		{"The line was built by Ardent. It had been due to open in 2027.", "When did the line open?", ""},
		{"The council met on Monday. The car was found near Halm.", "Where was the car found?", ""},
		{"The council met on Monday. The car was found in Halm.", "Where was the car found?", "Halm"},
	} {
		a, err := briefing.Parse(c.text, briefing.Options{Language: "en"})
		if err != nil {
			t.Fatal(err)
		}
		found := answer.From(a, c.question)
		got := ""
		if found.Answered {
			_, got, _ = a.Parts(found.Sentences[0])
		}
		if got != c.want {
			t.Errorf("%q is answered by %q of %q, want %q", c.question, got, c.text, c.want)
		}
	}
}

// TestPartsAreTheWholeSentence: whichever words are marked as its core.
func TestPartsAreTheWholeSentence(t *testing.T) {
	a, err := briefing.Parse("Old bridge to close\n\nEngineers found 14 cracks in the northern arch. It must close.\n", briefing.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s := a.Sentences[0].Span
	for _, core := range []briefing.Span{{}, {Start: -3, End: 4}, {Start: s.Start, End: s.End}, {Start: s.Start + 3, End: s.Start + 1}, {Start: s.End - 2, End: s.End + 5}, {Start: s.Start + 10, End: s.Start + 15}} {
		before, words, after := a.Parts(briefing.Evidence{Span: s, Text: s.Of(a.Text), Core: &core})
		if got := before + words + after; got != a.SentenceText(0) || strings.Contains(words, "It") {
			t.Errorf("%v: %q", core, got)
		}
	}
}
