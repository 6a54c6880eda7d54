package words

import (
	"slices"
	"strings"
	"sync"
)

// spoken maps folded words to the languages in which people ask by them.
var spoken = sync.OnceValue(func() map[string][]string {
	all := map[string][]string{}
	for _, line := range lines("asking/tongues") {
		code, list, _ := strings.Cut(line, " ")
		for w := range strings.FieldsSeq(list) {
			if w = Fold(w); !slices.Contains(all[w], code) {
				all[w] = append(all[w], code)
			}
		}
	}
	return all
})

// ForeignTo reports whether a question is in another language than an article: one of which it has more words. language is the article's; nothing is foreign to
// an article whose language is not known.
func ForeignTo(question, language string) bool {
	votes, all := map[string]int{}, slices.Collect(InMessage(question))
	for i, t := range all {
		if t.Upper && i+1 < len(all) && all[i+1].Upper {
			continue // “Le Pen”
		}
		for _, code := range spoken()[t.Fold] {
			votes[code]++
		}
	}
	most := 0
	for _, n := range votes {
		most = max(most, n)
	}
	if most == 1 && len(all) == 2 { // “la palma”
		return false
	}
	return language != "" && most > votes[language]
}
