package story

import "time"

// A person in the news does several things in a day, and several things happen in one town. So two headlines that share only a name report
// one event only if many headlines have that name at the time.

// around counts the headlines around an article.
type around struct {
	articles int
	with     map[uint32]int // headlines with a word
	at       map[spot]int   // headlines with it within some hours
}

// spot is a word in a span of hours, counted from 1970.
type spot struct {
	word uint32
	when int64
}

const (
	atOnce = int64(12 * time.Hour / time.Second)
	// manyAtOnce is how many headlines must have a word for it alone to identify their event.
	manyAtOnce = 20
	// tellingWord is the least weight of a word that can identify an event, in twelfths.
	tellingWord = 40
	// longestName is how many words in a row can be one name; more are a copy.
	longestName = 3
)

// The most that the chance of two headlines can be if they share one thing, and two.
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

// most caps the chance of two headlines by how many things they share: a name of several words is one thing. A common figure
// says more than a word.
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

// many reports whether many headlines have a word of both, around the time that both were published.
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
