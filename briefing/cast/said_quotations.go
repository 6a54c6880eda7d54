package cast

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"lede/briefing/text"
	"lede/briefing/words"
)

// Quotation is what stands between quotation marks, marks included.
type Quotation struct {
	text.Span
	Sentence int
	// Partial is true of a fragment inside the reporter's sentence.
	Partial bool
}

// Quotations lists the quotations that have words in them.
func (c *Cast) Quotations() []Quotation {
	var found []Quotation
	for _, m := range c.Marks {
		if c.isQuote(m) {
			s := c.SentenceAt(m.Start)
			found = append(found, Quotation{m, s, c.partial(m, s)})
		}
	}
	return found
}

// isQuote tells whether there are words between two marks. A mark that opens in one sentence and closes after it
// cannot happen where the sentences are ours, but an editor may have cut them.
func (c *Cast) isQuote(m text.Span) bool {
	s := c.SentenceAt(m.Start)
	return s >= 0 && strings.ContainsFunc(c.At(m), words.Letter) && m.End <= c.Sentences[s].End && inner(c.At(m)) != ""
}

// inner is a quotation without its marks.
func inner(quote string) string { return strings.Trim(quote, "“”\"‘’'«»„‚ ") }

// partial tells whether a quotation is a fragment inside the reporter's sentence: it does not begin as a
// sentence does, or it has only a few words and no end of a clause.
func (c *Cast) partial(m text.Span, sentence int) bool {
	words := inner(c.At(m))
	first, _ := utf8.DecodeRuneInString(words)
	if unicode.IsLower(first) {
		return true
	}
	last, _ := utf8.DecodeLastRuneInString(words)
	if strings.ContainsRune(".,!?…—–", last) || m.Start == c.Sentences[sentence].Start && m.End == c.Sentences[sentence].End {
		return false
	}
	return len(strings.Fields(words)) < 5
}
