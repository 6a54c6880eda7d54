// Package tally counts what happens and how long it takes, in the room that knows it. Zero values count nothing yet, nil ones never do.
//
// It refuses to name a metric, and to know who reads it: service writes the metrics.
package tally

import (
	"maps"
	"sync"
	"sync/atomic"
	"time"
)

// Bounds are the upper ends of the groups in which times are counted.
var Bounds = [...]time.Duration{
	time.Millisecond, 5 * time.Millisecond, 25 * time.Millisecond, 100 * time.Millisecond, 250 * time.Millisecond, 500 * time.Millisecond,
	time.Second, 2 * time.Second, 3 * time.Second, 10 * time.Second, time.Minute, 10 * time.Minute, time.Hour,
}

// Times counts how long something takes.
type Times struct {
	groups [len(Bounds) + 1]atomic.Uint64
	sum    atomic.Int64
}

// Add counts a time.
func (t *Times) Add(took time.Duration) {
	if t == nil {
		return
	}
	group := 0
	for group < len(Bounds) && took > Bounds[group] {
		group++
	}
	t.groups[group].Add(1)
	t.sum.Add(int64(took))
}

// Since counts the time since an instant.
func (t *Times) Since(began time.Time) { t.Add(time.Since(began)) }

// Spread is what a Times has counted.
type Spread struct {
	UpTo  [len(Bounds)]uint64 // how many took no longer than each bound
	Count uint64
	Sum   time.Duration
}

// Read returns what was counted so far.
func (t *Times) Read() (s Spread) {
	if t == nil {
		return s
	}
	for i := range t.groups {
		if s.Count += t.groups[i].Load(); i < len(Bounds) {
			s.UpTo[i] = s.Count
		}
	}
	s.Sum = time.Duration(t.sum.Load())
	return s
}

// Counts counts things that are told apart by a few words.
type Counts[K comparable] struct {
	mu sync.Mutex
	of map[K]uint64
}

// Add counts one.
func (c *Counts[K]) Add(k K) {
	if c == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.of == nil {
		c.of = map[K]uint64{}
	}
	c.of[k]++
}

// Read returns what was counted so far.
func (c *Counts[K]) Read() map[K]uint64 {
	if c == nil {
		return nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return maps.Clone(c.of)
}
