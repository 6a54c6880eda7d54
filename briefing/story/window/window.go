// Package window finds how much it tells that two articles share a word, given the articles around. The paper of a town has the town, its mayor and its court in
// report after report; a name that two outlets have once each is of one event. It refuses to read words: to it they are numbers.
package window

import (
	"math"
	"slices"
)

// Window is the texts that are compared with each other. It numbers their words from 0.
type Window struct {
	// Weights says how much it tells that two texts have a word, by its number: 0 if nothing.
	Weights []float64
	// Repeated says in how many texts of one outlet a word is, at most, by its number; 0 for up to MostOwn.
	Repeated []uint8

	texts   float64
	numbers map[uint32]uint32
	words   []uint32
	with    []float64             // how many texts have a word
	outlets map[string][][]uint32 // their texts
}

const (
	// MostOwn is how many texts of one outlet may be of one event.
	MostOwn = 2
	// usualTexts is how many texts the rarities of words in general count for, beside those around.
	usualTexts = 300
	// tellsFrom is the rarity from which a word tells anything: one text in twenty has it.
	tellsFrom = 3
)

// New returns a window of no texts, with room for so many words.
func New(room int) *Window {
	return &Window{numbers: make(map[uint32]uint32, room), outlets: map[string][][]uint32{}}
}

// Add adds a text of an outlet, "" if that is unknown. In each of its words, which it has once, the upper 24 bits are replaced by the word's number, and the words are
// sorted by it. The window keeps them.
func (w *Window) Add(outlet string, words []uint32) {
	w.texts++
	for i, word := range words {
		n := w.Number(word >> 8)
		w.with[n]++
		words[i] = n<<8 | word&255
	}
	slices.Sort(words)
	if outlet != "" {
		w.outlets[outlet] = append(w.outlets[outlet], words)
	}
}

// Number returns the number of a word.
func (w *Window) Number(word uint32) uint32 {
	n, met := w.numbers[word]
	if !met {
		n = uint32(len(w.words))
		w.numbers[word] = n
		w.words, w.with = append(w.words, word), append(w.with, 0)
	}
	return n
}

// Weigh computes the weights and what is repeated, once all texts are there. rarity is how rare a word is in general: the natural logarithm of one over the share of texts.
func (w *Window) Weigh(rarity func(word uint32) float64) {
	w.Weights, w.Repeated = make([]float64, len(w.words)), make([]uint8, len(w.words))
	for n, word := range w.words {
		others := max(0, w.with[n]-2)
		w.Weights[n] = max(0, math.Log((usualTexts+w.texts)/(usualTexts*math.Exp(-rarity(word))+others))-tellsFrom)
	}
	counts := make([]uint8, len(w.words))
	for _, texts := range w.outlets {
		if len(texts) > MostOwn {
			w.countRepeated(texts, counts)
		}
	}
	w.outlets = nil
}

// countRepeated counts the words of an outlet's texts. All counts are zero before and after.
func (w *Window) countRepeated(texts [][]uint32, counts []uint8) {
	for _, words := range texts {
		for _, word := range words {
			if c := &counts[word>>8]; *c < math.MaxUint8 {
				*c++
			}
		}
	}
	for _, words := range texts {
		for _, word := range words {
			if n := counts[word>>8]; n > MostOwn {
				w.Repeated[word>>8] = max(w.Repeated[word>>8], n)
			}
		}
	}
	for _, words := range texts {
		for _, word := range words {
			counts[word>>8] = 0
		}
	}
}
