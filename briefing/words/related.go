package words

import (
	"maps"
	"slices"
	"strings"
	"sync"
)

// Relation says which words are related: it maps a word's stem to the numbers of its groups.
type Relation map[string][]int

// Related returns the groups of asking/related.txt and the nations, by stem. It is built when the first question is asked.
var Related = sync.OnceValue(func() Relation {
	r := Relation{}
	n := 0
	for _, line := range lines("asking/related") {
		r.join(n, strings.Fields(line)...)
		n++
	}
	nation := map[string]int{}
	of := func(country string) int {
		if _, ok := nation[country]; !ok {
			nation[country] = n
			n++
		}
		return nation[country]
	}
	v := Lexicon()
	for _, names := range []map[string]string{v.Countries, v.Demonyms, v.Capitals} {
		for _, name := range slices.Sorted(maps.Keys(names)) {
			if !strings.Contains(name, " ") {
				r.join(of(names[name]), Fold(name))
			}
		}
	}
	for _, line := range lines("asking/metonyms") {
		words := strings.Fields(line)
		r.join(of(strings.ReplaceAll(words[0], "+", " ")), words[1:]...)
	}
	return r
})

func (r Relation) join(group int, words ...string) {
	for _, w := range words {
		s := Stem(w, "en")
		if g := r[s]; len(g) == 0 || g[len(g)-1] != group {
			r[s] = append(g, group)
		}
	}
}

// Share reports whether two stems have a group in common.
func (r Relation) Share(a, b string) bool {
	for _, g := range r[a] {
		if slices.Contains(r[b], g) {
			return true
		}
	}
	return false
}

// Phrase returns the single word that two neighbouring words stand for, or "" if there is none.
func Phrase(first, second string) string { return phrases()[first][second] }

var phrases = sync.OnceValue(func() map[string]map[string]string {
	means := map[string]map[string]string{}
	for _, line := range lines("asking/phrases") {
		words := strings.Fields(line)
		for form := range strings.SplitSeq(words[0], ",") {
			if means[form] == nil {
				means[form] = map[string]string{}
			}
			means[form][words[1]] = words[2]
		}
	}
	return means
})
