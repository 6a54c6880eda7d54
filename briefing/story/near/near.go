// Package near finds the articles that have most of the telling words of an article, without comparing it with all of them. It refuses to read words: to it they are
// numbers.
package near

import (
	"cmp"
	"slices"
)

// Index finds the articles that share an article's heaviest words. Articles are numbered from 0.
type Index struct {
	// words maps a heavy word to the articles that have it.
	words map[uint32][]uint32
	// pages maps an address to the article last seen there.
	pages  map[uint32]uint32
	scores []float32 // of articles, during one search; zero in between
}

const (
	// SearchedWords is how many words of the article searched for are looked up.
	SearchedWords = 20
	indexedWords  = 10 // of an article
	visitedEach   = 60 // articles looked at for each one returned
)

// New returns an index of nothing.
func New() *Index { return &Index{words: map[uint32][]uint32{}, pages: map[uint32]uint32{}} }

// Add puts an article into the index under a number not yet in use. Its address is a hash, 0 if there is none; words are its heaviest, the heaviest first.
func (x *Index) Add(n, page uint32, words []uint32) {
	for int(n) >= len(x.scores) {
		x.scores = append(x.scores, 0)
	}
	if page != 0 {
		x.pages[page] = n
	}
	for _, word := range words[:min(indexedWords, len(words))] {
		x.words[word] = append(x.words[word], n)
	}
}

// Find returns up to most articles that share the heaviest words of one, the nearest first; rare words count for more.
func (x *Index) Find(page uint32, words []uint32, most int) []uint32 {
	having := make([][]uint32, len(words))
	for i, word := range words {
		having[i] = x.words[word]
	}
	slices.SortStableFunc(having, func(a, b []uint32) int { return cmp.Compare(len(a), len(b)) })
	var found []uint32
	if n, ok := x.pages[page]; ok {
		found = append(found, n)
		x.scores[n] = 1
	}
	visited := 0
	for _, articles := range having {
		if visited += len(articles); visited > visitedEach*most && len(found) > 0 {
			break
		}
		for _, n := range articles {
			if x.scores[n] == 0 {
				found = append(found, n)
			}
			x.scores[n] += 1 / float32(1+len(articles))
		}
	}
	nearest := x.nearest(found, most)
	for _, n := range found {
		x.scores[n] = 0
	}
	return nearest
}

// nearest returns those with the highest scores.
func (x *Index) nearest(found []uint32, most int) []uint32 {
	order := func(a, b uint32) int { return cmp.Or(cmp.Compare(x.scores[b], x.scores[a]), cmp.Compare(a, b)) }
	if len(found) <= most {
		found = slices.Clone(found)
		slices.SortFunc(found, order)
		return found
	}
	nearest := slices.Clone(found[:most])
	slices.SortFunc(nearest, order)
	for _, n := range found[most:] {
		if order(n, nearest[most-1]) < 0 {
			at, _ := slices.BinarySearchFunc(nearest, n, order)
			copy(nearest[at+1:], nearest[at:])
			nearest[at] = n
		}
	}
	return nearest
}
