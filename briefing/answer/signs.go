package answer

import (
	"math"
	"slices"

	"lede/briefing"
	"lede/briefing/words"
)

// Sign is one thing that speaks for or against a sentence as the answer to a question.
type Sign int

// The signs. Shares are of the weight of the question's words, each between 0 and 1.
const (
	Always      Sign = iota // 1
	Same                    // the share of words that the sentence has in some form
	Group                   // the share for which it has a word of the same group
	Kin                     // the share for which it has one that the thesaurus calls related
	FarKin                  // the share for which it has one that is a kind of it, more general, or the contrary
	Loose                   // the share for which it has one that is loosely related
	Carried                 // the share that its opening word, a pronoun or “this”, takes over from the sentence before
	Before                  // the share that only the sentence before in the same paragraph meets
	Topic                   // the share that only the article as a whole meets
	NameUnmet               // the share of names that it does not meet
	HeaviestMet             // how well it meets the plain word that weighs most
	LastMet                 // how well it meets the last plain word
	Nowhere                 // the share of words that the article has nowhere
	Anywhere                // the share of words that the article has in some form
	Named                   // 1 if it names somebody or something that the article has
	Strange                 // 1 if the question names somebody or something that the article never mentions
	Pairs                   // the share of neighbouring words of the question that stand close to each other
	OnlyTopic               // 1 if it meets nothing but what the whole article is about
	Fits                    // how well it holds the sort of thing that is asked for
	Counted                 // 1 if the number stands beside what is counted, or has the unit that is asked for
	Misfits                 // 1 if it does not hold it
	Close                   // how close the thing asked for stands to a word that is met
	BareFits                // 1 if the question says nothing but the sort of thing, and it holds it
	BareEarly               // 1 for the first sentence, 0 for the last, for such a question
	Untyped                 // 1 if the question asks for no sort of thing
	Early                   // 1 for the first sentence, 0 for the last
	Long                    // the logarithm of its length
	News                    // the logarithm of how many words it has that the question has not
	Cue                     // words that introduce a cause or a manner, or look ahead, as the question does
	NoCue                   // 1 if a cause or a manner is asked for and no word introduces one
	NotAhead                // 1 if the question looks ahead and the sentence does not
	Withholds               // 1 if it says that something is not known or not said
	Spoken                  // how surely it holds words of whom the question names
	NotSpoken               // 1 if only what somebody said can answer, and it does not hold such words
	Introduces              // how surely it says who the person is that is asked for
	Unknown                 // 1 if it is asked who somebody is whom the article does not introduce
	Calls                   // 1 if it names what a name is asked for of
	NotCalls                // 1 if a name is asked for and it has none there
	Main                    // how much of a main person it has, if the question says only “he” or “she”
	NotMain                 // 1 if the question says “he” or “she” and it has no person
	Ahead                   // by how much it is covered better than any other
	Few                     // 1 for a question of one word, 1/2 for one of two
	Headline                // 1 for a headline within the text
	signs
)

// SignNames are the names of the signs in signs.txt, in their order.
var SignNames = [signs]string{
	"always", "same", "group", "kin", "far-kin", "loose", "carried", "before", "topic", "name-unmet", "heaviest-met", "last-met", "nowhere", "anywhere", "named", "strange", "pairs", "only-topic", "fits", "counted", "misfits", "close", "bare-fits", "bare-early", "untyped", "early", "long", "news", "cue", "no-cue", "not-ahead", "withholds", "spoken", "not-spoken", "introduces", "unknown", "calls", "not-calls", "main", "not-main", "ahead", "few", "headline",
}

// Signs are the signs of one sentence.
type Signs [signs]float64

// Weighed is a sentence with its signs.
type Weighed struct {
	Sentence int
	Signs    Signs
}

// Weigh tells what speaks for each sentence that has something to do with a question. The weights of the signs are learned from
// it, by proof/asking.
func Weigh(a *briefing.Article, asking string) []Weighed {
	q := ask(asking, a.Language)
	if q.overview {
		return nil
	}
	return lay(a).weighAll(&q)
}

// search is one question put to one article.
type search struct {
	*index
	q          *question
	m          matched
	total      float64
	heaviest   int
	strange    bool
	anywhere   float64 // the share of the question's words that the article has in some form
	named      bool    // it names somebody or something that the article has
	pronoun    bool    // it names nobody, and says “he” or “she”
	spoken     []float64
	introduces []float64
	calls      []float64
}

