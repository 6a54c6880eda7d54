package summary

import (
	"strings"
	"unicode/utf8"

	"lede/briefing/cast"
	"lede/briefing/text"
	"lede/briefing/words"
)

// longestTitle is the greatest length, in characters, of a title made from the first sentence.
const longestTitle = 120

// Title returns the headline that the text begins with, or else its first sentence cut where a clause ends; published says that it is the
// headline. Nothing is reworded.
func Title(c *cast.Cast) (title string, published bool) {
	if headline := text.Headline(c.Text, c.Paragraphs); headline >= 0 {
		return text.HeadlineWords(c.Line(headline)), true
	}
	chooser := &chooser{Cast: c}
	if s := chooser.titleSentence(); s >= 0 {
		return c.At(chooser.titleSpan(s)), false
	}
	return "", false
}

// farthestTitle is how many sentences are read for one to make a title of.
const farthestTitle = 30

// titleSentence returns the first sentence that tells something, or failing that the first; -1 if there is none. Scraps of a page,
// "By . PUBLISHED:", may come before the story; a short text may be nothing else.
func (c *chooser) titleSentence() int {
	first := -1
	for i, s := range c.Sentences {
		if s.Paragraph < len(c.Paragraphs) {
			if kind := c.Paragraphs[s.Paragraph].Kind; kind == text.BylineLine || kind == text.Caption {
				continue
			}
		}
		if first < 0 {
			first = i
		}
		if c.tellsSomething(i) {
			return i
		}
		if i > farthestTitle {
			break
		}
	}
	return first
}

// titleSpan cuts a sentence at the last clause boundary that leaves a title of the right length, never inside a quotation, a bracket or a
// number.
func (c *chooser) titleSpan(sentence int) text.Span {
	s := c.Sentences[sentence].Span
	s.Start = c.AfterDateline(sentence)
	whole := text.Span{Start: s.Start, End: s.End - len(c.At(s)) + len(strings.TrimRight(c.At(s), ".:;, "))}
	if utf8.RuneCountInString(c.At(whole)) <= longestTitle && whole.End > whole.Start {
		return whole
	}
	tokens := c.SentenceTokens(sentence)
	for len(tokens) > 0 && tokens[0].Start < s.Start {
		tokens = tokens[1:]
	}
	return c.cut(whole, tokens)
}

// cut returns as much of a sentence with these tokens as makes a title.
func (c *chooser) cut(s text.Span, tokens []text.Token) text.Span {
	best, word, depth, comma := 0, s.End, 0, -longestTitle
	for i, t := range tokens {
		if i > 0 && utf8.RuneCountInString(c.Text[s.Start:tokens[i-1].End]) > longestTitle {
			break
		}
		switch t.Lower {
		case "(", "[":
			depth++
		case ")", "]":
			depth--
		}
		if c.mayEnd(tokens, i) {
			word = t.End
		}
		if i == 0 || depth > 0 || c.Quoted(t.Start) {
			continue
		}
		if t.Mark() {
			comma = i
		} else if i-comma <= 3 {
			continue // ", hours after": the comma cuts better
		}
		if c.cutsWell(tokens, i) && t.Start-s.Start >= longestTitle/3 {
			best = tokens[i-1].End
		}
	}
	if best == 0 {
		best = word // no clause ends in time: cut after the last whole word
	}
	return text.Span{Start: s.Start, End: best}
}

// cutsWell reports whether a title may be cut before token i.
func (c *chooser) cutsWell(tokens []text.Token, i int) bool {
	return c.clauseBoundary(tokens[i]) && !c.linksWords(tokens[i-1])
}

// mayEnd reports whether a title may end with token i where no clause does: not with a number, which counts what follows, nor within a name.
func (c *chooser) mayEnd(tokens []text.Token, i int) bool {
	t := tokens[i]
	if t.Mark() || c.linksWords(t) || t.Kind == text.NumberToken || c.Words.NumberWords[t.Lower] {
		return false
	}
	return i+1 >= len(tokens) || !words.Capital(c.At(t.Span)) || !words.Capital(c.At(tokens[i+1].Span))
}

// linksWords reports whether a word requires another after it: no title ends in "of" or "the".
func (c *chooser) linksWords(t text.Token) bool {
	return c.Words.Prepositions[t.Lower] || c.Words.Determiners[t.Lower] || words.Stopword(t.Lower, c.Language)
}

// clauseBoundary reports whether a clause ends before a token.
func (c *chooser) clauseBoundary(t text.Token) bool {
	switch t.Lower {
	case ",", ";", "–", "—", ":":
		return true
	}
	return t.Word() && c.Words.ClauseBoundaries[t.Lower]
}
