package answer

import (
	"slices"
	"strconv"
	"strings"

	"lede/briefing"
	"lede/briefing/answer/index"
	"lede/briefing/answer/rank"
	"lede/briefing/question"
	"lede/briefing/words"
)

// Answers that share no word with the question and that no thesaurus relates to it: “3-1” is a score, “the gate was
// 31,406” says how many watched.

// meant matches words of the question with such answers.
func (s *search) meant() {
	if !words.Ruled(s.Language) {
		return
	}
	s.score()
	s.cause()
	s.crowd()
	s.lodging()
	s.residence()
	s.precedent()
	s.next()
	s.condition()
	s.punishment()
	s.ranks()
	s.rows()
	s.unharmed()
	s.harmed()
	s.lasting()
	s.agedThing()
}

// agedThing finds out whether the question is the age of a thing that the article dates: “built in 1961”.
func (s *search) agedThing() {
	for i := range s.Bags {
		met := !slices.ContainsFunc(s.m.own[i], func(own float64) bool { return own < index.SurelyMet })
		s.dated = s.dated || s.q.Unit == "age" && met && s.founded(&s.Bags[i])
	}
}

// unharmed matches the question whether anybody was killed with sentences that say nobody was hurt, if none tells of a
// death. “Nobody else was hurt” says so where it is told who was.
func (s *search) unharmed() {
	if s.q.Kind != briefing.YesNo || s.q.Position(words.Asking().Anybody, 0) < 0 {
		return
	}
	for i := range s.Bags {
		if s.Bags[i].Says(words.Asking().Deaths) {
			return
		}
	}
	some := s.tellsAny((*index.Bag).TellsHarm)
	s.met(words.Asking().Deaths, func(b *index.Bag) bool { return b.TellsUnharmed() || some && b.TellsElseUnharmed() })
}

// harmed matches the question whether, or how many, people were hurt with how reports tell that: “treated for smoke inhalation”.
func (s *search) harmed() {
	if s.asksHarm() {
		s.met(words.Asking().HarmAsked, (*index.Bag).TellsHarmOrNone)
	}
}

// asksHarm reports whether a question is whether, or how many, people were hurt.
func (s *search) asksHarm() bool {
	if s.q.Position(words.Asking().HarmAsked, 0) < 0 {
		return false
	}
	anybody, any := s.q.Position(words.Asking().Anybody, 0) >= 0, s.q.Position(words.Asking().Any, 0) >= 0
	return s.q.Kind == briefing.YesNo && anybody || any || s.q.Kind == briefing.HowMany
}

// harmless reports whether people's harm is asked for and a sentence tells neither of any nor of none: “insurers put the damage at £90m”.
func (s *search) harmless(i int) bool {
	b := &s.Bags[i]
	tells := b.TellsHarm() || b.TellsHarmOrNone() || b.TellsUnharmed() || b.Says(words.Asking().Deaths)
	return s.asksHarm() && !tells
}

// lasting keeps “the last” and “last year” from matching the question how long something lasts.
func (s *search) lasting() {
	if s.q.Unit != "long" && s.q.Unit != "time" {
		return
	}
	for t, term := range s.q.Terms {
		for i := range s.Bags {
			if term.Stem == "last" && s.Bags[i].SaysLast() {
				s.m.own[i][t] = 0
			}
		}
	}
}

// score matches “score” only with results such as “3-1”: reports do not call them scores, and “scored” means something
// else.
func (s *search) score() {
	if s.q.Unit != "score" {
		return
	}
	other := index.SameWord // worth of a score; less if another line is nothing but the result
	for i := range s.Bags {
		if s.Bags[i].ScoreLine() {
			other = index.SameRole
		}
	}
	for i := range s.Bags {
		worth := 0.0
		switch {
		case s.Bags[i].ScoreLine():
			worth = index.SameWord
		case s.Bags[i].InUnit("score", s.Text):
			worth = other
		}
		for t, term := range s.q.Terms {
			if term.Fold == "score" || term.Fold == "final" {
				s.m.own[i][t] = worth
			}
		}
	}
}

// cause matches dying with a cause of death, “The cause was a stroke, his daughter said”, and a mishap with what went
// wrong, “A pipe had split.”
func (s *search) cause() {
	if s.q.Mishap {
		s.causeOfMishap()
	}
	die := slices.IndexFunc(s.q.Terms, func(t question.Term) bool { return t.Stem == "die" || t.Fold == "death" })
	if die < 0 || !s.q.Dying && !s.q.Killing {
		return
	}
	death := -1 // the sentence that told of one last
	for i := range s.Bags {
		b := &s.Bags[i]
		if s.m.own[i][die] >= index.GroupMet {
			death = i
			continue
		}
		if !b.NamesCause() || !b.SaysOfWhat() {
			continue
		}
		s.m.own[i][die] = index.SameWord
		for t := range s.q.Terms {
			if death >= 0 && i-death <= far {
				s.m.carried[i][t] = max(s.m.carried[i][t], s.m.own[death][t])
			}
		}
	}
}

func (s *search) causeOfMishap() {
	for i := range s.Bags {
		if !s.Bags[i].TellsCause() {
			continue
		}
		for t, term := range s.q.Terms {
			if t == s.q.Verb || words.Asking().Mishaps[term.Fold] {
				s.m.own[i][t] = max(s.m.own[i][t], index.GroupMet)
			}
		}
	}
}

// crowd matches watching and coming with a number of spectators, if the question is how many there were.
func (s *search) crowd() {
	if s.q.Kind != briefing.HowMany || s.q.Unit != "" {
		return
	}
	s.met(words.Asking().Watching, (*index.Bag).TellsCrowd)
}

