package foreign

import (
	"slices"
	"strings"
	"unicode/utf8"

	"lede/briefing/words"
)

// holds reports whether a sentence has the kind of thing the question asks for.
func (f foreign) holds(i int) bool {
	list := f.wordsOf(i)
	switch f.q.kind {
	case "why":
		return f.gives(list)
	case "when":
		return slices.ContainsFunc(list, f.timed) || slices.ContainsFunc(list, year)
	case "where":
		return f.places(list)
	case "count":
		return f.numbers(i)
	case "many":
		return f.numbered(list, nil) || f.numbers(i)
	case "old":
		return f.numbered(list, f.l["ages"])
	case "costs":
		dear := strings.ContainsAny(f.a.SentenceText(i), "€$£¥₴") || slices.ContainsFunc(list, func(t words.MessageWord) bool { return f.l["costs"][t.Fold] })
		return f.numbered(list, f.l["money"]) || dear && f.numbered(list, nil)
	case "long":
		return f.lasts(list)
	}
	return true
}

// timed reports whether a word says when, be it the first part of a compound: “Montagabend”.
func (f foreign) timed(t words.MessageWord) bool {
	const day = 6 // letters of the shortest weekday
	if f.l["times"][t.Fold] {
		return true
	}
	for at := range t.Fold {
		if at >= day && f.l["times"][t.Fold[:at]] {
			return true
		}
	}
	return false
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

// numbered reports whether words have a number, other than a time of day, before one of a set, or before any word if the set is nil.
func (f foreign) numbered(list []words.MessageWord, before words.Set) bool {
	for n := range list {
		next := ""
		if n+1 < len(list) {
			next = list[n+1].Fold
		}
		fits := before[next]
		if before == nil {
			fits = counts(list[n]) && !f.l["clock"][next] && !f.l["months"][next]
		}
		if fits && f.number(list[n]) {
			return true
		}
	}
	return false
}

// within reports whether a word is only the first part of a compound, and so another thing: “Feuerwehr” and “Feuerwehrleute”.
func (f foreign) within(word, compound string) bool {
	const part = 4 // letters
	rest, ok := strings.CutPrefix(compound, word)
	return ok && f.a.Language == "de" && utf8.RuneCountInString(rest) >= part
}

// number reports whether a word is a number.
func (f foreign) number(t words.MessageWord) bool { return counts(t) || f.l["numbers"][t.Fold] }

// numbers reports whether a sentence has a number close to a word of the question's subject: “640 basureros”, “drei Menschen verletzt”.
func (f foreign) numbers(i int) bool {
	const few = 3 // words
	list := f.wordsOf(i)
	for n := range list {
		if !f.numbered(list[n:min(n+2, len(list))], nil) && !f.l["numbers"][list[n].Fold] {
			continue
		}
		for _, near := range list[max(0, n-few):min(len(list), n+few+1)] {
			if slices.ContainsFunc(f.q.about, func(w string) bool { return alike(w, near.Fold) && !f.within(near.Fold, w) }) {
				return true
			}
		}
	}
	return false
}
