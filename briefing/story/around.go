package story

import "time"

// Whoever is in the news does several things in a day, and several things happen in one town. So two headlines that share a name and no more tell of
// one event only where many have that name at once.

// around counts the headlines around.
type around struct {
	articles int
	with     map[uint32]int // that have a word
	at       map[spot]int   // that have it within some hours
}

// spot is a word in some hours, counted from 1970.
type spot struct {
	word uint32
	when int64
}

const (
	atOnce = int64(12 * time.Hour / time.Second)
	// manyAtOnce is how many headlines have a word when it alone tells what they are of.
	manyAtOnce = 20
	// tellingWord is the weight from which a word may be what many headlines are of, in steps of a twelfth.
	tellingWord = 40
	// longestName is how many words in a row are one name; more were copied.
	longestName = 3
)

// The most that the chance of two headlines is that share one thing, and two.
const (
	withOne = 0.1
	withTwo = 0.3
)

func aroundOf(prints []print) around {
	r := around{with: map[uint32]int{}, at: map[spot]int{}}
	for i := range prints {
		if p := &prints[i]; p.few {
			r.articles++
			for _, t := range p.termsOf() {
				r.with[t>>8]++
				r.at[spotOf(t, p)]++
			}
		}
	}
	return r
}

func spotOf(t uint32, p *print) spot { return spot{t >> 8, p.published / atOnce} }

// most is the most that the chance of two headlines can be, by how many things they share: a name of several words is one. A figure of both tells
// more than a word.
func (r *around) most(p, q *print) float64 {
	words, pairs := 0, 0
	eachShared(p.termsOf(), q.termsOf(), func(uint32, uint32) { words++ })
	eachShared(p.pairsOf(), q.pairsOf(), func(uint32, uint32) { pairs++ })
	things, most := words-pairs, withTwo
	var s Signs
	compareFigures(&s, p, q)
	switch {
	case things > 2, pairs >= longestName, r.many(p, q):
		return 1
	case things < 2:
		most = withOne
	case s[FiguresShared] > 0:
		return 1
	}
	return most
}

// many tells whether many headlines have a word of both, about when both were published.
func (r *around) many(p, q *print) bool {
	if r == nil || max(p.published-q.published, q.published-p.published) > atOnce {
		return false
	}
	met := 0
	eachShared(p.termsOf(), q.termsOf(), func(t, _ uint32) {
		if t&255 >= tellingWord {
			met = max(met, min(r.at[spotOf(t, p)], r.at[spotOf(t, q)]))
		}
	})
	return met >= manyAtOnce
}
