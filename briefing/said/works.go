package said

import (
	"strings"

	"lede/briefing/words"
)

// title reports whether a quotation is the title of a work, which nobody says: the word before it says so, or each longer word is capitalised and
// the words before it introduce a work.
func (a *attribution) title(i int) bool {
	q := a.quotes[i]
	titled := strings.Fields(words.Unquoted(a.At(q.Span)))
	at := a.TokenAt(q.Start, a.First[q.Sentence], a.First[q.Sentence+1]) - 1
	if !q.Partial || len(titled) < 2 || at < a.First[q.Sentence] {
		return false
	}
	switch before := a.Lower(at); before {
	case "titled", "entitled", "headlined":
		return true
	case "for", "with":
		return a.current == i && capitals(titled) > 1 // “won for “Cold Kitchen””
	default:
		return capitals(titled) > 0 && (a.Tokens[at].Clitic() || a.Words.WorkNouns[before])
	}
}

// capitals counts the words of a title with a capital; it is 0 where the first or a longer one has none.
func capitals(title []string) int {
	n := 0
	for i, w := range title {
		if words.Capital(w) {
			n++
		} else if i == 0 || len(w) > 4 {
			return 0
		}
	}
	return n
}
