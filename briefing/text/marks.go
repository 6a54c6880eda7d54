package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"lede/briefing/words"
)

// Quotation marks come before sentences, since a full stop inside a quotation ends none. Double marks are
// trusted; a single mark is an apostrophe until what stands on both sides of it says otherwise.

// maxSingle is how far a quotation between single marks may reach, in bytes. An apostrophe looks like a
// closing mark, so that one which stays open would otherwise be searched for again and again.
const maxSingle = 1000

// Quotations finds what stands between quotation marks, marks included, paragraph by paragraph and in order.
// A quotation that is still open where its paragraph ends is closed there: that is how a quotation of several
// paragraphs is printed.
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
	// How many typographic marks are still to come tells a quotation inside another from one never closed.
	q := quotationScan{text: text, in: p, open: -1, left: strings.Count(p.Of(text), "”") - strings.Count(p.Of(text), "“")}
	for at := p.Start; at < p.End; {
		r, size := utf8.DecodeRuneInString(text[at:p.End])
		next := at + size
		switch r {
		case '“':
			q.left++
		case '”':
			q.left--
		}
		switch {
		case q.open >= 0:
			if !q.inner(r, at) && q.closedBy(r, at, next) {
				found = append(found, Span{q.open, next})
				q.open = -1
			}
		case r == '\'' || r == '‘' || r == '‚':
			if end := singleEnd(text, at, p); end > 0 {
				found = append(found, Span{at, end})
				next = end
			}
		default:
			if c := closerOf(text, at, next, p, r); c != 0 {
				q.open, q.closer, q.depth = at, c, 0
			}
		}
		at = next
	}
	if q.open >= 0 && p.End-q.open > 1 {
		found = append(found, Span{q.open, p.End})
	}
	return found
}

// quotationScan is how far a paragraph has been searched for quotations.
type quotationScan struct {
	text   string
	in     Span
	open   int  // where the quotation begins that is open, or -1
	closer rune // the mark that closes it
	depth  int  // how many quotations are open inside it
	left   int  // how many more typographic marks close than open, from here on
}

// inner notes a mark that opens or closes a quotation inside the open one, and tells whether it is such a mark.
func (q *quotationScan) inner(r rune, at int) bool {
	switch {
	case r == '“' && q.closer == '”':
		// A second opening mark: a quotation inside, or the first was never closed.
		if q.left > 1 {
			q.depth++
		} else if q.depth == 0 {
			q.open = at
		}
	case r == '“' && q.closer == '"':
		q.depth++
	case r == '”' && q.closer == '"' && q.depth > 0:
		q.depth--
	default:
		return false
	}
	return true
}

// closedBy reports whether the mark r closes the open quotation.
func (q *quotationScan) closedBy(r rune, at, next int) bool {
	closing := r == q.closer && closes(q.text, at, next, q.in, r)
	if !closing && (q.closer == '"' || q.left <= 0) {
		closing = mixed(q.text, at, next, q.in, r, q.closer)
	}
	if closing && q.depth > 0 && q.closer != '"' {
		q.depth--
		return false
	}
	return closing
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

// mixed reports whether the mark r closes a quotation which the other kind of mark opened: editors mix them up.
// Only after a stop and before a space is that certain.
func mixed(text string, at, next int, p Span, r, closer rune) bool {
	if (r != '"' || closer != '”') && (r != '”' || closer != '"') {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(text[p.Start:at])
	after, _ := utf8.DecodeRuneInString(text[next:p.End])
	return strings.ContainsRune(",.?!", before) && (next >= p.End || unicode.IsSpace(after))
}

// closes reports whether the mark r at this place can close a quotation. The straight mark is the same at both
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
	closer := '\''
	if r != '\'' {
		closer = '’'
	}
	return endOfSingle(text[:p.End], first, min(p.End, at+maxSingle), closer)
}

// endOfSingle looks for the closing mark of a quotation between single marks whose words begin at first; 0 when
// none is certain before limit.
func endOfSingle(text string, first, limit int, closer rune) int {
	possible := 0
	for i := first; i < limit; {
		r, size := utf8.DecodeRuneInString(text[i:])
		next := i + size
		if r == '“' || r == '"' {
			break
		}
		if r != closer {
			if i > first && (r == '‘' || r == '\'') && !shortened(text[next:]) {
				break
			}
			i = next
			continue
		}
		before, _ := utf8.DecodeLastRuneInString(text[first:i])
		follows, _ := utf8.DecodeRuneInString(text[next:])
		switch {
		case opensAfter(before) && shortened(text[next:]):
		case opensAfter(before): // opens another
			return possible
		case words.Letter(follows): // an apostrophe inside a word
		case strings.ContainsRune(",.!?…", before):
			return next
		case before == 's' && unicode.IsSpace(follows):
			possible = next // the plural possessive, unless no better end comes
		default:
			return next
		}
		i = next
	}
	return possible
}

// opensAfter reports whether a single mark after this rune can open a quotation.
func opensAfter(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("([—–", r) }

// shortened reports whether a single mark before these words stands for what they have lost, as in ’90s and ’em.
func shortened(after string) bool {
	r, _ := utf8.DecodeRuneInString(after)
	return unicode.IsDigit(r) || clipped(after)
}

// clipped reports whether words begin with one that is printed with an apostrophe for its lost beginning.
func clipped(after string) bool {
	for _, w := range words.Lexicon().Clipped {
		if rest, ok := strings.CutPrefix(after, w); ok {
			r, _ := utf8.DecodeRuneInString(rest)
			return !words.Letter(r)
		}
	}
	return false
}