func (x *index) weighAll(q *question) []Weighed {
	s := &search{index: x, q: q, m: x.match(q.terms), heaviest: -1, strange: x.strange(q)}
	s.speak()
	s.pronoun = q.position(words.Asking().Persons, 0) >= 0 && !slices.ContainsFunc(q.terms, x.isName)
	for t, w := range s.m.weight {
		s.total += w
		if !q.terms[t].generic && !x.isName(q.terms[t]) && (s.heaviest < 0 || w > s.m.weight[s.heaviest]) {
			s.heaviest = t
		}
	}
	for t, w := range s.m.weight {
		if s.total > 0 && slices.ContainsFunc(s.m.own, func(own []float64) bool { return own[t] >= 0.8 }) {
			s.anywhere += w / s.total
			s.named = s.named || x.isName(q.terms[t])
		}
	}
	if q.identity {
		s.introduces = x.identify(q)
	}
	if q.called {
		s.calls = x.named(q)
	}
	var found []Weighed
	for i := range x.bags {
		if s.concerns(i) {
			found = append(found, Weighed{i, s.signs(i)})
		}
	}
	s.lead(found)
	return found
}

// speak finds which sentences hold words of whom the question names, who then is met there.
func (s *search) speak() {
	if s.q.kind != briefing.WhatSaid || len(s.q.subject) == 0 {
		return
	}
	people, others := s.speakers(s.q.subject)
	s.spoken = make([]float64, len(s.bags))
	for i := range s.bags {
		worth := s.speaks(i, people, others)
		if worth == 0 && len(people)+len(others) == 0 && s.reportsWords(&s.bags[i], s.q.subject) {
			worth = 0.7
		}
		s.spoken[i] = worth
		for t, term := range s.q.terms {
			if slices.ContainsFunc(s.q.subject, func(w asked) bool { return w.fold == term.fold }) {
				s.m.own[i][t], s.m.carried[i][t] = max(s.m.own[i][t], worth), 0
			}
		}
	}
}

// concerns tells whether a sentence has anything to do with the question.
func (s *search) concerns(i int) bool {
	if len(s.bags[i].asked) == 0 {
		return false
	}
	if at(s.spoken, i) > 0 || at(s.introduces, i) > 0 || at(s.calls, i) > 0 {
		return true
	}
	if s.total == 0 {
		return len(s.q.words) > 1 && s.q.wantsThing() && s.fits(s.q, s.m, i) > misfit
	}
	for t, w := range s.m.weight {
		if w > 0 && max(s.m.own[i][t], s.m.carried[i][t], s.m.before[i][t]) > 0 {
			return true
		}
	}
	return s.pronoun && s.main(i) > 0
}

func at(worths []float64, i int) float64 {
	if i < len(worths) {
		return worths[i]
	}
	return 0
}

// one is 1 if something is so.
func one(so bool) float64 {
	if so {
		return 1
	}
	return 0
}

func (s *search) signs(i int) Signs {
	var g Signs
	b, q := &s.bags[i], s.q
	g[Always] = 1
	special, met := false, 0
	for t, w := range s.m.weight {
		if s.total == 0 {
			break
		}
		w /= s.total
		own := s.m.own[i][t]
		switch {
		case own >= 0.8:
			g[Same] += w * own
		case own >= 0.7:
			g[Group] += w
		case own >= 0.6:
			g[Kin] += w
		case own >= 0.45:
			g[FarKin] += w
		case own > 0:
			g[Loose] += w
		case s.m.carried[i][t] > 0:
			g[Carried] += w * s.m.carried[i][t]
		case s.m.before[i][t] > 0:
			g[Before] += w * s.m.before[i][t]
		case s.m.topic[t]:
			g[Topic] += w
		}
		if s.isName(q.terms[t]) {
			g[NameUnmet] += w * (1 - max(own, s.m.carried[i][t]))
		} else if !q.terms[t].generic && own >= metWorth {
			special = special || !s.m.topic[t]
		}
		if own >= metWorth {
			met++
		}
		if !q.terms[t].generic && !s.isName(q.terms[t]) {
			g[LastMet] = own
		}
		if s.m.where[t] == 0 {
			g[Nowhere] += w
		}
	}
	if s.heaviest >= 0 {
		g[HeaviestMet] = s.m.own[i][s.heaviest]
	}
	g[Anywhere], g[Named] = s.anywhere, one(s.named)
	g[Strange] = one(s.strange)
	g[OnlyTopic] = one(s.heaviest >= 0 && !special)
	g[Pairs] = s.pairs(i)
	s.typed(i, &g)
	g[Early] = 1 - float64(i)/float64(len(s.bags))
	g[Long] = math.Log((float64(len(b.asked)) + 5) / 25)
	g[News] = math.Log(float64(1+max(0, b.telling-met)) / 8)
	g[Cue] = q.cue(b)
	g[NotAhead] = one(q.ahead && !b.says(words.Asking().Ahead))
	g[NoCue] = one(q.why && !b.says(words.Asking().Causes) || q.manner && !b.says(words.Asking().Manners))
	g[Withholds] = one(withholds(b))
	g[Spoken] = at(s.spoken, i)
	g[NotSpoken] = one(q.kind == briefing.WhatSaid && len(q.subject) > 0 && q.strict && g[Spoken] == 0)
	g[Introduces] = at(s.introduces, i)
	g[Unknown] = one(q.identity && s.introduces == nil)
	g[Calls] = at(s.calls, i)
	g[NotCalls] = one(q.called && g[Calls] == 0)
	if s.pronoun {
		g[Main] = s.main(i)
		g[NotMain] = one(g[Main] == 0)
	}
	g[Few] = 1 / float64(max(1, len(q.terms)))
	g[Headline] = one(s.headline(i))
	return g
}

