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
		inFull := i+2 < len(r.Tokens) && r.Words.Given[r.Word(i+1)] && words.Capital(r.Word(i+2))
		return inFull && !ArticleBefore(r, i) && (i == 0 || !words.Digit(r.Word(i-1))) // "the PS Anna Maria", "at 5:47 PM Ann Lee"
	}
	return clippedRank(r, i) || doubleRank(r, i)
}

// clippedRank reports whether token i is a word of a rank that is cut short, beside another: "Con" of "Det Con", "Ch" of "Ch Supt".
func clippedRank(r *text.Reading, i int) bool {
	if !r.Words.ClippedRanks[r.Lower(i)] {
		return false
	}
	if before := overStop(r, i-1, -1); before >= r.First[r.Tokens[i].Sentence] && ofPolice(r, before) {
		return words.Capital(r.Word(overStop(r, i+1, 1)))
	}
	next := overStop(r, i+1, 1)
	return next+1 < len(r.Tokens) && ofPolice(r, next) && words.Capital(r.Word(overStop(r, next+1, 1)))
}

// overStop steps over the full stop of a word cut short at token i, in a direction.
func overStop(r *text.Reading, i, step int) int {
	if next := i + step; next >= 0 && next < len(r.Tokens) && r.Lower(i) == "." {
		return next
	}
	return i
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

// classOfRank reports whether token i is the "Class" of a rank: "Sgt. 1st Class Ann Lee".
func classOfRank(r *text.Reading, i int) bool {
	return r.Lower(i) == "class" && i > 1 && words.Digit(r.Word(i-1)) && r.Words.Ranks[r.Lower(overStop(r, i-2, -1))]
}

// givenDay reports whether the day of the week at token i is a given name, as it is behind somebody's title: "Chief Sunday Nwosu", "Hon. Friday
// Eze".
func (f *nameFinder) givenDay(i int) bool {
	if _, day := f.Words.Weekdays[f.Lower(i)]; !day {
		return false
	}
	first, limit := f.First[f.Tokens[i].Sentence], f.First[f.Tokens[i].Sentence+1]
	title := i - 1
	if title > first && f.Lower(title) == "." {
		title--
	}
	if title < first || i+1 >= limit || !words.Capital(f.Word(title)) || !words.Capital(f.Word(i+1)) {
		return false
	}
	next := f.Lower(i + 1)
	if _, time := f.Words.Weekdays[next]; time || f.Words.Months[next] != 0 || f.Words.SmallWords[next] {
		return false
	}
	return f.Words.Honorifics[f.Lower(title)] || f.Words.Roles[f.Lower(title)] && !f.ordinary(i+1)
}
