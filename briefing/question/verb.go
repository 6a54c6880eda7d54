package question

import (
	"lede/briefing"
	"lede/briefing/words"
)

// findVerb finds the word for what is done: the first verb after the auxiliary and its subject, or else after the
// question word.
func (q *Question) findVerb() {
	q.Verb = -1
	aux := q.Position(words.Asking().Auxiliaries, 0)
	at := -1
	for i := max(1, aux+1); i < len(q.Words) && at < 0; i++ {
		if q.mayBeVerb(i) && !q.getsDone(i+1) {
			at = i
		}
	}
	for t := range q.Terms {
		if q.Terms[t].at == at {
			q.Verb = t
		}
	}
	subject := aux < 0 || at == aux+1
	q.Fated = q.Verb >= 0 && words.Asking().Fated[q.Terms[q.Verb].Fold]
	q.Doing = q.Verb >= 0 && subject && !words.Being(q.word(aux)) && !q.getsDone(at)
}

// findOwned finds what a question asks whether somebody has: the kids of “does he have kids” and “has he got any kids”.
func (q *Question) findOwned() {
	q.Owned = -1
	last := len(q.Terms) - 1
	if q.Kind != briefing.YesNo || last < 0 || q.Terms[last].at != len(q.Words)-1 {
		return
	}
	for i := 2; i < q.Terms[last].at; i++ {
		if owns(q.word(0), q.word(i)) && q.word(i+1) != "to" {
			q.Owned = last
		}
	}
}

// owns reports whether an auxiliary and a verb ask whether somebody has something.
func owns(auxiliary, verb string) bool {
	switch auxiliary {
	case "do", "does", "did":
		return verb == "have" || verb == "own"
	case "has", "have":
		return verb == "got"
	}
	return false
}

// getsDone reports whether word i of the question is done to whom it asks for: “who got fined?”
func (q *Question) getsDone(i int) bool {
	if i < 1 || i >= len(q.Words) || !Past(q.Words[i]) && !words.Lexicon().PastForms[q.word(i)] {
		return false
	}
	before := q.Words[i-1].Fold
	return before == "got" || before == "gets" || before == "get" || before == "getting"
}

// mayBeVerb reports whether word i of the question is a verb, and no noun after an article or the like.
func (q *Question) mayBeVerb(i int) bool {
	if !words.FormOf(q.word(i), "en").Verb {
		return false
	}
	before := q.word(i - 1)
	return !words.Lexicon().Determiners[before] && (!words.Asking().QuestionWords[before] || before == "who")
}

// Predicates reports whether a term of a yes-or-no question is its predicate, like “guilty”, and not its subject: “the mother”, “men”.
func (q *Question) Predicates(term int) bool {
	at := q.Terms[term].at
	if at < 2 {
		return false // the subject follows the auxiliary
	}
	before := q.Words[at-1]
	if at == 3 && words.Asking().Pronouns[q.Words[1].Fold] {
		return true // “was it the last one”
	}
	return !words.Lexicon().Determiners[before.Fold] && !words.Lexicon().Prepositions[before.Fold]
}
