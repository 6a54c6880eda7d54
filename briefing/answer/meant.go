package answer

import (
	"slices"
	"strconv"
	"strings"

	"lede/briefing"
	"lede/briefing/question"
	"lede/briefing/words"
)

// What a word of the question is told by where no report uses it, and nobody would look it up: “3-1” for the score, “the gate was 31,406” for
// how many watched.

// meant has such words be met.
func (s *search) meant() {
	if !words.Ruled(s.language) {
		return
	}
	s.score()
	s.cause()
	s.crowd()
	s.lodging()
	s.precedent()
	s.next()
	s.punishment()
	s.ranks()
	s.unharmed()
	s.lasting()
	s.agedThing()
}

// agedThing finds whether the age that is asked for is that of a thing: “built in 1961”.
func (s *search) agedThing() {
	for i := range s.bags {
		met := !slices.ContainsFunc(s.m.own[i], func(own float64) bool { return own < surelyMet })
		s.dated = s.dated || s.q.Unit == "age" && met && s.founded(&s.bags[i])
	}
}

// unharmed has a fate be met by what says that nobody was even hurt, where it is asked whether it was anybody's and nothing tells of a death.
func (s *search) unharmed() {
	if s.q.Kind != briefing.YesNo || s.q.Position(words.Asking().Anybody, 0) < 0 {
		return
	}
	for i := range s.bags {
		if s.bags[i].Says(words.Asking().Deaths) {
			return
		}
	}
	s.met(words.Asking().Fates, (*bag).TellsUnharmed)
}

// lasting has “last”, where it is asked how long something does, be met by the verb alone: not by “the last” or “last year”.
func (s *search) lasting() {
	if s.q.Unit != "long" && s.q.Unit != "time" {
		return
	}
	for t, term := range s.q.Terms {
		for i := range s.bags {
			if term.Stem == "last" && s.bags[i].SaysLast() {
				s.m.own[i][t] = 0
			}
		}
	}
}

// score has the word be met by what it asks for, and by nothing else: no report says “score” beside “3-1”, and whoever scores is another matter.
func (s *search) score() {
	if s.q.Unit != "score" {
		return
	}
	other := sameWord // what a score is worth beside the line that is the result
	for i := range s.bags {
		if s.bags[i].ScoreLine() {
			other = sameRole
		}
	}
	for i := range s.bags {
		worth := 0.0
		switch {
		case s.bags[i].ScoreLine():
			worth = sameWord
		case s.bags[i].InUnit("score", s.Text):
			worth = other
		}
		for t, term := range s.q.Terms {
			if term.Fold == "score" || term.Fold == "final" {
				s.m.own[i][t] = worth
			}
		}
	}
}

// cause has dying be met by the cause of a death: “The cause was a stroke, his daughter said”, and a mishap by what goes wrong: “A pipe had split.”
func (s *search) cause() {
	if s.q.Mishap {
		s.causeOfMishap()
	}
	if !s.q.Dying {
		return
	}
	for i := range s.bags {
		b := &s.bags[i]
		told := slices.ContainsFunc(b.Words, func(w question.Word) bool { return w.Fold == "cause" }) && b.SaysOfWhat()
		for t, term := range s.q.Terms {
			if told && term.Stem == "die" {
				s.m.own[i][t] = max(s.m.own[i][t], sameWord)
			}
		}
	}
}

func (s *search) causeOfMishap() {
	for i := range s.bags {
		if !s.bags[i].TellsCause() {
			continue
		}
		for t, term := range s.q.Terms {
			if t == s.q.Verb || words.Asking().Mishaps[term.Fold] {
				s.m.own[i][t] = max(s.m.own[i][t], groupMet)
			}
		}
	}
}

// crowd has watching and coming be met by a number of spectators, where it is asked how many did.
func (s *search) crowd() {
	if s.q.Kind != briefing.HowMany || s.q.Unit != "" {
		return
	}
	s.met(words.Asking().Watching, (*bag).TellsCrowd)
}

// lodging has sheltering be met by the phrases for it, where it is asked where people are: “put up in two schools”.
func (s *search) lodging() {
	if s.q.Kind != briefing.Where {
		return
	}
	s.met(words.Asking().Lodging, func(b *bag) bool {
		return slices.ContainsFunc(words.Asking().Lodgings, func(phrase string) bool { return question.Says(b.Words, phrase) })
	})
}

