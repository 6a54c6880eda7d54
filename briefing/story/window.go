package story

import (
	"cmp"
	"slices"
	"time"
)

// Window holds the articles of the last days, each in its story, so that a new one finds those it may belong to. It takes
// about a kilobyte an article. It is not safe for concurrent use.
type Window struct {
	weights *Weights
	entries []entry
	// free are the unused entries.
	free []uint32
	index
	stories map[string]*running
}

// entry is an article in the window.
type entry struct {
	id    string
	story *running
	print print
}

// running is a story in the window.
type running struct {
	id      string
	since   int64
	posted  bool
	entries []uint32 // the newest first
}

const (
	mostMatched = 64  // articles of the window that a new one is compared with
	leastLikely = 0.3 // chance of one of them for its story to be compared
	mostRecent  = 24  // newest articles of a story that a new one is compared with
	// tellingSeconds is how far apart two articles may be for their likeness to count. A story may run for
	// longer, from article to article.
	tellingSeconds = int64(5 * 24 * time.Hour / time.Second)
)

// NewWindow returns an empty window. A nil w means the learned weights.
func NewWindow(w *Weights) *Window {
	if w == nil {
		w = Learned()
	}
	return &Window{weights: w, index: newIndex(), stories: map[string]*running{}}
}

// Len returns how many articles are in the window.
func (w *Window) Len() int { return len(w.entries) - len(w.free) }

// Add puts an article into the window, in a story it is known to belong to.
func (w *Window) Add(id, story string, s Signature) { w.add(id, story, printOf(&s)) }

func (w *Window) add(id, story string, p print) {
	r := w.stories[story]
	if r == nil {
		r = &running{id: story, since: p.published}
		w.stories[story] = r
	}
	r.since = min(r.since, p.published)
	if p.page != 0 {
		w.replace(r, &p, id)
		w.stories[story] = r // it may have been empty
	}
	slot := uint32(len(w.entries))
	if n := len(w.free); n > 0 {
		slot, w.free = w.free[n-1], w.free[:n-1]
	} else {
		w.entries = append(w.entries, entry{})
	}
	w.entries[slot] = entry{id, r, p}
	at, _ := slices.BinarySearchFunc(r.entries, slot, w.newer)
	r.entries = slices.Insert(r.entries, at, slot)
	w.index.add(slot, &p)
}

// newer orders entries of a story: the newest first.
func (w *Window) newer(a, b uint32) int {
	x, y := &w.entries[a], &w.entries[b]
	return cmp.Or(cmp.Compare(y.print.published, x.print.published), cmp.Compare(x.id, y.id))
}

// Posted records that a story was shown: if it is merged with another, its name stays.
func (w *Window) Posted(story string) {
	if r := w.stories[story]; r != nil {
		r.posted = true
	}
}

// Forget removes what was published before a time. An article without a time stays until it is removed.
func (w *Window) Forget(before time.Time) {
	for slot := range w.entries {
		if e := &w.entries[slot]; e.story != nil && e.print.published != 0 && e.print.published < before.Unix() {
			w.remove(uint32(slot))
		}
	}
}

// Remove takes an article out of the window.
func (w *Window) Remove(id string) {
	for slot := range w.entries {
		if e := &w.entries[slot]; e.story != nil && e.id == id {
			w.remove(uint32(slot))
		}
	}
}

func (w *Window) remove(slot uint32) {
	e := &w.entries[slot]
	r := e.story
	w.index.remove(slot, &e.print)
	r.entries = slices.DeleteFunc(r.entries, func(n uint32) bool { return n == slot })
	if len(r.entries) == 0 {
		delete(w.stories, r.id)
	}
	*e = entry{}
	w.free = append(w.free, slot)
}

// replace removes the earlier versions of a page: the newest stands for it.
func (w *Window) replace(r *running, p *print, id string) {
	for _, slot := range slices.Clone(r.entries) {
		if e := &w.entries[slot]; e.id == id || samePage(p, &e.print) {
			w.remove(slot)
		}
	}
}

// recent returns the articles of a story that a new one is compared with.
func (r *running) recent() []uint32 { return r.entries[:min(len(r.entries), mostRecent)] }

// nearness of an article to a story is the mean chance over the articles close enough in time.
func (w *Window) nearness(p *print, crowd *crowd, r *running) (mean float64, closest uint32) {
	told, most := 0, -1.0
	var others []*print
	for _, slot := range r.recent() {
		other := &w.entries[slot].print
		if !tells(p, other) {
			continue
		}
		chance := w.weights.among(crowd, p, other, nil)
		mean += chance
		told++
		others = append(others, other)
		if chance > most {
			most, closest = chance, slot
		}
	}
	if told == 0 {
		return 0, closest
	}
	one, all := w.wholeOf(around{}, p), w.wholeOf(around{}, others...)
	return likely(mean/float64(told), p, others[0], &one, &all), closest
}

// match is an article of the window, and the chance that it reports the same event as another; 0 if they cannot be compared.
type match struct {
	slot   uint32
	chance float64
}

// matches finds the articles of the window that may report the same event as one, the nearest first, and counts those around it.
func (w *Window) matches(p *print, near *crowd, r *around) (list []match) {
	for _, slot := range w.find(p, mostMatched) {
		m, other := match{slot: slot}, &w.entries[slot].print
		if tells(p, other) {
			m.chance = w.weights.chance(p, other, r)
		}
		if m.chance >= nearby && !brief(p, other) {
			near.add(other)
		}
		list = append(list, m)
	}
	return list
}

// tells reports whether two articles are close enough in time to be compared.
func tells(a, b *print) bool {
	return !dated(a, b) || max(a.published-b.published, b.published-a.published) <= tellingSeconds
}

// Match returns the story that an article belongs to. The story is "" if it is a new one.
func (w *Window) Match(s Signature) (story string, why Why) {
	p := printOf(&s)
	var best *running
	mean, closest := w.weights.Join, uint32(0)
	seen := map[*running]bool{}
	var near crowd
	for _, m := range w.matches(&p, &near, nil) {
		r := w.entries[m.slot].story
		if other := &w.entries[m.slot].print; samePage(&p, other) || quoteAlike(&p, other) {
			return r.id, w.why(&s, &p, m.slot, 1)
		}
		if seen[r] || m.chance < leastLikely {
			continue
		}
		seen[r] = true
		if m, c := w.nearness(&p, &near, r); m > mean || best != nil && m == mean && r.id < best.id {
			best, mean, closest = r, m, c
		}
	}
	if best == nil {
		return "", Why{}
	}
	return best.id, w.why(&s, &p, closest, mean)
}
