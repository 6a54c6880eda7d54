// Package workers bounds how many handlers run at the same time, in all, for one person and for one server.
//
// It refuses to keep anybody waiting without end, and to know what a handler does.
package workers

import (
	"context"
	"sync"
	"time"
)

// Pool bounds what goes on at the same time: workers are for handlers that run. Whoever waits for one is bounded by time,
// because everybody has to be told something within three seconds; places are only as many as memory bears.
type Pool struct {
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

// New returns a pool of so many places and workers.
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

// Work runs f when a worker is free for the asker, under a context of whom GiveWay is told. It returns an error, and has not run it, when
// waiting ends before.
func (p *Pool) Work(waiting, ctx context.Context, who Asker, f func(context.Context)) error {
	if err := p.people.enter(waiting, who.Person); err != nil {
		return err
	}
	defer p.people.leave(who.Person)
	if err := p.servers.enter(waiting, who.Server); err != nil {
		return err
	}
	select {
	case p.workers <- struct{}{}:
	case <-waiting.Done():
		p.servers.leave(who.Server)
		return waiting.Err()
	}
	free := sync.OnceFunc(func() {
		<-p.workers
		p.servers.leave(who.Server)
	})
	defer free()
	f(context.WithValue(ctx, worker{}, free))
	return nil
}

// worker is under what a handler's context has the worker that runs it.
type worker struct{}

// GiveWay frees the worker that runs the handler with this context for somebody else, and that of its server: what follows is bounded by
// something else, such as a place in a queue. For its person the handler counts until it ends, so that they start no others without end.
func GiveWay(ctx context.Context) {
	if free, ok := ctx.Value(worker{}).(func()); ok {
		free()
	}
}

// Wait waits until all have left.
func (p *Pool) Wait() { p.inside.Wait() }

// Close admits nobody any more and waits until all have left, or until the time has come.
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