// covered is how much of the question a sentence covers by itself, words that are only related counting less.
func (s *search) covered(i int) float64 {
	sum := 0.0
	for t, w := range s.m.weight {
		sum += w * max(sure(s.m.own[i][t]), s.m.carried[i][t])
	}
	if s.total == 0 {
		return 0
	}
	return sum / s.total
}

// sure is how surely a word is met that has some worth: one that the thesaurus relates seldom means the same.
func sure(worth float64) float64 {
	switch {
	case worth >= 0.7:
		return worth
	case worth >= 0.6:
		return 0.35
	}
	return 0.15 * worth
}

// main is how much a sentence is about somebody whom the article is about: 1 for the person named most.
func (s *search) main(i int) float64 {
	most, here := 0, 0
	for p := range s.People {
		n := len(s.People[p].Mentions)
		most = max(most, n)
		if slices.Contains(s.bags[i].people, p) || slices.Contains(s.bags[i].carried, p) {
			here = max(here, n)
		}
	}
	return float64(here) / float64(max(1, most))
}

// typed weighs the sort of thing that is asked for.
func (s *search) typed(i int, g *Signs) {
	switch s.q.kind {
	case briefing.When, briefing.Where, briefing.HowMany, briefing.Who:
	default:
		g[Untyped] = 1
		return
	}
	fit := s.fits(s.q, s.m, i)
	bare := !slices.ContainsFunc(s.q.terms, func(t term) bool { return !t.generic })
	if fit <= misfit {
		g[Misfits] = 1
		return
	}
	g[Fits] = fit
	g[Counted] = one(s.q.kind == briefing.HowMany && fit == 1)
	if bare {
		g[BareFits] = 1
		g[BareEarly] = 1 - float64(i)/float64(len(s.bags))
	}
	least := -1
	b := &s.bags[i]
	for j := range b.asked {
		if !s.thing(b, i, j) {
			continue
		}
		for t := range s.q.terms {
			for k, id := range b.words {
				if s.m.meets[t][id] >= metWorth && k != j {
					if d := max(j-k, k-j); least < 0 || d < least {
						least = d
					}
				}
			}
		}
	}
	if least >= 0 {
		g[Close] = 1 / (1 + float64(least)/4)
	}
}

// withholds tells whether a sentence says that something is not known, not said or not settled.
func withholds(b *bag) bool {
	for j := range b.asked {
		for _, phrase := range words.Asking().Withholding {
			if phraseAt(b.asked, phrase, j) > 0 {
				return true
			}
		}
	}
	return false
}

// thing tells whether word j of a sentence is, or is part of, the sort of thing that is asked for.
func (s *search) thing(b *bag, i, j int) bool {
	w := b.asked[j]
	asked := slices.ContainsFunc(s.q.terms, func(t term) bool { return t.fold == w.fold })
	switch s.q.kind {
	case briefing.When:
		return !asked && (words.Asking().When[w.fold] || yearLike(w.fold) || b.clockAt(j) || words.Asking().WhenLoosely[w.fold])
	case briefing.Where:
		return s.placeFit(s.q, b, i, j) > misfit
	case briefing.HowMany:
		if s.q.unit != "" {
			return s.unitAt(s.q.unit, b, j)
		}
		return numbered(b, j)
	}
	return !asked && w.upper && j > 0
}

// pairs is the share of neighbouring terms of the question that stand within a few words of each other in a sentence.
func (s *search) pairs(i int) float64 {
	if len(s.q.terms) < 2 {
		return 0
	}
	b := &s.bags[i]
	var last []int
	met := 0
	for t := range s.q.terms {
		var now []int
		if s.m.own[i][t] >= metWorth {
			for j, id := range b.words {
				if s.m.meets[t][id] >= metWorth {
					now = append(now, j)
				}
			}
		}
		close := false
		for _, j := range now {
			for _, k := range last {
				if d := j - k; d != 0 && d < 6 && d > -6 {
					close = true
				}
			}
		}
		met += int(one(close))
		last = now
	}
	return float64(met) / float64(len(s.q.terms)-1)
}

// headline tells whether a sentence is a headline, or repeats the published one.
func (x *index) headline(i int) bool {
	p := x.Sentences[i].Paragraph
	if p >= 0 && p < len(x.Paragraphs) && x.Paragraphs[p].Kind == briefing.Heading {
		return true
	}
	return false
}

// lead notes by how much each sentence is covered better than any other.
func (s *search) lead(found []Weighed) {
	covered := make([]float64, len(found))
	for i := range found {
		covered[i] = s.covered(found[i].Sentence)
	}
	for i := range found {
		most := 0.0
		for j := range found {
			if j != i {
				most = max(most, covered[j])
			}
		}
		found[i].Signs[Ahead] = covered[i] - most
	}
}
