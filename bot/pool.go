package bot

import (
	"context"
	"sync"
	"time"
)

// pool bounds what goes on at the same time: workers are for handlers that run. Whoever waits for one is bounded by time,
// because everybody has to be told something within three seconds; places are only as many as memory bears.
type pool struct {
	places, workers chan struct{}
	people, servers *shares // of the workers: who waits long, as for a slow site, keeps few of them from others
	mu              sync.Mutex
	closed          bool
	inside          sync.WaitGroup
}

// Which part of the workers may run for one person, and for one server.
const (
	personPart = 4
	serverPart = 2
)

func newPool(places, workers int) *pool {
	return &pool{
		places: make(chan struct{}, places), workers: make(chan struct{}, workers),
		people: newShares(workers / personPart), servers: newShares(workers / serverPart),
	}
}

// admit runs job in its own goroutine, or returns false when there is no place left or the pool is closed.
func (p *pool) admit(job func()) bool {
	select {
	case p.places <- struct{}{}:
	default:
		return false
	}
	admitted := p.track(func() {
		defer func() { <-p.places }()
		job()
	})
	if !admitted {
		<-p.places
	}
	return admitted
}

// track runs f in a goroutine that close waits for; it returns false when the pool is closed.
func (p *pool) track(f func()) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return false
	}
	p.inside.Go(f)
	return true
}

// work runs f when a worker is free for the asker. It returns an error, and has not run it, when ctx ends before.
func (p *pool) work(ctx context.Context, who asker, f func()) error {
	if err := p.people.enter(ctx, who.person); err != nil {
		return err
	}
	defer p.people.leave(who.person)
	if err := p.servers.enter(ctx, who.server); err != nil {
		return err
	}
	defer p.servers.leave(who.server)
	select {
	case p.workers <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-p.workers }()
	f()
	return nil
}

// close admits nobody any more and waits until all have left, or until the time has come.
func (p *pool) close(until time.Time) (empty bool) {
	p.mu.Lock()
	p.closed = true
	p.mu.Unlock()
	left := make(chan struct{})
	go func() {
		p.inside.Wait()
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
