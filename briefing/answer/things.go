package answer

import (
	"slices"

	"lede/briefing"
	"lede/briefing/answer/index"
	"lede/briefing/answer/rank"
	"lede/briefing/question"
	"lede/briefing/words"
)

// typed sets the signs for the kind of thing that is asked for.
func (s *search) typed(i int, g *rank.Signs) {
	if !s.q.Typed() {
		g[rank.Untyped] = 1
		return
	}
	fit := s.fit(i)
	switch {
	case fit > misfit:
		g[rank.Close] = s.close(i)
	case g[rank.PlainUnmet] == 0 && s.Bags[i].Withholds(s.q.Kind) && !s.Bags[i].AsksOther(s.q.Kind):
		fit, g[rank.Close] = 1, 1 // “the price is not known” is an answer
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

// fit returns how well a sentence has the kind of thing asked for or, if that is a name or a person, tells it; or misfit.
func (s *search) fit(i int) float64 {
	told := s.introduces
	switch {
	case s.q.Called:
		told = s.calls
	case told == nil:
		return s.fits(i)
	}
	if fit := at(told, i); fit != 0 {
		return fit
	}
	return misfit
}

// close returns how close the thing asked for stands to a matched word: 0.8 if they are neighbours, less with distance,
// 0 without either.
func (s *search) close(i int) float64 {
	b := &s.Bags[i]
	closest, lastThing, lastMet := 0.0, -1, -1
	for j := range b.Words {
		thing, met := s.thing(b, i, j), s.meetsAny(b.IDs[j])
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

// meetsAny reports whether a word of the article meets any term of the question.
func (s *search) meetsAny(id int) bool {
	return slices.ContainsFunc(s.m.meets, func(meets []float64) bool { return meets[id] >= index.MetWorth })
}

// thing reports whether word j of a sentence is, or is part of, the kind of thing asked for.
func (s *search) thing(b *index.Bag, i, j int) bool {
	w := b.Words[j]
	switch s.q.Kind {
	case briefing.When:
		return !s.q.Asks(w) && b.TimeAt(j)
	case briefing.Where:
		return s.placeFit(i, j) > misfit
	case briefing.HowMany:
		if s.q.Unit != "" {
			return b.UnitAt(s.q.Unit, s.Text, j)
		}
		return b.Numbered(j)
	}
	return w.Upper && j > 0 && !s.q.Asks(w)
}

// cues sets the signs for words that introduce what is asked for.
func (s *search) cues(b *index.Bag, g *rank.Signs) {
	lists := words.Asking()
	cause, manner := s.causeIn(b), s.mannerIn(b)
	ahead := s.q.Ahead && b.Says(lists.Ahead)
	if cause || manner {
		g[rank.Cue] += strongCue
	}
	if ahead {
		g[rank.Cue] += aheadWorth
	}
	if b.Withholds(s.q.Kind) {
		more := g[rank.PlainUnmet] > 0.34 // it withholds something else
		whether := s.q.Kind == briefing.YesNo && !s.q.Ahead
		g[rank.Withholds] = rank.One(more || whether)
		return
	}
	g[rank.NoCue] = rank.One(s.q.Why && !cause || s.q.Manner && !manner)
	if s.q.Ahead {
		g[rank.NotAhead] = rank.One(!ahead) + rank.One(b.Says(lists.Present))
	}
}

// causeIn reports whether a sentence has a word for the cause that is asked for.
func (s *search) causeIn(b *index.Bag) bool {
	if !s.q.Why {
		return false
	}
	named := s.faultIn(b) || b.Says(words.Asking().Causes) || question.DiesOf(b.Words)
	return named || b.GivesReason()
}

// mannerIn reports whether a sentence has a word for the manner that is asked for.
func (s *search) mannerIn(b *index.Bag) bool {
	how := s.q.Manner && (s.faultIn(b) || b.Says(words.Asking().Manners))
	return how || s.q.Killing && b.SaysOfWhat()
}

// faultIn reports whether a sentence says what went wrong in a mishap that is asked about.
func (s *search) faultIn(b *index.Bag) bool { return s.q.Mishap && b.TellsCause() }

// tellsPurpose reports whether a sentence may give a purpose or a cause: “to” before a verb, but not in “began to” or “is
// to”, or “after” after the verb asked about.
func (s *search) tellsPurpose(b *index.Bag) bool {
	for j, w := range b.Words {
		switch {
		case !words.Asking().Purposes[w.Fold]:
		case words.Asking().TimeLeads[w.Fold]:
			if !s.asksBehind(b, j) {
				return true
			}
		case w.Fold != "to" || b.OpensVerb(j):
			return true
		}
	}
	return false
}

// asksBehind reports whether the question's verb occurs after word j of a sentence and not before it.
func (s *search) asksBehind(b *index.Bag, j int) bool {
	if s.q.Verb < 0 {
		return false
	}
	met := func(id int) bool { return s.m.meets[s.q.Verb][id] >= index.KinMet }
	return slices.ContainsFunc(b.IDs[j:], met) && !slices.ContainsFunc(b.IDs[:j], met)
}
