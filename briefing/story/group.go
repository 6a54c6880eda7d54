package story

import (
	"cmp"
	"container/heap"
	"crypto/sha256"
	"encoding/hex"
	"math"
	"slices"
	"strings"
	"time"

	"lede/briefing/story/window"
)

// Article is an article to be put into a story.
type Article struct {
	// ID is the caller's name for it.
	ID string
	// From is the outlet that published it, by any name that is the same for all its articles; empty if unknown.
	From string
	// Told is true if the reader was told of it: the story of such an article is right if it has a new one, and nothing is said of others.
	Told bool
	Signature
}

// Placed is where an article was put, and why.
type Placed struct {
	ID, Story string
	Why       Why
}

// Verdict is what an admin said of two articles: that they report one event, or that they do not.
type Verdict struct {
	A, B string
	Same bool
}

// Group puts articles into stories, and returns them in the order given. Their order does not matter.
func (w *Weights) Group(articles []Article, verdicts ...Verdict) []Placed {
	g := &grouping{weights: w, articles: articles, line: w.Join}
	g.gather()
	g.linkArticles()
	g.obey(verdicts)
	g.uniteAll(g.pages)
	g.join()
	g.joinAgain()
	g.uniteAll(g.quotes)
	return g.place()
}

// grouping is one run of Group, by average linkage: two groups are joined while the mean chance over all their pairs is
// high enough. A pair that was not found has chance 0.
type grouping struct {
	weights  *Weights
	articles []Article
	prints   []print   // of the articles
	order    []int     // of the articles, by content
	rank     []int     // position of each article in order
	groups   []*group  // at first one for each article, in order
	pages    [][2]int  // pairs of articles at one address, by their order
	quotes   [][2]int  // and those that quote the same words
	again    []tie     // pairs by the second weights
	details  []details // of each article, in order
	window   *window.Window
	line     float64 // the mean chance from which groups are joined
	crowds   []crowd // around each article, in order
	queue    links
	around   around // of the articles that are headlines
}

// group is a story while it is being grouped.
type group struct {
	articles    []int
	prints      []*print        // of the articles
	whole       whole           // of its headlines
	near        map[int]float64 // sum of the chances to each other group
	apart       map[int]bool    // groups that it must not be joined with
	turn        int             // increases with each change
	into        int             // the group it was joined to, or -1
	first, last int64           // publication times of its dated articles
}

// link is a pair of groups that may be joined, as of when it was found.
type link struct {
	a, b, turnA, turnB int
	mean               float64
}

type links []link

func (l links) Len() int { return len(l) }
func (l links) Less(i, j int) bool {
	return cmp.Or(cmp.Compare(l[j].mean, l[i].mean), cmp.Compare(l[i].a, l[j].a), cmp.Compare(l[i].b, l[j].b)) < 0
}
func (l links) Swap(i, j int) { l[i], l[j] = l[j], l[i] }

// Push implements heap.Interface.
func (l *links) Push(x any) { *l = append(*l, x.(link)) }

// Pop implements heap.Interface.
func (l *links) Pop() any {
	last := (*l)[len(*l)-1]
	*l = (*l)[:len(*l)-1]
	return last
}

// gather makes a group of each article, in an order that depends only on the articles.
func (g *grouping) gather() {
	g.prints = make([]print, len(g.articles))
	g.order = make([]int, len(g.articles))
	for i := range g.articles {
		g.prints[i], g.order[i] = printOf(&g.articles[i].Signature), i
	}
	slices.SortStableFunc(g.order, func(a, b int) int {
		p, q := &g.prints[a], &g.prints[b]
		return cmp.Or(cmp.Compare(p.published, q.published), strings.Compare(g.articles[a].ID, g.articles[b].ID), slices.Compare(p.packed, q.packed))
	})
	g.rank, g.around = make([]int, len(g.order)), aroundOf(g.prints)
	for n, i := range g.order {
		g.rank[i] = n
		g.groups = append(g.groups, g.newGroup(i))
	}
}

