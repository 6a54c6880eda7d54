package story

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"lede/briefing"
	"lede/briefing/story/renumbered"
	"lede/briefing/story/wording"
	"lede/briefing/text"
	"lede/briefing/words"
)

// The news of an update is often one word among those that were told: another figure, a step that somebody underwent, a no. Weighed with the other words it is
// nothing, so it is looked for by itself.

// facts is what a sentence says that may turn what is known.
type facts struct {
	values       []value   // of its figures
	numbers      []float64 // all of its numbers, whatever they are
	steps        []step
	denied, said []uint32 // the words that it says no of, and the others
}

// value is a number of a sentence, and whether it is hedged.
type value struct {
	number float64
	rough  bool
}

// step is a step that somebody took or underwent, and the name nearest before it, 0 if there is none.
type step struct {
	what string
	who  uint32
}

// all returns every number of a sentence.
func (f *facts) all() []float64 {
	all := slices.Clone(f.numbers)
	for _, v := range f.values {
		all = append(all, v.number)
	}
	return all
}

// toldFacts are those of all known sentences.
type toldFacts struct {
	values       map[float64]bool
	rounds       map[int]bool               // the values as steps of a scale
	steps        map[string]map[uint32]bool // by step, the words of the sentences that tell it and of those just before
	denied, said map[uint32]bool
}

func newToldFacts() toldFacts {
	return toldFacts{map[float64]bool{}, map[int]bool{}, map[string]map[uint32]bool{}, map[uint32]bool{}, map[uint32]bool{}}
}

// addFacts makes known the facts of the n-th sentence.
func (k *Known) addFacts(f *facts, n int) {
	for _, n := range f.all() {
		k.told.values[n], k.told.rounds[roundOf(n)] = true, true
	}
	for _, h := range f.denied {
		k.told.denied[h] = true
	}
	for _, h := range f.said {
		k.told.said[h] = true
	}
	done := map[step]bool{}
	for _, s := range f.steps {
		from := n
		if s.who == 0 { // "He was arrested": who he is stands before
			from = max(0, n-1)
		}
		if one := (step{s.what, uint32(from)}); !done[one] {
			done[one] = true
			k.addStep(s.what, k.sentences[from:n+1])
		}
	}
}

// addStep makes known that some sentences tell a step.
func (k *Known) addStep(what string, sentences [][]uint32) {
	if k.told.steps[what] == nil {
		k.told.steps[what] = map[uint32]bool{}
	}
	for _, stems := range sentences {
		for _, h := range stems {
			k.told.steps[what][h] = true
		}
	}
}

// leastCounted is the least number that a report of the same would not come to by counting what is named: "the two men".
const leastCounted = 3

// factsOf reads the facts of each sentence of an article.
func factsOf(a *briefing.Article) []facts {
	all := make([]facts, len(a.Sentences))
	for i, s := range a.Sentences {
		all[i] = wordsOf(a, s.Span)
	}
	for _, f := range a.Figures {
		if f.Value == nil || f.Sentence >= len(all) || *f.Value < leastCounted || isElapsed(a, f) {
			continue
		}
		all[f.Sentence].values = append(all[f.Sentence].values, value{*f.Value, isHedged(a, f)})
	}
	return all
}

// isElapsed reports whether a figure tells how long ago something was, which changes as the clock does.
func isElapsed(a *briefing.Article, f briefing.Figure) bool {
	end := min(a.Sentences[f.Sentence].End, f.End+far)
	for end < len(a.Text) && !utf8.RuneStart(a.Text[end]) {
		end--
	}
	after := text.Tokenise(a.Text, text.Span{Start: f.End, End: end})
	return renumbered.Elapsed(after[:min(len(after), renumbered.FarthestElapsed)], a.Language)
}

// isHedged reports whether a figure is only about right: "some 400".
func isHedged(a *briefing.Article, f briefing.Figure) bool {
	return slices.ContainsFunc(text.Tokenise(a.Text, f.Span), func(t text.Token) bool {
		return words.Lexicon().Hedges[t.Lower] || t.Lower == "more" || t.Lower == "least"
	})
}

