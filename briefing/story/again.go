package story

import (
	"math"
	"slices"

	"lede/briefing/logistic"
	"lede/briefing/story/window"
)

// Two newsrooms tell one event in words of their own, so that most pairs of its reports are too unlike to be joined. What two groups have in common is surer
// than what two articles have. So once no more are near enough, dated texts are weighed a second time, by the names, words and numbers that both have and few
// articles around do. These weights are learned from whole newsrooms, and groups are joined from a higher mean chance on: nothing is taken apart by it.

// AgainSigns are the values by which two texts are weighed a second time: the signs, and more of what few articles around have.
type AgainSigns [againSigns]float64

// The signs beside those of the first time.
const (
	againWords    = signs + iota // how alike their words are
	againRoot                    // the square root of it
	againNames                   // how alike their names are
	againLead                    // and their first sentences
	againOwnNames                // the weight of names of both that no outlet repeats
	againRepeated                // and of those that one repeats
	againOwnWords                // the weight of other words of both that no outlet repeats
	againTold                    // own names, and own words
	againFigures                 // numbers of both
	againSmall                   // small ones
	againSigns
)

// againSignNames are their names in weights.txt.
var againSignNames = [againSigns - signs]string{"words", "root", "names", "lead", "own-names", "repeated", "own-words", "told", "figures", "small"}

const (
	// leastBig is the number from which two articles seldom have the same by chance, and leastSmall that from which it tells anything.
	leastBig, leastSmall = 10, 3
	// A name in more than mostRepeated texts of one outlet is one of its regulars.
	mostRepeated = 4
	// The years that texts name, which are no count.
	firstYear, lastYear = 1900, 2099
)

// compareAgain computes the signs of two articles for the second time, of which first are those of the first, and whether they share more of their
// own than may be there by chance.
func compareAgain(w *window.Window, p, q *print, c, d *details, first *Signs) (s AgainSigns, enough bool) {
	copy(s[:], first[:])
	all, names, lead := 0.0, 0.0, 0.0
	ownNames, repeated, ownWords, named := 0.0, 0.0, 0.0, 0
	eachShared(c.words, d.words, func(x, y uint32) {
		weight := w.Weights[x>>8]
		if weight == 0 {
			return
		}
		square, both, told := weight*weight, x&y, w.Repeated[x>>8]
		all += square
		if both&inFirst != 0 {
			lead += square
		}
		switch isName := both&inName != 0; {
		case isName && told > mostRepeated:
			repeated += weight
		case isName && told <= window.MostOwn:
			ownNames += weight
			named++
		case !isName && told <= window.MostOwn && (x|y)&foreignWord == 0:
			ownWords += weight
		}
		if both&inName != 0 {
			names += square
		}
	})
	s[againWords], s[againNames], s[againLead] = part(all, c.all*d.all), part(names, c.names*d.names), part(lead, c.lead*d.lead)
	s[againRoot] = math.Sqrt(s[againWords])
	s[againOwnNames], s[againRepeated], s[againOwnWords] = math.Log1p(ownNames), math.Log1p(repeated), math.Log1p(ownWords)
	s[againTold] = s[againOwnNames] * s[againOwnWords]
	s[againFigures], s[againSmall] = numbersInCommon(p, q)
	least := leastOfOwn
	if named < 2 && min(c.own, d.own) > mostOfOne {
		least = leastOfOne
	}
	return s, ownNames+ownWords >= least
}

// part returns a quotient, 0 of nothing.
func part(of, all float64) float64 {
	if all == 0 {
		return 0
	}
	return of / all
}

// numbersInCommon returns how many numbers two articles share, whatever is counted, and how many small ones.
func numbersInCommon(p, q *print) (big, small float64) {
	var met []uint32
	for i := 0; i < len(p.figuresOf()); i += 2 {
		for j := 0; j < len(q.figuresOf()); j += 2 {
			if bits := p.figuresOf()[i]; bits == q.figuresOf()[j] && !slices.Contains(met, bits) {
				met = append(met, bits)
			}
		}
	}
	for _, bits := range met {
		n := float64(math.Float32frombits(bits))
		whole := n == math.Trunc(n)
		year := whole && n >= firstYear && n <= lastYear
		switch {
		case year, n < leastSmall:
		case n >= leastBig, !whole:
			big++
		default:
			small++
		}
	}
	return math.Log1p(big), math.Log1p(small)
}

// joinAgain joins groups of dated texts that are near enough by the second weights.
func (g *grouping) joinAgain() {
	for _, x := range g.groups {
		clear(x.near)
	}
	g.line = g.weights.JoinAgain
	for _, t := range g.again {
		if a, b := g.root(t.a), g.root(t.b); a != b {
			g.link(a, b, g.groups[a].near[b]+t.chance)
		}
	}
	g.join()
}

const (
	// leastAgain is how alike the words of two articles are at least that are weighed a second time.
	leastAgain = 0.04
	// leastOfOwn is the weight of what they share at least that no outlet repeats: a rare name by itself, which may be in both by chance, has less.
	leastOfOwn = 6.0
	// leastOfOne is what it must be where each has more than mostOfOne names of its own, of which they share one at most: that may be there by chance.
	leastOfOne, mostOfOne = 14.0, 3
)

// weighedAgain returns the signs of two articles, by their order, for the second time, and whether they are fit: dated texts with something of their own in common.
func (g *grouping) weighedAgain(a, b int, first *Signs) (s AgainSigns, fit bool) {
	p, q := g.at(a), g.at(b)
	if !dated(p, q) || !weighable(p, q) {
		return s, false
	}
	s, enough := compareAgain(g.window, p, q, &g.details[a], &g.details[b], first)
	return s, enough && s[againWords] >= leastAgain
}

// chanceAgain returns how likely two articles, by their order, report one event by the second weights and their signs.
func (g *grouping) chanceAgain(a, b int, first *Signs) float64 {
	signs, fit := g.weighedAgain(a, b, first)
	if !fit {
		return 0
	}
	return logistic.Chance(g.weights.Again[:], signs[:])
}

// PairsAgain computes the signs of all pairs of articles that are weighed a second time, given the others, and calls do with each.
func (w *Weights) PairsAgain(articles []Article, do func(a, b int, signs AgainSigns)) {
	g := &grouping{weights: w, articles: articles}
	g.gather()
	for _, t := range g.ties() {
		p, q := g.at(t.a), g.at(t.b)
		if _, settled := settled(p, q); settled {
			continue
		}
		first := compare(p, q)
		if signs, fit := g.weighedAgain(t.a, t.b, &first); fit {
			do(g.order[t.a], g.order[t.b], signs)
		}
	}
}

// againWithin is how many seconds apart two reports are at most that are weighed a second time.
const againWithin = 72 * 60 * 60

// weighable reports whether two articles are texts of one time that nothing told apart so far.
func weighable(p, q *print) bool {
	least := min(len(p.termsOf()), len(q.termsOf()))
	texts := !brief(p, q) && least >= teaserTerms && !foreign(p, q)
	several := p.roundup || q.roundup
	return texts && !several && atOneTime(p, q) && !twoActs(p, q)
}

// atOneTime reports whether two articles are not known to be days apart.
func atOneTime(p, q *print) bool {
	return !dated(p, q) || max(p.published-q.published, q.published-p.published) <= againWithin
}
