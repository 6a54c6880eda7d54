package answer

import (
	"strings"

	"lede/briefing/words"
)

// asksCause tells whether a question is why something is so, in any of the usual wordings.
func (q *question) asksCause() bool {
	for i, w := range q.words {
		switch w.fold {
		case "why", "reason", "reasons":
			return true
		case "caused", "causes", "prompted", "triggered", "motivated", "explains", "led", "made", "makes", "cause", "behind":
			if q.word(0) == "what" && i <= 3 {
				return true
			}
		case "come":
			if i == 1 && q.word(0) == "how" {
				return true
			}
		}
	}
	return false
}

// asksManner tells whether a question is how something is done.
func (q *question) asksManner() bool {
	return q.word(0) == "how" && words.Asking().Auxiliaries[q.word(1)] || q.word(0) == "in" && q.word(1) == "what" && q.word(2) == "way"
}

// asksAhead tells whether a question is about what is to come.
func (q *question) asksAhead() bool {
	for _, w := range q.words {
		switch w.fold {
		case "will", "going", "shall", "won't", "next", "plan", "plans":
			return true
		}
	}
	return false
}

// headAt tells whether the word is the noun right after "which", "what" or "what kind of".
func (q *question) headAt(i int) bool {
	before := q.word(i - 1)
	if before == "of" {
		switch q.word(i - 2) {
		case "kind", "sort", "type", "kinds", "sorts", "types":
			before = q.word(i - 3)
		}
	}
	return before == "what" || before == "which"
}

// Cue tells how well the words of a sentence introduce a cause or a manner, or look ahead, as the question does.
func (q *question) cue(b *bag) float64 {
	worth := 0.0
	if q.why && b.says(words.Asking().Causes) || q.manner && b.says(words.Asking().Manners) {
		worth += strongCue
	}
	if q.ahead && b.says(words.Asking().Ahead) {
		worth += aheadWorth
	}
	return worth
}

// says tells whether a sentence has a word of a set.
func (b *bag) says(set map[string]bool) bool {
	for _, w := range b.asked {
		if set[w.fold] || strings.HasSuffix(w.fold, "'ll") && set["will"] {
			return true
		}
	}
	return false
}
