package talk_test

import (
	"slices"
	"strings"
	"testing"

	"lede/briefing"
	"lede/commands/talk"
)

const mill = `Tam Voss and Mira Sand were charged on Monday. So was the clerk, Karl Orr. Tam Voss also owns a dog.

The mill shut in May. Rain fell. The mill has lacked wood since spring. The clerk lacked bread.

Ina Holm won the race. “I slept,” the 21-year-old said. Ada Brill met Karl Orr. The 30-year-old wept.`

// oneOf is an answer by the sentence of an article that has some words.
func oneOf(a *briefing.Article, has string) briefing.Answer {
	at := slices.IndexFunc(a.Sentences, func(s briefing.Sentence) bool { return strings.Contains(a.At(s.Span), has) })
	return talk.Shown(a, []int{at})
}

// told returns the text of an answer.
func told(found briefing.Answer) (text string) {
	for _, s := range found.Sentences {
		text += s.Text
	}
	return text
}

// TestWhoElseIsSomebodyNotShown whom a sentence nearby says the same of.
func TestWhoElseIsSomebodyNotShown(t *testing.T) {
	a := parsed(t, mill)
	shown := []int{at(t, a, "charged")}
	for question, want := range map[string]string{"who else was charged": "So was the clerk, Karl Orr.", "who was charged": ""} {
		if got := told(talk.Besides(a, question, shown)); got != want {
			t.Errorf("%q: %q, want %q", question, got, want)
		}
	}
	if got := told(talk.Besides(a, "who else was charged", nil)); got != "" {
		t.Errorf("nothing was shown: %q", got)
	}
}

// TestWhatOnlyTellsTheSameAgainGetsItsGround from a sentence soon behind it that speaks of the same.
func TestWhatOnlyTellsTheSameAgainGetsItsGround(t *testing.T) {
	a := parsed(t, mill)
	for question, want := range map[string]string{"why did the mill shut": "The mill shut in May.The mill has lacked wood since spring.", "when did the mill shut": "The mill shut in May."} {
		if got := told(talk.WithGrounds(a, question, oneOf(a, "shut in May"))); got != want {
			t.Errorf("%q: %q, want %q", question, got, want)
		}
	}
	if got := told(talk.WithGrounds(a, "why did Karl Orr leave", oneOf(a, "So was"))); got != "So was the clerk, Karl Orr." {
		t.Errorf("with a ground for something else: %q", got)
	}
}

// TestAnAgeIsThatOfTheOneSpokenOf: of two named before it may be either's.
func TestAnAgeIsThatOfTheOneSpokenOf(t *testing.T) {
	a := parsed(t, mill)
	for name, want := range map[string]string{"Ina Holm": "“I slept,” the 21-year-old said.", "Ada Brill": "The 30-year-old wept.", "Karl Orr": ""} {
		p := a.FindPerson(name)
		if p == nil {
			t.Fatalf("nobody called %s", name)
		}
		if got := told(talk.AgeOf(a, "how old is "+name, []*briefing.Person{p})); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
		if got := told(talk.AgeOf(a, "how tall is "+name, []*briefing.Person{p})); got != "" {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// TestWhatSomebodyIsGoingToDoIsNotWhatTheyDid.
func TestWhatSomebodyIsGoingToDoIsNotWhatTheyDid(t *testing.T) {
	a := parsed(t, mill)
	if got := talk.Met(a, "is the clerk going to lack bread", oneOf(a, "lacked bread")); got.Answered {
		t.Errorf("%q", told(got))
	}
	if got := talk.Met(a, "did the clerk lack bread", oneOf(a, "lacked bread")); !got.Answered {
		t.Error("refused")
	}
}

// TestWhatHappenedToSomebodyIsTheNews: to whom the headline and the news sentence name, and to nothing else.
func TestWhatHappenedToSomebodyIsTheNews(t *testing.T) {
	a := parsed(t, "Injured Holm leaves Wick with her bicycle\n\nIna Holm, a rider, left Wick with her bicycle on Monday.\n\nThe bicycle was sold. Karl Orr, her coach, wept.")
	for question, want := range map[string]string{
		"what happened to holm": "left Wick", "and what has happened to Holm": "left Wick", "what happened to the bicycle": "", "what happened to Orr": "", "what did Holm do": "", "how bad was the bicycle": "left Wick",
	} {
		if got := told(talk.Befell(a, question)); !strings.Contains(got, want) || (got == "") != (want == "") {
			t.Errorf("%q: %q, want %q", question, got, want)
		}
	}
}
