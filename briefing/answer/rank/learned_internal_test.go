package rank

import (
	"strings"
	"testing"
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

// What lacks something of what is asked that the first sentence has, or could not answer by itself, stands not behind it.
func TestASentenceOfSomethingElseIsNotDraggedAlong(t *testing.T) {
	for name, worse := range map[string]func(*Weighed){
		"the verb":           func(w *Weighed) { w.Signs[VerbMet] = 0 },
		"the heaviest word":  func(w *Weighed) { w.Signs[HeaviestMet] = 0.5 },
		"the kind of thing":  func(w *Weighed) { w.Signs[Fits] = 0 },
		"a word":             func(w *Weighed) { w.Signs[PlainUnmet] = 0.5 },
		"a name":             func(w *Weighed) { w.Signs[NameUnmet] = 0.5 },
		"what makes it true": func(w *Weighed) { w.Aside = true },
	} {
		ranked := make([]Ranked, 3)
		for i := range ranked {
			ranked[i].Weighed = &Weighed{Sentence: i}
			ranked[i].Signs[VerbMet], ranked[i].Signs[HeaviestMet], ranked[i].Signs[Fits] = 1, 1, 1
		}
		worse(ranked[1].Weighed)
		if got := withoutDrags(ranked); len(got) != 2 || got[1].Sentence != 2 {
			t.Errorf("without %s: %+v", name, got)
		}
	}
}

// What may be the answer is told by the chance: above a part of the line for an answer or, if something speaks against the sentence, above the line itself.
func TestWhatMayBeTheAnswer(t *testing.T) {
	w := Learned()
	plain, aside, unfit := Ranked{Weighed: &Weighed{}}, Ranked{Weighed: &Weighed{Aside: true}}, Ranked{Weighed: &Weighed{Unfit: true}}
	if w.least(&plain) >= w.Answer || w.least(&aside) != w.Answer || w.least(&unfit) <= 1 {
		t.Errorf("%.2f, %.2f and %.2f, an answer from %.2f", w.least(&plain), w.least(&aside), w.least(&unfit), w.Answer)
	}
}
