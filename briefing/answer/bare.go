package answer

import (
	"slices"
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
	for j, w := range b.asked {
		doubts := words.Asking().Doubts[w.Fold] && !q.Asks(w)
		month := w.Fold == "may" && w.Upper
		if doubts && !month && !future(b, j) {
			return false
		}
		if words.Asking().Plans[w.Fold] && words.Asking().Past[b.word(j-1)] {
			return false
		}
	}
	switch q.Kind {
	case briefing.HowMany, briefing.When:
		return !bounded(b, s) && !x.goesOn(s, i)
	case briefing.Where:
		j := b.at(s.Start) - 1
		if b.word(j) == "the" {
			j--
		}
		return words.Asking().Within[b.word(j)]
	}
	return true
}

// future tells whether “would” is only “will” as somebody told it: “said it would open on Friday”.
func future(b *bag, j int) bool { return b.word(j) == "would" && b.word(j+1) != "have" }

// howFar is how many words before a figure or a date may bound it: “fewer than half of the”.
const howFar = 4

// bounded tells whether a word close before these bounds them. One that they begin with is shown.
func bounded(b *bag, s briefing.Span) bool {
	var near []string
	for _, w := range b.asked {
		switch {
		case w.Start >= s.Start:
		case w.Mark != "" && strings.ContainsAny(w.Mark, ",;:"):
			near = append(near[:0], w.Fold)
		default:
			near = append(near, w.Fold)
		}
	}
	near = near[max(0, len(near)-howFar):]
	last := len(near) - 1
	if last >= 0 && near[last] == "of" { // “the end of August”, “a third of 60”
		return true
	}
	if slices.Contains(near[max(0, last):], "on") { // “since the flood on Tuesday” is on Tuesday
		return false
	}
	return slices.ContainsFunc(near, func(w string) bool { return words.Asking().Bounds[w] })
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
