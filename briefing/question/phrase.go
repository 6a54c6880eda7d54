package question

import (
	"slices"
	"strings"

	"lede/briefing/words"
)

// Pairs of words with one meaning.

// Merged replaces two words that have one meaning together by the one word for it.
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

// Joint returns the one word that a word and the next mean together, "" if none. A phrase without an object is not followed by
// a noun: “go on” means to continue, but not in “go on strike”.
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

// isThing reports whether a word right after another is a noun for a thing: no function word, no time, no participle.
func isThing(w Word) bool {
	if w.Mark != " " || words.Stopword(w.Fold, "en") || words.Asking().When[w.Fold] {
		return false
	}
	return !doing(w) && !strings.HasSuffix(w.Fold, "ly")
}

// rejoined moves the particle of a phrasal verb back beside it: “pay the money back” becomes “pay back the money”.
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

// particleOf returns the position of the particle of verb i after its object, -1 if it has none.
func particleOf(question []Word, i int) int {
	const far = 5 // words from a verb to its particle
	if i+1 >= len(question) || !opensObject(question[i+1]) {
		return -1
	}
	for j := i + 2; j < min(i+far, len(question)); j++ {
		w := question[j].Fold
		if words.Asking().Particles[w] && words.Phrase(question[i].Fold, w) != "" {
			return j
		}
		if words.Lexicon().Prepositions[w] && w != "of" { // “any of it”
			return -1
		}
	}
	return -1
}

// opensObject reports whether a word may be, or begin, an object.
func opensObject(w Word) bool {
	lists := words.Asking()
	for _, openers := range []words.Set{words.Lexicon().Determiners, lists.Persons, lists.Things, lists.Owners} {
		if openers[w.Fold] {
			return true
		}
	}
	return w.Upper || w.Fold == "any" || w.Fold == "all"
}
