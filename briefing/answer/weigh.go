package answer

import (
	"math"
	"slices"

	"lede/briefing"
	"lede/briefing/answer/index"
	"lede/briefing/answer/rank"
	"lede/briefing/question"
	"lede/briefing/words"
)

// search is one question put to one article. Its values for sentences are between 0 and 1, and nil if the question does not
// need them.
type search struct {
	*Index
	q *question.Question
	m matched
	// total is the weight of all terms of the question.
	total float64
	// heaviest is the content term of the question with the most weight, -1 for none.
	heaviest int
	// pronoun is true if the question names nobody and says “he” or “she”.
	pronoun bool
	// most is how often the person named most often is named.
	most int
	// known is true if the article has a speaker the question asks for.
	known bool
	// rare are the names in the question that occur in few sentences.
	rare []int
	// counted and measured are how the article's words meet the noun that is counted, and the noun a number must belong to.
	counted  [][]float64
	measured []float64
	// spoken is how surely sentences hold words of the speaker the question names.
	spoken []float64
	// told marks the sentences that say what a word of the question means without that word.
	told []bool
	// rowed marks the rows of tables that answer.
	rowed []bool
	// clued is what sentences tell in other words.
	clued clued
	// dated is true if a sentence with all words of the question says since which year the thing asked about exists.
	dated bool
	// befell is true if it is asked to whom something was done and a sentence says so in these words.
	befell bool
	// punished is true if a court's sentence is asked for and a sentence of the article has it.
	punished bool
	// introduces is how surely sentences say who a person is, calls how surely they say what something is called.
	introduces, calls []float64
}

// Weigh weighs the sentences of the article for a question. It is the part of Answer that proof/asking learns from.
func (x *Index) Weigh(asking string) rank.Weighing {
	q := question.Read(asking, x.Language)
	if q.Overview {
		return rank.Weighing{}
	}
	return x.weigh(&q)
}

func (x *Index) weigh(q *question.Question) rank.Weighing {
	s := &search{Index: x, q: q, m: x.match(q), heaviest: -1}
	s.pronoun = q.Position(words.Asking().Persons, 0) >= 0 && !slices.ContainsFunc(q.Terms, x.IsName)
	for _, p := range x.People {
		s.most = max(s.most, len(p.Mentions))
	}
	s.speak()
	s.meant()
	s.clues()
	for t, w := range s.m.weight {
		s.total += w
		if s.telling(t) && (s.heaviest < 0 || w > s.m.weight[s.heaviest]) {
			s.heaviest = t
		}
	}
	if q.Identity {
		s.introduces = x.Identify(q)
	}
	if q.Holder != "" {
		s.introduces = s.holder()
	}
	if q.Called {
		s.calls = x.Named(q)
	}
	for _, word := range q.Counted {
		s.counted = append(s.counted, x.Meet(x.Term(word)))
	}
	if q.Measured != "" {
		s.measured = x.Meet(x.Term(q.Measured))
	}
	s.rare = s.rareNames()
	for i := range s.Bags {
		s.befell = s.befell || q.Kind == briefing.Who && s.befalls(i)
	}
	return s.weighed()
}

// weighed weighs what is true of the article as a whole, and each sentence that has to do with the question.
func (s *search) weighed() rank.Weighing {
	x, w := s.Index, s.whole()
	w.Typed, w.Refers = s.q.Typed(), s.q.Refers()
	concerned, told := make([]int, 0, len(x.Bags)), s.event()
	otherEvent := s.otherEvent()
	for i := range x.Bags {
		if i == told || s.concerns(i) {
			concerned = append(concerned, i)
		}
	}
	w.Sentences = make([]rank.Weighed, len(concerned))
	for n, i := range concerned {
		f := &w.Sentences[n]
		f.Sentence, f.Sure = i, i == told
		s.signs(i, &f.Signs)
		f.Unfit, f.Aside = s.unfit(i, &f.Signs), otherEvent || s.aside(i, &f.Signs)
	}
	s.lead(w.Sentences)
	return w
}

// plain reports whether a term is neither a name nor generic.
func (s *search) plain(t int) bool { return !s.q.Terms[t].Generic && !s.IsName(s.q.Terms[t]) }

