package store

import (
	"container/list"
	"hash/maphash"
	"slices"
	"strings"
	"sync"
	"time"
)

const (
	// readingBytes is roughly the memory of a reading besides its names and values, entryBytes that of an entry.
	readingBytes = 300
	entryBytes   = 60
)

// spot is what a reading covers: one key, or without a key all keys of a kind.
type spot struct {
	place
	key string
}

// reading is what the store once returned: a list. For one key, it has one entry, or none if the key is missing.
type reading struct {
	spot
	list  []Entry
	bytes int
	term  int // the term it was made in; 0 when it is in doubt
	until time.Time
}

// begun is what was known when a reading began.
type begun struct{ term, changes int }

// readings is what a Cache remembers.
type readings struct {
	most     int // bytes
	freshFor time.Duration
	seed     maphash.Seed

	mu    sync.Mutex
	bytes int
	known map[place]map[string]*list.Element // by key; holds *reading
	used  *list.List                         // the most recently used first
	// term counts how often following has begun, from 1. It is 0 while changes are not followed, and last is its previous
	// value.
	term, last int
	// changes counts the announced changes, by a hash of their place, so that a reading that began before a change does not
	// bring back the old value. Places that share a counter only make each other's readings suspect.
	changes [1024]int
}

func newReadings(most int, freshFor time.Duration) *readings {
	return &readings{most: most, freshFor: freshFor, seed: maphash.MakeSeed(), known: map[place]map[string]*list.Element{}, used: list.New()}
}

// follow records that changes are followed from now on, or no longer.
func (r *readings) follow(yes bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.term = 0; yes {
		r.last++
		r.term = r.last
	}
}

// recall returns what is remembered for a spot, and whether it may be trusted. A reading that begins now has to pass b to keep.
func (r *readings) recall(s spot) (list []Entry, known, fresh bool, b begun) {
	r.mu.Lock()
	defer r.mu.Unlock()
	b = begun{r.term, *r.changed(s.place)}
	if x, ok := r.use(s); ok {
		list, known, fresh = x.list, true, r.fresh(x)
	}
	if s.key == "" || fresh {
		return list, known, fresh, b
	}
	// All keys of the kind may be known.
	if x, ok := r.use(spot{place: s.place}); ok && (r.fresh(x) || !known) {
		i, found := slices.BinarySearchFunc(x.list, s.key, func(e Entry, key string) int { return strings.Compare(e.Key, key) })
		if list = nil; found {
			list = x.list[i : i+1]
		}
		known, fresh = true, r.fresh(x)
	}
	return list, known, fresh, b
}

// use finds a reading and moves it to the front.
func (r *readings) use(s spot) (*reading, bool) {
	e, ok := r.known[s.place][s.key]
	if !ok {
		return nil, false
	}
	r.used.MoveToFront(e)
	return e.Value.(*reading), true
}

func (r *readings) fresh(x *reading) bool {
	return r.term != 0 && x.term == r.term && time.Now().Before(x.until)
}

// keep stores a reading, unless something changed since it began; it takes ownership of the list.
func (r *readings) keep(s spot, all []Entry, b begun) {
	x := &reading{spot: s, list: all, bytes: readingBytes + len(s.owner) + len(s.kind) + len(s.key), term: b.term, until: time.Now().Add(r.freshFor)}
	for _, e := range all {
		x.bytes += entryBytes + len(e.Key) + len(e.Value)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if b.changes != *r.changed(s.place) || x.bytes > r.most {
		return
	}
	if old, ok := r.known[s.place][s.key]; ok {
		r.remove(old)
	}
	if r.known[s.place] == nil {
		r.known[s.place] = map[string]*list.Element{}
	}
	r.known[s.place][s.key] = r.used.PushFront(x)
	r.bytes += x.bytes
	for r.bytes > r.most {
		r.remove(r.used.Back())
	}
}

func (r *readings) remove(e *list.Element) {
	x := r.used.Remove(e).(*reading)
	r.bytes -= x.bytes
	delete(r.known[x.place], x.key)
	if len(r.known[x.place]) == 0 {
		delete(r.known, x.place)
	}
}

// forget drops what has changed, and returns what was known about it.
func (r *readings) forget(owner string, kinds []string) (gone []spot) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, kind := range kinds {
		*r.changed(place{owner, kind})++
		for _, e := range r.known[place{owner, kind}] {
			gone = append(gone, e.Value.(*reading).spot)
			r.remove(e)
		}
	}
	return gone
}

// doubt marks what may have changed: it is still better than nothing.
func (r *readings) doubt(owner string, kinds []string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, kind := range kinds {
		*r.changed(place{owner, kind})++
		for _, e := range r.known[place{owner, kind}] {
			e.Value.(*reading).term = 0
		}
	}
}

func (r *readings) changed(p place) *int {
	return &r.changes[maphash.Comparable(r.seed, p)%uint64(len(r.changes))]
}

// copied returns entries that the caller may change.
func copied(list []Entry) []Entry {
	var out []Entry
	for _, e := range list {
		out = append(out, Entry{e.Key, slices.Clone(e.Value)})
	}
	return out
}
