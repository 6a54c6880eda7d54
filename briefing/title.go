package briefing

import (
	"lede/briefing/words"
	"strings"
	"unicode/utf8"
)

// longestTitle is how long a title made from the first sentence may be, in characters.
const longestTitle = 120

// completeTitle gives an article without a headline its own beginning as title: the line that heads it, or the
// first sentence cut where a clause ends. Nothing is reworded.
func (r *reading) completeTitle() {
	if r.Title != "" {
		if r.TitleSource == "" {
			r.TitleSource = TitlePublished
		}
		return
	}
	first := -1
	for i, s := range r.Sentences {
		kind := Body
		if s.Paragraph < len(r.Paragraphs) {
			kind = r.Paragraphs[s.Paragraph].Kind
		}
		if kind == BylineLine || kind == Caption {
			continue
		}
		if first < 0 {
			first = i
		}
		// Scraps of a page, "By . PUBLISHED:", may stand before the story; a short text may be nothing else.
		if kind == Heading || r.tellsSomething(i) {
			first = i
			break
		}
		if i > 30 {
			break
		}
	}
	if first >= 0 {
		r.Title, r.TitleSource = r.At(r.titleSpan(first)), TitleLede
	}
}

// titleSpan cuts a sentence at the last clause boundary that leaves a title of the right length, never inside
// a quotation, a bracket or a number.
func (r *reading) titleSpan(sentence int) Span {
	s := r.Sentences[sentence].Span
	s.Start = r.afterDateline(sentence)
	whole := Span{s.Start, s.End - len(r.At(s)) + len(strings.TrimRight(r.At(s), ".:;, "))}
	if utf8.RuneCountInString(r.At(whole)) <= longestTitle && whole.End > whole.Start {
		return whole
	}
	best, word, depth, comma := 0, whole.End, 0, -longestTitle
	tokens := r.sentenceTokens(sentence)
	for len(tokens) > 0 && tokens[0].Start < s.Start {
		tokens = tokens[1:]
	}
	for i, t := range tokens {
		if i > 0 && utf8.RuneCountInString(r.Text[s.Start:tokens[i-1].End]) > longestTitle {
			break
		}
		switch t.lower {
		case "(", "[":
			depth++
		case ")", "]":
			depth--
		}
		if t.kind != markToken {
			word = t.End
		}
		if i == 0 || depth > 0 || r.quoted(t.Start) {
			continue
		}
		if t.kind == markToken {
			comma = i
		} else if i-comma <= 3 {
			continue // ", hours after": the comma cuts better
		}
		if clauseBoundary(tokens, i) && t.Start-s.Start >= longestTitle/3 {
			best = tokens[i-1].End
		}
	}
	if best == 0 {
		best = word // no clause ends in time: the last whole word has to do
	}
	return Span{s.Start, best}
}

// clauseBoundary tells whether a clause ends before token i.
func clauseBoundary(tokens []token, i int) bool {
	switch tokens[i].lower {
	case ",", ";", "–", "—", ":":
		return true
	case "after", "as", "because", "before", "despite", "following", "while", "when", "where", "which", "who", "amid", "although", "but", "since", "until", "unless":
		return tokens[i].kind == wordToken
	}
	return false
}

// quoted tells whether a place in the text lies inside quotation marks.
func (r *reading) quoted(at int) bool {
	_, ok := r.markAt(at)
	return ok
}

// markAt returns the index of the quotation that a place in the text lies inside.
func (r *reading) markAt(at int) (int, bool) {
	lo, hi := 0, len(r.marks)
	for lo < hi {
		mid := (lo + hi) / 2
		if r.marks[mid].End <= at {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo, lo < len(r.marks) && r.marks[lo].Start <= at
}

// longestDateline is how many tokens may stand before the dash of a dateline.
const longestDateline = 12

// afterDateline is where a sentence begins behind "MILLFORD (Reuters) —" or "(CNN)".
func (r *reading) afterDateline(sentence int) int {
	tokens, start := r.sentenceTokens(sentence), r.Sentences[sentence].Start
	bracket := false
	for i, t := range tokens {
		switch w := r.At(t.Span); {
		case i >= longestDateline:
			return start
		case w == "(" || w == ")":
			bracket = true
			if w == ")" && i == 2 && tokens[0].lower == "(" && i+1 < len(tokens) && !words.Dash(tokens[i+1].lower) {
				return tokens[i+1].Start
			}
		case words.Dash(w):
			for i < len(tokens) && words.Dash(tokens[i].lower) {
				i++
			}
			if i == len(tokens) || !bracket && !words.Shouted(r.At(tokens[0].Span)) {
				return start
			}
			return tokens[i].Start
		case t.kind == wordToken && !words.Capital(w), t.kind == markToken && w != "," && w != "." && w != "/":
			return start
		}
	}
	return start
}