// telling reports whether a term carries what is asked: it is plain or, if the question names a speaker, stands beside
// the speaker.
func (s *search) telling(t int) bool {
	if s.spoken == nil {
		return s.plain(t)
	}
	term := s.q.Terms[t]
	return !term.Generic && !words.Asking().Saying[term.Fold] && !s.q.Speaks(term.Word)
}

// whole weighs what is true of the article as a whole.
func (s *search) whole() rank.Weighing {
	w := rank.Weighing{
		Strange: rank.One(s.Strange(s.q)), Unknown: rank.One(s.q.Identity && s.introduces == nil),
		Few: 1 / float64(max(1, len(s.q.Terms))), Called: s.q.Called, Kind: s.q.Kind, Why: s.q.Why, Manner: s.q.Manner,
	}
	if s.total == 0 {
		return w
	}
	if v := s.q.Verb; v >= 0 && !s.q.Terms[v].Generic {
		w.VerbNowhere = rank.One(s.m.where[v] == 0)
	}
	for t, weight := range s.m.weight {
		if s.m.where[t] == 0 {
			w.Nowhere += weight / s.total
		}
		if slices.ContainsFunc(s.m.own, func(own []float64) bool { return own[t] >= index.SurelyMet }) {
			w.Anywhere += weight / s.total
			w.Named = max(w.Named, rank.One(s.IsName(s.q.Terms[t])))
		}
	}
	return w
}

// speak finds the sentences that hold words of the speaker the question names. They then meet the speaker's name.
func (s *search) speak() {
	if s.q.Kind != briefing.WhatSaid || len(s.q.Subject) == 0 && s.q.Speaking == 0 {
		return
	}
	s.spoken, s.known = s.Spoken(s.q.Subject, s.q.Speaking)
	for i, worth := range s.spoken {
		s.meetSpeaker(i, worth)
	}
}

// meetSpeaker lets a sentence with the speaker's words, of that worth, meet the speaker's name.
func (s *search) meetSpeaker(i int, worth float64) {
	for t, term := range s.q.Terms {
		if s.q.Speaks(term.Word) {
			s.m.own[i][t], s.m.carried[i][t] = max(s.m.own[i][t], worth), 0
		}
	}
}

// concerns reports whether a sentence has anything to do with the question.
func (s *search) concerns(i int) bool {
	if len(s.Bags[i].Words) == 0 || s.Bags[i].Prompts || s.wasRead(i) {
		return false
	}
	if max(at(s.spoken, i), at(s.introduces, i), at(s.calls, i), s.clued.told[i]) > 0 {
		return true
	}
	if s.total == 0 {
		said := len(s.q.Words) > 1 || s.q.Kind == briefing.HowMany // “score?”, but not “when?”
		return said && s.q.WantsThing() && s.fits(i) > misfit
	}
	if s.touches(i) || s.pronoun && s.main(i) > 0 {
		return true
	}
	return s.q.Refers() && s.q.Typed() && s.fits(i) > fitsName
}

// touches reports whether a sentence, or what it goes on from, has a word of the question.
func (s *search) touches(i int) bool {
	for t, w := range s.m.weight {
		if w > 0 && max(s.m.own[i][t], s.m.carried[i][t], s.m.before[i][t]) > 0 {
			return true
		}
	}
	return false
}

// wasRead reports whether a sentence is the title, which the asker has read. The title may still answer with a number that no other sentence about
// the same has, such as a score, or if no other sentence has what is asked about.
func (s *search) wasRead(i int) bool {
	if i > 0 || !s.Headline(0) || s.titleAlone() {
		return false
	}
	if s.q.Kind != briefing.HowMany || s.fits(0) <= fitsName {
		return true
	}
	for i := 1; i < len(s.Bags); i++ {
		if !s.Headline(i) && s.fits(i) > fitsName && s.meetsAsTitle(i) {
			return true
		}
	}
	return false
}

// meetsAsTitle reports whether a sentence meets each word of the question that the title meets.
func (s *search) meetsAsTitle(i int) bool {
	for t := range s.q.Terms {
		if s.m.own[0][t] >= index.KinMet && s.m.own[i][t] < index.KinMet {
			return false
		}
	}
	return true
}

