package briefing

import (
	"strings"
	"sync"
)

// Words that introduce what a question of why or how asks for. The strong ones do little else; the weak ones
// have other uses too.
var (
	causeStrong = sync.OnceValue(func() map[string]bool {
		return setOf(`because reason reasons cause caused causes causing blamed blame blaming prompted prompting owing triggered
			triggering motivated thanks attributed fearing citing cited explained explaining amid therefore stemmed`)
	})
	causeWeak = sync.OnceValue(func() map[string]bool {
		return setOf(`after since as so following over due led leading means meant result resulted resulting despite without argued fears worried worries concern
			concerns helps avoid prevent ensure protect allow allows would`)
	})
	mannerStrong = sync.OnceValue(func() map[string]bool { return setOf(`by through using via used method means thanks`) })
	mannerWeak   = sync.OnceValue(func() map[string]bool { return setOf(`with after when from under without then into`) })
)

// The worth of words that introduce a cause or a manner.
const (
	strongCue = 0.14
	weakCue   = 0.05
)

// asksCause tells whether a question is why something is so, in any of the usual wordings.
func (q *question) asksCause() bool {
	for i, w := range q.words {
		switch w.fold {
		case "why", "reason", "reasons":
			return true
		case "caused", "causes", "prompted", "triggered", "motivated", "explains":
			if q.word(0) == "what" && i <= 3 {
				return true
			}
		case "led", "made", "makes", "cause", "behind":
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
	return q.word(0) == "how" && asking().auxiliary[q.word(1)] || q.word(0) == "in" && q.word(1) == "what" && q.word(2) == "way"
}

// cue tells how well the words of a sentence introduce what is asked for; 0 for questions of another sort.
func (x *index) cue(q *question, b *bag) float64 {
	switch {
	case q.why:
		return cueOf(b, causeStrong(), causeWeak(), purpose)
	case q.manner:
		return cueOf(b, mannerStrong(), mannerWeak(), doing)
	}
	return 0
}

func cueOf(b *bag, strong, weak map[string]bool, also func(b *bag, j int) bool) float64 {
	found := 0.0
	for j, w := range b.asked {
		switch {
		case strong[w.fold]:
			return strongCue
		case weak[w.fold] || also(b, j):
			found = weakCue
		}
	}
	return found
}

// purpose tells whether "to" and a verb stand here; the verb shows by not being a name, a number or an article.
func purpose(b *bag, j int) bool {
	if b.asked[j].fold != "to" || j+1 == len(b.asked) {
		return false
	}
	next := b.asked[j+1]
	return !next.upper && !isNumber(next.fold) && !stopword(next.fold, "en")
}

// doing tells whether a present participle follows a comma, as in "… fled, leaving the door open".
func doing(b *bag, j int) bool {
	return strings.HasPrefix(b.asked[j].mark, ",") && strings.HasSuffix(b.asked[j].fold, "ing")
}
