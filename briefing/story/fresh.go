package story

import (
	"hash/fnv"
	"math"
	"slices"

	"lede/briefing"
	"lede/briefing/logistic"
	"lede/briefing/story/wording"
	"lede/briefing/text"
	"lede/briefing/words"
)

// Known is what has been told of a story so far, to find out whether a sentence says something new.
type Known struct {
	sentences [][]uint32         // their stems
	stems     map[uint32][]int32 // the sentences that have a stem
	pairs     map[uint32]bool
	told      toldFacts
}

// NewKnown returns what is known of a story never told: nothing.
func NewKnown() *Known {
	return &Known{stems: map[uint32][]int32{}, pairs: map[uint32]bool{}, told: newToldFacts()}
}

// mostCompared is how many sentences of an article are compared while a person waits.
const mostCompared = 300

// Beginning returns an article without the sentences after the first few hundred. Comparing takes time proportional to the product of
// the lengths, and no news is that long.
func Beginning(a *briefing.Article) *briefing.Article {
	short := *a
	short.Sentences = a.Sentences[:min(len(a.Sentences), mostCompared)]
	return &short
}

// saying is a sentence prepared for comparison.
type saying struct {
	stems                  []uint32
	weights                []float64 // of stems
	pairs                  []uint32
	names, numbers, quoted []uint32 // stems of that kind
	first                  bool     // nothing came yet
	cut                    bool     // it has more words
}

func sayingOf(a *briefing.Article, sentence int) saying {
	return sayingIn(a, a.Sentences[sentence].Span)
}

// sayingIn prepares part of a sentence for comparison.
func sayingIn(a *briefing.Article, within text.Span) saying {
	list, cut := wording.Compared(a.Text, within)
	s := saying{first: true, cut: cut}
	last := ""
	quotes := quotesIn(a, within)
	for _, t := range list {
		stem := wording.Stem(t, a.Language)
		if stem != "" {
			if last != "" {
				s.pairs = append(s.pairs, hash24(last+" "+stem))
			}
			s.add(a, t, stem, quotes)
			last = stem
		}
		s.first = s.first && t.Mark()
	}
	return s
}

// quotesIn returns what is quoted in part of an article, up to as many quotations as words are compared.
func quotesIn(a *briefing.Article, within text.Span) (list []text.Span) {
	for _, q := range a.Quotes {
		if len(list) < wording.LongestCompared && q.Start < within.End && q.End > within.Start && !q.Apart() {
			list = append(list, q.Span)
		}
	}
	return list
}

// add adds a word that is not there yet.
func (s *saying) add(a *briefing.Article, t text.Token, stem string, quotes []text.Span) {
	h := hash24(stem)
	if slices.Contains(s.stems, h) {
		return
	}
	s.stems, s.weights = append(s.stems, h), append(s.weights, wording.Rarity(stem))
	switch {
	case words.Digit(t.Lower):
		s.numbers = append(s.numbers, h)
	case !s.first && words.Capital(a.At(t.Span)):
		s.names = append(s.names, h)
	}
	if slices.ContainsFunc(quotes, func(q text.Span) bool { return q.Start <= t.Start && t.End <= q.End }) {
		s.quoted = append(s.quoted, h)
	}
}

// Add makes known what an article says.
func (k *Known) Add(a *briefing.Article) {
	told := factsOf(a)
	for i := range a.Sentences {
		s := sayingOf(a, i)
		for _, h := range s.stems {
			k.stems[h] = append(k.stems[h], int32(len(k.sentences)))
		}
		for _, h := range s.pairs {
			k.pairs[h] = true
		}
		k.sentences = append(k.sentences, s.stems)
		k.addFacts(&told[i], len(k.sentences)-1)
	}
}

// New returns the sentences of an article that say something new: a fact, a figure, a person, a quotation that no known sentence
// has. A byline is none.
func (k *Known) New(a *briefing.Article) []int {
	fresh, told := []int{}, factsOf(a)
	for i, s := range a.Sentences {
		signed := s.Paragraph < len(a.Paragraphs) && a.Paragraphs[s.Paragraph].Kind == briefing.BylineLine
		if !signed && (k.Chance(a, i) >= Learned().New || k.turned(a, i, &told[i])) {
			fresh = append(fresh, i)
		}
	}
	return fresh
}

// Chance returns how likely a sentence of an article says something new.
func (k *Known) Chance(a *briefing.Article, sentence int) float64 {
	signs := k.Weigh(a, sentence)
	return logistic.Chance(Learned().Fresh[:], signs[:])
}

