package foreign

import (
	"slices"

	"lede/briefing/words"
)

// holds reports whether a sentence has the kind of thing the question asks for.
func (f foreign) holds(i int) bool {
	list := f.wordsOf(i)
	is := func(set string) func(words.MessageWord) bool {
		return func(t words.MessageWord) bool { return f.l[set][t.Fold] }
	}
	switch f.q.kind {
	case "why":
		return f.gives(list)
	case "when":
		return slices.ContainsFunc(list, is("times")) || slices.ContainsFunc(list, year)
	case "where":
		return f.places(list)
	case "many":
		return slices.ContainsFunc(list, counts) || f.numbers(i)
	case "long":
		return f.lasts(list)
	}
	return true
}

// gives reports whether words give a cause. “after 140 years” says when.
func (f foreign) gives(list []words.MessageWord) bool {
	for n, t := range list {
		if f.l["causes"][t.Fold] && (n+1 == len(list) || !counts(list[n+1])) {
			return true
		}
	}
	return false
}

// places reports whether a name follows a preposition of place, at once or after a word.
func (f foreign) places(list []words.MessageWord) bool {
	for n := 1; n < len(list); n++ {
		named := list[n].Upper || n+1 < len(list) && list[n+1].Upper
		if named && f.l["places"][list[n-1].Fold] {
			return true
		}
	}
	return false
}

// lasts reports whether words give a stretch of time.
func (f foreign) lasts(list []words.MessageWord) bool {
	for n := 1; n < len(list); n++ {
		if f.l["stretches"][list[n].Fold] && !f.l["idle"][list[n-1].Fold] {
			return true
		}
	}
	return false
}

// numbers reports whether a sentence has a number right before a word of the question's subject: “640 basureros”.
func (f foreign) numbers(i int) bool {
	list := f.wordsOf(i)
	for n := 1; n < len(list); n++ {
		number := counts(list[n-1]) || f.l["numbers"][list[n-1].Fold]
		if number && slices.ContainsFunc(f.q.about, func(w string) bool { return alike(w, list[n].Fold) }) {
			return true
		}
	}
	return false
}
