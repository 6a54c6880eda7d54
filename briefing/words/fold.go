package words

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold makes spellings of one word alike: lower case, no diacritics, straight apostrophes.
func Fold(s string) string {
	if ASCII(s) {
		return strings.ToLower(s)
	}
	var b strings.Builder
	b.Grow(len(s))
	for len(s) > 0 {
		n := strings.IndexFunc(s, func(r rune) bool { return r >= utf8.RuneSelf })
		if n < 0 {
			n = len(s)
		}
		b.WriteString(strings.ReplaceAll(strings.ToLower(s[:n]), "`", "'"))
		s = s[n:]
		for n = 0; n < len(s) && s[n] >= utf8.RuneSelf; {
			n++
		}
		foldForeign(&b, s[:n])
		s = s[n:]
	}
	return b.String()
}

// foldForeign writes characters that are not of ASCII.
func foldForeign(b *strings.Builder, s string) {
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
}
