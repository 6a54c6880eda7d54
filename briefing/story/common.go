package story

import "math"

// A small-town paper has the town in every article, with its mayor, its streets and its police. Such words are rare elsewhere and mean nothing
// there. So two articles that share only what other events around them have too are about two events. For two headlines [around] decides that.

// common counts the events around that have a word. An event counts once, however many articles report it.
type common map[uint32]float64

const (
	// alikeFrom is how alike two articles must be in what happened to possibly report one event.
	alikeFrom = 0.1
	// leastOwn is how alike the words of two articles of one event are at least, each weighed by how few events around have it.
	leastOwn = 0.17
	// wordsEach is about how many words an article has that none before it had.
	wordsEach = 20
)

// commonOf counts the words of the articles.
func (g *grouping) commonOf(ties []tie) common {
	alike := make([]int, len(g.order)) // how many others may report the event of each
	for _, t := range ties {
		if t.alike {
			alike[t.a]++
			alike[t.b]++
		}
	}
	c := make(common, wordsEach*len(g.order))
	for n := range g.order {
		for _, t := range g.at(n).termsOf() {
			c[t>>8] += 1 / float64(1+alike[n])
		}
	}
	return c
}

// likeness returns how alike the words of two articles are, each weighed by how few events around have it.
func (c common) likeness(p, q *print) float64 {
	weigh := func(t uint32) float64 { return float64(t&255) / max(1, c[t>>8]) }
	length := func(words []uint32) float64 {
		squares := 0.0
		for _, t := range words {
			w := weigh(t)
			squares += w * w
		}
		return math.Sqrt(squares)
	}
	dot := 0.0
	eachShared(p.termsOf(), q.termsOf(), func(x, y uint32) { dot += weigh(x) * weigh(y) })
	if dot == 0 {
		return 0
	}
	return dot / (length(p.termsOf()) * length(q.termsOf()))
}

// keepApart sets the chance of pairs to zero that have nothing of their own in common.
func (g *grouping) keepApart(ties []tie) {
	c := g.commonOf(ties)
	for i := range ties {
		t := &ties[i]
		p, q := g.at(t.a), g.at(t.b)
		judged := t.chance < leastChance || samePage(p, q)
		if headlines := p.few && q.few; !judged && !headlines && c.likeness(p, q) < leastOwn {
			t.chance = 0
		}
	}
}