// titleAlone reports whether only the title has a word that the question asks about.
func (s *search) titleAlone() bool {
	for t, term := range s.q.Terms {
		if term.Generic || s.m.own[0][t] < index.SurelyMet {
			continue
		}
		alone := true
		for i := 1; i < len(s.Bags) && alone; i++ {
			alone = s.m.own[i][t] < index.KinMet
		}
		if alone {
			return true
		}
	}
	return false
}

// at returns the worth of a sentence, 0 if there are none.
func at(worths []float64, i int) float64 {
	if i < len(worths) {
		return worths[i]
	}
	return 0
}

// signs computes the signs of a sentence.
func (s *search) signs(i int, g *rank.Signs) {
	b := &s.Bags[i]
	g[rank.Always] = 1
	if s.total > 0 {
		s.meeting(i, g)
	}
	g[rank.Pairs] = s.pairs(i)
	g[rank.Early] = s.early(i)
	g[rank.Long] = math.Log((float64(len(b.Words)) + 5) / 25)
	g[rank.News] = math.Log(float64(1+max(0, b.Telling-s.metBy(i))) / 8)
	s.typed(i, g)
	s.cues(b, g)
	g[rank.Spoken] = at(s.spoken, i)
	if s.spoken != nil && s.q.Strict && g[rank.Spoken] == 0 {
		g[rank.NotSpoken] = unheard
		if s.known {
			g[rank.NotSpoken] = 1
		}
	}
	g[rank.Introduces] = at(s.introduces, i)
	g[rank.Told], g[rank.Maybe] = s.clued.told[i], s.clued.maybe[i]
	if s.pronoun {
		g[rank.Main] = s.main(i)
	}
	g[rank.Headline] = rank.One(s.Headline(i))
	s.relate(i, g)
	s.stands(i, g)
}

// early is 1 for the first sentence and nearly 0 for the last.
func (x *Index) early(i int) float64 { return 1 - float64(i)/float64(len(x.Bags)) }

// meeting divides the question's words by how the sentence meets them.
func (s *search) meeting(i int, g *rank.Signs) {
	special, plain, unmet := false, 0.0, 0.0
	for t, w := range s.m.weight {
		w /= s.total
		own, carried := s.m.own[i][t], s.m.carried[i][t]
		s.divide(i, t, w, g)
		if own < index.GroupMet {
			g[rank.Hinted] += w * s.clued.hinted[i][t]
		}
		if s.IsName(s.q.Terms[t]) {
			g[rank.NameUnmet] += w * (1 - max(own, carried))
		}
		if s.telling(t) {
			plain += w
			if own < index.KinMet {
				unmet += w * (1 - carried)
			}
		}
		special = special || s.telling(t) && own >= index.MetWorth && !s.m.topic[t]
	}
	if plain > 0 {
		g[rank.PlainUnmet] = unmet / plain
	}
	g[rank.HeaviestMet] = 1
	if s.heaviest >= 0 {
		g[rank.HeaviestMet] = s.m.own[i][s.heaviest]
		g[rank.OnlyTopic] = rank.One(!special)
	}
}

// divide adds the share w of a term to the sign for how the sentence meets it.
func (s *search) divide(i, t int, w float64, g *rank.Signs) {
	switch own, carried := s.m.own[i][t], s.m.carried[i][t]; {
	case own >= index.SurelyMet:
		g[rank.Same] += w * own
	case own >= index.GroupMet:
		g[rank.Group] += w
	case own >= index.KinMet:
		g[rank.Kin] += w
	case own > 0:
		g[rank.FarKin] += w
	case carried > 0:
		g[rank.Carried] += w * carried
	case s.m.before[i][t] > 0:
		g[rank.Before] += w * s.m.before[i][t]
	case s.after(i, t) > 0:
		g[rank.After] += w * s.after(i, t)
	case s.m.topic[t]:
		g[rank.Topic] += w
	}
}

// after returns how well the next sentence of the paragraph meets a term.
func (s *search) after(i, t int) float64 {
	if i+1 == len(s.Bags) || s.Sentences[i].Paragraph != s.Sentences[i+1].Paragraph {
		return 0
	}
	return s.m.own[i+1][t]
}

