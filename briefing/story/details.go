package story

import (
	"math"
	"slices"

	"lede/briefing/story/window"
	"lede/briefing/story/wording"
)

// rarityOf returns how rare a word is in general.
func rarityOf(word uint32) float64 {
	if r, common := rarities()[word]; common {
		return float64(r)
	}
	return wording.Rarest
}

// details are the words and names of a text by their numbers in the window, in ascending order, each with marks where words have their weight.
type details struct {
	words []uint32
	// How long its words, its names and its first sentences are as vectors.
	all, names, lead float64
	own              int // how many names no outlet repeats
}

// The marks of details, beside inName.
const (
	inFirst     = 1 << (iota + 1) // in the first sentences
	foreignWord                   // a word of a language of which it is not known how rare words are
)

// mixedWords returns the words and names of a text.
func mixedWords(p *print) []uint32 {
	const hash = ^uint32(255)
	words := make([]uint32, 0, len(p.termsOf())+len(p.leadOf())+p.nameCount())
	plain := uint32(0)
	if string(p.language[:]) != "en" {
		plain = foreignWord
	}
	for _, t := range p.termsOf() {
		words = append(words, t&(hash|inName)|plain)
	}
	for _, t := range p.leadOf() {
		words = append(words, t&(hash|inName)|plain|inFirst)
	}
	for i := range p.nameCount() {
		words = append(words, p.nameAt(i).key&hash|inName|plain)
	}
	slices.Sort(words)
	kept := words[:0]
	for _, w := range words {
		if last := len(kept) - 1; last >= 0 && kept[last]>>8 == w>>8 {
			kept[last] |= w
		} else {
			kept = append(kept, w)
		}
	}
	return kept
}

// detail finds the words of all texts, and how much each tells among the articles around.
func (g *grouping) detail() {
	g.details, g.window = make([]details, len(g.order)), window.New(wordsEach*len(g.order))
	for n, i := range g.order {
		if p := g.at(n); !p.few {
			g.details[n].words = mixedWords(p)
			g.window.Add(g.articles[i].From, g.details[n].words)
		}
	}
	g.window.Weigh(rarityOf)
	for n := range g.details {
		g.details[n].measure(g.window)
	}
}

// measure computes the lengths.
func (d *details) measure(w *window.Window) {
	for _, word := range d.words {
		square := w.Weights[word>>8] * w.Weights[word>>8]
		d.all += square
		if word&inName != 0 {
			d.names += square
			if square > 0 && w.Repeated[word>>8] == 0 {
				d.own++
			}
		}
		if word&inFirst != 0 {
			d.lead += square
		}
	}
	d.all, d.names, d.lead = math.Sqrt(d.all), math.Sqrt(d.names), math.Sqrt(d.lead)
}
