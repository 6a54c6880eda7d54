package story

import (
	"cmp"
	"slices"
)

// index finds the articles that share the heaviest words of one. Articles are known by numbers from 0 on.
type index struct {
	// words lead from the heaviest words of articles to those that have them.
	words  map[uint32][]uint32
	scores []float32 // of articles, for one search; all zero between
}

const (
	indexedWords  = 12   // of an article
	searchedWords = 20   // of one that is looked for
	mostVisited   = 6000 // articles that a search looks at
	mostFound     = 400  // articles that it gives
)

func newIndex() index { return index{words: map[uint32][]uint32{}} }

// add puts an article into the index. Its number is one that is not in it.
func (x *index) add(n uint32, p *print) {
	for int(n) >= len(x.scores) {
		x.scores = append(x.scores, 0)
	}
	for _, word := range heaviestWords(p, indexedWords) {
		x.words[word] = append(x.words[word], n)
	}
}

// remove takes an article out of the index.
func (x *index) remove(n uint32, p *print) {
	for _, word := range heaviestWords(p, indexedWords) {
		articles := x.words[word]
		if i := slices.Index(articles, n); i >= 0 {
			articles = slices.Delete(articles, i, i+1)
		}
		if x.words[word] = articles; len(articles) == 0 {
			delete(x.words, word)
		}
	}
}

// heaviestWords are the hashes of the heaviest terms, the heaviest first, and one that stands for the address.
func heaviestWords(p *print, most int) []uint32 {
	terms := slices.Clone(p.termsOf())
	slices.SortFunc(terms, func(a, b uint32) int { return cmp.Or(cmp.Compare(b&255, a&255), cmp.Compare(a, b)) })
	terms = terms[:min(most, len(terms))]
	for i, t := range terms {
		terms[i] = t >> 8
	}
	if p.page != 0 {
		terms = append(terms, p.page|pageWord)
	}
	return terms
}

// pageWord marks what stands for the address of an article among the words, which have 24 bits.
const pageWord = 1 << 31

// find lists the articles that share the most of the heaviest words of one; rare words count for more.
func (x *index) find(p *print) []uint32 {
	words := heaviestWords(p, searchedWords)
	slices.SortStableFunc(words, func(a, b uint32) int { return cmp.Compare(len(x.words[a]), len(x.words[b])) })
	var found []uint32
	visited := 0
	for _, word := range words {
		articles := x.words[word]
		if visited += len(articles); visited > mostVisited && len(found) > 0 {
			break
		}
		for _, n := range articles {
			if x.scores[n] == 0 {
				found = append(found, n)
			}
			x.scores[n] += 1 / float32(1+len(articles))
		}
	}
	if len(found) > mostFound {
		slices.SortFunc(found, func(a, b uint32) int { return cmp.Or(cmp.Compare(x.scores[b], x.scores[a]), cmp.Compare(a, b)) })
	}
	for _, n := range found {
		x.scores[n] = 0
	}
	return found[:min(len(found), mostFound)]
}
