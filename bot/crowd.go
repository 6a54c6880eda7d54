package bot

import (
	"context"
	"sync"
	"time"
)

// crowd bounds what goes on at the same time. A place is for somebody who is being answered, waiting included;
// a hand is for a handler at work. They are two things because somebody without a hand still has to be told,
// within three seconds, that the answer will take a while.
type crowd struct {
	places, hands chan struct{}
	mu            sync.Mutex
	closed        bool
	inside        sync.WaitGroup
}

func newCrowd(places, hands int) *crowd {
	return &crowd{places: make(chan struct{}, places), hands: make(chan struct{}, hands)}
}

// admit runs job in its own goroutine, or returns false when there is no place left or the crowd is closed.
func (c *crowd) admit(job func()) bool {
	select {
	case c.places <- struct{}{}:
	default:
		return false
	}
	admitted := c.track(func() {
		defer func() { <-c.places }()
		job()
	})
	if !admitted {
		<-c.places
	}
	return admitted
}

// track runs f in a goroutine that close waits for; it returns false when the crowd is closed.
func (c *crowd) track(f func()) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return false
	}
	c.inside.Go(f)
	return true
}

// work runs f when a hand is free, unless ctx ends before.
func (c *crowd) work(ctx context.Context, f func()) error {
	select {
	case c.hands <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-c.hands }()
	f()
	return nil
}

// close admits nobody any more and waits until all have left or the time has come.
func (c *crowd) close(until time.Time) (empty bool) {
	c.mu.Lock()
	c.closed = true
	c.mu.Unlock()
	left := make(chan struct{})
	go func() {
		c.inside.Wait()
		close(left)
	}()
	late := time.NewTimer(time.Until(until))
	defer late.Stop()
	select {
	case <-left:
		return true
	case <-late.C:
		return false
	}
}

// recent remembers the last ids, because a resumed gateway may deliver an event twice.
type recent struct {
	mu   sync.Mutex
	ids  map[string]struct{}
	ring []string
	next int
}

func newRecent(n int) *recent {
	return &recent{ids: make(map[string]struct{}, n), ring: make([]string, n)}
}

// first tells whether the id is new, and remembers it.
func (r *recent) first(id string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, known := r.ids[id]; known {
		return false
	}
	delete(r.ids, r.ring[r.next])
	r.ids[id] = struct{}{}
	r.ring[r.next] = id
	r.next = (r.next + 1) % len(r.ring)
	return true
}
