package answer

import (
	"slices"
	"strings"

	"lede/briefing"
	"lede/briefing/words"
)

// typed tells whether a question asks for a sort of thing.
func (q *question) typed() bool {
	switch q.kind {
	case briefing.When, briefing.Where, briefing.HowMany, briefing.Who:
		return true
	}
	return q.called
}

// typed weighs the sort of thing that is asked for.
func (s *search) typed(i int, g *Signs) {
	if !s.q.typed() {
		g[Untyped] = 1
		return
	}
	fit := 0.0
	switch {
	case s.q.called:
		fit = at(s.calls, i)
	case s.introduces != nil:
		fit = at(s.introduces, i)
	default:
		fit = s.fits(i)
	}
	if fit == 0 && (s.q.called || s.introduces != nil) {
		fit = misfit
	}
	switch {
	case fit > misfit:
		g[Close] = s.close(i)
	case g[PlainUnmet] == 0 && s.bags[i].withholds(s.q.kind):
		fit, g[Close] = 1, 1 // “the price is not known” tells what there is to tell
	default:
		g[Misfits] = 1
		return
	}
	g[Fits] = fit
	switch s.q.kind {
	case briefing.Who:
		g[FitsWho] = fit
	case briefing.When:
		g[FitsWhen] = fit
	case briefing.Where:
		g[FitsWhere] = fit
	case briefing.HowMany:
		g[FitsNumber] = fit
	}
	g[Counted] = one(s.q.kind == briefing.HowMany && fit == 1)
	if !slices.ContainsFunc(s.q.terms, func(t term) bool { return !t.generic }) {
		g[Bare] = s.early(i)
	}
}

// close is how close the thing that is asked for stands to a word that is met: 1 divided by about a quarter of their distance.
func (s *search) close(i int) float64 {
	b := &s.bags[i]
	closest, lastThing, lastMet := 0.0, -1, -1
	for j := range b.asked {
		thing, met := s.thing(b, i, j), s.meetsAny(b.words[j])
		if thing && lastMet >= 0 {
			closest = max(closest, 1/(1+float64(j-lastMet)/4))
		}
		if met && lastThing >= 0 {
			closest = max(closest, 1/(1+float64(j-lastThing)/4))
		}
		if thing {
			lastThing = j
		}
		if met {
			lastMet = j
		}
	}
	return closest
}

// meetsAny tells whether a word of the article meets any of the question.
func (s *search) meetsAny(id int) bool {
	return slices.ContainsFunc(s.m.meets, func(meets []float64) bool { return meets[id] >= metWorth })
}

// asks tells whether the question has a word.
func (q *question) asks(w asked) bool {
	return slices.ContainsFunc(q.terms, func(t term) bool { return t.fold == w.fold })
}

// asksFor tells whether a word stands in the question in any place.
func (q *question) asksFor(w asked) bool {
	return slices.ContainsFunc(q.words, func(o asked) bool { return o.fold == w.fold })
}

// thing tells whether word j of a sentence is, or is part of, the sort of thing that is asked for.
func (s *search) thing(b *bag, i, j int) bool {
	w := b.asked[j]
	switch s.q.kind {
	case briefing.When:
		return !s.q.asks(w) && b.timeAt(j)
	case briefing.Where:
		return s.placeFit(i, j) > misfit
	case briefing.HowMany:
		if s.q.unit != "" {
			return s.unitAt(s.q.unit, b, j)
		}
		return numbered(b, j)
	}
	return w.upper && j > 0 && !s.q.asks(w)
}

// timeAt tells whether word j of a sentence tells when.
func (b *bag) timeAt(j int) bool {
	w := b.asked[j].fold
	return words.Asking().When[w] || words.Asking().WhenLoosely[w] || yearLike(w) || b.clockAt(j)
}

// cues weighs the words that introduce what is asked for.
func (s *search) cues(b *bag, g *Signs) {
	lists := words.Asking()
	cause := s.q.why && (b.says(lists.Causes) || diesOf(b.asked))
	manner := s.q.manner && (b.says(lists.Manners) || s.q.killing && b.saysOfWhat())
	ahead := s.q.ahead && b.says(lists.Ahead)
	if cause || manner {
		g[Cue] += strongCue
	}
	if ahead {
		g[Cue] += aheadWorth
	}
	if b.withholds(s.q.kind) {
		more := g[PlainUnmet] > 0.34 // is asked about than that
		whether := s.q.kind == briefing.YesNo && !s.q.ahead
		g[Withholds] = one(more || whether)
		return
	}
	g[NoCue] = one(s.q.why && !cause || s.q.manner && !manner)
	if s.q.ahead {
		g[NotAhead] = one(!ahead) + one(b.says(lists.Present))
	}
}

// looksAhead tells whether a sentence tells of what is to come: "will", "are expected to".
func (b *bag) looksAhead() bool {
	lists := words.Asking()
	for j := range b.asked {
		leads := b.word(j+1) == "to" && lists.Awaited[b.word(j)] && words.Being(b.word(j-1))
		if leads || lists.Tomorrow[b.word(j)] || strings.HasSuffix(b.word(j), "'ll") {
			return true
		}
	}
	return false
}

// looksBack tells whether a sentence has a verb of what has been.
func (b *bag) looksBack() bool {
	lists := words.Asking()
	for j, w := range b.asked {
		if lists.LooksBack[w.fold] || words.Lexicon().PastForms[w.fold] || past(w) && !lists.Awaited[b.word(j)] {
			return true
		}
	}
	return false
}

// tellsPurpose tells whether a sentence may tell a purpose. “To” does so before a verb, and not in “began to” or “is to”.
func (b *bag) tellsPurpose() bool {
	for j, w := range b.asked {
		if !words.Asking().Purposes[w.fold] {
			continue
		}
		if w.fold != "to" {
			return true
		}
		before := b.word(j - 1)
		verb := words.FormOf(b.word(j+1), "en").Verb && !words.Lexicon().Determiners[b.word(j+1)]
		if verb && !words.Being(before) && !words.FormOf(before, "en").Verb {
			return true
		}
	}
	return false
}

// joined tells whether neither a comma nor a quotation mark stands before any of these words.
func (b *bag) joined(from, to int) bool {
	for k := from; k <= to; k++ {
		if strings.ContainsAny(b.asked[k].mark, ",.;:—–()“”\"") {
			return false
		}
	}
	return true
}

// withholds tells whether a sentence says that something is not known, not said or not settled. That no date is fixed answers only when
// something will be.
func (b *bag) withholds(kind briefing.Kind) bool {
	const near = 3 // how many words further on what is withheld stands
	lists := words.Asking()
	withheld := -near - 1
	for j, w := range b.asked {
		switch {
		case lists.Withholding[w.fold]:
			withheld = j
		case lists.TimeNouns[w.fold] && kind != briefing.When:
		case strings.HasPrefix(w.fold, "comment") && kind != briefing.WhatSaid:
		case lists.Unsaid[w.fold], lists.Withheld[w.fold] && j-withheld <= near && b.joined(withheld+1, j):
			return true
		}
	}
	return false
}
