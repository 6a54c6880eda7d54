package feeds

import (
	"cmp"
	"slices"
	"sync"
	"time"

	"lede/problem"
)

// The states of a feed, for the metrics.
const (
	standsWell    = "well"
	standsPartly  = "partly read"
	standsFailing = "failing"
	standsEnded   = "ended"
)

const (
	// overdue is how long after its time a visit is waited for. After that another process makes it, or nobody follows the feed any
	// more.
	overdue = time.Hour
	// mostStates bounds the feeds that are remembered, some megabytes of them.
	mostStates = 100_000
)

// Troubled is a feed that cannot be read.
type Troubled struct {
	Site  string
	What  *problem.Problem
	Since time.Time
}

// feedState is how a feed was at this process's last visit to it.
type feedState struct {
	state string
	what  Troubled  // when it is in trouble
	until time.Time // when this process stops being responsible for the feed
}

// feedStates are the states of the feeds that this process has visited. No store is asked: reading them must not cost more the more
// feeds there are.
type feedStates struct {
	mu sync.Mutex
	of map[string]feedState // by id
}

// note records the result of a visit. next is the time until the next one.
func (s *feedStates) note(id string, e entry, next time.Duration) {
	now := feedState{state: standsWell, until: time.Now().Add(next + overdue)}
	switch {
	case e.Paused != nil:
		now.state, now.what = standsEnded, Troubled{ownerOf(id)[len(ownerPart):], e.Paused, e.Since}
	case e.Trouble != nil:
		now.state, now.what = standsFailing, Troubled{ownerOf(id)[len(ownerPart):], e.Trouble, e.Since}
	case e.Partly:
		now.state = standsPartly
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, known := s.of[id]; !known && len(s.of) >= mostStates {
		return
	}
	if s.of == nil {
		s.of = map[string]feedState{}
	}
	s.of[id] = now
}

func (s *feedStates) drop(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.of, id)
}

// States counts, by state, the feeds that this process was the last to visit, and lists those in trouble, longest first.
func (f *Feeds) States() (counts map[string]uint64, troubled []Troubled) {
	counts = map[string]uint64{standsWell: 0, standsPartly: 0, standsFailing: 0, standsEnded: 0}
	now := time.Now()
	s := &f.states
	s.mu.Lock()
	defer s.mu.Unlock()
	for id, one := range s.of {
		if now.After(one.until) {
			delete(s.of, id)
			continue
		}
		counts[one.state]++
		if one.what.What != nil {
			troubled = append(troubled, one.what)
		}
	}
	slices.SortFunc(troubled, func(a, b Troubled) int {
		return cmp.Or(a.Since.Compare(b.Since), cmp.Compare(a.Site, b.Site))
	})
	return counts, troubled
}
