package answer

import (
	"slices"
	"strings"

	"lede/briefing"
	"lede/briefing/answer/rank"
	"lede/briefing/question"
	"lede/briefing/words"
)

// What keeps a sentence from being an answer, however many words of the question it has. Weights make such faults unlikely; these rules
// are certain.

// unfit tells whether a sentence cannot be the answer.
func (s *search) unfit(i int, g *rank.Signs) bool {
	b := &s.bags[i]
	switch {
	case s.q.Whois && s.introduces == nil, g[rank.Sex] < 0 && s.otherDoes(b), s.q.Dying && !b.saysOfWhat(), s.lacksName(i), s.repeatsOnly(i, g):
		return true
	case s.q.Back && s.q.Kind != briefing.WhatSaid && b.looksAhead() && !b.looksBack():
		return true
	case s.q.Kind == briefing.YesNo:
		return s.ofContrary(i)
	case s.q.Kind == briefing.When:
		return s.otherTime(b)
	case s.q.Kind == briefing.HowMany && s.countsPeople():
		return !b.countsSomebody() && !s.countsTheirs(b)
	}
	return false
}

// ofContrary tells whether a sentence is of the contrary of what is asked about: of the northern road, and not of the southern one.
func (s *search) ofContrary(i int) bool {
	for t, term := range s.q.Terms {
		against := words.Contraries()[term.Fold]
		if t == s.q.Verb || len(against) == 0 || s.q.Predicates(t) || s.m.own[i][t] >= kinMet {
			continue
		}
		if slices.ContainsFunc(s.bags[i].asked, func(w question.Word) bool { return against[w.Fold] }) {
			return true
		}
	}
	return false
}

// otherDoes tells whether “he” or “she” does what is asked about, in a sentence with nobody of the sex that the question speaks of.
func (s *search) otherDoes(b *bag) bool {
	if s.q.Verb < 0 {
		return false
	}
	for j, id := range b.words {
		if s.m.meets[s.q.Verb][id] >= kinMet && (b.subject(j-1) || words.Asking().Auxiliaries[b.word(j-1)] && b.subject(j-2)) {
			return true
		}
	}
	return false
}

// subject tells whether word j of a sentence is “he” or “she”.
func (b *bag) subject(j int) bool { return b.word(j) == "he" || b.word(j) == "she" }

// fewestReasons is how many words a sentence must have, beside those of a question why, to hold a reason that no word introduces.
const fewestReasons = 3

// repeatsOnly tells whether a sentence says nothing beside what the question says: “The mine is shutting in March” to why it shuts.
func (s *search) repeatsOnly(i int, g *rank.Signs) bool {
	if !s.q.Why || g[rank.NoCue] == 0 || g[rank.PlainUnmet] > 0 || g[rank.Purpose] > 0 {
		return false
	}
	return s.bags[i].telling-s.metBy(i) < fewestReasons
}

// saysOfWhat tells whether a sentence may say what somebody died of.
func (b *bag) saysOfWhat() bool { return question.DiesOf(b.asked) || b.says(words.Asking().Deadly) }

// rareNames are the names in the question that the article has, and not all over.
func (s *search) rareNames() (terms []int) {
	for t, term := range s.q.Terms {
		known := !term.Generic && s.m.where[t] > 0 && !s.m.topic[t] && !s.q.Speaks(term.Word)
		named := s.isName(term) || yearLike(term.Fold)
		if known && named && !s.initials(term.Fold) && !s.shortened(term.Fold) {
			terms = append(terms, t)
		}
	}
	return terms
}

// lacksName tells whether one of them stands neither in this sentence nor in those beside it.
func (s *search) lacksName(i int) bool {
	return slices.ContainsFunc(s.rare, func(t int) bool { return s.around(i, t) < lightGroup })
}

// around is how far a sentence, or one beside it, meets a term.
func (s *search) around(i, t int) float64 {
	near := max(s.m.own[i][t], s.m.carried[i][t], s.m.before[i][t])
	for _, j := range []int{i - 1, i + 1} {
		if j >= 0 && j < len(s.bags) {
			near = max(near, s.m.own[j][t])
		}
	}
	return near
}

