package words

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Fold makes spellings of one word alike: lower case, no diacritics, straight apostrophes.
func Fold(s string) string {
	if ASCII(s) {
		return strings.ToLower(s)
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range norm.NFKD.String(s) {
		switch r {
		case '’', '‘', 'ʼ', '`', '´':
			b.WriteByte('\'')
		case 'ł', 'Ł':
			b.WriteByte('l')
		case 'ø', 'Ø':
			b.WriteByte('o')
		case 'ß':
			b.WriteString("ss")
		default:
			if r <= unicode.MaxASCII || !unicode.Is(unicode.Mn, r) {
				b.WriteRune(unicode.ToLower(r))
			}
		}
	}
	return b.String()
}
