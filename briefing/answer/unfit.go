package answer

import (
	"slices"

	"lede/briefing"
	"lede/briefing/answer/index"
	"lede/briefing/answer/rank"
	"lede/briefing/answer/sentence"
	"lede/briefing/question"
	"lede/briefing/words"
)

// Faults that keep a sentence from being an answer, however many words of the question it has. The weights make them
// unlikely; these rules exclude them.

// unfit reports whether a sentence cannot be the answer.
func (s *search) unfit(i int, g *rank.Signs) bool {
	b := &s.Bags[i]
	switch {
	case s.unintroduced(i), g[rank.Sex] < 0 && s.otherDoes(b), s.q.Dying && !b.SaysOfWhat(), s.lacksName(i), s.repeatsOnly(i, g), s.foretells(b):
		return true
	case s.punished && !b.TellsPunishment():
		return true
	case s.q.Kind == briefing.YesNo:
		return s.ofContrary(i)
	case s.q.Kind == briefing.When:
		return s.otherTime(b)
	case s.q.Kind == briefing.HowMany && s.countsPeople():
		return !b.CountsSomebody() && !s.countsTheirs(b) && !s.countsJobs(b) && !s.befellOne(i)
	}
	return false
}

// unintroduced reports whether a question asks for a role or its bearer, and a sentence, or the whole article, introduces nobody so.
func (s *search) unintroduced(i int) bool {
	return s.q.Whois && s.introduces == nil || s.q.Working && at(s.introduces, i) < index.SurelyMet
}

// foretells reports whether a question looks back and a sentence only ahead. What was said may be about the future.
func (s *search) foretells(b *index.Bag) bool {
	back := s.q.Back && s.q.Kind != briefing.WhatSaid
	return back && b.LooksAhead() && !b.LooksBack()
}

// ofContrary reports whether a sentence is about the contrary of what is asked: the northern road, not the southern one.
func (s *search) ofContrary(i int) bool {
	for t, term := range s.q.Terms {
		against := words.Contraries()[term.Fold]
		if t == s.q.Verb || len(against) == 0 || s.q.Predicates(t) || s.m.own[i][t] >= index.KinMet {
			continue
		}
		if slices.ContainsFunc(s.Bags[i].Words, func(w question.Word) bool { return against[w.Fold] }) {
			return true
		}
	}
	return false
}

// otherDoes reports whether “he” or “she” does what is asked about. Its caller knows that the sentence has nobody of the
// sex that the question speaks of.
func (s *search) otherDoes(b *index.Bag) bool {
	if s.q.Verb < 0 {
		return false
	}
	for j, id := range b.IDs {
		if s.m.meets[s.q.Verb][id] >= index.KinMet && (b.Subject(j-1) || words.Asking().Auxiliaries[b.Word(j-1)] && b.Subject(j-2)) {
			return true
		}
	}
	return false
}

// fewestReasons is how many words, besides those of a why question, a sentence needs to hold a reason that no word introduces.
const fewestReasons = 3

// repeatsOnly reports whether a sentence says no more than the question: “The mine is shutting in March” when asked why it shuts.
func (s *search) repeatsOnly(i int, g *rank.Signs) bool {
	if !s.q.Why || g[rank.NoCue] == 0 || g[rank.PlainUnmet] > 0 || g[rank.Purpose] > 0 {
		return false
	}
	return s.Bags[i].Telling-s.metBy(i) < fewestReasons || s.onlyTimes(&s.Bags[i])
}

// onlyTimes reports whether what is asked about only says when something else was: “Nobody was in the water when it fell” tells not why it did.
func (s *search) onlyTimes(b *index.Bag) bool {
	for j, w := range b.Words {
		if words.Asking().Timing[w.Fold] && s.asksBehind(b, j) {
			return true
		}
	}
	return false
}

// rareNames returns the names in the question that the article has, but only in few places.
func (s *search) rareNames() (terms []int) {
	for t, term := range s.q.Terms {
		known := !term.Generic && s.m.where[t] > 0 && !s.m.topic[t] && !s.q.Speaks(term.Word)
		named := s.IsName(term) || sentence.YearLike(term.Fold)
		if known && named && !s.Abbreviates(term.Fold) {
			terms = append(terms, t)
		}
	}
	return terms
}

// lacksName reports whether a rare name of the question is in neither this sentence nor its neighbours.
func (s *search) lacksName(i int) bool {
	return slices.ContainsFunc(s.rare, func(t int) bool { return s.around(i, t) < index.LightGroup })
}

// around returns how well a sentence, or a neighbour, meets a term.
func (s *search) around(i, t int) float64 {
	near := max(s.m.own[i][t], s.m.carried[i][t], s.m.before[i][t])
	for _, j := range []int{i - 1, i + 1} {
		if j >= 0 && j < len(s.Bags) {
			near = max(near, s.m.own[j][t])
		}
	}
	return near
}

// otherTime reports whether a question looks ahead and all times in a sentence are past, or the other way round.
func (s *search) otherTime(b *index.Bag) bool {
	if !s.q.Ahead && !s.q.Back {
		return false
	}
	against, found := -1, false
	if s.q.Back {
		against = 1
	}
	for j := range b.Words {
		leads := words.Asking().TimeLeads[b.Word(j)] // “after” is no time by itself
		if !b.TimeAt(j) || leads || b.Lasting(j) || s.q.Asks(b.Words[j]) {
			continue
		}
		if b.Direction(j) != against {
			return false
		}
		found = true
	}
	return found
}

// countsPeople reports whether the question is how many people, and not how many of something else.
func (s *search) countsPeople() bool {
	return s.q.Unit == "" && slices.Contains(s.q.Counted, "people")
}

// befellOne reports whether a sentence tells that what is asked about befell one person: “a man died” is one.
func (s *search) befellOne(i int) bool {
	return s.q.Verb >= 0 && s.m.own[i][s.q.Verb] >= index.GroupMet && s.Bags[i].CountsOne()
}

// countsTheirs reports whether a number in a sentence counts what the people asked about lose or keep: “1,150 jobs”.
func (s *search) countsTheirs(b *index.Bag) bool {
	for t, term := range s.q.Terms {
		if !s.q.Theirs(term) {
			continue
		}
		for k := 1; k < len(b.IDs); k++ {
			if s.m.meets[t][b.IDs[k]] >= index.GroupMet && b.CountsAt(k-1) && b.Unbroken(k, k) {
				return true
			}
		}
	}
	return false
}

// countsJobs reports whether a question is how many people lose their work, and a number in a sentence counts jobs: “it will shed 1,150 jobs”.
func (s *search) countsJobs(b *index.Bag) bool {
	if s.q.Position(words.Asking().Layoffs, 0) < 0 {
		return false
	}
	for k := 1; k < len(b.Words); k++ {
		if words.Asking().JobNouns[b.Word(k)] && b.CountsAt(k-1) && b.Unbroken(k, k) {
			return true
		}
	}
	return false
}
