package answer

import (
	"slices"
	"strings"

	"lede/briefing"
	"lede/briefing/answer/rank"
	"lede/briefing/question"
	"lede/briefing/words"
)

// typed weighs the sort of thing that is asked for.
func (s *search) typed(i int, g *rank.Signs) {
	if !s.q.Typed() {
		g[rank.Untyped] = 1
		return
	}
	fit := 0.0
	switch {
	case s.q.Called:
		fit = at(s.calls, i)
	case s.introduces != nil:
		fit = at(s.introduces, i)
	default:
		fit = s.fits(i)
	}
	if fit == 0 && (s.q.Called || s.introduces != nil) {
		fit = misfit
	}
	switch {
	case fit > misfit:
		g[rank.Close] = s.close(i)
	case g[rank.PlainUnmet] == 0 && s.bags[i].withholds(s.q.Kind):
		fit, g[rank.Close] = 1, 1 // “the price is not known” tells what there is to tell
	default:
		g[rank.Misfits] = 1
		return
	}
	g[rank.Fits] = fit
	switch s.q.Kind {
	case briefing.Who:
		g[rank.FitsWho] = fit
	case briefing.When:
		g[rank.FitsWhen] = fit
	case briefing.Where:
		g[rank.FitsWhere] = fit
	case briefing.HowMany:
		g[rank.FitsNumber] = fit
	}
	g[rank.Counted] = rank.One(s.q.Kind == briefing.HowMany && fit == 1)
	if !slices.ContainsFunc(s.q.Terms, func(t question.Term) bool { return !t.Generic }) {
		g[rank.Bare] = s.early(i)
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

// thing tells whether word j of a sentence is, or is part of, the sort of thing that is asked for.
func (s *search) thing(b *bag, i, j int) bool {
	w := b.asked[j]
	switch s.q.Kind {
	case briefing.When:
		return !s.q.Asks(w) && b.timeAt(j)
	case briefing.Where:
		return s.placeFit(i, j) > misfit
	case briefing.HowMany:
		if s.q.Unit != "" {
			return s.unitAt(s.q.Unit, b, j)
		}
		return numbered(b, j)
	}
	return w.Upper && j > 0 && !s.q.Asks(w)
}

// timeAt tells whether word j of a sentence tells when.
func (b *bag) timeAt(j int) bool {
	w := b.asked[j].Fold
	listed := words.Asking().When[w] || words.Asking().WhenLoosely[w]
	return listed || yearLike(w) || b.clockAt(j) || b.dayAt(j)
}

// dayAt tells whether word j of a sentence is a day of the month without the month: “by the 24th”.
func (b *bag) dayAt(j int) bool {
	if b.word(j-1) != "the" || !words.Digit(b.word(j)) || !ordinal(b.word(j)) {
		return false
	}
	return j+1 == len(b.asked) || !b.joined(j+1, j+1) || words.Stopword(b.word(j+1), "en")
}

// ordinal tells whether a number in digits ends as “24th” does.
func ordinal(word string) bool {
	switch strings.TrimLeft(word, "0123456789") {
	case "st", "nd", "rd", "th":
		return true
	}
	return false
}

// cues weighs the words that introduce what is asked for.
func (s *search) cues(b *bag, g *rank.Signs) {
	lists := words.Asking()
	fault := s.q.Mishap && b.tellsCause()
	cause := s.q.Why && (fault || b.says(lists.Causes) || question.DiesOf(b.asked))
	manner := s.q.Manner && (fault || b.says(lists.Manners))
	manner = manner || s.q.Killing && b.saysOfWhat()
	ahead := s.q.Ahead && b.says(lists.Ahead)
	if cause || manner {
		g[rank.Cue] += strongCue
	}
	if ahead {
		g[rank.Cue] += aheadWorth
	}
	if b.withholds(s.q.Kind) {
		more := g[rank.PlainUnmet] > 0.34 // is asked about than that
		whether := s.q.Kind == briefing.YesNo && !s.q.Ahead
		g[rank.Withholds] = rank.One(more || whether)
		return
	}
	g[rank.NoCue] = rank.One(s.q.Why && !cause || s.q.Manner && !manner)
	if s.q.Ahead {
		g[rank.NotAhead] = rank.One(!ahead) + rank.One(b.says(lists.Present))
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
		if lists.LooksBack[w.Fold] || words.Lexicon().PastForms[w.Fold] || question.Past(w) && !lists.Awaited[b.word(j)] {
			return true
		}
	}
	return false
}

// tellsPurpose tells whether a sentence may tell a purpose, or what led to something. “To” does so before a verb, and not in “began to” or “is
// to”; “after” does so behind what is asked about.
func (s *search) tellsPurpose(b *bag) bool {
	for j, w := range b.asked {
		switch {
		case !words.Asking().Purposes[w.Fold]:
		case words.Asking().TimeLeads[w.Fold]:
			if !s.asksBehind(b, j) {
				return true
			}
		case w.Fold != "to" || b.opensVerb(j):
			return true
		}
	}
	return false
}

// opensVerb tells whether “to” at word j leads to a verb as a purpose does.
func (b *bag) opensVerb(j int) bool {
	before := b.word(j - 1)
	verb := words.FormOf(b.word(j+1), "en").Verb && !words.Lexicon().Determiners[b.word(j+1)]
	return verb && !words.Being(before) && !words.FormOf(before, "en").Verb
}

// asksBehind tells whether the verb of the question stands behind word j of a sentence and not before it.
func (s *search) asksBehind(b *bag, j int) bool {
	if s.q.Verb < 0 {
		return false
	}
	met := func(id int) bool { return s.m.meets[s.q.Verb][id] >= kinMet }
	return slices.ContainsFunc(b.words[j:], met) && !slices.ContainsFunc(b.words[:j], met)
}

// joined tells whether neither a comma nor a quotation mark stands before any of these words.
func (b *bag) joined(from, to int) bool {
	for k := from; k <= to; k++ {
		if strings.ContainsAny(b.asked[k].Mark, ",.;:—–()“”\"") {
			return false
		}
	}
	return true
}

// qualifies tells whether word j belongs to a noun behind it that is not what anybody asks for by itself: “an undisclosed port”.
func (b *bag) qualifies(j int) bool {
	lists, next := words.Asking(), b.word(j+1)
	sort := lists.Measures[next] || lists.Generic[next] || words.Stopword(next, "en") || lists.Auxiliaries[next]
	return next != "" && b.joined(j+1, j+1) && !sort
}

// withholds tells whether a sentence says that something is not known, not said or not settled. That no date is fixed answers only when
// something will be.
func (b *bag) withholds(kind briefing.Kind) bool {
	const near = 3 // how many words further on what is withheld stands
	lists := words.Asking()
	withheld := -near - 1
	for j, w := range b.asked {
		switch {
		case lists.Withholding[w.Fold]:
			withheld = j
		case lists.TimeNouns[w.Fold] && kind != briefing.When:
		case strings.HasPrefix(w.Fold, "comment") && kind != briefing.WhatSaid:
		case lists.Unsaid[w.Fold] && !b.qualifies(j), lists.Withheld[w.Fold] && j-withheld <= near && b.joined(withheld+1, j):
			return true
		}
	}
	return false
}

// says tells whether a sentence has a word of a set.
func (b *bag) says(set map[string]bool) bool {
	for _, w := range b.asked {
		if set[w.Fold] || strings.HasSuffix(w.Fold, "'ll") && set["will"] {
			return true
		}
	}
	return false
}