// stands records a sentence's place in the article, and whether it negates or gives a purpose where that may answer.
func (s *search) stands(i int, g *rank.Signs) {
	b := &s.Bags[i]
	g[rank.KeyPoint] = rank.One(slices.Contains(s.Summary, i))
	g[rank.Quoted] = rank.One(len(b.Quotes) > 0 && s.q.Kind != briefing.WhatSaid)
	g[rank.Denies] = rank.One(s.q.Kind == briefing.YesNo && g[rank.Withholds] == 0 && g[rank.PlainUnmet] < index.SurelyMet && s.denies(b))
	g[rank.WrongTime] = rank.One(s.q.Back && b.LooksAhead())
	if s.q.Unit == "age" {
		g[rank.OtherAge] = s.otherAge(b)
	}
	g[rank.Purpose] = rank.One(s.q.Why && s.tellsPurpose(b))
}

// denies reports whether a sentence says no to what is asked: a negation stands at its beginning, or shortly before a word of the question.
func (s *search) denies(b *index.Bag) bool {
	const near = 5 // words
	negations := words.Asking().Negations
	if negations[b.Word(0)] {
		return true
	}
	for j, id := range b.IDs {
		asked := false
		for t := range s.q.Terms {
			asked = asked || s.telling(t) && s.m.meets[t][id] >= index.KinMet
		}
		for k := max(0, j-near); asked && k < j; k++ {
			if negations[b.Word(k)] && b.Unbroken(k+1, j) {
				return true
			}
		}
	}
	return false
}

// metBy returns how many words of the question a sentence meets.
func (s *search) metBy(i int) int {
	met := 0
	for _, own := range s.m.own[i] {
		if own >= index.MetWorth {
			met++
		}
	}
	return met
}

// covered returns how much of the question a sentence covers. A word related only by the thesaurus seldom means the same.
func (s *search) covered(i int) float64 {
	sum := 0.0
	for t, w := range s.m.weight {
		own := s.m.own[i][t]
		switch {
		case own >= index.GroupMet:
		case own >= index.KinMet:
			own = 0.35
		default:
			own *= 0.15
		}
		sum += w * max(own, s.m.carried[i][t])
	}
	return sum / max(s.total, 1e-9)
}

// lead records how far each sentence is ahead of the best other one in covering the question, or behind it.
func (s *search) lead(found []rank.Weighed) {
	first, most, second := -1, 0.0, 0.0
	for i := range found {
		switch c := s.covered(found[i].Sentence); {
		case c > most:
			first, most, second = i, c, most
		case c > second:
			second = c
		}
	}
	for i := range found {
		found[i].Signs[rank.Ahead] = s.covered(found[i].Sentence) - most
		if i == first {
			found[i].Signs[rank.Ahead] = most - second
		}
	}
}

// main returns how much a sentence is about a main person of the article: 1 for the person named most.
func (s *search) main(i int) float64 {
	here := 0
	for _, people := range [][]int{s.Bags[i].People, s.Bags[i].Carried} {
		for _, p := range people {
			here = max(here, len(s.People[p].Mentions))
		}
	}
	return float64(here) / float64(max(1, s.most))
}

// pairs returns the share of adjacent terms of the question that stand within a few words of each other in a sentence.
func (s *search) pairs(i int) float64 {
	if len(s.q.Terms) < 2 {
		return 0
	}
	b := &s.Bags[i]
	met := 0
	for t := 1; t < len(s.q.Terms); t++ {
		if s.m.own[i][t] >= index.MetWorth && s.m.own[i][t-1] >= index.MetWorth && beside(b, s.m.meets[t-1], s.m.meets[t]) {
			met++
		}
	}
	return float64(met) / float64(len(s.q.Terms)-1)
}

// beside reports whether words that meet two terms stand within a few words of each other.
func beside(b *index.Bag, one, other []float64) bool {
	const few = 5
	last, of := -few-1, 0 // position of the last word that meets either, and which
	for j, id := range b.IDs {
		meets := 0
		if one[id] >= index.MetWorth {
			meets |= 1
		}
		if other[id] >= index.MetWorth {
			meets |= 2
		}
		if meets == 0 {
			continue
		}
		if j-last <= few && meets|of == 3 {
			return true
		}
		last, of = j, meets
	}
	return false
}
