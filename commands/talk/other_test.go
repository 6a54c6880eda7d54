package talk_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"lede/briefing"
	"lede/commands/talk"
)

const inspected = `Two walkers, Ada Brill and Paul Orr, came to Wick.

Ms Brill looked at the ropes. Mr Orr will speak to the crew on Tuesday.

The judge Karin Moe met the judge Tomas Eik and the judge Owen Pike. Edwin Marsh slept all day and saw how Zubin Vale left.`

// TestTheOtherIsTheOtherBearerOfANoun, or who was named together with whoever was just spoken of. Where several may be meant, they are to be chosen from.
func TestTheOtherIsTheOtherBearerOfANoun(t *testing.T) {
	a := parsed(t, inspected)
	person := func(name string) *briefing.Person {
		for i := range a.People {
			if a.People[i].Name == name {
				return &a.People[i]
			}
		}
		t.Fatalf("no %s in %v", name, a.People)
		return nil
	}
	phrase := func(frame, name string) string { return frame + " " + name }
	brill := talk.Before{People: []*briefing.Person{person("Ada Brill")}, Shown: []int{1}}
	said := brill
	said.Frame = talk.FrameSaid
	for _, c := range []struct {
		before   talk.Before
		text     string
		question string
		which    int
	}{
		{brill, "and the other one?", "who Paul Orr", 0},
		{brill, "and the other walker?", "who Paul Orr", 0},
		{said, "and the other one?", "said Paul Orr", 0},
		{brill, "when will the other one speak", "when will Paul Orr speak", 0},
		{talk.Before{Shown: []int{0}}, "and the other walker?", "who \x00", 2},
		{talk.Before{People: []*briefing.Person{person("Karin Moe")}, Shown: []int{3}}, "and the other judge?", "who \x00", 2},
		{brill, "and the other pilot?", "and the other pilot?", 0},
		{talk.Before{People: []*briefing.Person{person("Edwin Marsh")}, Shown: []int{4}}, "and the other one?", "and the other one?", 0},
	} {
		if m := talk.Understand(a, c.before, c.text, phrase); m.Question != c.question || len(m.Which) != c.which {
			t.Errorf("%q: %q, one of %d, want %q", c.text, m.Question, len(m.Which), c.question)
		}
	}
	if !talk.HasOther(a, brill, "and the other one?") || talk.HasOther(a, talk.Before{}, "the other one") || talk.HasOther(a, brill, "who is it") {
		t.Error("who has another beside them is not known")
	}
}

// TestThoseJustSpokenOfAreOfferedFirst.
func TestThoseJustSpokenOfAreOfferedFirst(t *testing.T) {
	a := parsed(t, inspected)
	all := []*briefing.Person{&a.People[0], &a.People[1], &a.People[2]}
	got := talk.ShownFirst(a, talk.Before{People: all[2:], Shown: []int{2}}, all)
	if got[0] != all[2] || got[1].Name != "Paul Orr" || got[2].Name != "Ada Brill" {
		t.Errorf("%s, %s, %s", got[0].Name, got[1].Name, got[2].Name)
	}
}

// TestHowFarAPairIsLookedFor: a text of nothing but names does not make Lede look through all of it.
func TestHowFarAPairIsLookedFor(t *testing.T) {
	for apart, found := range map[int]bool{49: true, 50: false} {
		a := parsed(t, strings.Repeat("Ada Brill watched as the old ferry of Paul Orr sank.\n\n", apart)+"Ada Brill and Paul Orr went home.")
		before := talk.Before{People: []*briefing.Person{&a.People[0]}, Shown: []int{0}}
		m := talk.Understand(a, before, "and the other one?", func(frame, name string) string { return frame + " " + name })
		if m.Question == "who Paul Orr" != found {
			t.Errorf("behind %d sentences: %q", apart, m.Question)
		}
	}
}

// BenchmarkHostile shows that the time for messages about a text of many names grows no faster than the text: "x" is the time of ten times as much against ten
// times that of the text.
func BenchmarkHostile(b *testing.B) {
	text := func(size int) *briefing.Article {
		var all strings.Builder
		for i := 0; all.Len() < size; i++ {
			fmt.Fprintf(&all, "Ann %s and Bob %s also met two coaches on Monday.\n\n", surname(i), surname(i+1500))
		}
		return parsed(b, all.String())
	}
	ask := func(a *briefing.Article) {
		before := talk.Before{People: []*briefing.Person{&a.People[0]}, Shown: []int{1}}
		for _, message := range []string{"and the other one?", "and the other coach?", "why?"} {
			talk.Understand(a, before, message, func(frame, name string) string { return frame + " " + name })
		}
		talk.OfTopic(a, "coaches", before.Shown)
		talk.Besides(a, "what else did the zebras and tigers of the moon eat", before.Shown)
	}
	small, large := text(16_000), text(160_000)
	var least, most time.Duration
	for b.Loop() {
		began := time.Now()
		for range 10 {
			ask(small)
		}
		between := time.Now()
		ask(large)
		least, most = least+between.Sub(began), most+time.Since(between)
	}
	b.ReportMetric(float64(most)/float64(least), "x")
}

// surname makes up a name.
func surname(i int) string {
	syllables := []string{"ba", "do", "fi", "gu", "ka", "le", "mo", "ni", "pu", "ra", "so", "ti", "va", "we", "zo"}
	return "H" + syllables[i%15] + syllables[i/15%15] + syllables[i/225%15] + "n"
}
