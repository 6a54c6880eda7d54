package question

import (
	"slices"
	"strings"

	"lede/briefing/words"
)

// Two words that mean one together.

// Merged puts one word in the place of two that mean it together.
func Merged(question []Word) []Word {
	var out []Word
	for i := 0; i < len(question); i++ {
		w := question[i]
		if means := Joint(question, i); means != "" {
			w.Fold = means
			i++
		}
		out = append(out, w)
	}
	return out
}

// Joint is the one word that a word and the one behind it mean together, "" if they mean none. What somebody does to nothing else has no thing behind
// it: “go on” means to continue, and not in “go on strike”.
func Joint(list []Word, i int) string {
	if i+1 >= len(list) {
		return ""
	}
	means := words.Phrase(list[i].Fold, list[i+1].Fold)
	if i+2 < len(list) && words.Asking().Objectless[means] && isThing(list[i+2]) {
		return ""
	}
	return means
}

// isThing reports whether a word right behind another is one for a thing: neither a little word, nor a time, nor what is being done.
func isThing(w Word) bool {
	if w.Mark != " " || words.Stopword(w.Fold, "en") || words.Asking().When[w.Fold] {
		return false
	}
	return !doing(w) && !strings.HasSuffix(w.Fold, "ly")
}

// rejoined puts what belongs to a verb back beside it: “pay the money back” becomes “pay back the money”.
func rejoined(question []Word) []Word {
	for i := range question {
		at := particleOf(question, i)
		if at < 0 {
			continue
		}
		particle := question[at]
		question = slices.Insert(slices.Delete(slices.Clone(question), at, at+1), i+1, particle)
	}
	return question
}

// particleOf is where what belongs to word i stands behind its object; -1 if nothing does.
func particleOf(question []Word, i int) int {
	const far = 5 // words from a verb to what belongs to it
	if i+1 >= len(question) || !opensObject(question[i+1]) {
		return -1
	}
	for j := i + 2; j < min(i+far, len(question)); j++ {
		w := question[j].Fold
		if words.Asking().Particles[w] && words.Phrase(question[i].Fold, w) != "" {
			return j
		}
		if words.Lexicon().Prepositions[w] {
			return -1
		}
	}
	return -1
}

// opensObject reports whether a word may be, or begin, that to which something is done.
func opensObject(w Word) bool {
	lists := words.Asking()
	for _, openers := range []words.Set{words.Lexicon().Determiners, lists.Persons, lists.Things, lists.Owners} {
		if openers[w.Fold] {
			return true
		}
	}
	return w.Upper
}
