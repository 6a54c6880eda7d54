package answer

import (
	"slices"
	"strings"

	"lede/briefing"
	"lede/briefing/question"
	"lede/briefing/words"
)

// soonTold is how many sentences at the beginning of a report tell how a contest ended.
const soonTold = 3

// outcome returns the sentence that tells how the contest ended of which an article reports, for “who won?”: the first of its opening that has a score or has been
// won or lost, else the first, if that or the title names a contest. It returns -1 if the opening tells of none, since a win told later is often an old one, or if it says what is
// yet to be won.
func (x *Index) outcome() int {
	first := slices.IndexFunc(x.Sentences, func(s briefing.Sentence) bool {
		return s.Paragraph >= 0 && s.Paragraph < len(x.Paragraphs) && x.Paragraphs[s.Paragraph].Kind == briefing.Body
	})
	if first < 0 {
		return -1
	}
	q := words.Asking()
	for i := first; i < min(first+soonTold, len(x.Bags)); i++ {
		b := &x.Bags[i]
		for j := range b.Words {
			before := b.Word(j - 1)
			switch {
			case !q.Wins[b.Word(j)] || before == "not" || loses(b.Word(j)) && q.Owners[b.Word(j+1)]: // “have not won since May”, “lost their home”
			case (q.Ahead[before] || before == "to") && !x.tellsScore(i): // but “came from behind to beat Vale 3-2”
				return -1
			default:
				return i
			}
		}
		if b.InUnit("score", x.Text) {
			return i
		}
	}
	if namesContest(x.Title + " " + x.SentenceText(first)) {
		return first
	}
	return -1
}

// tellsScore reports whether a sentence has the score of a contest that is over.
func (x *Index) tellsScore(i int) bool {
	return !x.Bags[i].LooksAhead() && x.Bags[i].InUnit("score", x.Text)
}

// namesContest reports whether a text has a word for a contest or for winning one: it may tell of what else is lost.
func namesContest(text string) bool {
	q := words.Asking()
	for word := range words.InMessage(text) {
		if q.Contests[word.Fold] || q.Wins[word.Fold] && !loses(word.Fold) {
			return true
		}
	}
	return false
}

// loses reports whether a word for winning or losing is one for losing: “lost”.
func loses(word string) bool { return strings.HasPrefix(word, "los") }

// won reports whether a sentence has a word for winning or losing.
func (x *Index) won(sentence int) bool {
	return slices.ContainsFunc(x.Bags[sentence].Words, func(w question.Word) bool { return words.Asking().Wins[w.Fold] })
}
