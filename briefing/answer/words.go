package answer

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"lede/briefing"
	"lede/briefing/words"
)

// asked is a word of a question or of a text in the form in which the two are compared.
type asked struct {
	briefing.Span        // in what was given
	fold          string // Lower case, no diacritics, straight apostrophes
	upper         bool   // begins with a capital letter
	shout         bool   // has at least two letters, all of them capitals
	mark          string // the punctuation between this word and the one before
	owner         bool   // has the possessive ending, which the folded form lacks
}

// askedWords cuts a text into words. A hyphen parts two words; an apostrophe inside a word does not, but the
// possessive ending is dropped. It does not start from text.Tokenise, whose words keep their hyphens ("US-backed") and
// are told apart by other rules.
func askedWords(text string, within briefing.Span) []asked {
	out := make([]asked, 0, (within.End-within.Start)/5+1)
	last := within.Start
	for at := within.Start; at < within.End; {
		r, size := utf8.DecodeRuneInString(text[at:within.End])
		if !words.Letter(r) {
			at += size
			continue
		}
		start := at
		for at < within.End {
			r, size = utf8.DecodeRuneInString(text[at:within.End])
			if !words.Letter(r) && !unicode.Is(unicode.Mn, r) && !innerMark(text[at+size:within.End], r, text[start:at]) {
				break
			}
			at += size
		}
		f := strings.TrimRight(words.Fold(text[start:at]), "'.")
		f, owner := strings.CutSuffix(f, "'s")
		first, _ := utf8.DecodeRuneInString(text[start:])
		out = append(out, asked{briefing.Span{Start: start, End: at}, f, unicode.IsUpper(first), words.Shouted(text[start:at]), text[last:start], owner})
		last = at
	}
	return out
}

// innerMark tells whether a mark belongs to the word around it: don’t, 1,200, 3.5, 4:12, U.S.
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
