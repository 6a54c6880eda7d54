package briefing

import (
	"strings"
	"unicode/utf8"

	"lede/briefing/text"
	"lede/briefing/words"
)

// longestTitle is the greatest length, in characters, of a title made from the first sentence.
const longestTitle = 120

// completeTitle sets the title to the headline that the text begins with, or else to its first sentence cut where a clause ends. Nothing is
// reworded.
func (d *draft) completeTitle() {
	if d.article.Title != "" {
		if d.article.TitleSource == "" {
			d.article.TitleSource = TitlePublished
		}
		return
	}
	if d.headline >= 0 {
		d.article.Title, d.article.TitleSource = text.HeadlineWords(d.Line(d.headline)), TitlePublished
		return
	}
	first := -1
	for i, s := range d.Sentences {
		kind := Body
		if s.Paragraph < len(d.Paragraphs) {
			kind = d.Paragraphs[s.Paragraph].Kind
		}
		if kind == BylineLine || kind == Caption {
			continue
		}
		if first < 0 {
			first = i
		}
		// Scraps of a page, "By . PUBLISHED:", may come before the story; a short text may be nothing else.
		if d.tellsSomething(i) {
			first = i
			break
		}
		if i > 30 {
			break
		}
	}
	if first >= 0 {
		d.article.Title, d.article.TitleSource = d.At(d.titleSpan(first)), TitleLede
	}
}

// titleSpan cuts a sentence at the last clause boundary that leaves a title of the right length, never inside a quotation, a bracket or a
// number.
func (d *draft) titleSpan(sentence int) Span {
	s := d.Sentences[sentence].Span
	s.Start = d.AfterDateline(sentence)
	whole := Span{Start: s.Start, End: s.End - len(d.At(s)) + len(strings.TrimRight(d.At(s), ".:;, "))}
	if utf8.RuneCountInString(d.At(whole)) <= longestTitle && whole.End > whole.Start {
		return whole
	}
	tokens := d.SentenceTokens(sentence)
	for len(tokens) > 0 && tokens[0].Start < s.Start {
		tokens = tokens[1:]
	}
	return d.cut(whole, tokens)
}

// cut returns as much of a sentence with these tokens as makes a title.
func (d *draft) cut(s Span, tokens []text.Token) Span {
	best, word, depth, comma := 0, s.End, 0, -longestTitle
	for i, t := range tokens {
		if i > 0 && utf8.RuneCountInString(d.Text[s.Start:tokens[i-1].End]) > longestTitle {
			break
		}
		switch t.Lower {
		case "(", "[":
			depth++
		case ")", "]":
			depth--
		}
		if d.mayEnd(t) {
			word = t.End
		}
		if i == 0 || depth > 0 || d.Quoted(t.Start) {
			continue
		}
		if t.Mark() {
			comma = i
		} else if i-comma <= 3 {
			continue // ", hours after": the comma cuts better
		}
		if d.cutsWell(tokens, i) && t.Start-s.Start >= longestTitle/3 {
			best = tokens[i-1].End
		}
	}
	if best == 0 {
		best = word // no clause ends in time: cut after the last whole word
	}
	return Span{Start: s.Start, End: best}
}

// cutsWell reports whether a title may be cut before token i.
func (d *draft) cutsWell(tokens []text.Token, i int) bool {
	return d.clauseBoundary(tokens[i]) && !d.linksWords(tokens[i-1])
}

// mayEnd reports whether a title may end with a token.
func (d *draft) mayEnd(t text.Token) bool { return !t.Mark() && !d.linksWords(t) }

// linksWords reports whether a word requires another after it: no title ends in "of" or "the".
func (d *draft) linksWords(t text.Token) bool {
	return d.Words.Prepositions[t.Lower] || d.Words.Determiners[t.Lower] || words.Stopword(t.Lower, d.Language)
}

// clauseBoundary reports whether a clause ends before a token.
func (d *draft) clauseBoundary(t text.Token) bool {
	switch t.Lower {
	case ",", ";", "–", "—", ":":
		return true
	}
	return t.Word() && d.Words.ClauseBoundaries[t.Lower]
}
