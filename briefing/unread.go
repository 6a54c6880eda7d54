package briefing

import (
	"unicode"

	"lede/briefing/words"
)

// mostLooked is how much of a text shows its script, in bytes.
const mostLooked = 4096

// Unread reports whether Lede cannot read questions about the article, by its language or, where that is not known, by its letters. Then an answer
// that is not found may still be there, and nobody is told that the article does not say.
func (a *Article) Unread() bool {
	if a.Language != "" {
		return a.Language != "en" && words.Foreign()[a.Language] == nil
	}
	others, letters := 0, 0
	for _, r := range a.Text[:min(len(a.Text), mostLooked)] {
		if unicode.IsLetter(r) {
			letters++
			if !unicode.Is(unicode.Latin, r) {
				others++
			}
		}
	}
	return 2*others > letters
}