// otherTime tells whether all that a sentence says of when lies behind, where the question looks ahead, or ahead where it looks back.
func (s *search) otherTime(b *bag) bool {
	if !s.q.Ahead && !s.q.Back {
		return false
	}
	against, found := -1, false
	if s.q.Back {
		against = 1
	}
	for j := range b.asked {
		leads := words.Asking().TimeLeads[b.word(j)] // “after” is no time by itself
		if !b.timeAt(j) || leads || b.lasting(j) || s.q.Asks(b.asked[j]) {
			continue
		}
		if b.direction(j) != against {
			return false
		}
		found = true
	}
	return found
}

// lasting tells whether word j ends a stretch of time that says how long and not when: "over two days".
func (b *bag) lasting(j int) bool {
	q := words.Asking()
	if !q.Durations[b.word(j)] || !b.counts(j-1) && !q.SingleUnits[b.word(j-1)] {
		return false
	}
	switch b.word(j + 1) {
	case "ago", "later", "earlier":
		return false
	}
	return b.word(j-2) != "in" && b.word(j-2) != "within"
}

// direction is where the time of word j lies by the words beside it: -1 behind, 1 ahead, 0 if they do not tell.
func (b *bag) direction(j int) int {
	switch b.word(j) {
	case "ago", "yesterday", "last", "earlier", "recently":
		return -1
	case "tomorrow", "next", "soon":
		return 1
	}
	switch {
	case b.word(j-1) == "last", b.word(j+1) == "ago", b.word(j-2) == "earlier":
		return -1
	case b.word(j-1) == "next", b.word(j-2) == "later":
		return 1
	}
	return 0
}

// countsPeople tells whether the question is how many people, and not how many of something else.
func (s *search) countsPeople() bool {
	return s.q.Unit == "" && slices.Contains(s.q.Counted, "people")
}

// countsSomebody tells whether a number of a sentence counts people, or says nothing of what it counts: "14 were hurt", "killed 25 in".
func (b *bag) countsSomebody() bool {
	for k := range b.asked {
		if b.countsAt(k) && (b.mayBePeople(k+1) || b.headcount(k)) {
			return true
		}
	}
	return false
}

// headcount tells whether number k says how many a group of people are who did something: “a team of 19 searched”, not “a team of 19 dogs”.
func (b *bag) headcount(k int) bool {
	lex, group, next := words.Lexicon(), b.word(k-2), b.word(k+1)
	if b.word(k-1) != "of" || !lex.Crowds[group] && !lex.Bodies[group] {
		return false
	}
	return lex.PastForms[next] || strings.HasSuffix(next, "ed")
}

// countsTheirs tells whether a number of a sentence counts what people have, where the question is how many people lose or keep theirs: “1,150 jobs”.
func (s *search) countsTheirs(b *bag) bool {
	for t, term := range s.q.Terms {
		if !s.q.Theirs(term) {
			continue
		}
		for k := 1; k < len(b.words); k++ {
			if s.m.meets[t][b.words[k]] >= groupMet && b.countsAt(k-1) && b.unbroken(k, k) {
				return true
			}
		}
	}
	return false
}

// mayBePeople tells whether what stands behind a number may be people.
func (b *bag) mayBePeople(from int) bool {
	const far = 4 // words
	for k := from; k < min(from+far, len(b.asked)); k++ {
		w := b.word(k)
		if k == from && w == "of" && !words.Lexicon().Pronouns[b.word(k+1)] {
			from++ // "nine of 17 rounds"
			continue
		}
		if !b.unbroken(k, k) || words.Stopword(w, "en") || words.Asking().Auxiliaries[w] {
			return k == from
		}
		if somebodies(w) {
			return true
		}
	}
	return from >= len(b.asked)
}

// somebodies tells whether a word may be one for people: "vessels" is none, "followers" is.
func somebodies(w string) bool {
	lex := words.Lexicon()
	one, several := strings.CutSuffix(w, "s")
	if lex.Roles[strings.TrimSuffix(one, "e")] { // "witnesses"
		return true
	}
	if several && !lex.Bodies[one] && (lex.MayBeAgent(one) || saysWho(one)) {
		return true
	}
	if lex.Bodies[w] || lex.Bodies[one] {
		return false
	}
	return saysWho(w) || lex.Plurals[w] || lex.Harmed[w]
}
