package names

import (
	"strings"

	"lede/briefing/text"
	"lede/briefing/words"
)

// Kin are often named by one name, in a row behind what they are to somebody: "her daughters, Ann and Eva, and a son, Tom,".

// KinBefore returns the noun for kin that brings in the row of names in which a name begins at token i; -1 if there is none. A comma stands
// between, and before the noun whose kin they are, how many, or "a".
func KinBefore(r *text.Reading, i int) int {
	tie, first := i-1, r.First[r.Tokens[i].Sentence]
	for tie > first && i-tie <= longestRow && inRow(r, tie) {
		tie--
	}
	if r.Lower(tie+1) != "," {
		return -1
	}
	tie = beforeYears(r, tie, first)
	if tie <= first || !Kin(r.Words, r.Lower(tie)) && !Kin(r.Words, strings.TrimSuffix(r.Lower(tie), "s")) {
		return -1
	}
	before := r.Lower(tie - 1)
	_, counted := r.Words.Cardinals[before]
	if counted || r.Words.Possessives[before] || words.Indefinite(before) || r.Tokens[tie-1].Clitic() {
		return tie
	}
	return -1
}

// beforeYears steps left from token i over how long somebody has been kin: "her husband of 30 years, Tom,".
func beforeYears(r *text.Reading, i, first int) int {
	if i-3 < first || r.Lower(i-2) != "of" || !r.Words.Durations[r.Lower(i)] {
		return i
	}
	return i - 3
}

// inRow reports whether token i may stand inside a row of names.
func inRow(r *text.Reading, i int) bool {
	l := r.Lower(i)
	return l == "," || l == "and" || r.Tokens[i].Word() && words.Capital(r.Word(i))
}

// Kin reports whether a noun says what a man or a woman is to somebody, and no office.
func Kin(v *words.Vocabulary, l string) bool {
	return (v.MaleRoles[l] || v.FemaleRoles[l]) && !v.GenderedOffices[l]
}
