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

// When an article seems to answer something that it does not say, the sentence is mostly about the right topic but says
// something else about it. Such a sentence is no answer, though it may be the nearest.

// aside reports whether a sentence is about the topic but says something else about it.
func (s *search) aside(i int, g *rank.Signs) bool {
	switch {
	case !words.Ruled(s.Language):
		return false
	case s.rowed != nil:
		return !s.rowed[i] // a row tells it more surely
	case s.misfits(i, g), s.elsewhere(i, g), g[rank.Counted] == 0 && s.faintly(i), g[rank.OtherAge] > 0, s.misses(i) && at(s.introduces, i) < index.SurelyMet, s.nameless(i):
		return true
	case s.q.Condition && !s.Bags[i].TellsCondition(), s.harmless(i):
		return true
	case s.theirsDoes(&s.Bags[i]), s.ownedByNobody(i), s.deedDenied(&s.Bags[i]):
		return true
	}
	return s.kindAside(i, g)
}

// kindAside is aside for what a question of its kind needs.
func (s *search) kindAside(i int, g *rank.Signs) bool {
	switch s.q.Kind {
	case briefing.YesNo: // “is she married?” is not answered by what he is
		return g[rank.Sex] < 0 || s.unpredicated(i) || s.supposed(&s.Bags[i])
	case briefing.When:
		return g[rank.Fits] <= looseTime
	case briefing.Who:
		return s.nobodyIs(i, g) || s.notNext(i) || s.befell && !s.befalls(i)
	}
	return false
}

// nobodyIs reports whether a sentence neither introduces whom the question asks for nor says who does what is asked.
func (s *search) nobodyIs(i int, g *rank.Signs) bool {
	return at(s.introduces, i) < index.GroupMet && s.nobodyDoes(&s.Bags[i], g)
}

// misfits reports whether a sentence lacks the kind of thing asked for. Any number will do for a question how many, since
// the sentence may call the counted things by another name.
func (s *search) misfits(i int, g *rank.Signs) bool {
	return g[rank.Misfits] == 1 && (s.q.Kind != briefing.HowMany || s.q.Unit != "" || !s.Bags[i].Counting())
}

// half is the share of a question's words, names apart, that a sentence must contain if the question asks for no particular kind of thing.
const half = 0.5

// elsewhere reports whether a sentence lacks what the question is about: its action, somebody's words for a question what
// was said, or a manner for a question how.
func (s *search) elsewhere(i int, g *rank.Signs) bool {
	switch {
	case s.q.Mishap && g[rank.NoCue] == 1 && g[rank.Purpose] == 0 && !s.meanwhile(i):
		return true
	case s.q.Why:
		return false
	case s.q.Manner:
		return g[rank.NoCue] == 1 && s.without(i, s.q.Verb)
	case s.q.Kind == briefing.Topic:
		return g[rank.PlainUnmet] > half && s.without(i, s.q.Verb)
	case s.q.Kind == briefing.WhatSaid:
		b := &s.Bags[i]
		return s.q.Strict && at(s.spoken, i) == 0 && len(b.Quotes) == 0 && !b.Says(words.Asking().Saying)
	}
	return false
}

// meanwhile reports whether a sentence ties a mishap to an event: “it fell apart when a barge hit it”, not “when it was
// dark” or “after lunch”.
func (s *search) meanwhile(i int) bool {
	b := &s.Bags[i]
	for j, id := range b.IDs {
		if s.q.Verb < 0 || s.m.meets[s.q.Verb][id] < index.GroupMet || b.Word(j+1) != "when" && b.Word(j+1) != "after" {
			continue
		}
		if words.Lexicon().Articles[b.Word(j+2)] && b.HappensBehind(j+3) {
			return true
		}
	}
	return false
}

// unpredicated reports whether a sentence, with what it goes on from, has nothing of what a yes-or-no question says of its subject, in whatever words.
func (s *search) unpredicated(i int) bool {
	if s.clued.told[i]+s.clued.maybe[i] > 0 {
		return false
	}
	found := false
	for t, term := range s.q.Terms {
		switch {
		case term.Generic, !s.q.Predicates(t):
			continue
		case max(s.m.own[i][t], s.m.carried[i][t], s.m.before[i][t], s.clued.hinted[i][t]) > 0:
			return false
		}
		found = true
	}
	return found
}

