package question

import (
	"lede/briefing"
	"lede/briefing/words"
)

// asksCause reports whether a question asks for a cause, in any of the usual wordings.
func (q *Question) asksCause() bool {
	for i, w := range q.Words {
		switch w.Fold {
		case "why", "reason", "reasons":
			return true
		}
		if q.word(0) == "what" && i <= 3 && words.Asking().AsksCause[w.Fold] {
			return true
		}
	}
	return q.word(0) == "how" && q.word(1) == "come"
}

// DiesOf reports whether words name a cause of death, and not only the death.
func DiesOf(list []Word) bool {
	return Says(list, words.Asking().Dying)
}

// Says reports whether words contain one of some phrases.
func Says(list []Word, phrases words.Leads) bool {
	for i, w := range list {
		for _, rest := range phrases[w.Fold] {
			if begins(list[i+1:], rest) {
				return true
			}
		}
	}
	return false
}

// begins reports whether words begin with some others, given folded.
func begins(list []Word, others []string) bool {
	for i, w := range others {
		if i >= len(list) || list[i].Fold != w {
			return false
		}
	}
	return true
}

// asksManner reports whether a question asks how something is done.
func (q *Question) asksManner() bool {
	if q.word(0) == "how" {
		return words.Asking().Auxiliaries[q.word(1)]
	}
	return phraseAt(q.Words, "in what way", 0) > 0
}

// asksAhead reports whether a question is about the future.
func (q *Question) asksAhead() bool {
	if q.Kind == briefing.When {
		switch q.word(1) {
		case "do", "does", "can": // "when does it open again"
			return true
		case "is", "are": // "when is the report due"
			if q.Position(words.Asking().Pending, 2) >= 0 {
				return true
			}
		}
	}
	return q.Position(words.Asking().AsksAhead, 0) >= 0
}

// headAt reports whether a word is the noun right after "which", "what" or "what kind of".
func (q *Question) headAt(i int) bool {
	before := q.word(i - 1)
	if before == "of" {
		switch q.word(i - 2) {
		case "kind", "sort", "type", "kinds", "sorts", "types":
			before = q.word(i - 3)
		}
	}
	return before == "what" || before == "which"
}
