package answer

import "lede/briefing/words"

// findVerb finds the word of the question for what is done: the first verb behind the auxiliary and its subject, or else behind the
// question word.
func (q *question) findVerb() {
	q.verb = -1
	aux := q.position(words.Asking().Auxiliaries, 0)
	at := -1
	for i := max(1, aux+1); i < len(q.words) && at < 0; i++ {
		if q.mayBeVerb(i) {
			at = i
		}
	}
	for t := range q.terms {
		if q.terms[t].at == at {
			q.verb = t
		}
	}
	subject := aux < 0 || at == aux+1
	q.doing = q.verb >= 0 && subject && !words.Being(q.word(aux))
}

// mayBeVerb tells whether word i of the question is a verb, and no noun behind an article or another word that leads to one.
func (q *question) mayBeVerb(i int) bool {
	if !words.FormOf(q.word(i), "en").Verb {
		return false
	}
	before := q.word(i - 1)
	return !words.Lexicon().Determiners[before] && (!words.Asking().QuestionWords[before] || before == "who")
}
