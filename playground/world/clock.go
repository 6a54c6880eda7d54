package world

import (
	"sync"
	"time"
)

// Clock is the playground's time. It runs like any other, and can be moved forward.
type Clock struct {
	mu     sync.Mutex
	ahead  time.Duration
	movers []func(time.Time)
}

// NewClock starts a clock at a moment; the zero time means now.
func NewClock(start time.Time) *Clock {
	c := &Clock{}
	if !start.IsZero() {
		c.ahead = time.Until(start)
	}
	return c
}

// Now returns the clock's time.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return time.Now().Add(c.ahead)
}

// Move moves the clock forward to a moment. A moment that has passed changes nothing.
func (c *Clock) Move(to time.Time) {
	c.mu.Lock()
	now := time.Now().Add(c.ahead)
	if !to.After(now) {
		c.mu.Unlock()
		return
	}
	c.ahead += to.Sub(now)
	// Callbacks run without the lock: the first thing they do is look at the clock.
	movers := c.movers[:len(c.movers):len(c.movers)]
	c.mu.Unlock()
	for _, f := range movers {
		f(to)
	}
}

// OnMove has f called after each move.
func (c *Clock) OnMove(f func(time.Time)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.movers = append(c.movers, f)
}
