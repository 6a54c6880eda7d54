package story

import (
	"cmp"
	"slices"
)

// index finds the articles that share an article's heaviest words. Articles are numbered from 0.
type index struct {
	// words maps a heavy word to the articles that have it.
	words map[uint32][]uint32
	// pages maps an address to the article last seen there.
	pages  map[uint32]uint32
	scores []float32 // of articles, during one search; zero in between
}

const (
	indexedWords  = 10 // of an article
	searchedWords = 20 // of the article searched for
	visitedEach   = 60 // articles looked at for each one returned
)

func newIndex() index { return index{words: map[uint32][]uint32{}, pages: map[uint32]uint32{}} }

// add puts an article into the index under a number not yet in use. words are its heaviest.
func (x *index) add(n uint32, p *print, words []uint32) {
	for int(n) >= len(x.scores) {
		x.scores = append(x.scores, 0)
	}
	if p.page != 0 {
		x.pages[p.page] = n
	}
	for _, word := range words[:min(indexedWords, len(words))] {
		x.words[word] = append(x.words[word], n)
	}
}

// heaviestWords returns the hashes of the heaviest terms, the heaviest first.
func heaviestWords(p *print, most int) []uint32 {
	const hash = 1<<24 - 1
	least, words := uint32(nthHeaviest(p.termsOf(), most)), make([]uint32, 0, len(p.termsOf()))
	for _, t := range p.termsOf() {
		if t&255 >= least {
			words = append(words, ^t<<24|t>>8) // the lightness before the hash
		}
	}
	slices.Sort(words)
	words = words[:min(most, len(words))]
	for i := range words {
		words[i] &= hash
	}
	return words
}

// find returns up to most articles that share the heaviest words of one, the nearest first; rare words count for more.
func (x *index) find(p *print, words []uint32, most int) []uint32 {
	having := make([][]uint32, len(words))
	for i, word := range words {
		having[i] = x.words[word]
	}
	slices.SortStableFunc(having, func(a, b []uint32) int { return cmp.Compare(len(a), len(b)) })
	var found []uint32
	if n, ok := x.pages[p.page]; ok {
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
func (x *index) nearest(found []uint32, most int) []uint32 {
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
