package answer

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"lede/briefing"
	"lede/briefing/question"
	"lede/briefing/words"
)

// bare tells whether words may stand without their sentence and still say the same: it says of nothing that it may not be so, and nothing
// beside them bounds them. Without “since”, “half of the” or “a week” they would say another thing.
func (x *Index) bare(q *question.Question, s briefing.Span, i int) bool {
	b := &x.bags[i]
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

// goesOn tells whether a word right behind these changes what they say.
func (x *Index) goesOn(s briefing.Span, i int) bool {
	rest := briefing.Span{Start: s.End, End: x.Sentences[i].End}.Of(x.Text)
	if r, _ := utf8.DecodeRuneInString(rest); unicode.IsLetter(r) || unicode.IsDigit(r) {
		return true // cut off within a word
	}
	next := strings.Fields(rest) // not only words to ask for, among which there is no “a”
	if len(next) > 1 && next[0] == "at" {
		return next[1] == "least" || next[1] == "most"
	}
	return len(next) > 0 && words.Asking().Rates[next[0]]
}
