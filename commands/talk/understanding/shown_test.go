package understanding_test

import (
	"strings"
	"testing"

	"lede/briefing"
	"lede/briefing/answer"
	"lede/commands/talk/understanding"
	turns "lede/desk/talk"
)

const harbour = `A 34-year-old sailor fell from a mast in Lisbon on Monday after a rope broke.

The sailor is in a clinic. The harbour office has sent two walkers, Ada Brill and Paul Orr, to the pier.

Ms Brill looked at the ropes. Mr Orr will speak to the crew on Tuesday. Mr Orr once drove a bus in Tresk.

Tomas Eik broke a knee last year, and Edwin Marsh, 60, broke a hand.

The ferry strike goes on. The state will pay two thirds of the cost of €4 million. Ships pass the pier every hour.

The mayor slept. Rain fell all night. Some forty pupils stayed at home. A bakery opened.

The bell was given to a museum.`

// TestWhatFollowsFromWhatWasShown, a message behind another.
func TestWhatFollowsFromWhatWasShown(t *testing.T) {
	a, err := briefing.Parse(harbour, briefing.Options{Title: "A fall at sea", Language: "en"})
	if err != nil {
		t.Fatal(err)
	}
	x := answer.NewIndex(a)
	for _, c := range []struct{ shown, text, want string }{
		{"A 34-year-old", "how old is he", "A 34-year-old"},
		{"Ms Brill", "and the other one?", "Mr Orr will speak"},
		{"two walkers", "which of them will speak to the crew", "Mr Orr will speak"},
		{"The bell", "was it hurt", ""},
		{"The bell", "and the strike?", "The ferry strike"},
		{"The bell", "what about the kids", "forty pupils"},
		{"two walkers", "which of them drove a bus", "Mr Orr once"},
		{"two walkers", "which one will speak to the crew", "Mr Orr will speak"},
		{"two walkers", "who of them will speak to the crew", "Mr Orr will speak"},
		{"The bell", "how often does it go", ""},
		{"Ships pass", "how often does it go", "every hour"},
		{"The state", "who pays", "The state"},
	} {
		at := -1
		for i := range a.Sentences {
			if strings.Contains(a.SentenceText(i), c.shown) {
				at = i
			}
		}
		last := turns.Turn{Article: "harbour", Shown: []int{at}}
		_, _, found := understanding.Of(x, understanding.TurnIn(a, "harbour", last), c.text)
		said := ""
		for _, s := range found.Sentences {
			said += s.Text
		}
		if found.Answered != (c.want != "") || !strings.Contains(said, c.want) {
			t.Errorf("%q after %q: %+v, want %q", c.text, c.shown, found.Sentences, c.want)
		}
	}
	if read, _, _ := understanding.Of(x, understanding.TurnIn(a, "harbour", turns.Turn{}), "says who?"); read != "who said that" {
		t.Errorf("read as %q", read)
	}
}

// TestAHeadlineThatAnswersIsRememberedAsTheNewsSentence.
func TestAHeadlineThatAnswersIsRememberedAsTheNewsSentence(t *testing.T) {
	a, err := briefing.Parse(harbour, briefing.Options{Title: "A fall at sea", Language: "en"})
	if err != nil {
		t.Fatal(err)
	}
	_, meant, _ := understanding.Of(answer.NewIndex(a), understanding.TurnIn(a, "harbour", turns.Turn{}), "how many fell")
	now := understanding.TurnAfter(a, "harbour", turns.Turn{}, meant, briefing.Answer{Answered: true, Sentences: []briefing.Evidence{{Text: a.Title}}})
	if len(now.Shown) != 1 || now.Shown[0] != a.Summary[0] {
		t.Errorf("%v is remembered", now.Shown)
	}
}

// TestThoseShownAreOfferedFirst where a pronoun may mean several.
func TestThoseShownAreOfferedFirst(t *testing.T) {
	a, err := briefing.Parse("“We must go,” said Tomas Eik.\n\n“We must stay,” said Paul Orr.\n\nIt rained.", briefing.Options{Language: "en"})
	if err != nil {
		t.Fatal(err)
	}
	last := turns.Turn{Article: "born", Shown: []int{2, 1}}
	_, meant, _ := understanding.Of(answer.NewIndex(a), understanding.TurnIn(a, "born", last), "what did he say")
	if len(meant.Which) < 2 || meant.Which[0].Name != "Paul Orr" {
		t.Errorf("of %d, %+v", len(meant.Which), meant)
	}
}
