package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"lede/briefing/words"
)

// Quotations are found before sentences, since a full stop inside a quotation ends no sentence. Double marks are trusted;
// a single mark counts as an apostrophe unless the characters on both sides show otherwise.

// maxSingle is the greatest length of a quotation between single marks, in bytes. It bounds the search for a closing mark,
// which would otherwise run through the paragraph for every mark that stays open.
const maxSingle = 1000

// Quotations finds the quotations of each paragraph with their marks, in order. A quotation that is still open at the end
// of its paragraph ends there: that is how quotations of several paragraphs are printed.
func Quotations(text string, paragraphs []Paragraph) []Span {
	var found []Span
	for _, p := range paragraphs {
		found = quotationsIn(found, text, p.Span)
	}
	return found
}

// quotationsIn scans one paragraph once and appends its outermost quotations; marks inside are the speaker's.
func quotationsIn(found []Span, text string, p Span) []Span {
	// The number of closing marks ahead tells a quotation inside another from one that is never closed.
	q := quotationScan{text: text, in: p, open: -1, left: strings.Count(p.Of(text), "”") - strings.Count(p.Of(text), "“")}
	for at := p.Start; at < p.End; {
		if plain(text[at]) {
			at++
			continue
		}
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

// quotationScan is the state of the search for quotations in a paragraph.
type quotationScan struct {
	text   string
	in     Span
	open   int  // where the open quotation begins, or -1
	closer rune // the mark that closes it
	depth  int  // how many quotations are open inside it
	left   int  // how many more typographic marks close than open from here on
}

// inner notes a mark that opens or closes a quotation inside the open one, and reports whether it is such a mark.
func (q *quotationScan) inner(r rune, at int) bool {
	switch {
	case r == '“' && q.closer == '”':
		// A second opening mark opens a quotation inside, or the first was never closed.
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
	closing := (r == q.closer || q.closesToo(r, at)) && closes(q.text, at, next, q.in, r)
	if !closing && (q.closer == '"' || q.left <= 0) {
		closing = mixed(q.text, at, next, q.in, r, q.closer)
	}
	if closing && q.depth > 0 && q.closer != '"' {
		q.depth--
		return false
	}
	return closing
}

// closesToo reports whether a mark closes the open quotation beside the usual one: „Nie” in Polish, »Nej» in Swedish.
func (q *quotationScan) closesToo(r rune, at int) bool {
	switch q.closer {
	case '“':
		return r == '”'
	case '«':
		return r == '»' && leans(q.text, at, q.in)
	}
	return false
}

// leans reports whether a mark stands right after a word or its stop, as a closing mark does.
func leans(text string, at int, p Span) bool {
	before, _ := utf8.DecodeLastRuneInString(text[p.Start:at])
	return at > p.Start && !opensAfter(before)
}

// closerOf returns the mark that closes a quotation opened by r, or 0 if r opens none.
func closerOf(text string, at, next int, p Span, r rune) rune {
	switch r {
	case '“':
		return '”'
	case '„':
		return '“'
	case '«', '»':
		return guillemet(text, at, next, p, r)
	case '"':
		before, _ := utf8.DecodeLastRuneInString(text[p.Start:at])
		after, _ := utf8.DecodeRuneInString(text[next:p.End])
		if next < p.End && !unicode.IsSpace(after) && (at == p.Start || !words.Letter(before)) {
			return '"'
		}
	}
	return 0
}

// guillemet returns the mark that closes a quotation opened by « or », both of which may open, «Oui» and »Ja«; 0 if r opens none.
func guillemet(text string, at, next int, p Span, r rune) rune {
	after, _ := utf8.DecodeRuneInString(text[next:p.End])
	switch {
	case r == '«' && (!leans(text, at, p) || words.Letter(after)):
		return '»'
	case r == '»' && !leans(text, at, p) && next < p.End && !unicode.IsSpace(after):
		return '«'
	}
	return 0
}

// mixed reports whether the mark r closes a quotation opened by the other kind of mark, as editors mix them up. It is
// certain only after a stop and before a space.
func mixed(text string, at, next int, p Span, r, closer rune) bool {
	if (r != '"' || closer != '”') && (r != '”' || closer != '"') {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(text[p.Start:at])
	after, _ := utf8.DecodeRuneInString(text[next:p.End])
	return strings.ContainsRune(",.?!", before) && (next >= p.End || unicode.IsSpace(after))
}

// closes reports whether the mark r at this place can close a quotation. A straight mark looks the same at both ends; it
// closes unless a space comes before it and a letter after it.
func closes(text string, at, next int, p Span, r rune) bool {
	if r != '"' {
		return true
	}
	before, _ := utf8.DecodeLastRuneInString(text[p.Start:at])
	after, _ := utf8.DecodeRuneInString(text[next:p.End])
	return next >= p.End || !unicode.IsSpace(before) || !words.Letter(after)
}

// singleEnd returns the end of the quotation that a single mark opens, or 0 if the mark is an apostrophe or the end is
// uncertain.
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

// endOfSingle returns the end of a quotation between single marks whose words begin at first, or 0 if none before limit is
// certain.
func endOfSingle(text string, first, limit int, closer rune) int {
	possible := 0
	for i := first; i < limit; {
		r, size := utf8.DecodeRuneInString(text[i:])
		next := i + size
		if r == '“' || r == '"' {
			break
		}
		if r != closer {
			if i > first && opensInner(r, text[next:]) {
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
			possible = next // likely a plural possessive; the end only if no better one comes
		default:
			return next
		}
		i = next
	}
	return possible
}

// opensInner reports whether a single mark before these words opens a quotation inside another.
func opensInner(mark rune, after string) bool {
	return (mark == '‘' || mark == '\'') && !shortened(after)
}

// opensAfter reports whether a single mark after this rune can open a quotation.
func opensAfter(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("([—–", r) }

// shortened reports whether a single mark before these words is an apostrophe for missing letters, as in ’90s and ’em.
func shortened(after string) bool {
	r, _ := utf8.DecodeRuneInString(after)
	return unicode.IsDigit(r) || clipped(after)
}

// clipped reports whether words begin with one that is printed with an apostrophe for its missing beginning.
func clipped(after string) bool {
	for _, w := range words.Lexicon().Clipped {
		if rest, ok := strings.CutPrefix(after, w); ok {
			r, _ := utf8.DecodeRuneInString(rest)
			return !words.Letter(r)
		}
	}
	return false
}
