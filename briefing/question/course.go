package question

import (
	"slices"

	"lede/briefing"
	"lede/briefing/words"
)

// Questions that no word of the text need repeat: whether something has happened before, what happens next, and how somebody is.
const (
	Before    = "before"
	Next      = "next"
	Condition = "condition"
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
	if q.word(1) == "is" && q.word(2) == Next && q.word(3) == "for" {
		return true
	}
	switch q.word(len(q.Words) - 1) {
	case Next:
		return q.Position(words.Asking().Nexts, 0) < len(q.Words)-1 || len(q.Words) <= 3
	case "now":
		return q.Ahead || q.Position(words.Asking().Happens, 0) >= 0
	case "that", "this", "then", "afterwards": // “what happens after that”
		return words.Asking().Happens[q.word(1)] && len(q.Words) <= 4
	}
	return false
}

// asksBefore reports whether a question ends with “before”, or is whether something is the first time.
func (q *Question) asksBefore() bool {
	n := len(q.Words)
	for i, w := range q.Words {
		next := q.word(i + 1)
		ends := next == "" || i == n-2 && words.Asking().Anything[next]
		switch {
		case w.Fold == Before && (ends || words.Asking().PlacePrepositions[next]), w.Fold == "first" && next == "time":
			return true
		}
	}
	return false
}

// lookAfter finds out whether a question asks how somebody is. Then only what tells of a condition meets it.
func (q *Question) lookAfter(language string) {
	if q.Condition = q.asksCondition(); !q.Condition {
		return
	}
	q.Why, q.Manner = false, false
	q.Terms = slices.DeleteFunc(q.Terms, func(t Term) bool { return words.Asking().Wellbeing[t.Fold] })
	q.ask(Condition, language)
}

// asksCondition reports whether a question is like “how is the guard”, “is she ok now” and “did he survive”, of somebody and not of a thing.
func (q *Question) asksCondition() bool {
	const most = 6 // words
	if len(q.Words) < 3 || len(q.Words) > most || !q.ofSomebody() {
		return false
	}
	at := q.Position(words.Asking().Wellbeing, 2)
	well := at >= 0 && at >= len(q.Words)-2 // not “is he survived by family”
	if q.word(0) != "how" {
		return q.Kind == briefing.YesNo && well
	}
	return words.Being(q.word(1)) && (well || !q.doesAnything())
}

// doesAnything reports whether a question “how is …” has a verb, or goes on: “how is he linked to it” does not ask how he is.
func (q *Question) doesAnything() bool {
	for i := 2; i < len(q.Words); i++ {
		if q.mayBeVerb(i) || Participle(q.Words[i]) || words.Lexicon().Prepositions[q.word(i)] {
			return true
		}
	}
	return false
}

// ofSomebody reports whether the subject of a question, behind its auxiliary, is a person or an animal.
func (q *Question) ofSomebody() bool {
	at := 1
	if q.word(0) == "how" {
		at = 2
	}
	subject, lex := q.Words[at], words.Lexicon()
	if words.Asking().Persons[subject.Fold] || words.Asking().Things[subject.Fold] || subject.Upper {
		return true
	}
	last := Word{}
	for _, w := range q.Words[at:] {
		if words.Asking().Wellbeing[w.Fold] {
			break
		}
		last = w
	}
	return lex.Determiners[subject.Fold] && (lex.Role(last.Fold) || lex.Victims[last.Fold] || lex.Animals[last.Fold])
}
