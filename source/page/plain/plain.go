// Package plain makes texts of a page comparable.
//
// A text goes in, and comes out without what browsers do not show or people do not read. The package refuses to know what it says.
package plain

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// IsWord reports whether r is part of a word or a number.
func IsWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// Fold turns every run of white space, no-break spaces included, into one space, and drops invisible characters.
func Fold(s string) string {
	if isFolded(s) {
		return s
	}
	s = unseen.Replace(s)
	return strings.Join(strings.Fields(s), " ")
}

// isFolded reports whether a text is ASCII that Fold leaves as it is, as most is.
func isFolded(s string) bool {
	before := byte(' ')
	for i := range len(s) {
		c := s[i]
		if c < ' ' || c >= utf8.RuneSelf || c == ' ' && before == ' ' {
			return false
		}
		before = c
	}
	return before != ' ' || s == ""
}

var unseen = strings.NewReplacer("\u00ad", "", "\u200b", "", "\u2060", "", "\ufeff", "", "\x00", "")

// Same reports whether two texts have the same letters and digits.
func Same(a, b string) bool {
	return b != "" && Letters(a) == Letters(b)
}

// Letters returns the letters and digits of a text, in lower case.
func Letters(s string) string {
	return strings.Map(func(r rune) rune {
		if !IsWord(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}

// Words returns the words of a file that begins with a comment.
func Words(text string) map[string]bool {
	words := map[string]bool{}
	_, list, _ := strings.Cut(text, "\n")
	for word := range strings.FieldsSeq(list) {
		words[word] = true
	}
	return words
}