// The signs that a sentence says something new.
const (
	FreshAlways    = iota
	FreshUnseen    // share of its words, by weight, in no known sentence
	FreshUncovered // share that the nearest known sentence lacks
	FreshUnpaired  // share of its word pairs in no known sentence
	FreshNames     // names in no known sentence
	FreshNumbers   // numbers in none
	FreshApart     // numbers that the nearest known sentence lacks
	FreshQuoted    // share of its quoted words that that one lacks
	FreshLong      // it has many words
	FreshLonely    // no known sentence comes near
	freshSigns
)

// freshSignNames are the names of the signs in weights.txt.
var freshSignNames = [freshSigns]string{"always", "unseen", "uncovered", "unpaired", "names", "numbers", "apart", "quoted", "long", "lonely"}

// FreshSigns are the values of the signs.
type FreshSigns [freshSigns]float64

// lonelyBelow is the share of a sentence that the nearest one has at least.
const lonelyBelow = 0.2

// Weigh computes the signs of a sentence of an article.
func (k *Known) Weigh(a *briefing.Article, sentence int) (f FreshSigns) {
	s := sayingOf(a, sentence)
	f[FreshAlways] = 1
	all, unseen := 0.0, 0.0
	for i, h := range s.stems {
		all += s.weights[i]
		if len(k.stems[h]) == 0 {
			unseen += s.weights[i]
		}
	}
	if all == 0 {
		f[FreshAlways] = 0 // no words, nothing new
		return f
	}
	nearest, met := k.nearest(&s)
	lacks := func(h uint32) bool { return !slices.Contains(nearest, h) }
	unheard := func(h uint32) bool { return len(k.stems[h]) == 0 }
	f[FreshUnseen], f[FreshUncovered] = unseen/all, 1-met/all
	f[FreshUnpaired] = share(s.pairs, func(h uint32) bool { return !k.pairs[h] })
	f[FreshNames] = math.Log1p(count(s.names, unheard))
	f[FreshNumbers] = math.Log1p(count(s.numbers, unheard))
	f[FreshApart] = math.Log1p(count(s.numbers, lacks))
	f[FreshQuoted] = share(s.quoted, lacks)
	f[FreshLong] = math.Log(float64(len(s.stems)))
	if met < lonelyBelow*all {
		f[FreshLonely] = 1
	}
	return f
}

// nearest returns the known sentence that has most of another, and the weight of those words.
func (k *Known) nearest(s *saying) (stems []uint32, met float64) {
	at, met := k.nearestAt(s)
	if at < 0 {
		return nil, 0
	}
	return k.sentences[at], met
}

// nearestAt returns its index in the order they were added, -1 for none.
func (k *Known) nearestAt(s *saying) (at int, met float64) {
	weight, touched := make([]float64, len(k.sentences)), []int32(nil) // no map: every sentence may have a word
	for i, h := range s.stems {
		for _, n := range k.stems[h] {
			if weight[n] == 0 {
				touched = append(touched, n)
			}
			weight[n] += s.weights[i]
		}
	}
	best := int32(math.MaxInt32)
	for _, n := range touched {
		if w := weight[n]; w > met || w == met && n < best {
			best, met = n, w
		}
	}
	if len(touched) == 0 {
		return -1, 0
	}
	return int(best), met
}

func count(all []uint32, is func(uint32) bool) (n float64) {
	for _, h := range all {
		if is(h) {
			n++
		}
	}
	return n
}

func share(all []uint32, is func(uint32) bool) float64 {
	return count(all, is) / float64(max(1, len(all)))
}

// Heard remembers whole sentences of any story: a sentence repeated word for word says nothing new.
type Heard map[uint64]bool

// shortest is how many content words a sentence needs for its repetition to be no coincidence.
const shortest = 4

// Add remembers the sentences of an article.
func (d Heard) Add(a *briefing.Article) {
	for i := range a.Sentences {
		if h := wholeOf(a, i); h != 0 {
			d[h] = true
		}
	}
}

// Unheard returns those of some sentences of an article that were not said before.
func (d Heard) Unheard(a *briefing.Article, sentences []int) []int {
	return slices.DeleteFunc(sentences, func(i int) bool { return d[wholeOf(a, i)] })
}

// wholeOf returns a hash of all content words of a sentence, 0 if there are few.
func wholeOf(a *briefing.Article, sentence int) uint64 {
	stems := wording.Stems(a.Text, a.Sentences[sentence].Span, a.Language)
	if len(stems) < shortest {
		return 0
	}
	h := fnv.New64a()
	for _, s := range stems {
		_, _ = h.Write([]byte(s + " ")) // it cannot fail
	}
	return h.Sum64()
}