// deniedWords is how many words a no is said of.
const deniedWords = 2

// wordsOf reads the steps of a sentence, and which of its words it says no of.
func wordsOf(a *briefing.Article, within text.Span) (f facts) {
	tokens := text.Tokenise(a.Text, within)
	denying, who, ruled := 0, uint32(0), words.Ruled(a.Language)
	for i, t := range tokens {
		switch stem := wording.Stem(t, a.Language); {
		case words.Asking().Negations[t.Lower]:
			denying = deniedWords
		case t.Mark():
			denying = 0
		case stem == "" || words.Digit(t.Lower):
		case denying > 0:
			denying--
			f.denied = append(f.denied, hash24(stem))
		default:
			f.said = append(f.said, hash24(stem))
		}
		if n, is := numberOf(t); is {
			f.numbers = append(f.numbers, n)
		}
		if what := stepAt(tokens, i); what != "" && ruled {
			f.steps = append(f.steps, step{what, who})
		}
		if t.Word() && words.Capital(a.At(t.Span)) && i > 0 {
			who = hash24(wording.Stem(t, a.Language))
		}
	}
	return f
}

// numberOf reads a word that is a number.
func numberOf(t text.Token) (n float64, ok bool) {
	if n, ok = words.Lexicon().Cardinals[t.Lower]; ok {
		return n, true
	}
	n, err := strconv.ParseFloat(strings.ReplaceAll(t.Lower, ",", ""), 64)
	return n, err == nil
}

// farthestPassive is how many words stand at most between a form of "be" and what was undergone: "was later released".
const farthestPassive = 3

// stepAt returns the step that a word tells, or "".
func stepAt(tokens []text.Token, i int) string {
	lists := words.Asking()
	if what := lists.Steps[tokens[i].Lower]; what != "" {
		return what
	}
	before := tokens[max(0, i-farthestPassive):i]
	if slices.ContainsFunc(before, func(t text.Token) bool { return lists.Being[t.Lower] }) {
		return lists.Undergone[tokens[i].Lower]
	}
	return ""
}

// turns reports whether a sentence has a figure, a step or a no that no known one has.
func (k *Known) turns(f *facts, nearest []uint32) bool {
	return k.otherValue(f.values) || k.otherStep(f.steps) || k.otherwise(f, nearest)
}

// otherValue reports whether one of some numbers is in no known sentence.
func (k *Known) otherValue(values []value) bool {
	return slices.ContainsFunc(values, func(v value) bool {
		if k.told.values[v.number] {
			return false
		}
		near := roundOf(v.number)
		return !v.rough || !k.told.rounds[near-1] && !k.told.rounds[near] && !k.told.rounds[near+1]
	})
}

// roughly is how many times a number one is that rounds to the next step.
const roughly = 1.1

// roundOf returns a number as a step of a scale, on which what may be meant by one hedged number is at most a step away.
func roundOf(number float64) int { return int(math.Log(max(1, number)) / math.Log(roughly)) }

// otherStep reports whether no known sentence tells one of some steps, of the same name if it has one.
func (k *Known) otherStep(steps []step) bool {
	return slices.ContainsFunc(steps, func(s step) bool {
		told := k.told.steps[s.what]
		return told == nil || s.who != 0 && !told[s.who]
	})
}

// otherwise reports whether a sentence denies what the nearest one says and none denies, or the other way round.
func (k *Known) otherwise(f *facts, nearest []uint32) bool {
	near := map[uint32]bool{}
	for _, h := range nearest {
		near[h] = true
	}
	denies := func(h uint32) bool { return near[h] && !k.told.denied[h] }
	affirms := func(h uint32) bool { return near[h] && k.told.denied[h] && !k.told.said[h] }
	return slices.ContainsFunc(f.denied, denies) || slices.ContainsFunc(f.said, affirms)
}

// turned reports whether a sentence of an article tells again what is known, but for a figure, a step or a no.
func (k *Known) turned(a *briefing.Article, sentence int, f *facts) bool {
	s := sayingOf(a, sentence)
	nearest, _ := k.nearest(&s)
	return k.turns(f, nearest)
}
