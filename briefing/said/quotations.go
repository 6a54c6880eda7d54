package said

import (
	"strings"

	"lede/briefing/cast"
	"lede/briefing/text"
	"lede/briefing/words"
)

// Quotation is the text between quotation marks, marks included.
type Quotation struct {
	text.Span
	Sentence int
	// Partial is true if it is a fragment inside the reporter's sentence.
	Partial bool
}

// Quotations lists the quotations that have words in them.
func Quotations(c *cast.Cast) []Quotation {
	a := reading(c)
	var found []Quotation
	for i, m := range a.Marks {
		if a.isQuote(m) {
			s := a.SentenceAt(m.Start)
			m = a.withoutTag(m, s)
			a.Marks[i] = m
			found = append(found, Quotation{m, s, a.Fragment(m)})
		}
	}
	return found
}

// isQuote reports whether a span between marks is a quotation: it has words, and is not a nickname or an interviewer's. It
// must end in its sentence, which only a structured article from outside can break.
func (a *attribution) isQuote(m text.Span) bool {
	s := a.SentenceAt(m.Start)
	if s < 0 || m.End > a.Sentences[s].End || a.nicknames(m) || a.askedByNobody(s) {
		return false
	}
	return strings.ContainsFunc(a.At(m), words.Letter) && words.Unquoted(a.At(m)) != ""
}

// askedByNobody reports whether a sentence is in a turn whose label names nobody, such as “Q:”: it is the interviewer's.
func (a *attribution) askedByNobody(s int) bool {
	label := text.TurnLabel(a.Text, a.Paragraphs, a.Sentences[s].Paragraph)
	return label >= 0 && !a.labelled(label).found()
}

// withoutTag ends a quotation whose closing mark was lost before the words that name its speaker: “We need it, said Ann Lee.
func (a *attribution) withoutTag(m text.Span, s int) text.Span {
	if !a.English || strings.ContainsRune("”\"»’'", words.LastRune(a.At(m))) {
		return m
	}
	from, to := a.TokenAt(m.Start, a.First[s], a.First[s+1]), a.TokenAt(m.End, a.First[s], a.First[s+1])
	for v := from + 2; v+1 < to; v++ {
		if !a.Words.StrongSpeech[a.Lower(v)] {
			continue
		}
		comma := v - 1
		if n := a.NameEndingAt(v-1, from); a.IsPerson(n) {
			comma = a.Names[n].Run - 1 // “We need it, Ann Lee said
		} else if !a.IsPerson(a.nameBehindTitle(v+1, to)) {
			continue
		}
		if comma > from && a.Lower(comma) == "," {
			return text.Span{Start: m.Start, End: a.Tokens[comma].End}
		}
	}
	return m
}

// nicknames reports whether the words between two marks are part of a name: Renaldo “Peewee” Gilkes.
func (a *attribution) nicknames(m text.Span) bool {
	n := a.NamesBefore(m.Start)
	return n >= 0 && a.Names[n].End > m.End
}
