package question

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"lede/briefing"
	"lede/briefing/words"
)

// Word is a word of a question or of a text, in the form in which the two are compared.
type Word struct {
	briefing.Span        // in the given text
	Fold          string // lower case, without diacritics, with straight apostrophes
	Mark          string // the punctuation between this word and the one before
	Upper         bool   // begins with a capital letter
	Owner         bool   // has the possessive ending, which the folded form lacks
	shout         bool   // has at least two letters, all of them capitals
}

// Words splits a text into words. A hyphen separates two words; an apostrophe inside a word does not, but the
// possessive ending is dropped. It is not based on text.Tokenise, whose words keep their hyphens ("US-backed") and
// follow other rules.
func Words(text string, within briefing.Span) []Word {
	return AppendWords(make([]Word, 0, (within.End-within.Start)/5+1), text, within)
}

// AppendWords splits like Words and appends to out.
func AppendWords(out []Word, text string, within briefing.Span) []Word {
	text = text[:within.End]
	last := within.Start
	for at := within.Start; at < within.End; {
		if size := letterAt(text, at); size == 0 {
			_, size = utf8.DecodeRuneInString(text[at:])
			at += size
			continue
		}
		start := at
		for at < within.End {
			size := letterAt(text, at)
			if size == 0 {
				var r rune
				r, size = utf8.DecodeRuneInString(text[at:])
				if !unicode.Is(unicode.Mn, r) && !innerMark(text[at+size:], r, text[start:at]) {
					break
				}
			}
			at += size
		}
		out = append(out, newWord(text, briefing.Span{Start: start, End: at}, text[last:start]))
		last = at
	}
	return out
}

// letterAt returns the length in bytes of the letter or digit at a position, 0 if there is none.
func letterAt(text string, at int) int {
	switch c := text[at]; {
	case c >= utf8.RuneSelf:
		return wideLetterAt(text, at)
	case (c|0x20)-'a' < 26, c-'0' < 10: // bytes wrap around
		return 1
	}
	return 0
}

func wideLetterAt(text string, at int) int {
	r, size := utf8.DecodeRuneInString(text[at:])
	if !words.Letter(r) {
		return 0
	}
	return size
}

func newWord(text string, at briefing.Span, mark string) Word {
	w := text[at.Start:at.End]
	fold, owner := strings.CutSuffix(strings.TrimRight(words.Fold(w), "'."), "'s")
	return Word{Span: at, Fold: fold, Mark: mark, Upper: words.Capital(w), Owner: owner, shout: words.Shouted(w)}
}

// innerMark reports whether a mark belongs to the word around it: don’t, 1,200, 3.5, 4:12, U.S.
func innerMark(after string, r rune, before string) bool {
	next, _ := utf8.DecodeRuneInString(after)
	last, _ := utf8.DecodeLastRuneInString(before)
	switch r {
	case '\'', '’':
		return unicode.IsLetter(next)
	case ',', ':':
		return unicode.IsDigit(last) && unicode.IsDigit(next)
	case '.':
		if unicode.IsDigit(last) && unicode.IsDigit(next) {
			return true
		}
		// U.S., a.m.
		initial := len(before) == 1 || strings.HasSuffix(before[:len(before)-1], ".")
		sameCase := unicode.IsUpper(last) == unicode.IsUpper(next)
		return initial && sameCase && unicode.IsLetter(last) && unicode.IsLetter(next)
	}
	return false
}