func (g *grouping) newGroup(i int) *group {
	p := &g.prints[i]
	x := &group{articles: []int{i}, prints: []*print{p}, whole: g.around.wholeOf(p), near: map[int]float64{}, apart: map[int]bool{}, into: -1, first: math.MaxInt64, last: math.MinInt64}
	if p.published != 0 {
		x.first, x.last = p.published, p.published
	}
	return x
}

// gone reports whether a group was joined to another.
func (x *group) gone() bool { return x.into >= 0 }

// root returns the group that a group is now part of.
func (g *grouping) root(n int) int {
	for g.groups[n].gone() {
		n = g.groups[n].into
	}
	return n
}

// How many others each article is compared with: the most likely. Hundreds of headlines may be of one story, and are quickly compared.
const (
	mostAmong       = 128
	mostAmongTitles = 400
)

// mostOthers returns how many others an article is compared with.
func (p *print) mostOthers() int {
	if p.few {
		return mostAmongTitles
	}
	return mostAmong
}

// linkArticles finds the pairs of articles that may report one event.
func (g *grouping) linkArticles() {
	for _, t := range g.ties() {
		p, q := g.at(t.a), g.at(t.b)
		contrast := 0.0
		if t.chance >= leastChance && !brief(p, q) {
			contrast = g.contrast(t)
		}
		g.link(t.a, t.b, g.weights.amid(p, q, t.chance, contrast))
	}
}

// at returns the n-th article in order.
func (g *grouping) at(n int) *print { return &g.prints[g.order[n]] }

// uniteAll joins groups whatever else they say, unless an admin said otherwise: articles that are one page at two times, or quote the same words.
func (g *grouping) uniteAll(pairs [][2]int) {
	for _, pair := range pairs {
		a, b := g.root(pair[0]), g.root(pair[1])
		if a != b && !g.groups[a].apart[b] {
			g.unite(min(a, b), max(a, b))
		}
	}
}

// leastChance is the least chance worth keeping.
const leastChance = 0.01

func (g *grouping) link(a, b int, sum float64) {
	if sum < leastChance {
		return
	}
	g.groups[a].near[b], g.groups[b].near[a] = sum, sum
}

// mean returns the mean chance of two groups, over the comparable pairs and, for headlines, the groups as wholes.
func (g *grouping) mean(a, b int) float64 {
	x, y := g.groups[a], g.groups[b]
	pairs := telling(x, y)
	if pairs == 0 {
		return 0
	}
	return likely(x.near[b]/float64(pairs), x.prints[0], y.prints[0], &x.whole, &y.whole)
}

// telling returns how many pairs of two groups are comparable.
func telling(a, b *group) (pairs int) {
	if max(a.last, b.last)-min(a.first, b.first) <= tellingSeconds || a.last < a.first || b.last < b.first {
		return len(a.prints) * len(b.prints)
	}
	for _, p := range a.prints {
		for _, q := range b.prints {
			if tells(p, q) {
				pairs++
			}
		}
	}
	return pairs
}

// tellingSeconds is how far apart two articles may be for their likeness to count. A story may run for longer, from
// article to article.
const tellingSeconds = int64(5 * 24 * time.Hour / time.Second)

// tells reports whether two articles are close enough in time to be compared.
func tells(a, b *print) bool {
	return !dated(a, b) || max(a.published-b.published, b.published-a.published) <= tellingSeconds
}

// A wrong join costs one pair for every two articles, so two large groups need a higher mean chance than two articles do.
// Headlines of one event have less in common, and there are more of them.
const (
	perDoubling         = 0.05 // added for each doubling of the smaller group
	perDoublingOfTitles = 0.05
	mostDoublings       = 3
	mostOfTitles        = 7
)

// needed returns the mean chance from which two groups are joined.
func (g *grouping) needed(a, b int) float64 {
	x, y := g.groups[a].prints, g.groups[b].prints
	more, most := perDoubling, float64(mostDoublings)
	if x[0].few || y[0].few {
		more, most = perDoublingOfTitles, mostOfTitles
	}
	return g.line + more*min(most, math.Log2(float64(min(len(x), len(y)))))
}

// propose queues a pair of groups if they are near enough.
func (g *grouping) propose(a, b int) {
	a, b = min(a, b), max(a, b)
	if g.groups[a].apart[b] {
		return
	}
	if mean := g.mean(a, b); mean > g.needed(a, b) {
		heap.Push(&g.queue, link{a, b, g.groups[a].turn, g.groups[b].turn, mean})
	}
}

