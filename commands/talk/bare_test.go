package talk_test

import (
	"strings"
	"testing"

	"lede/briefing"
	"lede/commands/talk"
)

const strike = `The ferries stopped at Lisbon on Monday after a sailor of 34 fell from a mast.

The crews walked out in protest at worn ropes. Their boat lies at a pier.

The sailor, Karl Bruun, is in a clinic. He left the ship at noon.

The captain, Ada Brill, denied that. She said that all ropes were new.

The mate was sent off for a second fight. The cook was jailed for four years. Rain fell after eight days.

Some forty pupils live on the isle. They will be taught in a hall.

The bell was given to a museum. It rings every hour. No ferries have stopped here.

Paul Orr was angry with Karin Moe. “It was a mess,” said Moe.

Tomas Eik was furious. “I was not,” said Zubin Vale.

The cooks were furious.

“We sleep,” said Owen Pike.

The drum rolled in May.

The damage came to little. He asked for no money.

The gulls are back. They nest early, Owen Pike said.`

// TestABareQuestionIsAnsweredBySigns in the sentence just shown, beside it in its paragraph, or in the news sentence; what has none is refused.
func TestABareQuestionIsAnsweredBySigns(t *testing.T) {
	a := parsed(t, strike)
	never := func(string) briefing.Answer { return briefing.Answer{} }
	for _, c := range []struct{ shown, question, want string }{
		{"stopped", "why", "after a sailor"},
		{"walked out", "why", "in protest"},
		{"denied", "how come", "all ropes were new"},
		{"sent off", "why", "second fight"},
		{"cook", "why", ""},
		{"Rain", "why", ""},
		{"pier", "why", "in protest"},
		{"Paul Orr", "why", ""},
		{"Tomas Eik", "why", ""},
		{"The cooks", "why", ""},
		{"in May", "where", "at Lisbon"},
		{"walked out", "where", "a pier"},
		{"cook", "where", "at Lisbon"},
		{"clinic", "when", "at noon"},
		{"bell", "when", ""},
		{"bell", "to who", "a museum"},
		{"cook", "to who", ""},
		{"forty pupils", "where are they", "a hall"},
		{"denied", "who said that", "Ada Brill"},
		{"The damage", "who said that", ""},
		{"The gulls", "who said that", "Owen Pike said"},
		{"No ferries", "why", "after a sailor"},
		{"No ferries", "when", "on Monday"},
	} {
		got := talk.OfShown(a, c.question, []int{at(t, a, c.shown)}, never)
		if got.Answered != (c.want != "") || got.Answered && !strings.Contains(got.Sentences[0].Text, c.want) {
			t.Errorf("%q after %q: %+v, want %q", c.question, c.shown, got.Sentences, c.want)
		}
	}
}

// TestAHeadlineIsAskedOfAsItsNewsSentence if the text begins with it.
func TestAHeadlineIsAskedOfAsItsNewsSentence(t *testing.T) {
	a := parsed(t, "Trouble at sea\n\nThe ferries stopped on Monday because a mast broke.\n\nThe crews went home.")
	got := talk.OfShown(a, "why", []int{0}, func(string) briefing.Answer { return briefing.Answer{} })
	if !got.Answered || !strings.Contains(got.Sentences[0].Text, "because") {
		t.Errorf("%+v", got)
	}
}

// TestAnAgeJustShownIsMeant where its sentence names nobody, and nobody was asked about.
func TestAnAgeJustShownIsMeant(t *testing.T) {
	a := parsed(t, "A 34-year-old sailor fell from a mast.\n\nThe captain, Karl Bruun, 58, wept. A 12-year-old saw Bruun.")
	for _, c := range []struct {
		before   talk.Before
		question string
		want     bool
	}{
		{talk.Before{Shown: []int{0}}, "how old is he", true},
		{talk.Before{Shown: []int{0}}, "how old is it", false},
		{talk.Before{Shown: []int{0}, Named: true}, "how old is he", false},
		{talk.Before{Shown: []int{0}, People: []*briefing.Person{&a.People[0]}}, "how old is he", false},
		{talk.Before{Shown: []int{2}}, "how old is he", false},
		{talk.Before{}, "how old is he", false},
	} {
		if got := talk.AgeShown(a, c.question, c.before); got.Answered != c.want {
			t.Errorf("%q after %v: %v", c.question, c.before.Shown, got.Answered)
		}
	}
}

