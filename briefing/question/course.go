package question

import (
	"slices"

	"lede/briefing"
	"lede/briefing/words"
)

// Questions that no word of the text need repeat: whether something has happened before, and what happens next.
const (
	Before = "before"
	Next   = "next"
)

// lookBefore finds out whether a question asks if something has happened before. Then only “before” has to be met, and the words for the
// event do not count.
func (q *Question) lookBefore(language string) {
	if q.Precedent = q.Kind == briefing.YesNo && q.asksBefore(); !q.Precedent {
		return
	}
	for t := range q.Terms {
		term := &q.Terms[t]
		term.Generic = term.Generic || words.Asking().Anything[term.Fold]
	}
	q.ask(Before, language)
}

// ask adds a term that stands for the question as a whole.
func (q *Question) ask(what, language string) {
	at := q.Words[len(q.Words)-1]
	at.Fold, at.Upper = what, false
	q.Terms = append(q.Terms, Term{Word: at, Form: words.FormOf(what, language), at: len(q.Words) - 1})
}

// lookNext finds out whether a question asks what happens next. Then what looks ahead meets it.
func (q *Question) lookNext(language string) {
	if q.Upcoming = q.Kind == briefing.Topic && q.asksNext(); !q.Upcoming {
		return
	}
	q.Terms = slices.DeleteFunc(q.Terms, func(t Term) bool { return words.Asking().Nexts[t.Fold] })
	q.ask(Next, language)
}

// asksNext reports whether a question ends like “what happens next”, “what will they do now” and “what's next”.
func (q *Question) asksNext() bool {
	switch q.word(len(q.Words) - 1) {
	case Next:
		return q.Position(words.Asking().Nexts, 0) < len(q.Words)-1 || len(q.Words) <= 3
	case "now":
		return q.Ahead || q.Position(words.Asking().Happens, 0) >= 0
	}
	return false
}

// asksBefore reports whether a question ends with “before”, or is whether something is the first time.
func (q *Question) asksBefore() bool {
	n := len(q.Words)
	for i, w := range q.Words {
		next := q.word(i + 1)
		ends := next == "" || i == n-2 && words.Asking().Anything[next]
		if w.Fold == Before && (ends || words.Asking().PlacePrepositions[next]) {
			return true
		}
	}
	return Says(q.Words, "first time")
}
