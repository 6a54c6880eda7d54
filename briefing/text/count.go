package text

import (
	"unicode"
	"unicode/utf8"

	"lede/briefing/words"
)

// Counts holds how many of each part a text may have, never too few.
type Counts struct {
	Tokens, Lines, Stops, Capitals, Numbers, Marks int
}

// Count counts the parts of a text without laying out any.
func Count(text string) (n Counts) {
	inside := false
	for i, size := 0, 0; i < len(text); i += size {
		r := rune(text[i])
		if size = 1; r == ' ' {
			inside = false
			continue
		}
		if plainWord[text[i]] { // nearly every letter of English
			if !inside {
				n.first(r)
			}
			inside = true
			continue
		}
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		switch {
		case words.Letter(r) || inside && unicode.Is(unicode.Mn, r):
			if !inside {
				n.first(r)
			}
			inside = true
			continue
		case unicode.IsSpace(r):
			if r != ' ' && r != '\t' {
				n.Lines++
			}
		default:
			n.Tokens++
			n.mark(r)
		}
		inside = false
	}
	return n
}

// first counts a word or number by its first letter.
func (n *Counts) first(r rune) {
	n.Tokens++
	switch {
	case unicode.IsDigit(r):
		n.Numbers++
	case !unicode.IsLower(r):
		n.Capitals++
	}
}

// mark counts what a mark of punctuation may be for.
func (n *Counts) mark(r rune) {
	switch r {
	case '.', '!', '?', '…', '。', '！', '？':
		n.Stops++
	case '"', '“', '”', '„', '«', '»', '‘', '’', '\'':
		n.Marks++
	}
}
