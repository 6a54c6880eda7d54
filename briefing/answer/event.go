package answer

import (
	"slices"

	"lede/briefing"
	"lede/briefing/answer/index"
	"lede/briefing/question"
	"lede/briefing/words"
)

// Questions that ask an aspect of the event and name nothing: “where did it happen?”. No word of theirs leads to the sentence that tells it, but
// reports say such things in few ways and soon.

// soonOfEvent is how many sentences from the first on tell of the event itself.
const soonOfEvent = 4

// telling is the least fit of a time or place that tells an aspect of the event.
const telling = 0.5

// event returns the sentence that tells the aspect of the event that a question asks for, -1 if none surely does.
func (s *search) event() int {
	return either(s.ofAspect, func() int {
		if s.q.Listed == nil {
			return -1
		}
		return s.listed(s.q.Listed)
	})
}

// ofAspect returns the sentence that tells the place, the time or the cause of the event, -1 if that is not asked or told.
func (s *search) ofAspect() int {
	if s.q.Aspect == question.NoAspect || !s.ofEvent(index.GroupMet) {
		return -1
	}
	switch s.q.Aspect {
	case question.Scene:
		return s.scene()
	case question.Whereabouts:
		return s.first(len(s.Bags), func(i int) bool { return s.tellsPlace(i) >= telling && s.Bags[i].Says(words.Asking().Present) })
	case question.Moment:
		return s.moment()
	}
	return s.causeOfEvent()
}

// otherEvent reports whether a question asks for an aspect of a mishap that the article does not tell of.
func (s *search) otherEvent() bool {
	mishap := slices.ContainsFunc(s.q.Terms, func(t question.Term) bool { return words.Asking().Mishaps[t.Fold] })
	return s.q.Aspect != question.NoAspect && mishap && !s.ofEvent(index.KinMet)
}

// listed returns the first of the sentences that tell an aspect most surely.
func (s *search) listed(a *words.Aspect) int {
	folded := make([][]string, len(s.Bags))
	for i := range s.Bags {
		for _, w := range s.Bags[i].Words {
			folded[i] = append(folded[i], w.Fold)
		}
	}
	for tier := range a.Tiers() {
		if i := s.first(len(s.Bags), func(i int) bool { return s.mayTell(a, i) && a.ToldBy(folded[i], tier) }); i >= 0 {
			return i
		}
	}
	return -1
}

// mayTell reports whether a sentence is about whom the question names, or somebody of that sex, and has a time or a number if one is asked for.
func (s *search) mayTell(a *words.Aspect, i int) bool {
	if s.Sex(s.q, &s.Bags[i]) < 0 {
		return false // “is he married?”
	}
	for t, term := range s.q.Terms {
		if a.Someone(term.Fold) && !term.Generic && max(s.m.own[i][t], s.m.carried[i][t], s.m.before[i][t]) < index.KinMet {
			return false // “what does the minister want?”
		}
	}
	switch {
	case !words.Ruled(s.Language): // the patterns have the times and the numbers
	case s.q.Kind == briefing.When:
		return s.tellsTime(i) > looseTime
	case s.q.Kind == briefing.HowMany:
		const money = "money"
		return s.Bags[i].Numbers() && (s.q.Unit != money || s.Bags[i].InUnit(money, s.Text))
	}
	return true
}

// ofEvent reports whether the article opens with what the question calls the event, if it calls it anything: “the crash”. least is how well that is to be met.
func (s *search) ofEvent(least float64) bool {
	for t, term := range s.q.Terms {
		switch {
		case !question.Happening(term.Fold), words.Asking().Occasions[term.Fold]:
			continue
		case words.Asking().Contests[term.Fold] && s.outcome() >= 0:
			continue // a report of a match may only say who beat whom
		}
		if !slices.ContainsFunc(s.m.own[:min(soonOfEvent, len(s.m.own))], func(own []float64) bool { return own[t] >= least }) {
			return false
		}
	}
	return true
}

// first returns the first sentence among the first n of the body for which tells is true, -1 if there is none.
func (s *search) first(n int, tells func(i int) bool) int {
	for i := range s.Bags {
		p := s.Sentences[i].Paragraph
		body := p < 0 || p >= len(s.Paragraphs) || s.Paragraphs[p].Kind == briefing.Body
		if !body || len(s.Bags[i].Words) == 0 {
			continue
		}
		if n--; n < 0 {
			break
		}
		if tells(i) {
			return i
		}
	}
	return -1
}

// either returns the first of several sentences that is there, -1 if none is.
func either(found ...func() int) int {
	for _, f := range found {
		if i := f(); i >= 0 {
			return i
		}
	}
	return -1
}

// scene returns the sentence that says where the event was: where it says that something took place, else soon and by the name of a place.
func (s *search) scene() int {
	placed := func(least float64) func(int) bool {
		return func(i int) bool { return s.tellsPlace(i) >= least && !s.tellsElsewhere(i) }
	}
	return either(
		func() int {
			return s.first(len(s.Bags), func(i int) bool { return placed(telling)(i) && s.occurs(i) })
		},
		func() int { return s.first(soonOfEvent, placed(1)) },
		func() int { return s.first(soonOfEvent, placed(telling)) },
		func() int { return s.first(1, func(i int) bool { return s.hasDateline(i) }) },
	)
}

// moment returns the sentence that says when the event was.
func (s *search) moment() int {
	least := looseTime
	if s.q.Clock {
		least = 0.9
	}
	timed := func(i int) bool { return s.tellsTime(i) > least && !s.foretellsOnly(i) }
	return either(
		func() int {
			return s.first(len(s.Bags), func(i int) bool {
				return timed(i) && (s.occurs(i) || question.Says(s.Bags[i].Words, words.Asking().Calls))
			})
		},
		func() int { return s.first(soonOfEvent, timed) },
	)
}

// causeOfEvent returns the sentence that says what caused the event, or else that this is not known.
func (s *search) causeOfEvent() int {
	causal := func(i int) bool {
		b := &s.Bags[i]
		return question.Says(b.Words, words.Asking().Causal) && !b.LooksAhead() && !becauseOfSomebody(b)
	}
	return either(
		func() int {
			return s.first(len(s.Bags), func(i int) bool { return causal(i) && !s.Bags[i].Withholds(s.q.Kind) })
		},
		func() int { return s.first(len(s.Bags), causal) },
	)
}

// becauseOfSomebody reports whether a sentence says what came of somebody's deed, and not of the event: “we are alive because of them”.
func becauseOfSomebody(b *index.Bag) bool {
	for j := 2; j < len(b.Words); j++ {
		if b.Word(j-2) != "because" || b.Word(j-1) != "of" {
			continue
		}
		switch b.Word(j) {
		case "him", "her", "them", "us", "me", "you":
			return true
		}
	}
	return false
}

// occurs reports whether a sentence says that something took place.
func (s *search) occurs(i int) bool { return question.Says(s.Bags[i].Words, words.Asking().Occurs) }

// foretellsOnly reports whether a sentence only looks ahead.
func (s *search) foretellsOnly(i int) bool { return s.Bags[i].LooksAhead() && !s.Bags[i].LooksBack() }

// tellsElsewhere reports whether a sentence tells where somebody was taken rather than where the event was.
func (s *search) tellsElsewhere(i int) bool {
	return s.Bags[i].Says(words.Asking().TakenTo)
}

// hasDateline reports whether a sentence begins with a place in capitals and a dash.
func (s *search) hasDateline(i int) bool {
	b := &s.Bags[i]
	return len(b.Words) > 1 && s.PlaceAt(i, b.Words[0].Start)
}
