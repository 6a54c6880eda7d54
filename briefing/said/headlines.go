package said

import (
	"strings"

	"lede/briefing/words"
)

// A headline quotes in few words. Whose they are is told by the name before a colon, "Sanders: Clinton has to ‘get away from it’", or by
// the article, which has them again with a speaker.

// longestHeadline is how long a headline may be, in bytes.
const longestHeadline = 150

// headlines gives the quotations of the headline that have no speaker theirs.
func (a *attribution) headlines(found []Speaker) {
	if len(a.Paragraphs) < 2 || a.Paragraphs[0].End-a.Paragraphs[0].Start > longestHeadline {
		return
	}
	for i, q := range a.quotes {
		if a.Sentences[q.Sentence].Paragraph > 0 {
			return
		}
		if found[i].found() {
			continue
		}
		if found[i] = a.beforeHeadline(q); !found[i].found() {
			found[i] = a.repeated(i, found)
		}
	}
}

// beforeHeadline is the person whose name and a colon begin the sentence of a quotation. A title may stand there as well, “Dunham: Her
// Top Five ‘Late Hour’ Moments”, so some words have to be those of a sentence.
func (a *attribution) beforeHeadline(q Quotation) Speaker {
	first, limit := a.First[q.Sentence], a.First[q.Sentence+1]
	from := a.TokenAt(q.Start, first, limit)
	for colon := first + 1; colon < from; colon++ {
		if a.Lower(colon) != ":" {
			continue
		}
		n := a.NameEndingAt(colon-1, first)
		if a.IsPerson(n) && a.nameBehindTitle(first, colon) == n && a.sentenceLike(from, a.TokenAt(q.End, from, limit)) {
			return a.named(n, 0.75)
		}
		return nobody
	}
	return nobody
}

// sentenceLike reports whether there are two words between two tokens, one of them in small letters or one of grammar.
func (a *attribution) sentenceLike(from, to int) bool {
	all, small := 0, 0
	for i := from; i < to; i++ {
		if !a.Tokens[i].Word() {
			continue
		}
		all++
		if !words.Capital(a.Word(i)) || a.Words.Grammar(a.Lower(i)) {
			small++
		}
	}
	return all > 1 && small > 0
}

// repeated is who says the words of quotation i later in the article, capitals and closing marks apart.
func (a *attribution) repeated(i int, found []Speaker) Speaker {
	headline := a.said(i)
	for j := i + 1; j < len(found); j++ {
		if found[j].found() && strings.Contains(a.said(j), headline) {
			s := found[j]
			s.Confidence *= 0.9
			return s
		}
	}
	return nobody
}

// said are the words of a quotation in small letters.
func (a *attribution) said(i int) string {
	return strings.TrimRight(words.Straight(strings.ToLower(words.Unquoted(a.At(a.quotes[i].Span)))), ".,!?;: ")
}
