package answer

import (
	"math"
	"slices"

	"lede/briefing"
	"lede/briefing/answer/index"
	"lede/briefing/question"
	"lede/briefing/words"
)

// How well the sentences of an article meet the words of a question.

// matched is how well each sentence meets each term, and how much each term weighs.
type matched struct {
	verb   int
	weight []float64
	own    [][]float64 // [sentence][term], in the sentence itself
	// carried holds what a sentence's opening word, a pronoun or “this”, takes over from the sentence before. before holds how
	// well that one meets the term, if it is in the same paragraph.
	carried, before [][]float64
	where           []int       // how many sentences meet the term
	topic           []bool      // whether the term is what the article is about
	meets           [][]float64 // [term][word]
}

// contradict lets the contrary of what a yes-or-no question asks count as a match, since it answers too: “the road stays closed”.
func (x *Index) contradict(q *question.Question, m *matched) {
	if q.Kind != briefing.YesNo || !words.Ruled(x.Language) {
		return
	}
	for t, term := range q.Terms {
		if t == q.Verb || q.Predicates(t) {
			x.MeetContrary(term.Fold, m.meets[t])
		}
	}
}

func (x *Index) match(q *question.Question) matched {
	terms := q.Terms
	m := matched{verb: q.Verb, weight: make([]float64, len(terms)), where: make([]int, len(terms))}
	meets := make([][]float64, len(terms))
	people := make([][]float64, len(terms))
	m.meets = meets
	for t := range terms {
		meets[t] = x.Meet(terms[t])
		people[t] = x.MeetPeople(terms[t])
	}
	x.contradict(q, &m)
	m.own, m.carried, m.before = x.table(len(terms)), x.table(len(terms)), x.table(len(terms))
	for i := range x.Bags {
		for t := range terms {
			x.matchAt(&m, i, t, people[t])
			if m.own[i][t] >= index.KinMet {
				m.where[t]++
			}
		}
	}
	x.weighTerms(terms, &m)
	for t := range terms {
		opens := len(m.own) > 0 && m.own[0][t] >= index.SameGroup
		m.topic = append(m.topic, m.where[t] >= max(4, len(x.Bags)*3/20) || opens && m.where[t] >= 3)
	}
	return m
}

// table allocates one number for each sentence and term.
func (x *Index) table(terms int) [][]float64 {
	all := make([]float64, terms*len(x.Bags))
	rows := make([][]float64, len(x.Bags))
	for i := range rows {
		rows[i] = all[i*terms : (i+1)*terms : (i+1)*terms]
	}
	return rows
}

// matchAt computes how a sentence meets a term. people is how well the term means each person of the article.
func (x *Index) matchAt(m *matched, i, t int, people []float64) {
	b := &x.Bags[i]
	own, carried := 0.0, 0.0
	for j, id := range b.IDs {
		if met := m.meets[t][id]; met > own && !(t == m.verb && b.Describes(j)) {
			own = met
		}
	}
	for _, p := range b.People {
		own = max(own, people[p])
	}
	for _, p := range b.Carried {
		carried = max(carried, people[p])
	}
	if i > 0 {
		before := m.own[i-1][t]
		if b.Refers {
			carried = max(carried, fromThe*before)
		}
		if b.Pronoun {
			carried = max(carried, fromPronoun*before, goesOnWorth*m.carried[i-1][t])
		}
		if b.Replies > 0 {
			own = max(own, m.own[b.Replies-1][t]) // an answer repeats the words of its question
		}
		if x.Sentences[i].Paragraph == x.Sentences[i-1].Paragraph {
			m.before[i][t] = before
		}
	}
	m.own[i][t], m.carried[i][t] = own, carried
}

// weighTerms gives each term its weight: a rare word says more than a frequent one.
func (x *Index) weighTerms(terms []question.Term, m *matched) {
	n := float64(len(x.Bags))
	for t := range terms {
		m.weight[t] = math.Log(1+n/(float64(m.where[t])+0.5)) / math.Log(1+n/0.5)
		if m.where[t] == 0 {
			m.weight[t] = unmet
			if words.Lexicon().Common[terms[t].Fold] {
				m.weight[t] = unmetCommon
			}
		}
		if terms[t].Faint && !terms[t].Name {
			m.weight[t] *= faintWeight
		}
		if terms[t].Head {
			m.weight[t] *= headWeight
		}
		if terms[t].Happening && !slices.ContainsFunc(m.own, func(own []float64) bool { return own[t] >= index.SurelyMet }) {
			m.weight[t] = 0
		}
		if terms[t].Generic {
			m.weight[t] *= genericWeight
			if m.where[t] == 0 {
				m.weight[t] = 0
			}
		}
	}
}
