package talk_test

import (
	"strings"
	"testing"

	"lede/commands/talk"
)

const closing = `Arvo Paper will close its mill in Harle and cut 400 jobs, the most in the town since 1990.

The directors said that losses had left them no choice.

Three drivers and a cook will stay. The firm has not named them.

The union was offered 2 million euros for those who go. Anna Holt, who leads it, called the offer insufficient.

Peter Voss, an economist, rejected the figures. The mill stands by a river.`

// TestWhatIsAskedOfWhatWasShownInNoWordOfTheArticle: how it is judged, who they are, why, and who thinks otherwise.
func TestWhatIsAskedOfWhatWasShownInNoWordOfTheArticle(t *testing.T) {
	a := parsed(t, closing)
	for _, c := range []struct{ shown, text, want string }{
		{"will close", "is that a lot?", "the most in the town"},
		{"2 million", "is that a lot?", ""},
		{"2 million", "and is that enough?", "insufficient"},
		{"no choice", "is it enough", ""},
		{"will close", "why", "no choice"},
		{"stands by", "why?", ""},
		{"no choice", "who are they?", "Three drivers"},
		{"stands by", "who are they?", ""},
		{"will close", "does everyone agree", "rejected"},
		{"", "who is against", "rejected"},
		{"", "is that a lot", ""},
		{"will close", "is that river long?", ""},
		{"will close", "did everyone agree on the river", ""},
		{"will close", "is it a lot of money for a mill in the town", ""},
	} {
		var shown []int
		if c.shown != "" {
			shown = []int{at(t, a, c.shown)}
		}
		switch found := talk.Beyond(a, c.text, shown); {
		case found.Answered != (c.want != ""):
			t.Errorf("after %q, %q is answered %t: %+v", c.shown, c.text, found.Answered, found.Sentences)
		case c.want != "" && !strings.Contains(found.Sentences[0].Text, c.want):
			t.Errorf("after %q, %q is answered by %q", c.shown, c.text, found.Sentences[0].Text)
		}
	}
}

// TestMoreGoesOnFromWhatWasShown and repeats none of it.
func TestMoreGoesOnFromWhatWasShown(t *testing.T) {
	a := parsed(t, closing)
	shown := []int{at(t, a, "no choice"), at(t, a, "a cook")}
	found := talk.Onwards(a, shown)
	if !found.Answered || len(found.Sentences) != 3 || !strings.Contains(found.Sentences[0].Text, "not named") || !strings.Contains(found.Sentences[1].Text, "The union") {
		t.Errorf("%+v", found)
	}
	if end := talk.Onwards(a, []int{len(a.Sentences) - 1}); end.Answered {
		t.Errorf("%+v", end)
	}
	if nothing := talk.Onwards(a, nil); nothing.Answered {
		t.Errorf("%+v", nothing)
	}
}
