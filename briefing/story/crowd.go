package story

import (
	"math"

	"lede/briefing/logistic"
	"lede/briefing/story/near"
)

// Two events of one kind share the words of their kind. What tells them apart are words that few articles around have: so the words of two
// articles are weighed again by how many of the articles near either have them.

// CrowdSigns are the values from which a chance is recomputed: the constant 1, its log odds, and the likeness in words that few articles around have.
type CrowdSigns [3]float64

// crowdSignNames are their names in weights.txt.
var crowdSignNames = [3]string{"always", "chance", "contrast"}

// nearby is the chance from which an article counts as around another.
const nearby = 0.1

// crowd is the articles around an article.
type crowd struct {
	articles int
	with     map[uint32]int // how many of them have a word
}

func (c *crowd) add(p *print) {
	if c.with == nil {
		c.with = make(map[uint32]int, 2*len(p.termsOf())) // one is seldom alone
	}
	c.articles++
	for _, t := range p.termsOf() {
		c.with[t>>8]++
	}
}

// contrast returns how alike the words of two articles are, each weighed by how few of the others around the first have it. around is true
// if the second is counted among those.
func (c *crowd) contrast(p, q *print, around bool) float64 {
	others, self := c.articles, 0
	if around {
		others, self = others-1, 1
	}
	all := math.Log(float64(others + 1))
	weigh := func(t uint32, counted int) float64 {
		w := all - math.Log(float64(c.with[t>>8]-counted)+0.5)
		return float64(t&255) * w
	}
	dot, squaresP, squaresQ := 0.0, 0.0, 0.0
	a, b := p.termsOf(), q.termsOf()
	for i, j := 0, 0; i < len(a) || j < len(b); {
		switch {
		case j == len(b) || i < len(a) && a[i]>>8 < b[j]>>8:
			x := weigh(a[i], 0)
			squaresP += x * x
			i++
		case i == len(a) || a[i]>>8 > b[j]>>8:
			y := weigh(b[j], self)
			squaresQ += y * y
			j++
		default:
			x, y := weigh(a[i], self), weigh(b[j], self)
			dot, squaresP, squaresQ = dot+x*y, squaresP+x*x, squaresQ+y*y
			i++
			j++
		}
	}
	alike := 0.0
	if dot > 0 {
		alike = min(1, contrasting*dot/math.Sqrt(squaresP*squaresQ))
	}
	return (usualContrast*assumedAround + alike*float64(others)) / float64(assumedAround+others)
}

// With few articles around there is nothing to tell apart: two alone get the usual contrast, weighed as if so many articles had been around.
const (
	usualContrast = 0.2
	assumedAround = 5
)

// contrasting scales the contrast of articles of one event: a tenth is much.
const contrasting = 4

// brief reports whether two articles have too few words for the crowd to matter: one is little more than a headline.
func brief(p, q *print) bool { return p.few || q.few }

// amid recomputes a chance by the contrast of the two articles. A certain chance stays.
func (w *Weights) amid(p, q *print, chance, contrast float64) float64 {
	certain := chance < leastChance || chance == 1
	if certain || brief(p, q) {
		return chance
	}
	signs := CrowdSigns{1, logOdds(chance), contrast}
	return logistic.Chance(w.Crowd[:], signs[:])
}

func logOdds(chance float64) float64 {
	const near = 1e-6 // as good as certain
	chance = min(max(chance, near), 1-near)
	return math.Log(chance / (1 - chance))
}

// tie is a pair of articles, by their order, that may report one event.
type tie struct {
	a, b            int
	chance          float64
	alike, compared bool
}

// ties finds the pairs, and counts each article among those around the other. Two articles of which the reader was told are compared only if something
// new leads to one of them, from one to the next: nothing else of them can matter to what is new, and they are many.
func (g *grouping) ties() (list []tie) {
	g.crowds = make([]crowd, len(g.order))
	g.detail()
	among, between := near.New(), make([][]int, len(g.order)) // where in the list the pairs of each told article with others are
	var led []int
	for n := range g.order {
		words := heaviestWords(g.at(n), near.SearchedWords)
		for _, other := range among.Find(g.at(n).page, words, g.at(n).mostOthers()) {
			t := tie{a: n, b: int(other)}
			p, q := g.at(t.a), g.at(t.b)
			switch {
			case !tells(p, q):
				continue
			case g.told(t.a) && g.told(t.b):
				t.alike = alike(p, q)
				between[t.a], between[t.b] = append(between[t.a], len(list)), append(between[t.b], len(list))
			case g.compare(&t):
				led = append(led, t.a, t.b)
			}
			list = append(list, t)
		}
		among.Add(uint32(n), g.at(n).page, words)
	}
	for ; len(led) > 0; led = led[1:] {
		for _, at := range between[led[0]] {
			if t := &list[at]; !t.compared && g.compare(t) {
				led = append(led, t.a, t.b)
			}
		}
		between[led[0]] = nil
	}
	g.keepApart(list)
	return list
}

// told reports whether the reader was told of the n-th article in order.
func (g *grouping) told(n int) bool { return g.articles[g.order[n]].Told }

// compare finds the chance of a pair that are near enough in time, and reports whether it can matter.
func (g *grouping) compare(t *tie) (matters bool) {
	p, q := g.at(t.a), g.at(t.b)
	o := overlapOf(p.termsOf(), q.termsOf(), p.heavy, q.heavy)
	t.compared, t.alike = true, o.alike(p, q)
	again := g.weighTwice(t, o)
	matters = max(t.chance, again) >= leastChance
	if t.chance >= nearby && !brief(p, q) {
		g.crowds[t.a].add(q)
		g.crowds[t.b].add(p)
	}
	if samePage(p, q) {
		g.pages = append(g.pages, [2]int{t.a, t.b})
	}
	if quoteAlike(p, q) {
		g.quotes, matters = append(g.quotes, [2]int{t.a, t.b}), true
	}
	return matters
}

// weighTwice finds the chance of a pair, and keeps and returns what it comes to by the second weights.
func (g *grouping) weighTwice(t *tie, o overlap) (again float64) {
	p, q := g.at(t.a), g.at(t.b)
	chance, settled := settled(p, q)
	if !settled {
		signs := compareGiven(o, p, q)
		chance, again = g.weights.judge(p, q, &signs, &g.around), g.chanceAgain(t.a, t.b, &signs)
	}
	if t.chance = chance; again >= leastChance {
		g.again = append(g.again, tie{a: t.a, b: t.b, chance: again})
	}
	return again
}

// contrast returns the contrast of a pair, seen from either.
func (g *grouping) contrast(t tie) float64 {
	p, q, around := g.at(t.a), g.at(t.b), t.chance >= nearby
	return (g.crowds[t.a].contrast(p, q, around) + g.crowds[t.b].contrast(q, p, around)) / 2
}

// Neighbours computes the signs of all pairs of articles that may report one event, given the others, and calls do with each.
func (w *Weights) Neighbours(articles []Signature, do func(a, b int, signs CrowdSigns)) {
	g := &grouping{weights: w}
	for i := range articles {
		g.articles = append(g.articles, Article{Signature: articles[i]})
	}
	g.gather()
	for _, t := range g.ties() {
		if t.chance >= leastChance && t.chance < 1 && !brief(g.at(t.a), g.at(t.b)) {
			do(g.order[t.a], g.order[t.b], CrowdSigns{1, logOdds(t.chance), g.contrast(t)})
		}
	}
}
