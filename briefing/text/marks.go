package text

import (
	"lede/briefing/words"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Quotation marks come before sentences, since a full stop inside a quotation ends none. Double marks are
// trusted; a single mark is an apostrophe until what stands on both sides of it says otherwise.

// maxSingle is how far a quotation between single marks may reach, in bytes. An apostrophe looks like a
// closing mark, so that one which stays open would otherwise be searched for again and again.
const maxSingle = 1000

// Quotations finds what stands between quotation marks, marks included, paragraph by paragraph and in order.
// A quotation that is still open where its paragraph ends is closed there: that is how a quotation of several
// Paragraphs is printed.
func Quotations(text string, paragraphs []Paragraph) []Span {
	var found []Span
	for _, p := range paragraphs {
		found = quotationsIn(found, text, p.Span)
	}
	return found
}

// quotationsIn scans one paragraph once and appends what it finds. Only the outermost quotation counts: marks
// inside are the speaker's.
func quotationsIn(found []Span, text string, p Span) []Span {
	open, closer := -1, rune(0)
	depth := 0
	// How many typographic marks are still to come tells a quotation inside another from one never closed.
	left := strings.Count(text[p.Start:p.End], "”") - strings.Count(text[p.Start:p.End], "“")
	for at := p.Start; at < p.End; {
		r, size := utf8.DecodeRuneInString(text[at:p.End])
		next := at + size
		switch r {
		case '“':
			left++
		case '”':
			left--
		}
		switch {
		case open < 0:
			if r == '\'' || r == '‘' || r == '‚' {
				if end := singleEnd(text, at, p); end > 0 {
					found = append(found, Span{at, end})
					next = end
				}
			} else if c := closerOf(text, at, next, p, r); c != 0 {
				open, closer, depth = at, c, 0
			}
		case r == '“' && closer == '”':
			// A second opening mark: a quotation inside, or the first was never closed.
			if left > 1 {
				depth++
			} else if depth == 0 {
				open = at
			}
		case closer == '"' && r == '“':
			depth++
		case closer == '"' && r == '”' && depth > 0:
			depth--
		case r == closer && closes(text, at, next, p, r) || mixed(text, at, next, p, r, closer) && (closer == '"' || left <= 0):
			if depth > 0 && closer != '"' {
				depth--
				break
			}
			found = append(found, Span{open, next})
			open = -1
		}
		at = next
	}
	if open >= 0 && p.End-open > 1 {
		found = append(found, Span{open, p.End})
	}
	return found
}

// closerOf returns the mark that will close the quotation which r opens, or 0 when r opens none.
func closerOf(text string, at, next int, p Span, r rune) rune {
	switch r {
	case '“':
		return '”'
	case '„':
		return '“'
	case '«':
		return '»'
	case '"':
		before, _ := utf8.DecodeLastRuneInString(text[p.Start:at])
		after, _ := utf8.DecodeRuneInString(text[next:p.End])
		if next < p.End && !unicode.IsSpace(after) && (at == p.Start || !words.Letter(before)) {
			return '"'
		}
	}
	return 0
}

// mixed tells whether the mark r closes a quotation which the other kind of mark opened: editors mix them up.
// Only after a stop and before a space is that certain.
func mixed(text string, at, next int, p Span, r, closer rune) bool {
	if (r != '"' || closer != '”') && (r != '”' || closer != '"') {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(text[p.Start:at])
	after, _ := utf8.DecodeRuneInString(text[next:p.End])
	return strings.ContainsRune(",.?!", before) && (next >= p.End || unicode.IsSpace(after))
}

// closes tells whether the mark r at this place can close a quotation. The straight mark is the same at both
// ends: it closes unless it clings to a word that follows and stands free of the one before.
func closes(text string, at, next int, p Span, r rune) bool {
	if r != '"' {
		return true
	}
	before, _ := utf8.DecodeLastRuneInString(text[p.Start:at])
	after, _ := utf8.DecodeRuneInString(text[next:p.End])
	return next >= p.End || !unicode.IsSpace(before) || !words.Letter(after)
}

// singleEnd returns where the quotation ends that a single mark opens, or 0 when the mark is an apostrophe or
// its end is not certain.
func singleEnd(text string, at int, p Span) int {
	r, size := utf8.DecodeRuneInString(text[at:p.End])
	first := at + size
	after, _ := utf8.DecodeRuneInString(text[first:p.End])
	if at > p.Start {
		before, _ := utf8.DecodeLastRuneInString(text[p.Start:at])
		if !opensAfter(before) {
			return 0
		}
	}
	if !unicode.IsLetter(after) || clipped(text[first:p.End]) {
		return 0
	}
	closer := byte('\'')
	typographic := r != '\''
	limit := min(p.End, at+maxSingle)
	possible := 0
	for i := first; i < limit; {
		r, size := utf8.DecodeRuneInString(text[i:p.End])
		next := i + size
		if r == '“' || r == '"' {
			break
		}
		if r == '\n' || !typographic && r != rune(closer) || typographic && r != '’' {
			if i > first && (r == '‘' || r == '\'') {
				break
			}
			i = next
			continue
		}
		before, _ := utf8.DecodeLastRuneInString(text[first:i])
		follows, _ := utf8.DecodeRuneInString(text[next:p.End])
		switch {
		case opensAfter(before): // opens another
			return possible
		case next < p.End && words.Letter(follows): // an apostrophe inside a word
		case strings.ContainsRune(",.!?…", before):
			return next
		case before == 's' && next < p.End && unicode.IsSpace(follows):
			possible = next // the plural possessive, unless no better end comes
		default:
			return next
		}
		i = next
	}
	return possible
}

// opensAfter tells whether a single mark after this rune can open a quotation.
func opensAfter(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("([—–", r) }

// clipped tells whether words begin with one that is printed with an apostrophe for its lost beginning.
func clipped(after string) bool {
	for _, w := range []string{"em", "til", "tis", "twas", "cause", "round", "bout", "n"} {
		if rest, ok := strings.CutPrefix(after, w); ok {
			r, _ := utf8.DecodeRuneInString(rest)
			return !words.Letter(r)
		}
	}
	return false
}
