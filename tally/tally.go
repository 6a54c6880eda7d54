// Package tally counts events and measures durations, in the package where they happen. The zero value of each type is ready for use, and
// safe for concurrent use; a nil one counts nothing.
//
// It refuses to name a metric, and to know who reads it: service writes the metrics.
package tally

import (
	"maps"
	"sync"
	"sync/atomic"
	"time"
)

// Bounds are the upper bounds of the groups in which durations are counted. One more group has no upper bound.
var Bounds = [...]time.Duration{
	time.Millisecond, 5 * time.Millisecond, 25 * time.Millisecond, 100 * time.Millisecond, 250 * time.Millisecond, 500 * time.Millisecond,
	time.Second, 2 * time.Second, 3 * time.Second, 10 * time.Second, time.Minute, 10 * time.Minute, time.Hour,
}

// Times counts durations by group, and adds them up.
type Times struct {
	groups [len(Bounds) + 1]atomic.Uint64
	sum    atomic.Int64
}

// Add counts a duration.
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

// Since counts the time that has passed since an instant.
func (t *Times) Since(began time.Time) { t.Add(time.Since(began)) }

// Spread is what a Times has counted.
type Spread struct {
	UpTo  [len(Bounds)]uint64 // how many took no longer than each bound: cumulative, as Prometheus wants it
	Count uint64              // of all, those beyond the last bound included
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

// Counts counts events by a key that has few values, such as an outcome: each is kept for good.
type Counts[K comparable] struct {
	mu sync.Mutex
	of map[K]uint64
}

// Add counts one event.
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

// Read returns a copy of the counts so far.
func (c *Counts[K]) Read() map[K]uint64 {
	if c == nil {
		return nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return maps.Clone(c.of)
}
