package answer

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"lede/briefing"
	"lede/briefing/question"
	"lede/briefing/words"
)

// bare reports whether words mean the same when quoted without their sentence: it does not call them uncertain, and no
// word beside them limits them, such as “since”, “half of the” or “a week”.
func (x *Index) bare(q *question.Question, s briefing.Span, i int) bool {
	b := &x.Bags[i]
	for j, w := range b.Words {
		doubts := words.Asking().Doubts[w.Fold] && !q.Asks(w)
		month := w.Fold == "may" && w.Upper
		if doubts && !month && !b.Future(j) {
			return false
		}
		if words.Asking().Plans[w.Fold] && words.Asking().Past[b.Word(j-1)] {
			return false
		}
	}
	switch q.Kind {
	case briefing.HowMany, briefing.When:
		return !b.Bounded(s) && !x.goesOn(s, i)
	case briefing.Where:
		j := b.At(s.Start) - 1
		if b.Word(j) == "the" {
			j--
		}
		return words.Asking().Within[b.Word(j)]
	}
	return true
}

// goesOn reports whether the word right after a span changes what the span says.
func (x *Index) goesOn(s briefing.Span, i int) bool {
	rest := briefing.Span{Start: s.End, End: x.Sentences[i].End}.Of(x.Text)
	if r, _ := utf8.DecodeRuneInString(rest); unicode.IsLetter(r) || unicode.IsDigit(r) {
		return true // cut off inside a word
	}
	next := strings.Fields(rest) // not question.Words, which drops “a”
	if len(next) > 1 && next[0] == "at" {
		return next[1] == "least" || next[1] == "most"
	}
	return len(next) > 0 && words.Asking().Rates[next[0]]
}