// lodging matches sheltering with phrases for it, if the question is where people are: “put up in two schools”.
func (s *search) lodging() {
	if s.q.Kind != briefing.Where {
		return
	}
	s.met(words.Asking().Lodging, func(b *index.Bag) bool {
		return question.Says(b.Words, words.Asking().Lodgings)
	})
}

// residence matches where somebody lives with how courts and local papers tell it.
func (s *search) residence() {
	if s.q.Kind == briefing.Where {
		s.met(words.Asking().Residing, func(b *index.Bag) bool { return b.TellsResidence() })
	}
}

// precedent matches “before” with an earlier case, and with nothing else.
func (s *search) precedent() {
	if s.q.Precedent {
		s.lastOnly(func(b *index.Bag) float64 {
			if b.TellsPrecedent() {
				return index.SameWord
			}
			return 0
		})
	}
}

// next matches “next” with what lies ahead, best with words that say when.
func (s *search) next() {
	if s.q.Upcoming {
		s.lastOnly(func(b *index.Bag) float64 {
			if !b.LooksAhead() && !b.IsTo() {
				return 0
			}
			for j := range b.Words {
				if b.TimeAt(j) {
					return index.SameWord
				}
			}
			return index.GroupMet
		})
	}
}

// condition matches the question how somebody is with what tells of a condition, and with nothing else.
func (s *search) condition() {
	if s.q.Condition {
		s.lastOnly(func(b *index.Bag) float64 { return rank.One(b.TellsCondition()) })
	}
}

// lastOnly matches the last word of the question with the sentences that worth rates above 0, and with no others.
func (s *search) lastOnly(worth func(*index.Bag) float64) {
	t := len(s.q.Terms) - 1
	if t < 0 {
		return
	}
	s.m.where[t] = 0
	for i := range s.Bags {
		s.m.own[i][t], s.m.carried[i][t], s.m.before[i][t] = 0, 0, 0
		if w := worth(&s.Bags[i]); w > 0 {
			s.tell(i, t, w)
			s.m.where[t]++
		}
	}
}

// punishment matches words for prison, and “get”, with the length of a sentence: “gave him four and a half years”. “Get”
// then matches nothing else.
func (s *search) punishment() {
	long := s.q.Unit == "long" || s.q.Unit == "time"
	if !long && s.q.Kind != briefing.YesNo {
		return
	}
	for t, term := range s.q.Terms {
		if long && term.Stem == "get" && s.tellsAny((*index.Bag).TellsPunishment) {
			for i := range s.Bags {
				s.m.own[i][t] = 0
			}
			s.met(words.Set{term.Fold: true}, (*index.Bag).TellsPunishment)
		}
	}
	s.met(words.Asking().Sentencing, (*index.Bag).TellsPunishment)
	s.punished = long && s.q.Position(words.Asking().Sentencing, 0) >= 0 && s.tellsAny((*index.Bag).TellsPunishment)
}

// ranks matches “third” with the table row that begins with a 3.
func (s *search) ranks() {
	if s.q.Kind != briefing.Who {
		return
	}
	for t, term := range s.q.Terms {
		rank := slices.Index(rankWords, term.Fold) + 1
		for i := range s.Bags {
			if rank > 0 && s.rank(i) == strconv.Itoa(rank) {
				s.tell(i, t, index.SameWord)
			}
		}
	}
}

// rankWords are the ranks of a table, from the first on.
var rankWords = []string{"first", "second", "third", "fourth", "fifth"}

// rank returns the number at the start of a sentence's line, “3. ”; "" if there is none.
func (x *Index) rank(i int) string {
	const longest = 8 // bytes
	at := x.Sentences[i].Start
	before := x.Text[max(0, at-longest):at]
	before = before[strings.LastIndexByte(before, '\n')+1:]
	return strings.TrimRight(before, ".) \t")
}

// met matches the words of the question that are in asked with all sentences for which tells is true.
func (s *search) met(asked words.Set, tells func(*index.Bag) bool) {
	for t, term := range s.q.Terms {
		if !asked[term.Fold] {
			continue
		}
		for i := range s.Bags {
			if tells(&s.Bags[i]) {
				s.tell(i, t, index.SameRoot)
			}
		}
	}
}

// tellsAny reports whether tells is true for any sentence.
func (s *search) tellsAny(tells func(*index.Bag) bool) bool {
	for i := range s.Bags {
		if tells(&s.Bags[i]) {
			return true
		}
	}
	return false
}

// tell records that a sentence meets a term by worth.
func (s *search) tell(i, t int, worth float64) {
	if s.told == nil {
		s.told = make([]bool, len(s.Bags))
	}
	s.told[i] = true
	s.m.own[i][t] = max(s.m.own[i][t], worth)
}

// holder finds the person by the title that goes with the verb: the manager of X for “who manages X”. The sentence that
// introduces that person then meets all words of the question.
func (s *search) holder() []float64 {
	held := *s.q
	held.Whois, held.Terms = true, nil
	for _, t := range s.q.Terms {
		switch {
		case t.Fold == s.q.Holding:
			held.Terms = append(held.Terms, s.Term(s.q.Holder))
		case !words.Lexicon().Bodies[t.Fold] && !t.Faint: // “the company” is the one that the article is about
			held.Terms = append(held.Terms, t)
		}
	}
	worths := s.Identify(&held)
	for i, worth := range worths {
		for t := range s.q.Terms {
			if worth >= index.GroupMet {
				s.tell(i, t, index.GroupMet)
			}
		}
	}
	return worths
}
