package story

import (
	"math"
	"slices"

	"lede/briefing/logistic"
	"lede/briefing/story/wording"
)

// Two newsrooms tell one event in words of their own, so that most pairs of its reports are too unlike to be joined. What two groups have in common is surer
// than what two articles have. So once no more are near enough, dated texts are weighed a second time, also by the rare names, rare words and numbers that
// both have. These weights are learned from whole newsrooms, and groups are joined from a higher mean chance on: nothing is taken apart by it.

// AgainSigns are the values by which two texts are weighed a second time: the signs, and more of what few articles have.
type AgainSigns [againSigns]float64

// The signs beside those of the first time.
const (
	againNames   = signs + iota // rare names of both
	againLead                   // and those that stand first in both
	againWords                  // rare words of both that are no names
	againFigures                // numbers of both
	againSmall                  // small ones
	againTold                   // rare names, and rare words
	againCounted                // rare names, and numbers
	againFewest                 // rare names of the one that has fewer
	againSigns
)

// againSignNames are their names in weights.txt.
var againSignNames = [againSigns - signs]string{"names", "lead", "words", "figures", "small", "told", "counted", "fewest"}

const (
	// rarely is how rare a name or a word is that few articles have.
	rarely = 6
	// leastBig is the number from which two articles seldom have the same by chance, and leastSmall that from which it tells anything.
	leastBig, leastSmall = 10, 3
	// The years that texts name, which are no count.
	firstYear, lastYear = 1900, 2099
)

// details are what few articles have of those that a print has, each in ascending order.
type details struct{ names, lead, words []uint32 }

// detailsOf returns those of a text. How rare words are is known of English alone; names are rare in any language.
func detailsOf(p *print) (d details) {
	english := string(p.language[:]) == "en"
	for _, t := range p.termsOf() {
		switch is := rarityOf(t>>8) >= rarely; {
		case is && t&inName != 0:
			d.names = append(d.names, t>>8<<8)
		case is && english:
			d.words = append(d.words, t>>8<<8)
		}
	}
	for i := range p.nameCount() {
		if n := p.nameAt(i); n.weight() >= rarely {
			d.names = append(d.names, n.key>>8<<8)
		}
	}
	slices.Sort(d.names)
	d.names = slices.Clip(slices.Compact(d.names))
	for _, t := range p.leadOf() {
		if _, is := slices.BinarySearch(d.names, t>>8<<8); is {
			d.lead = append(d.lead, t>>8<<8)
		}
	}
	return d
}

// rarityOf returns how rare a word is.
func rarityOf(hash uint32) float64 {
	if r, common := rarities()[hash]; common {
		return float64(r)
	}
	return wording.Rarest
}

// CompareAgain computes the signs of two articles for the second time, for which ok reports whether they are fit.
func CompareAgain(a, b *Signature) (s AgainSigns, ok bool) {
	p, q := printOf(a), printOf(b)
	if !weighable(&p, &q) {
		return s, false
	}
	c, d, first := detailsOf(&p), detailsOf(&q), compare(&p, &q)
	return compareAgain(&p, &q, &c, &d, &first), true
}

func compareAgain(p, q *print, c, d *details, first *Signs) (s AgainSigns) {
	copy(s[:], first[:])
	s[againNames], s[againLead], s[againWords] = inCommon(c.names, d.names), inCommon(c.lead, d.lead), inCommon(c.words, d.words)
	s[againFigures], s[againSmall] = numbersInCommon(p, q)
	s[againTold] = s[againNames] * s[againWords]
	s[againCounted] = s[againNames] * (s[againFigures] + s[againSmall]/2)
	s[againFewest] = math.Log1p(float64(min(len(c.names), len(d.names))))
	return s
}

// inCommon returns how many words two lists share, each further one counting for less.
func inCommon(a, b []uint32) float64 { return math.Log1p(float64(countShared(a, b))) }

func countShared(a, b []uint32) (n int) {
	eachShared(a, b, func(uint32, uint32) { n++ })
	return n
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
	// A name that so many texts have, and one in so many, is everywhere around: that of the town that a paper is of.
	leastAround = 8
	oneIn       = 4
)

// detail finds the details of all articles, without the names that are everywhere around.
func (g *grouping) detail() {
	g.details = make([]details, len(g.order))
	with, texts := map[uint32]int{}, 0
	for n := range g.details {
		if p := g.at(n); !p.few {
			g.details[n] = detailsOf(p)
			texts++
			for _, name := range g.details[n].names {
				with[name]++
			}
		}
	}
	everywhere := func(name uint32) bool { return with[name] >= max(leastAround, texts/oneIn) }
	for n := range g.details {
		d := &g.details[n]
		d.names, d.lead = slices.DeleteFunc(d.names, everywhere), slices.DeleteFunc(d.lead, everywhere)
	}
}

// weighedAgain reports whether two articles, by their order, are weighed a second time: texts with dates that share rare names.
func (g *grouping) weighedAgain(a, b int) bool {
	p, q := g.at(a), g.at(b)
	return dated(p, q) && namedAlike(g.details[a].names, g.details[b].names) && weighable(p, q)
}

// mostOfOne is up to how many rare names one in common tells something. Where both texts have more, it may be there by chance.
const mostOfOne = 3

// namedAlike reports whether two texts share enough of their rare names.
func namedAlike(a, b []uint32) bool {
	n := countShared(a, b)
	return n > 1 || n == 1 && min(len(a), len(b)) <= mostOfOne
}

// chanceAgain returns how likely two articles, by their order, report one event by the second weights and their signs.
func (g *grouping) chanceAgain(a, b int, first *Signs) float64 {
	if !g.weighedAgain(a, b) {
		return 0
	}
	signs := compareAgain(g.at(a), g.at(b), &g.details[a], &g.details[b], first)
	return logistic.Chance(g.weights.Again[:], signs[:])
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
