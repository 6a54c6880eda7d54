package workers

import (
	"context"
	"sync"
	"time"
)

// Pool bounds what goes on at the same time: workers run the handlers. Waiting for one is bounded by time, because everybody
// has to get an answer within three seconds; the number of places is bounded by memory.
type Pool struct {
	places, workers chan struct{}
	people, servers *shares // of the workers: people who wait long, as for a slow site, take few of them from others
	mu              sync.Mutex
	closed          bool
	inside          sync.WaitGroup
}

// The share of the workers that may run for one person, and for one server.
const (
	personPart = 4
	serverPart = 2
)

// New returns a pool with so many places and workers.
func New(places, workers int) *Pool {
	return &Pool{
		places: make(chan struct{}, places), workers: make(chan struct{}, workers),
		people: newShares(workers / personPart), servers: newShares(workers / serverPart),
	}
}

// Admit runs job in its own goroutine, or returns false when there is no place left or the pool is closed.
func (p *Pool) Admit(job func()) bool {
	select {
	case p.places <- struct{}{}:
	default:
		return false
	}
	admitted := p.Track(func() {
		defer func() { <-p.places }()
		job()
	})
	if !admitted {
		<-p.places
	}
	return admitted
}

// Track runs f in a goroutine that Close waits for; it returns false when the pool is closed.
func (p *Pool) Track(f func()) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return false
	}
	p.inside.Go(f)
	return true
}

// Work runs f when a worker is free for the asker, under a context that GiveWay accepts. It returns an error, without having
// run f, when waiting ends first.
func (p *Pool) Work(waiting, ctx context.Context, who Asker, f func(context.Context)) error {
	if err := p.people.enter(waiting, who.Person); err != nil {
		return err
	}
	defer p.people.leave(who.Person)
	if err := p.servers.enter(waiting, who.Server); err != nil {
		return err
	}
	if err := take(waiting, p.workers); err != nil {
		p.servers.leave(who.Server)
		return err
	}
	free := sync.OnceFunc(func() {
		<-p.workers
		p.servers.leave(who.Server)
	})
	defer free()
	f(context.WithValue(ctx, worker{}, free))
	return nil
}

// worker is the context key of the worker that runs a handler.
type worker struct{}

// GiveWay frees the worker, and its server's share, that runs the handler with this context: what follows is bounded by
// something else, such as a place in a queue. The handler counts as its person's until it ends, so that they cannot start
// others without end.
func GiveWay(ctx context.Context) {
	if free, ok := ctx.Value(worker{}).(func()); ok {
		free()
	}
}

// Wait waits until all have left.
func (p *Pool) Wait() { p.inside.Wait() }

// Close admits nobody any more and waits until all have left, or until the given time.
func (p *Pool) Close(until time.Time) (empty bool) {
	p.mu.Lock()
	p.closed = true
	p.mu.Unlock()
	left := make(chan struct{})
	go func() {
		p.Wait()
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