// join joins the nearest groups until none are near enough.
func (g *grouping) join() {
	for a, x := range g.groups {
		for b := range x.near {
			if a < b && !x.gone() && !g.groups[b].gone() {
				g.propose(a, b)
			}
		}
	}
	for g.queue.Len() > 0 {
		l, _ := heap.Pop(&g.queue).(link)
		x, y := g.groups[l.a], g.groups[l.b]
		if stale := x.turn != l.turnA || y.turn != l.turnB; stale || x.gone() || y.gone() {
			continue
		}
		g.unite(l.a, l.b)
		for c := range x.near {
			g.propose(l.a, c)
		}
	}
}

// unite joins group b to group a.
func (g *grouping) unite(a, b int) {
	x, y := g.groups[a], g.groups[b]
	x.articles, x.prints = append(x.articles, y.articles...), append(x.prints, y.prints...)
	x.turn++
	y.into = a
	x.whole.add(&y.whole)
	x.first, x.last = min(x.first, y.first), max(x.last, y.last)
	delete(x.near, b)
	for c, sum := range y.near {
		z := g.groups[c]
		delete(z.near, b)
		if c != a {
			x.near[c] += sum
			z.near[a] = x.near[c]
		}
	}
	for c := range y.apart {
		x.apart[c], g.groups[c].apart[a] = true, true
	}
	y.near = nil
}

// place gives each article its story.
func (g *grouping) place() []Placed {
	placed := make([]Placed, len(g.articles))
	for _, x := range g.groups {
		if x.gone() {
			continue
		}
		story := g.nameOf(x)
		for _, i := range x.articles {
			placed[i] = Placed{g.articles[i].ID, story, g.reason(x, i)}
		}
	}
	return placed
}

// nameOf returns the name of a group's story, which follows from its earliest article.
func (g *grouping) nameOf(x *group) string {
	first := slices.MinFunc(x.articles, func(i, j int) int { return cmp.Compare(g.rank[i], g.rank[j]) })
	sum := sha256.Sum256([]byte(g.articles[first].ID))
	return "s" + hex.EncodeToString(sum[:6])
}

// reason returns what put an article into its group: the most similar article in it.
func (g *grouping) reason(x *group, i int) Why {
	p, most, closest := &g.prints[i], 0.0, -1
	for _, j := range x.articles {
		if j == i || !tells(p, &g.prints[j]) {
			continue
		}
		chance := g.either(i, j)
		if chance > most || closest < 0 {
			most, closest = chance, j
		}
	}
	if closest < 0 {
		return Why{}
	}
	return shared(&g.articles[i].Signature, p, g.articles[closest].ID, &g.prints[closest], most)
}

// either returns how likely two articles report one event by their own words: as they were weighed at first or, if that is enough to join them, again.
func (g *grouping) either(i, j int) float64 {
	p, q := &g.prints[i], &g.prints[j]
	chance, settled := settled(p, q)
	if quoteAlike(p, q) {
		return 1
	}
	if settled {
		return chance
	}
	signs := compare(p, q)
	chance = g.weights.judge(p, q, &signs, &g.around)
	if again := g.chanceAgain(g.rank[i], g.rank[j], &signs); again >= g.weights.JoinAgain {
		return max(chance, again)
	}
	return chance
}

// obey applies the verdicts: articles of one event are joined before all others, and articles of two never are.
func (g *grouping) obey(verdicts []Verdict) {
	at := map[string]int{}
	for n, i := range g.order {
		at[g.articles[i].ID] = n
	}
	for _, same := range []bool{false, true} {
		for _, v := range verdicts {
			a, okA := at[v.A]
			b, okB := at[v.B]
			if v.Same != same || !okA || !okB {
				continue
			}
			a, b = g.root(a), g.root(b)
			switch {
			case a == b:
			case same && !g.groups[a].apart[b]:
				g.unite(min(a, b), max(a, b))
			case !same:
				g.groups[a].apart[b], g.groups[b].apart[a] = true, true
			}
		}
	}
}
