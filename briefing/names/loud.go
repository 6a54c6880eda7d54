package names

import (
	"strings"
	"unicode/utf8"

	"lede/briefing/words"
)

// In a text that is all capitals, or has none, only lists can find a name: a given name with an uncommon word after it,
// "HELEN TRASK". Elsewhere in the article the surname alone means her.

// loudNames adds the names in a sentence of a text that is all capitals or has none.
func (f *nameFinder) loudNames(found []Name, s int) []Name {
	last := f.First[s+1]
	for i := f.First[s]; i < last; i++ {
		end := f.loudName(i, last)
		if end == 0 {
			if f.uncommon(i) {
				f.passed = append(f.passed, i)
			}
			continue
		}
		n := f.named(i, end, s)
		n.Kind = PersonName
		for n.Run > f.First[s] && f.title(n.Run-1) {
			n.Run--
		}
		n.Titled = n.Run < i
		found = append(found, n)
		i = end - 1
	}
	return found
}

// loudName returns the end of the name that begins with a given name at token i, or 0.
func (f *nameFinder) loudName(i, last int) int {
	if f.Words.Common[f.Lower(i)] || !f.Words.Given[asName(f.Word(i))] {
		return 0
	}
	next := i + 1
	if next+1 < last && utf8.RuneCountInString(f.Word(next)) == 1 && f.Lower(next+1) == "." {
		next += 2 // an initial
	}
	if next >= last || !f.uncommon(next) {
		return 0
	}
	return next + 1
}

// uncommon reports whether a word may be a surname because no list has it as anything else.
func (f *nameFinder) uncommon(i int) bool {
	l := f.Lower(i)
	if !f.Tokens[i].Word() || utf8.RuneCountInString(l) < 2 {
		return false
	}
	for _, list := range []words.Set{f.Words.Common, f.Words.SmallWords, f.Words.Roles, f.Words.StrongSpeech} {
		if list[l] {
			return false
		}
	}
	return f.Words.Months[l] == 0 && !f.Words.Places[asName(f.Word(i))]
}

// asName returns a word in the case of a name: a capital first, the rest small.
func asName(w string) string {
	_, size := utf8.DecodeRuneInString(w)
	return strings.ToUpper(w[:size]) + strings.ToLower(w[size:])
}
