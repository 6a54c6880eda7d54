package understanding_test

import (
	"slices"
	"strings"
	"testing"

	"lede/briefing"
	"lede/briefing/answer"
	"lede/commands/talk/understanding"
	turns "lede/desk/talk"
)

const kiln = `Potter Edda Rook jailed for three years

A potter who sold cracked jars has been jailed for three years.

Edda Rook, 41, lied to the fair at Wick. Her clerk, Tam Voss, wept. Her brother, Finn Rook, said that he would pay. The 41-year-old bowed.

The swindle was uncovered by a cook, Mira Sand. She was moved to another town.

The bakers of Wick walked out on Monday. They want a warm room. Last year they slept.

A boy of the town, 6-year-old Ole Brandt, broke a bowl.

The film, The Jar, is by the director Ina Holm.

In other business, a hall will be built.`

// TestWhatNeedsNobodyToBeSettledUpon: the news sentence, somebody's brother.
func TestWhatNeedsNobodyToBeSettledUpon(t *testing.T) {
	a, err := briefing.Parse(kiln, briefing.Options{Language: "en"})
	if err != nil {
		t.Fatal(err)
	}
	x := answer.NewIndex(a)
	for _, c := range []struct{ shown, named, text, want, never string }{
		{"", "", "how long did she get", "has been jailed for three years", ""},
		{"", "", "how many years did the potter get", "has been jailed for three years", ""},
		{"", "", "how long did Mira Sand get", "", "jailed"},
		{"Mira Sand", "Mira Sand", "how long did she get", "", "jailed"},
		{"", "", "how bad were the jars", "A potter who sold", ""},
		{"", "", "what happened to the clerk", "", "A potter who sold"},
		{"", "", "what did her brother say", "he would pay", ""},
		{"", "", "has her clerk said anything", "", "he would pay"},
		{"", "", "how old is Edda Rook", "41", ""},
		{"", "", "what happened to the little boy", "Ole Brandt", ""},
		{"uncovered", "", "what else did the council decide", "In other business", ""},
	} {
		last := turns.Turn{Article: "kiln"}
		if at := slices.IndexFunc(a.Sentences, func(s briefing.Sentence) bool { return c.shown != "" && strings.Contains(a.At(s.Span), c.shown) }); at >= 0 {
			last.Shown = []int{at}
		}
		if c.named != "" {
			last.People, last.Named = []string{c.named}, true
		}
		_, _, found := understanding.Of(x, understanding.TurnIn(a, "kiln", last), c.text)
		said := ""
		for _, s := range found.Sentences {
			said += s.Text + "\n"
		}
		if !strings.Contains(said, c.want) || c.never != "" && strings.Contains(said, c.never) {
			t.Errorf("%q: %q, want %q and never %q", c.text, said, c.want, c.never)
		}
	}
}
