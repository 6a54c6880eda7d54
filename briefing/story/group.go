package story

import (
	"cmp"
	"container/heap"
	"crypto/sha256"
	"encoding/hex"
	"math"
	"slices"
	"strings"
)

// Article is an article to be put into a story.
type Article struct {
	// ID is the caller's name for it.
	ID string
	Signature
}

// Placed is where an article was put, and why.
type Placed struct {
	ID, Story string
	Why       Why
}

// Merged records that two stories turned out to be one.
type Merged struct{ From, Into string }

// Verdict is what an admin said of two articles: that they report one event, or that they do not.
type Verdict struct {
	A, B string
	Same bool
}

// Group puts the articles of an hour into the stories of the window, and adds them to it. Their order does not matter. It returns them in
// the order given, with the stories of the window that turned out to be one: the merged story keeps the name of the one that was
// posted, else of the older.
func (w *Window) Group(articles []Article, verdicts ...Verdict) ([]Placed, []Merged) {
	g := &grouping{Window: w, articles: articles, groupOf: map[string]int{}}
	g.gather()
	g.lookUp()
	g.linkArticles()
	g.linkStories()
	g.obey(verdicts)
	g.uniteAll(g.pages)
	g.join()
	g.uniteAll(g.quotes)
	return g.place()
}

// grouping is one run of Group, by average linkage: two groups are joined while the mean chance over all their pairs is
// high enough. A pair that was not found has chance 0.
type grouping struct {
	*Window
	articles []Article
	prints   []print // of the articles
	order    []int   // of the articles, by content
	rank     []int   // position of each article in order
	groups   []*group
	groupOf  map[string]int // from a story of the window to its group
	pages    [][2]int       // pairs of groups with the same page
	quotes   [][2]int       // and those that quote the same words
	crowds   []crowd        // around each article, in order
	found    [][]match      // matches of each in the window
	queue    links
	around   around // of the articles that are headlines
}

// group is a story while it is being grouped.
type group struct {
	articles    []int           // new ones
	stories     []*running      // of the window
	prints      []*print        // prints that others are compared with
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
		made := g.newGroup(&g.prints[i])
		made.articles = []int{i}
		g.groups = append(g.groups, made)
	}
}

