package story

import (
	"math"
	"slices"

	"lede/briefing/story/wording"
)

// What a word tells depends on the articles around. The paper of a town has the town, its mayor and its court in report after report; a name that only two outlets
// have, once each, is of one event.

// window is the articles that are grouped together, as far as their words tell how rare each is. It numbers the words that it has.
type window struct {
	texts    float64
	numbers  map[uint32]uint32 // of words
	words    []uint32          // by number
	with     []float64         // how many texts have a word
	repeated []uint8           // in how many of one outlet's texts it is, at most
	weights  []float64         // how much it tells that two texts have it
}

const (
	// usualTexts is how many texts the rarities of words in general count for, beside those around.
	usualTexts = 300
	// tellsFrom is the rarity from which a word tells anything: one text in twenty has it.
	tellsFrom = 3
	// Up to mostOwn texts of one outlet may be of one event, and a name that is in more than mostRepeated of them is one of its regulars.
	mostOwn, mostRepeated = 2, 4
)

// weigh finds how much each word tells.
func (w *window) weigh() {
	w.weights = make([]float64, len(w.words))
	for n, word := range w.words {
		others := max(0, w.with[n]-2)
		w.weights[n] = max(0, math.Log((usualTexts+w.texts)/(usualTexts*math.Exp(-rarityOf(word))+others))-tellsFrom)
	}
}

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

// detail finds the words of all texts, and how rare each is around.
func (g *grouping) detail() {
	g.details = make([]details, len(g.order))
	w := &g.window
	w.numbers = make(map[uint32]uint32, wordsEach*len(g.order))
	outlets := map[string][]int{}
	for n, i := range g.order {
		p := g.at(n)
		if p.few {
			continue
		}
		w.texts++
		g.details[n].words = w.number(mixedWords(p))
		if from := g.articles[i].From; from != "" {
			outlets[from] = append(outlets[from], n)
		}
	}
	w.repeated = make([]uint8, len(w.words))
	counts := make([]uint8, len(w.words))
	for _, texts := range outlets {
		w.countRepeated(g.details, texts, counts)
	}
	w.weigh()
	for n := range g.details {
		g.details[n].measure(w)
	}
}

// number counts the words of a text, and replaces them by their numbers.
func (w *window) number(words []uint32) []uint32 {
	for i, word := range words {
		n, met := w.numbers[word>>8]
		if !met {
			n = uint32(len(w.words))
			w.numbers[word>>8] = n
			w.words, w.with = append(w.words, word>>8), append(w.with, 0)
		}
		w.with[n]++
		words[i] = n<<8 | word&255
	}
	slices.Sort(words)
	return words
}

// countRepeated counts the words of an outlet's texts, of which only those tell anything that are in more than one event can have. All counts are zero before and after.
func (w *window) countRepeated(all []details, texts []int, counts []uint8) {
	if len(texts) <= mostOwn {
		return
	}
	for _, n := range texts {
		for _, word := range all[n].words {
			if c := &counts[word>>8]; *c < math.MaxUint8 {
				*c++
			}
		}
	}
	for _, n := range texts {
		for _, word := range all[n].words {
			w.repeated[word>>8] = max(w.repeated[word>>8], counts[word>>8])
		}
	}
	for _, n := range texts {
		for _, word := range all[n].words {
			counts[word>>8] = 0
		}
	}
}

// measure computes the lengths.
func (d *details) measure(w *window) {
	for _, word := range d.words {
		square := w.weights[word>>8] * w.weights[word>>8]
		d.all += square
		if word&inName != 0 {
			d.names += square
		}
		if word&inFirst != 0 {
			d.lead += square
		}
	}
	d.all, d.names, d.lead = math.Sqrt(d.all), math.Sqrt(d.names), math.Sqrt(d.lead)
}
