package talk_test

import (
	"testing"

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
