package names

import (
	"lede/briefing/text"
	"lede/briefing/words"
)

// Ranks and offices in letters or cut short: "Det Con", "Lt-Col", "Labour PS". Many are as often something else, so what stands beside them
// decides.

// RankAt reports whether token i is a rank or an office of such a form, with somebody or more of the rank behind it.
func RankAt(r *text.Reading, i int) bool {
	if i+1 >= r.First[r.Tokens[i].Sentence+1] || !words.Capital(r.Word(i)) {
		return false
	}
	if r.Words.LetteredOffices[r.Word(i)] {
		return r.Words.Given[r.Word(i+1)]
	}
	return clippedRank(r, i) || doubleRank(r, i)
}

// clippedRank reports whether token i is a word of a rank that is cut short, beside another: "Con" of "Det Con", "Ch" of "Ch Supt".
func clippedRank(r *text.Reading, i int) bool {
	if !r.Words.ClippedRanks[r.Lower(i)] {
		return false
	}
	if before := i - 1; before >= r.First[r.Tokens[i].Sentence] && ofPolice(r, before) {
		return words.Capital(r.Word(i + 1))
	}
	return i+2 < len(r.Tokens) && ofPolice(r, i+1) && words.Capital(r.Word(i+2))
}

// ofPolice reports whether token i is a rank as the police cut it short, in capitals.
func ofPolice(r *text.Reading, i int) bool {
	return words.Capital(r.Word(i)) && (r.Words.Ranks[r.Lower(i)] || r.Words.ClippedRanks[r.Lower(i)])
}

// doubleRank reports whether token i is a rank of two parts: "Lt-Col", "Maj-Gen".
func doubleRank(r *text.Reading, i int) bool {
	last := words.AfterHyphen(r.Lower(i))
	return last != r.Lower(i) && r.Words.Ranks[last]
}