// supposed reports whether a question is what has happened, and a sentence only says what might: “the move would kill people”.
func (s *search) supposed(b *index.Bag) bool {
	if s.q.Ahead || s.q.Verb < 0 || words.Lexicon().Modals[s.q.Words[0].Fold] {
		return false
	}
	found := false
	for j, id := range b.IDs {
		if s.m.meets[s.q.Verb][id] == 0 {
			continue
		}
		if !words.Lexicon().Modals[b.Word(j-1)] {
			return false
		}
		found = true
	}
	return found
}

// deedDenied reports whether a question asks who does something, and a sentence only says who does not: “Vale have not won since May”.
func (s *search) deedDenied(b *index.Bag) bool {
	const near = 2 // words from “not” to the verb
	if s.q.Kind != briefing.Who || s.q.Verb < 0 || s.q.Position(words.Asking().Negations, 0) >= 0 {
		return false
	}
	found := false
	for j, id := range b.IDs {
		if s.m.meets[s.q.Verb][id] < index.KinMet {
			continue
		}
		if !slices.ContainsFunc(b.Words[max(0, j-near):j], func(w question.Word) bool { return words.Asking().Negations[w.Fold] }) {
			return false
		}
		found = true
	}
	return found
}

// theirsDoes reports whether somebody who belongs to a person in the question does what is asked: “Lane’s brother
// admitted” does not say that Lane did.
func (s *search) theirsDoes(b *index.Bag) bool {
	if s.q.Verb < 0 || s.q.Kind != briefing.YesNo {
		return false
	}
	for j, id := range b.IDs {
		if s.m.meets[s.q.Verb][id] < index.KinMet {
			continue
		}
		who := j - 1
		if words.Asking().Auxiliaries[b.Word(who)] {
			who--
		}
		if who < 1 || !b.Words[who-1].Owner || !s.q.Asks(b.Words[who-1]) {
			continue
		}
		if sentence.SaysWho(b.Word(who)) && !s.q.Asks(b.Words[who]) {
			return true
		}
	}
	return false
}

// ownedByNobody reports whether a question asks if somebody has something, and a sentence lacks the one or the other, or does not say that it is
// theirs: “does she have kids” is not answered by “the daughter of a cook”.
func (s *search) ownedByNobody(i int) bool {
	owned := s.q.Owned
	if owned < 0 {
		return false
	}
	for t := range s.q.Terms {
		if t != s.q.Verb && max(s.m.own[i][t], s.m.carried[i][t]) < index.NounMet {
			return true
		}
	}
	named := false
	for j, id := range s.Bags[i].IDs {
		if s.m.meets[owned][id] < index.NounMet {
			continue
		}
		if s.Bags[i].Had(j) {
			return false
		}
		named = true
	}
	return named || s.m.own[i][owned] < index.NounMet
}

// without reports whether a sentence has no word for term t of the question. A generic term is never missed.
func (s *search) without(i, t int) bool {
	return t >= 0 && !s.q.Terms[t].Generic && s.m.own[i][t] < index.KinMet
}

// misses reports whether a sentence, with the antecedent of its pronoun, lacks so many of the words asked about that it must be about
// something else: nearly all of them, or one of two that no neighbouring sentence has either.
func (s *search) misses(i int) bool {
	all, met, far := s.tally(i)
	switch {
	case met == 0:
		return far == all && (all == 2 || all > 0 && !slices.ContainsFunc(s.q.Terms, s.IsName))
	case all == 2 && far == 1:
		return s.q.Kind != briefing.Topic && s.q.Kind != briefing.WhatSaid && s.q.Kind != briefing.HowMany
	}
	return all > 2 && met == 1 && (s.q.Kind == briefing.HowMany || s.q.Kind == briefing.YesNo)
}

// tally counts the words asked about, those that a sentence meets, and those that neither it nor a neighbour nor the article as a whole is about.
func (s *search) tally(i int) (all, met, far int) {
	for t, term := range s.q.Terms {
		has := max(s.m.own[i][t], s.m.carried[i][t]) >= index.KinMet
		switch {
		case !s.telling(t), s.m.weight[t] == 0, term.Faint && !has:
			continue
		case has:
			met++
		case s.around(i, t) < index.KinMet && !s.m.topic[t]:
			far++
		}
		all++
	}
	return all, met, far
}

