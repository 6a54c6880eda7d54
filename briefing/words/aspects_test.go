package words

import (
	"strings"
	"testing"
)

// TestAspectsAreAskedByTheWholeQuestion: what names something else is no question about the event as such.
func TestAspectsAreAskedByTheWholeQuestion(t *testing.T) {
	for question, want := range map[string]string{
		"who did it":                   "suspect who has been arrested",
		"how much did driver take":     "he stole about 400",
		"how much did bus driver get":  "he stole about 400",
		"how did they find out":        "it came to light on monday",
		"whose idea was this":          "councillor brandt who proposed the change",
		"is it final":                  "it will look at the charges again in may",
		"where was it going":           "it was bound for the harbour",
		"do they get their money back": "customers will get 115 each",
		"did they get power back":      "",
		"who did work":                 "",
		"how did they find out price":  "",
		"is":                           "",
		"":                             "",
	} {
		a := AspectAsked(strings.Fields(question), "en")
		if (a != nil) != (want != "") {
			t.Errorf("%q: %v", question, a)
			continue
		}
		if a != nil && !a.ToldBy(strings.Fields(want), 0) {
			t.Errorf("%q is not told by %q", question, want)
		}
	}
}

// TestEveryAspectIsAskedAndTold checks each language's file: no question in two lines, none that begins with any words, and no empty pattern.
func TestEveryAspectIsAskedAndTold(t *testing.T) {
	for language := range aspects() {
		t.Run(language, func(t *testing.T) { checkAspects(t, lines("asking/aspects/"+language)) })
	}
}

func checkAspects(t *testing.T, list []string) {
	asked := map[string]bool{}
	for _, line := range list {
		if mark, _, _ := strings.Cut(line, " "); mark == somebody || mark == numeral || mark == silent {
			continue
		}
		asks, tells, ok := strings.Cut(line, ":")
		if !ok || strings.Contains(tells, ":") {
			t.Errorf("not a line of questions and what tells them: %.60q", line)
		}
		for one := range strings.SplitSeq(asks, ",") {
			one = strings.TrimSpace(one)
			if one == "" || strings.ContainsAny(one[:1], "*#") || asked[one] {
				t.Errorf("%q is empty, stands twice or begins with any words", one)
			}
			asked[one] = true
		}
		for one := range strings.FieldsFuncSeq(tells, func(r rune) bool { return r == ',' || r == ';' }) {
			if places := strings.Fields(one); len(places) == 0 || places[0] == "*" {
				t.Errorf("%.40q is told by %q", asks, one)
			}
		}
	}
}
