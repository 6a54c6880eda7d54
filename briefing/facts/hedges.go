package facts

import "strings"

// What stands around a number may turn it round: "no fewer than 19" is nineteen or more, and "minus 12 degrees" is cold. So a figure takes in its
// hedge, the word that turns the hedge round, and its sign.

// longestHedge is how many words a hedge has at most.
const longestHedge = 3

// hedge moves the beginning of a figure back over "at least", "about", "no more than".
func (f *figureFinder) hedge(i int) int {
	for n := longestHedge; n > 0; n-- {
		if f.hedges(i-n, n) {
			return f.turner(i - n)
		}
	}
	return f.turner(i)
}

// hedges reports whether n words from token i on are a hedge.
func (f *figureFinder) hedges(i, n int) bool {
	if n == 1 {
		return f.Words.Hedges[f.lower(i)]
	}
	return i >= f.from && f.Words.LongHedges[f.phrase(i, n)]
}

// phrase returns n words in lower case.
func (f *figureFinder) phrase(i, n int) string {
	said := f.lower(i)
	for at := i + 1; at < i+n; at++ {
		said += " " + f.lower(at)
	}
	return said
}

// turner moves the beginning of a figure back over what turns it round: "no", "not", "wasn't", "should not be".
func (f *figureFinder) turner(i int) int {
	if f.turns(i - 1) {
		return i - 1
	}
	if l := f.lower(i - 1); (l == "be" || l == "exceed") && f.turns(i-2) {
		return i - 2
	}
	return i
}

func (f *figureFinder) turns(i int) bool {
	l := f.lower(i)
	return f.Words.Turners[l] || strings.HasSuffix(l, "n't") || strings.HasSuffix(l, "n’t")
}

// behindHedge reports whether two words from token i on hedge the number before them: "12 or more", "12 degrees below zero".
func (f *figureFinder) behindHedge(i int) bool {
	return i+1 < f.limit && f.Words.BehindHedges[f.phrase(i, 2)]
}

// zero reports whether token i ends a hedge that puts a number below zero.
func (f *figureFinder) zero(i int) bool {
	l := f.lower(i)
	return f.lower(i-1) == "below" && (l == "zero" || l == "freezing")
}

// minus reports whether the token before a number is its sign: "minus 12", "-12". A dash between two numbers or words is none.
func (f *figureFinder) minus(i int) bool {
	if i-1 <= f.from {
		return f.lower(i-1) == "minus"
	}
	sign, before := f.Tokens[i-1], f.Tokens[i-2]
	switch sign.Lower {
	case "minus":
		return before.Word()
	case "-", "−":
		return sign.End == f.Tokens[i].Start && before.End < sign.Start
	}
	return false
}