// TestHowOftenWantsAFrequency.
func TestHowOftenWantsAFrequency(t *testing.T) {
	a := parsed(t, strike)
	wrong := talk.Shown(a, []int{0})
	if got := talk.Often(a, "how often does it ring", []int{at(t, a, "bell")}, wrong); !got.Answered || !strings.Contains(got.Sentences[0].Text, "every hour") {
		t.Errorf("%+v", got)
	}
	if got := talk.Often(a, "how often does it ring", []int{0}, wrong); got.Answered {
		t.Errorf("%+v", got)
	}
	if got := talk.Often(a, "who fell", []int{0}, wrong); !got.Answered {
		t.Errorf("%+v", got)
	}
	right := talk.Shown(a, []int{at(t, a, "every hour")})
	if got := talk.Often(a, "how often does it ring", []int{0}, right); !got.Answered {
		t.Errorf("%+v", got)
	}
}

// TestWhatStandsFarFromWhatWasShownIsAstray unless it has a word of that or of the question.
func TestWhatStandsFarFromWhatWasShownIsAstray(t *testing.T) {
	a := parsed(t, strike)
	for _, c := range []struct {
		question, shown, found string
		want                   bool
	}{
		{"was it hurt", "bell", "sent off", true},
		{"was it hurt", "forty pupils", "bell", false}, // near
		{"was it jailed", "bell", "jailed", false},
		{"was he hurt", "bell", "sent off", false},
		{"was it worn", "denied", "walked out", false},
	} {
		found := talk.Shown(a, []int{at(t, a, c.found)})
		if got := talk.Astray(a, c.question, []int{at(t, a, c.shown)}, found); got != c.want {
			t.Errorf("%q after %q: %v", c.question, c.shown, got)
		}
	}
}

// TestABriefQuestionIsAnsweredByItsWordInWhatWasShown, if nothing else answers it.
func TestABriefQuestionIsAnsweredByItsWordInWhatWasShown(t *testing.T) {
	a := parsed(t, "The state will pay half. The rest comes from fees.\n\nThe mayor slept.")
	for _, c := range []struct {
		question string
		found    briefing.Answer
		want     string
	}{
		{"who pays", briefing.Answer{}, "The state"},
		{"who sleeps", briefing.Answer{}, ""},
		{"when do they pay", briefing.Answer{}, ""},
		{"why pay", briefing.Answer{}, ""},
		{"who pays all of the rest", briefing.Answer{}, ""},
		{"who pays", talk.Shown(a, []int{2}), "The mayor"},
	} {
		got := talk.InItsWords(a, c.question, []int{0}, c.found)
		if got.Answered != (c.want != "") || got.Answered && !strings.Contains(got.Sentences[0].Text, c.want) {
			t.Errorf("%q: %+v, want %q", c.question, got, c.want)
		}
	}
}

// TestWhoDeniesWhatWasShown soon after it.
func TestWhoDeniesWhatWasShown(t *testing.T) {
	a := parsed(t, strike)
	if got := talk.Disputed(a, []int{at(t, a, "noon")}); !got.Answered || !strings.Contains(got.Sentences[0].Text, "denied") {
		t.Errorf("%+v", got)
	}
	for _, shown := range [][]int{nil, {-1}, {0}, {at(t, a, "bell")}} {
		if got := talk.Disputed(a, shown); got.Answered {
			t.Errorf("after %v: %+v", shown, got)
		}
	}
}
