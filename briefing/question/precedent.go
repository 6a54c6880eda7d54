package question

import (
	"lede/briefing"
	"lede/briefing/words"
)

// Before is the term of a question whether something has happened before.
const Before = "before"

// lookBefore reads whether a question asks if something has happened before. What is met then is “before”, and the words for whatever it was say
// nothing.
func (q *Question) lookBefore(language string) {
	if q.Precedent = q.Kind == briefing.YesNo && q.asksBefore(); !q.Precedent {
		return
	}
	for t := range q.Terms {
		term := &q.Terms[t]
		term.Generic = term.Generic || words.Asking().Anything[term.Fold]
	}
	at := q.Words[len(q.Words)-1]
	at.Fold, at.Upper = Before, false
	q.Terms = append(q.Terms, Term{Word: at, Form: words.FormOf(Before, language), at: len(q.Words) - 1})
}

// asksBefore tells whether a question ends with “before”, or is whether something is the first time.
func (q *Question) asksBefore() bool {
	n := len(q.Words)
	if q.word(n-1) == Before || q.word(n-2) == Before && words.Asking().Anything[q.word(n-1)] {
		return true
	}
	return Says(q.Words, "first time")
}