func (g *grouping) newGroup(prints ...*print) *group {
	x := &group{prints: prints, whole: g.wholeOf(g.around, prints...), near: map[int]float64{}, apart: map[int]bool{}, into: -1, first: math.MaxInt64, last: math.MinInt64}
	for _, p := range prints {
		if p.published != 0 {
			x.first, x.last = min(x.first, p.published), max(x.last, p.published)
		}
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

// mostAmong is how many articles of the hour each one is compared with: the most likely.
const mostAmong = 400

// linkArticles finds the pairs of new articles that may report one event.
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

// linkStories makes a group of each story of the window that an article may belong to.
func (g *grouping) linkStories() {
	for n, i := range g.order {
		var near []int
		seen := map[*running]bool{}
		for _, m := range g.found[n] {
			r := g.entries[m.slot].story
			if samePage(&g.prints[i], &g.entries[m.slot].print) {
				g.pages = append(g.pages, [2]int{n, g.storyGroup(r)})
			}
			if quoteAlike(&g.prints[i], &g.entries[m.slot].print) {
				g.quotes = append(g.quotes, [2]int{n, g.storyGroup(r)})
			}
			if seen[r] || m.chance < leastLikely {
				continue
			}
			seen[r] = true
			k := g.storyGroup(r)
			g.link(n, k, g.sumAmid(n, g.groups[k]))
			if g.mean(n, k) > g.weights.Join {
				near = append(near, k)
			}
		}
		for x, a := range near {
			for _, b := range near[x+1:] {
				if _, known := g.groups[a].near[b]; !known {
					g.link(a, b, g.sum(g.groups[a], g.groups[b]))
				}
			}
		}
	}
}

// uniteAll joins groups whatever else they say, unless an admin said otherwise: articles that are one page at two times, or quote the same words.
func (g *grouping) uniteAll(pairs [][2]int) {
	for _, pair := range pairs {
		a, b := g.root(pair[0]), g.root(pair[1])
		if a != b && !g.groups[a].apart[b] {
			g.unite(min(a, b), max(a, b))
		}
	}
}

// storyGroup returns the group of a story of the window.
func (g *grouping) storyGroup(r *running) int {
	if k, ok := g.groupOf[r.id]; ok {
		return k
	}
	var prints []*print
	for _, slot := range r.recent() {
		prints = append(prints, &g.entries[slot].print)
	}
	made := g.newGroup(prints...)
	made.stories = []*running{r}
	g.groups = append(g.groups, made)
	g.groupOf[r.id] = len(g.groups) - 1
	return len(g.groups) - 1
}

// sum returns the sum of the chances of all comparable pairs.
func (g *grouping) sum(a, b *group) (sum float64) {
	for _, p := range a.prints {
		for _, q := range b.prints {
			if tells(p, q) {
				sum += g.weights.chance(p, q, &g.around)
			}
		}
	}
	return sum
}

// sumAmid returns the same for a new article, given the articles around it.
func (g *grouping) sumAmid(n int, story *group) (sum float64) {
	p := g.at(n)
	for _, q := range story.prints {
		if tells(p, q) {
			sum += g.weights.among(&g.crowds[n], p, q, &g.around)
		}
	}
	return sum
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
	return g.weights.Join + more*min(most, math.Log2(float64(min(len(x), len(y)))))
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
	x.articles, x.stories, x.prints = append(x.articles, y.articles...), append(x.stories, y.stories...), append(x.prints, y.prints...)
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

// place gives each article its story, and adds it to the window.
func (g *grouping) place() ([]Placed, []Merged) {
	placed := make([]Placed, len(g.articles))
	var merged []Merged
	for _, x := range g.groups {
		if x.gone() {
			continue
		}
		id := x.name(g)
		for _, r := range x.stories {
			if r.id != id {
				merged = append(merged, Merged{r.id, id})
				g.rename(r, id)
			}
		}
		for _, i := range x.articles {
			placed[i] = Placed{g.articles[i].ID, id, g.reason(x, i)}
		}
	}
	for _, i := range g.order {
		g.add(placed[i].ID, placed[i].Story, g.prints[i])
	}
	slices.SortFunc(merged, func(a, b Merged) int { return cmp.Or(strings.Compare(a.Into, b.Into), strings.Compare(a.From, b.From)) })
	return placed, merged
}

// name returns the name that a group's story has or gets.
func (x *group) name(g *grouping) string {
	if len(x.stories) > 0 {
		return slices.MinFunc(x.stories, func(a, b *running) int {
			switch {
			case a.posted && !b.posted:
				return -1
			case b.posted && !a.posted:
				return 1
			}
			return cmp.Or(cmp.Compare(a.since, b.since), strings.Compare(a.id, b.id))
		}).id
	}
	first := x.articles[0]
	for _, i := range x.articles {
		if g.rank[i] < g.rank[first] {
			first = i
		}
	}
	sum := sha256.Sum256([]byte(g.articles[first].ID))
	return "s" + hex.EncodeToString(sum[:6])
}

// rename joins a story of the window to another.
func (w *Window) rename(r *running, into string) {
	to := w.stories[into]
	for _, slot := range r.entries {
		w.entries[slot].story = to
	}
	to.entries = append(to.entries, r.entries...)
	slices.SortFunc(to.entries, w.newer)
	to.posted = to.posted || r.posted
	to.since = min(to.since, r.since)
	delete(w.stories, r.id)
}

// reason returns what put a new article into its group: the most similar article in it.
func (g *grouping) reason(x *group, i int) Why {
	p := &g.prints[i]
	most, with := 0.0, ""
	var closest *print
	consider := func(id string, q *print) {
		if !tells(p, q) {
			return
		}
		chance := g.weights.chance(p, q, &g.around)
		if quoteAlike(p, q) {
			chance = 1
		}
		if chance > most || closest == nil {
			most, with, closest = chance, id, q
		}
	}
	for _, j := range x.articles {
		if j != i {
			consider(g.articles[j].ID, &g.prints[j])
		}
	}
	for _, r := range x.stories {
		for _, slot := range r.recent() {
			consider(g.entries[slot].id, &g.entries[slot].print)
		}
	}
	if closest == nil {
		return Why{}
	}
	return shared(&g.articles[i].Signature, p, with, closest, most)
}

// groupsOf returns the groups of the articles that verdicts name, by article id.
func (g *grouping) groupsOf(verdicts []Verdict) map[string]int {
	at := map[string]int{}
	for n, i := range g.order {
		at[g.articles[i].ID] = n
	}
	named := map[string]bool{}
	for _, v := range verdicts {
		named[v.A], named[v.B] = true, true
	}
	for slot := range g.entries {
		if e := &g.entries[slot]; e.story != nil && named[e.id] {
			at[e.id] = g.storyGroup(e.story)
		}
	}
	return at
}

// obey applies the verdicts: articles of one event are joined before all others, and articles of two never are.
func (g *grouping) obey(verdicts []Verdict) {
	at := g.groupsOf(verdicts)
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
