package briefing

import (
	"maps"
	"slices"
	"strings"
	"sync"
)

// relation tells which words are related: from a word's stem to the numbers of its groups.
type relation map[string][]int

// related is the groups of words/related.txt and the nations, in stems. It is built when the first question
// is asked.
var related = sync.OnceValue(func() relation {
	r := relation{}
	n := 0
	for _, line := range wordLines("related") {
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
	v := lexicon()
	for _, names := range []map[string]string{v.country, v.demonym, v.capitalOf} {
		for _, name := range slices.Sorted(maps.Keys(names)) {
			if !strings.Contains(name, " ") {
				r.join(of(names[name]), fold(name))
			}
		}
	}
	for _, line := range wordLines("metonyms") {
		words := strings.Fields(line)
		r.join(of(strings.ReplaceAll(words[0], "+", " ")), words[1:]...)
	}
	return r
})

func (r relation) join(group int, words ...string) {
	for _, w := range words {
		s := stem(w, "en")
		if g := r[s]; len(g) == 0 || g[len(g)-1] != group {
			r[s] = append(g, group)
		}
	}
}

// share tells whether two stems have a group in common.
func (r relation) share(a, b string) bool {
	for _, g := range r[a] {
		if slices.Contains(r[b], g) {
			return true
		}
	}
	return false
}

// irregular leads from forms that no rule of stemming reaches to the plain one.
var irregular = sync.OnceValue(func() map[string]string {
	plain := map[string]string{}
	for _, line := range wordLines("irregular") {
		words := strings.Fields(line)
		for _, w := range words[1:] {
			plain[w] = words[0]
		}
	}
	return plain
})

// phrase tells the one word that two neighbouring words mean.
var phrase = sync.OnceValue(func() map[string]string {
	means := map[string]string{}
	for _, line := range wordLines("phrases") {
		words := strings.Fields(line)
		for form := range strings.SplitSeq(words[0], ",") {
			means[form+" "+words[1]] = words[2]
		}
	}
	return means
})
