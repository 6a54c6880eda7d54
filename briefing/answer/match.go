package answer

import (
	"math"
	"slices"
	"strings"

	"lede/briefing"
	"lede/briefing/question"
	"lede/briefing/words"
)

// How well the words of an article, and so its sentences, meet those of a question.

// meet compares a term with every word of the article. Similar spellings count only when the word itself
// occurs nowhere.
func (x *Index) meet(t question.Term) []float64 {
	found := make([]float64, len(x.words))
	exact := x.meetItself(&t, found)
	english, against, digit := words.Ruled(x.language), words.Contraries()[t.Fold], words.Digit(t.Fold)
	for id := range x.words {
		w := &x.words[id]
		switch {
		case found[id] > 0 || digit != w.Digit || against[x.numbers.Word(id)]:
		case x.alike(&t, id):
			found[id] = sameRoot
		case english && mayShare(&t, w) && t.Shares(w.Form):
			found[id] = w.inGroup()
		case !exact && mayBeMistyped(&t, w) && words.Nearly(t.Fold, x.numbers.Word(id)):
			found[id] = sameSlip
		case english && mayBeKin(&t, w):
			if kin := t.Kinship(w.Form); kin != words.NoKin {
				found[id] = kinWorth[kin]
			}
		}
	}
	return found
}

// meetItself notes where a term itself occurs, in any form, and reports whether it does.
func (x *Index) meetItself(t *question.Term, found []float64) (occurs bool) {
	for id := range x.withStem(t.Stem) {
		found[id], occurs = sameWord, true
	}
	if id, ok := x.idOf(t.Fold); ok {
		found[id], occurs = sameWord, true
	}
	return occurs
}

// inGroup returns what a word is worth for one of its group.
func (w *indexed) inGroup() float64 {
	if w.Light {
		return lightGroup
	}
	return sameGroup
}

// mayShare reports whether the groups of two words may be compared: Bill Gates is not a bill.
func mayShare(t *question.Term, w *indexed) bool { return t.Name || !w.person }

// mayBeMistyped reports whether a term and a word are names, or long enough to be misspelt.
func mayBeMistyped(t *question.Term, w *indexed) bool { return t.Name || w.name || len(t.Fold) >= 6 }

// mayBeKin reports whether two words are worth looking up in the thesaurus.
func mayBeKin(t *question.Term, w *indexed) bool {
	return !t.Name && !w.name && w.Tells && !t.Apart(w.Form)
}

// alike reports whether two words have one root, as "invite" and "invitation" do.
func (x *Index) alike(t *question.Term, id int) bool {
	w := &x.words[id]
	if w.Digit || w.name && !t.Name && w.Stem != t.Stem {
		return false // "Booker" has no books
	}
	if words.Ruled(x.language) {
		return len(t.Root) >= 4 && (t.Root == w.Root || again(t.Root, w.Root) || again(w.Root, t.Root))
	}
	// Without derivation rules, a long common prefix has to do.
	n, fold := 0, x.numbers.Word(id)
	for n < len(t.Fold) && n < len(fold) && t.Fold[n] == fold[n] {
		n++
	}
	return n >= 6 && n*10 >= max(len(t.Fold), len(fold))*6
}

// again reports whether one root repeats the other: "reopen" and "open".
func again(more, less string) bool {
	rest, ok := strings.CutPrefix(more, "re")
	return ok && len(less) >= 4 && rest == less
}

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
	if q.Kind != briefing.YesNo || !words.Ruled(x.language) {
		return
	}
	for t, term := range q.Terms {
		if t != q.Verb && !q.Predicates(t) {
			continue
		}
		against := words.Contraries()[term.Fold]
		for id := range x.words {
			if against[x.numbers.Word(id)] {
				m.meets[t][id] = sameGroup
			}
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
		meets[t] = x.meet(terms[t])
		people[t] = x.meetPeople(terms[t])
	}
	x.contradict(q, &m)
	m.own, m.carried, m.before = x.table(len(terms)), x.table(len(terms)), x.table(len(terms))
	for i := range x.bags {
		for t := range terms {
			x.matchAt(&m, i, t, people[t])
			if m.own[i][t] >= kinMet {
				m.where[t]++
			}
		}
	}
	x.weighTerms(terms, &m)
	for t := range terms {
		opens := len(m.own) > 0 && m.own[0][t] >= sameGroup
		m.topic = append(m.topic, m.where[t] >= max(4, len(x.bags)*3/20) || opens && m.where[t] >= 3)
	}
	return m
}

// table allocates one number for each sentence and term.
func (x *Index) table(terms int) [][]float64 {
	all := make([]float64, terms*len(x.bags))
	rows := make([][]float64, len(x.bags))
	for i := range rows {
		rows[i] = all[i*terms : (i+1)*terms : (i+1)*terms]
	}
	return rows
}

// matchAt computes how a sentence meets a term. people is how well the term means each person of the article.
func (x *Index) matchAt(m *matched, i, t int, people []float64) {
	b := &x.bags[i]
	own, carried := 0.0, 0.0
	for j, id := range b.ids {
		if met := m.meets[t][id]; met > own && !(t == m.verb && b.Describes(j)) {
			own = met
		}
	}
	for _, p := range b.people {
		own = max(own, people[p])
	}
	for _, p := range b.carried {
		carried = max(carried, people[p])
	}
	if i > 0 {
		before := m.own[i-1][t]
		if b.refers {
			carried = max(carried, fromThe*before)
		}
		if b.pronoun {
			carried = max(carried, fromPronoun*before, goesOnWorth*m.carried[i-1][t])
		}
		if b.replies > 0 {
			own = max(own, m.own[b.replies-1][t]) // an answer repeats the words of its question
		}
		if x.Sentences[i].Paragraph == x.Sentences[i-1].Paragraph {
			m.before[i][t] = before
		}
	}
	m.own[i][t], m.carried[i][t] = own, carried
}

// weighTerms gives each term its weight: a rare word says more than a frequent one.
func (x *Index) weighTerms(terms []question.Term, m *matched) {
	n := float64(len(x.bags))
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
		if terms[t].Happening && !slices.ContainsFunc(m.own, func(own []float64) bool { return own[t] >= surelyMet }) {
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
