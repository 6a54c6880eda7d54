package briefing

import (
	"lede/briefing/words"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// completeQuotes lists the quotations and finds who speaks in each. When the article leaves it open, so does
// the Article: a wrong speaker is worse than none.
func (c *cast) completeQuotes() {
	if c.Quotes != nil {
		return
	}
	marks := slices.DeleteFunc(slices.Clone(c.marks), func(m Span) bool { return !c.isQuote(m) })
	c.Quotes = slices.Grow(c.Quotes, len(marks))
	for _, m := range marks {
		s := c.sentenceAt(m.Start)
		c.Quotes = append(c.Quotes, Quote{Span: m, Sentence: s, SpeakerKind: SpeakerUnknown, Partial: c.partial(m, s)})
	}
	if c.english {
		a := attribution{cast: c}
		a.attribute()
	}
}

// isQuote tells whether there are words between two marks. A mark that opens in one sentence and closes after it
// cannot happen where the sentences are ours, but an editor may have cut them.
func (c *cast) isQuote(m Span) bool {
	s := c.sentenceAt(m.Start)
	return s >= 0 && strings.ContainsFunc(c.At(m), words.Letter) && m.End <= c.Sentences[s].End && inner(c.At(m)) != ""
}

// sentenceAt is the sentence that a place in the text lies in, or -1.
func (r *reading) sentenceAt(at int) int {
	lo, hi := 0, len(r.Sentences)
	for lo < hi {
		if mid := (lo + hi) / 2; r.Sentences[mid].End <= at {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(r.Sentences) && r.Sentences[lo].Start <= at {
		return lo
	}
	return -1
}

// inner is a quotation without its marks.
func inner(quote string) string { return strings.Trim(quote, "“”\"‘’'«»„‚ ") }

// partial tells whether a quotation is a fragment inside the reporter's sentence: it does not begin as a
// sentence does, or it has only a few words and no end of a clause.
func (c *cast) partial(m Span, sentence int) bool {
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

// completeSpeakers hands each person the quotations that are theirs.
func (c *cast) completeSpeakers() {
	index := map[string]int{}
	for i, p := range c.People {
		index[p.Name] = i
		if p.Quotes != nil {
			return // given with the article
		}
	}
	for i, q := range c.Quotes {
		if p, ok := index[q.Speaker]; ok && q.SpeakerKind == SpeakerPerson {
			c.People[p].Quotes = append(c.People[p].Quotes, i)
		}
	}
}