// faintly reports whether a sentence meets only words of the question that say little, and those only by other words:
// “noticed” for “see”.
func (s *search) faintly(i int) bool {
	if s.told != nil && s.told[i] {
		return false
	}
	found := false
	for t, term := range s.q.Terms {
		own := s.m.own[i][t]
		switch {
		case term.Generic:
		case own >= index.SurelyMet, s.m.carried[i][t] > 0, !term.Faint && own > 0:
			return false
		case own > 0:
			found = true
		}
	}
	return found
}

// nameless reports whether a question asks which school, company or town, and a sentence has no name but the question's.
func (s *search) nameless(i int) bool {
	if !slices.ContainsFunc(s.q.Terms, bearsName) {
		return false
	}
	for j, w := range s.Bags[i].Words {
		if w.Upper && j > 0 && !s.q.Asks(w) && !words.Asking().When[w.Fold] {
			return false
		}
	}
	return true
}

// bearsName reports whether a term is a noun after “which” for something that has a name.
func bearsName(t question.Term) bool {
	lists, lex := words.Asking(), words.Lexicon()
	for _, nouns := range []words.Set{lex.Bodies, lex.Groups, lists.Whereabouts, lists.PlaceNouns, lists.WhoNouns} {
		if t.Head && nouns[t.Fold] {
			return true
		}
	}
	return false
}

// befalls reports whether a question asks to whom something was done, and a sentence says of anybody that it was: “a deputy was shot”.
func (s *search) befalls(i int) bool {
	if s.q.Verb < 0 || s.q.Doing {
		return false
	}
	for j, id := range s.Bags[i].IDs {
		if s.m.meets[s.q.Verb][id] >= index.SurelyMet && words.Being(s.Bags[i].Word(j-1)) {
			return true
		}
	}
	return false
}

// notNext reports whether a question asks who is next and a sentence has no word for “next”.
func (s *search) notNext(i int) bool {
	next := slices.IndexFunc(s.q.Terms, func(t question.Term) bool { return t.Fold == "next" })
	return next >= 0 && next+1 < len(s.q.Terms) && s.m.own[i][next] < index.KinMet
}

// nobodyDoes reports whether a question asks who does something, and a sentence shows no agent: it surely names nobody, or
// says only what was done.
func (s *search) nobodyDoes(b *index.Bag, g *rank.Signs) bool {
	if s.q.Verb < 0 {
		return false
	}
	return g[rank.Agent] == 0 && g[rank.Fits] <= fitsName || s.agentless(b)
}

// agentless reports whether a sentence says what an action was done to and not who did it: “the bridge built in 1974”, “one stolen canoe”.
func (s *search) agentless(b *index.Bag) bool {
	if !s.q.Doing {
		return false
	}
	found := false
	for j, id := range b.IDs {
		if s.m.meets[s.q.Verb][id] < index.KinMet {
			continue
		}
		if !s.doneTo(b, j) && !s.suffers(b, j) {
			return false
		}
		found = true
	}
	return found
}

// doneTo reports whether verb j of a sentence is a participle without “by” beside the object of the question's verb.
func (s *search) doneTo(b *index.Bag, j int) bool {
	const far = 6 // words between a participle and its “by”
	for k := j + 1; k < min(j+far, len(b.Words)); k++ {
		if b.Word(k) == "by" {
			return false
		}
	}
	if s.isObject(b, j-1) {
		return b.Unbroken(j, j)
	}
	return s.isObject(b, j+1) && (words.Lexicon().Determiners[b.Word(j-1)] || b.Counts(j-1))
}

// suffers reports whether verb j of a sentence is one of which the object of the question's verb is the subject, without “by” behind it: “Lee, 58, was found on the
// steps” does not say who found Lee.
func (s *search) suffers(b *index.Bag, j int) bool {
	if !words.Being(b.Word(j-1)) || slices.ContainsFunc(b.Words[j:], func(w question.Word) bool { return w.Fold == "by" }) {
		return false
	}
	for k := range j - 1 {
		if s.isObject(b, k) {
			return true
		}
	}
	return false
}

// isObject reports whether word j of a sentence is in the object of the question's verb.
func (s *search) isObject(b *index.Bag, j int) bool {
	if j < 0 || j >= len(b.IDs) {
		return false
	}
	for t := s.q.Verb + 1; t < len(s.q.Terms); t++ {
		if s.m.meets[t][b.IDs[j]] >= index.GroupMet {
			return true
		}
	}
	return false
}
