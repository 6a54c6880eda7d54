package rank

import (
	"strings"
	"testing"

	"lede/briefing"
)

// TestEveryWeightIsInTheFile asks that weights.txt has each number, and that none is out of all proportion.
func TestEveryWeightIsInTheFile(t *testing.T) {
	for name, v := range Learned().Numbers() {
		if !strings.Contains(weightsFile, "\n"+name+"\t") {
			t.Errorf("weights.txt has no %q", name)
		}
		if *v > 10 || *v < -10 {
			t.Errorf("%s is %.1f", name, *v)
		}
	}
}

// What has the number asked for but not the verb stands not behind an answer that has both.
func TestANumberOfSomethingElseIsNotDraggedAlong(t *testing.T) {
	ranked := []Ranked{{Weighed: &Weighed{Sentence: 1}}, {Weighed: &Weighed{Sentence: 2}}, {Weighed: &Weighed{Sentence: 3}}}
	ranked[0].Signs[VerbMet], ranked[2].Signs[VerbMet] = 1, 0.8
	if got := withoutDrags(&Weighing{Kind: briefing.HowMany}, ranked); len(got) != 2 || got[1].Sentence != 3 {
		t.Errorf("dragged along: %+v", got)
	}
	if got := withoutDrags(&Weighing{Kind: briefing.Topic}, ranked); len(got) != 3 {
		t.Errorf("a topic may be told without its verb: %+v", got)
	}
	ranked[0].Signs[VerbMet] = 0
	if got := withoutDrags(&Weighing{Kind: briefing.HowMany}, ranked); len(got) != 3 {
		t.Errorf("the first has no verb either: %+v", got)
	}
}