// precedent has “before” be met by what tells of a case before, and by nothing else.
func (s *search) precedent() {
	if s.q.Precedent {
		s.lastOnly(func(b *bag) float64 {
			if b.TellsPrecedent() {
				return sameWord
			}
			return 0
		})
	}
}

// next has “next” be met by what looks ahead, and best by what says when.
func (s *search) next() {
	if s.q.Upcoming {
		s.lastOnly(func(b *bag) float64 {
			if !b.LooksAhead() && !b.IsTo() {
				return 0
			}
			for j := range b.Words {
				if b.TimeAt(j) {
					return sameWord
				}
			}
			return groupMet
		})
	}
}

// lastOnly has the last word of the question be met by nothing but the sentences that are worth something to it.
func (s *search) lastOnly(worth func(*bag) float64) {
	t := len(s.q.Terms) - 1
	if t < 0 {
		return
	}
	s.m.where[t] = 0
	for i := range s.bags {
		s.m.own[i][t], s.m.carried[i][t], s.m.before[i][t] = 0, 0, 0
		if w := worth(&s.bags[i]); w > 0 {
			s.tell(i, t, w)
			s.m.where[t]++
		}
	}
}

// punishment has prison be met by the years that a court gives somebody: “gave him four and a half years”. “Get” then is met by nothing else.
func (s *search) punishment() {
	long := s.q.Unit == "long" || s.q.Unit == "time"
	if !long && s.q.Kind != briefing.YesNo {
		return
	}
	for t, term := range s.q.Terms {
		if long && term.Stem == "get" && s.tellsAny((*bag).TellsPunishment) {
			for i := range s.bags {
				s.m.own[i][t] = 0
			}
			s.met(words.Set{term.Fold: true}, (*bag).TellsPunishment)
		}
	}
	s.met(words.Asking().Sentencing, (*bag).TellsPunishment)
}

// ranks has “third” be met by the row of a table before which a 3 stands.
func (s *search) ranks() {
	if s.q.Kind != briefing.Who {
		return
	}
	for t, term := range s.q.Terms {
		rank := slices.Index(rankWords, term.Fold) + 1
		for i := range s.bags {
			if rank > 0 && s.rank(i) == strconv.Itoa(rank) {
				s.tell(i, t, sameWord)
			}
		}
	}
}

// rankWords are the ranks of a table, from the first on.
var rankWords = []string{"first", "second", "third", "fourth", "fifth"}

// rank is the number before a sentence on its line: “3. ”; "" if there is none.
func (x *Index) rank(i int) string {
	const longest = 8 // bytes
	at := x.Sentences[i].Start
	before := x.Text[max(0, at-longest):at]
	before = before[strings.LastIndexByte(before, '\n')+1:]
	return strings.TrimRight(before, ".) \t")
}

// met has words of the question be met by all sentences that tell what they mean.
func (s *search) met(asked words.Set, tells func(*bag) bool) {
	for t, term := range s.q.Terms {
		if !asked[term.Fold] {
			continue
		}
		for i := range s.bags {
			if tells(&s.bags[i]) {
				s.tell(i, t, sameRoot)
			}
		}
	}
}

// tellsAny tells whether any sentence does.
func (s *search) tellsAny(tells func(*bag) bool) bool {
	for i := range s.bags {
		if tells(&s.bags[i]) {
			return true
		}
	}
	return false
}

// tell has a sentence meet a word of the question by what it tells.
func (s *search) tell(i, t int, worth float64) {
	if s.told == nil {
		s.told = make([]bool, len(s.bags))
	}
	s.told[i] = true
	s.m.own[i][t] = max(s.m.own[i][t], worth)
}

// holder finds who is what whoever does something for as long as it lasts is: the manager of what “who manages X” names. What introduces that
// person then tells all that is asked.
func (s *search) holder() []float64 {
	held := *s.q
	held.Whois, held.Terms = true, nil
	for _, t := range s.q.Terms {
		switch {
		case t.Fold == s.q.Holding:
			held.Terms = append(held.Terms, s.term(s.q.Holder))
		case !words.Lexicon().Bodies[t.Fold] && !t.Faint: // who runs “the company” is the head of what the article is about
			held.Terms = append(held.Terms, t)
		}
	}
	worths := s.identify(&held)
	for i, worth := range worths {
		for t := range s.q.Terms {
			if worth >= groupMet {
				s.tell(i, t, groupMet)
			}
		}
	}
	return worths
}
