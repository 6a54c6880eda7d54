package answer

import (
	"math"
	"slices"

	"lede/briefing/question"
	"lede/briefing/words"
)

// Sentences that tell what a question asks in words of their own.

// clueMet is how well a sentence with a sure cue for a word of the question meets that word.
const clueMet = 0.62

// clued is what the cues in the sentences say about the question.
type clued struct {
	hinted      [][]float64 // how strongly a sentence hints at a term
	told, maybe []float64   // how surely it tells what the question as a whole asks, and how strongly it hints at that
}

// clues finds the sentences that tell what the question asks in other words.
func (s *search) clues() {
	s.clued = clued{s.table(len(s.q.Terms)), make([]float64, len(s.Bags)), make([]float64, len(s.Bags))}
	if !words.Ruled(s.Language) {
		return
	}
	asked := make([]string, len(s.q.Asked))
	for i, w := range s.q.Asked {
		asked[i] = s.Stem(w.Fold)
	}
	sure, perhaps := make([]bool, len(s.Bags)), make([]bool, len(s.Bags))
	for _, c := range words.FindClues(asked) {
		clear(sure)
		clear(perhaps)
		for _, cue := range c.Cues() {
			if cue.Sure {
				s.Find(cue.Stems, sure)
			} else {
				s.Find(cue.Stems, perhaps)
			}
		}
		s.note(sure, perhaps, s.termsAt(c.At))
	}
}

// termsAt returns the terms of the question at some of its word positions.
func (s *search) termsAt(places []int) (terms []int) {
	for _, at := range places {
		t := slices.IndexFunc(s.q.Terms, func(t question.Term) bool { return t.Start == s.q.Asked[at].Start })
		if t >= 0 && !s.q.Terms[t].Generic {
			terms = append(terms, t)
		}
	}
	return terms
}

// note records what a clue's cues tell, surely or perhaps: some terms of the question, or the question as a whole if terms is empty. A cue
// counts for more the fewer sentences have it.
func (s *search) note(sure, perhaps []bool, terms []int) {
	told, hinted := 0, 0
	for i := range sure {
		if sure[i] {
			told++
		}
		if sure[i] || perhaps[i] {
			hinted++
		}
	}
	for i := range sure {
		switch {
		case sure[i] && len(terms) == 0:
			s.clued.told[i] = max(s.clued.told[i], rarity(told, len(sure)))
		case sure[i]:
			for _, t := range terms {
				s.m.own[i][t] = max(s.m.own[i][t], clueMet)
			}
		case perhaps[i] && len(terms) == 0:
			s.clued.maybe[i] = max(s.clued.maybe[i], rarity(hinted, len(sure)))
		case perhaps[i]:
			for _, t := range terms {
				s.clued.hinted[i][t] = max(s.clued.hinted[i][t], rarity(hinted, len(sure)))
			}
		}
	}
}

// rarity is 1 for something that only one of n sentences has, and falls as more have it.
func rarity(found, n int) float64 {
	return math.Log(1+float64(n)/(float64(found)+0.5)) / math.Log(1+float64(n)/1.5)
}
