package answer

import (
	"cmp"
	"math"
	"slices"

	"lede/briefing"
	"lede/briefing/words"
)

// maxEvidence is how many sentences an answer has at most.
const maxEvidence = 5

// From finds the sentences of an article that answer a question, the best first, or refuses: what the article does
// not say is not answered from anywhere else. It never says yes or no itself.
func From(a *briefing.Article, asking string) briefing.Answer {
	q := ask(asking, a.Language)
	ans := briefing.Answer{Question: asking, Kind: q.kind, Sentences: []briefing.Evidence{}}
	x := lay(a)
	ranked := x.rank(&q)
	if len(ranked) == 0 {
		return ans
	}
	ans.Answered = true
	ans.Confidence = min(1, ranked[0].score)
	for _, r := range ranked[:min(len(ranked), maxEvidence)] {
		s := a.Sentences[r.sentence].Span
		ans.Sentences = append(ans.Sentences, briefing.Evidence{Span: s, Text: a.At(s)})
	}
	return ans
}

// candidate is a sentence and how well it answers.
type candidate struct {
	sentence int
	score    float64
}

// rank returns the sentences that answer the question, the best first; none is a refusal.
func (x *index) rank(q *question) []candidate {
	if q.overview {
		return x.overview()
	}
	if x.strange(q) {
		return nil
	}
	if q.kind == briefing.WhatSaid && (len(q.subject) > 0 || q.strict) {
		found, decided := x.said(q)
		if decided {
			return found
		}
	}
	if len(q.terms) == 0 {
		return x.anyOf(q)
	}
	if q.called {
		return x.named(q)
	}
	if q.identity {
		if found := x.identify(q); found != nil {
			return found
		}
	}
	return x.search(q)
}

// overview is the key points, for a question that asks for nothing more.
func (x *index) overview() []candidate {
	var found []candidate
	for _, i := range x.Summary {
		if i >= 0 && i < len(x.Sentences) {
			found = append(found, candidate{i, 1})
		}
	}
	return found
}

// search ranks all sentences by how much of the question they cover.
func (x *index) search(q *question) []candidate {
	m := x.match(q.terms)
	total := 0.0
	for _, w := range m.weight {
		total += w
	}
	if total == 0 {
		return x.anyOf(q)
	}
	var found []candidate
	for i := range x.bags {
		score, support := 0.0, 0.0
		for t, w := range m.weight {
			score += w * m.with[i][t]
			support += w * m.own[i][t]
		}
		score, support = score/total, support/total
		if support == 0 {
			continue
		}
		fit := x.fits(q, m, i)
		if fit <= misfit || !x.enough(q, m, i, score+max(0, fit)*typedShare) {
			continue
		}
		early := earlyWorth * (1 - float64(i)/float64(len(x.bags)))
		long := lengthCost * math.Log((float64(len(x.bags[i].asked))+5)/25)
		found = append(found, candidate{i, score + fit + early - long + q.cue(&x.bags[i])})
	}
	return best(found)
}

// best orders candidates and drops those far behind the first.
func best(found []candidate) []candidate {
	slices.SortStableFunc(found, func(a, b candidate) int { return cmp.Compare(b.score, a.score) })
	if len(found) == 0 {
		return nil
	}
	floor := found[0].score * 0.6
	for i, c := range found {
		if c.score < floor || i == maxEvidence {
			return found[:i]
		}
	}
	return found
}

// identityThreshold is how much of "who is the X" a sentence has to cover: a part of X is somebody else.
const (
	identityThreshold = 0.8
	misfit            = -1 // Of a sentence without the sort of thing that is asked for
)

// enough tells whether the sentence covers enough of the question. What the whole article is about does not
// count towards that: of the other plain words, one at least has to be met.
func (x *index) enough(q *question, m matched, i int, score float64) bool {
	plain, met, special, specialMet := 0, 0, 0, 0
	least := metWorth
	if q.kind != briefing.Topic && q.kind != briefing.WhatSaid && q.kind != briefing.YesNo {
		least = metTyped
	}
	for t, term := range q.terms {
		if term.generic || x.isName(term) {
			continue
		}
		hit := 0
		if m.with[i][t] >= least {
			hit = 1
		}
		plain, met = plain+1, met+hit
		if !m.topic[t] {
			special, specialMet = special+1, specialMet+hit
		}
	}
	if none := plain > 0 && met == 0; none {
		return false
	}
	if special > 0 && specialMet == 0 && score < almostAll {
		return false
	}
	if q.identity {
		return score >= identityThreshold
	}
	return score >= threshold
}

// isName tells whether a term is a name, in the question or in the article.
func (x *index) isName(t term) bool {
	if t.name {
		return true
	}
	id, ok := x.ids[t.fold]
	return ok && x.words[id].name && !words.Lexicon().Common[t.fold] && words.Related()[t.stem] == nil
}

// anyOf answers a question that names nothing, such as "how hot will it get?", by the first sentences with the sort of
// thing that is asked for.
func (x *index) anyOf(q *question) []candidate {
	if len(q.words) < 2 || !q.wantsThing() {
		return nil
	}
	var found []candidate
	for i := range x.bags {
		if x.fits(q, matched{}, i) > misfit {
			found = append(found, candidate{i, 0.5 + 0.1*(1-float64(i)/float64(len(x.bags)))})
		}
	}
	return best(found)
}

// wantsThing tells whether a sentence can answer by the sort of thing in it alone.
func (q *question) wantsThing() bool {
	switch q.kind {
	case briefing.When, briefing.Where:
		return true
	}
	return q.kind == briefing.HowMany && q.unit != ""
}
