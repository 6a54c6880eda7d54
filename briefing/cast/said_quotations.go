package cast

import (
	"strings"

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
	for i, m := range c.Marks {
		if c.isQuote(m) {
			s := c.SentenceAt(m.Start)
			m = c.withoutTag(m, s)
			c.Marks[i] = m
			found = append(found, Quotation{m, s, c.Fragment(m)})
		}
	}
	return found
}

// isQuote tells whether there are words between two marks. A mark that opens in one sentence and closes after it
// cannot happen where the sentences are ours, but an editor may have cut them.
func (c *Cast) isQuote(m text.Span) bool {
	s := c.SentenceAt(m.Start)
	if s < 0 || m.End > c.Sentences[s].End || c.nicknames(m) || c.askedByNobody(s) {
		return false
	}
	return strings.ContainsFunc(c.At(m), words.Letter) && words.Unquoted(c.At(m)) != ""
}

// askedByNobody tells whether a sentence is of a turn whose label names nobody: of those who ask, not of those who are asked.
func (c *Cast) askedByNobody(s int) bool {
	label := text.TurnLabel(c.Text, c.Paragraphs, c.Sentences[s].Paragraph)
	return label >= 0 && !c.labelled(label).found()
}

// withoutTag ends a quotation whose closing mark was lost before the words that name its speaker: “We need it, said Ann Lee.
func (c *Cast) withoutTag(m text.Span, s int) text.Span {
	if !c.English || strings.ContainsRune("”\"»’'", words.LastRune(c.At(m))) {
		return m
	}
	from, to := c.TokenAt(m.Start, c.First[s], c.First[s+1]), c.TokenAt(m.End, c.First[s], c.First[s+1])
	for v := from + 2; v+1 < to; v++ {
		if !c.Words.StrongSpeech[c.Lower(v)] {
			continue
		}
		comma := v - 1
		if n := c.nameEndingAt(v-1, from); c.isPerson(n) {
			comma = c.Names[n].Run - 1 // “We need it, Ann Lee said
		} else if !c.isPerson(c.nameBehindTitle(v+1, to)) {
			continue
		}
		if comma > from && c.Lower(comma) == "," {
			return text.Span{Start: m.Start, End: c.Tokens[comma].End}
		}
	}
	return m
}

// nicknames tells whether the words between two marks are part of a name: Renaldo “Peewee” Gilkes.
func (c *Cast) nicknames(m text.Span) bool {
	n := c.namesBefore(m.Start)
	return n >= 0 && c.Names[n].End > m.End
}
