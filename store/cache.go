package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

// Announcer is a KV that several processes share, and that announces to each of them the changes of all.
type Announcer interface {
	KV
	// Follow announces changes until ctx ends or the store is closed. changed gets an owner and the kinds whose values changed,
	// no matter which process changed them. follows(true) says that no change is missed from now on, follows(false) that one
	// may have been. One goroutine calls both; they must not block it.
	Follow(ctx context.Context, changed func(owner string, kinds []string), follows func(bool))
}

const (
	defaultCacheBytes = 64 << 20
	// mostWaiting bounds how many callers wait for a store that has been silent for a tenth of their patience: each of them may
	// hold a worker that could serve another caller from memory.
	mostWaiting = 6
	// mostStale bounds how many readings wait to be renewed.
	mostStale = 1000
)

// CacheOptions may be zero.
type CacheOptions struct {
	Bytes          int           // of what is kept in memory; default 64 MiB
	ReadPatience   time.Duration // how long a read waits for the store; default 500 ms
	UpdatePatience time.Duration // how long an Update waits; default 1.5 s
	// Rest is how long a store that did not answer in time is left alone. Default 1 s.
	Rest time.Duration
	// Fresh is how long a reading is used without asking. An announcement can get lost between the nodes of a cluster, which no
	// subscriber can notice. Default 1 min.
	Fresh time.Duration
}

// Cache answers from memory what was read before, so that a hanging store does not block readers. It is for callers who cannot
// wait. Work on claims goes to the store itself.
//
// A value is returned without asking while the store's changes are followed and none was about its kind. At other times the
// store is asked first, and memory is used only if the store does not answer; what memory does not have fails with
// ErrUnavailable. After a call has waited in vain, the store is left alone for CacheOptions.Rest, so that callers do not queue
// up for it.
type Cache struct {
	KV // calls that are not about values, such as Claim, go straight to the store

	follow func(ctx context.Context, changed func(owner string, kinds []string), follows func(bool))
	closed atomic.Bool
	memory *readings
	stale  chan spot // known readings that have changed
	rest   time.Duration

	mu             sync.Mutex
	rested         time.Time // until when the store is left alone; zero while it answers
	reads, updates waiters
	// clock is what the store's clock showed at the instant clockRead of our own.
	clock, clockRead time.Time
}

// waiters counts the callers that wait for the store.
type waiters struct {
	patience time.Duration
	waiting  int
	quiet    time.Time // since when the store has answered none of them
}

// NewCache returns a cache over a store. It trusts its memory only while Run runs.
func NewCache(kv Announcer, o CacheOptions) *Cache {
	return &Cache{
		KV: kv, follow: kv.Follow, stale: make(chan spot, mostStale),
		memory:  newReadings(cmp.Or(o.Bytes, defaultCacheBytes), cmp.Or(o.Fresh, time.Minute)),
		reads:   waiters{patience: cmp.Or(o.ReadPatience, 500*time.Millisecond)},
		updates: waiters{patience: cmp.Or(o.UpdatePatience, 1500*time.Millisecond)},
		rest:    cmp.Or(o.Rest, time.Second),
	}
}

// Run follows the store's changes until ctx ends.
func (c *Cache) Run(ctx context.Context) {
	var renewing sync.WaitGroup
	defer renewing.Wait()
	renewing.Go(func() { c.renew(ctx) })
	defer c.memory.follow(false)
	c.follow(ctx, c.forget, func(yes bool) {
		c.memory.follow(yes)
		if yes {
			c.heard() // a store that confirms a subscription is up
		}
	})
}

// forget drops what has changed. What was known about it will be read anew, unless that is too much.
func (c *Cache) forget(owner string, kinds []string) {
	for _, s := range c.memory.forget(owner, kinds) {
		select {
		case c.stale <- s:
		default:
		}
	}
}

// renew reads what has changed, so that it is known should the store hang before anybody asks for it.
func (c *Cache) renew(ctx context.Context) {
	_, _ = c.Now(ctx) // worth knowing too
	for {
		select {
		case <-ctx.Done():
			return
		case s := <-c.stale:
			// What cannot be read now is read when it is asked for.
			if s.key == "" {
				_, _ = c.List(ctx, s.owner, s.kind)
			} else {
				_, _ = c.Get(ctx, s.owner, s.kind, s.key)
			}
		}
	}
}

// Get implements KV.
func (c *Cache) Get(ctx context.Context, owner, kind, key string) ([]byte, error) {
	if err := CheckNames(owner, kind, key); err != nil {
		return nil, err
	}
	list, err := c.read(ctx, spot{place{owner, kind}, key}, func(ctx context.Context) ([]Entry, error) {
		v, err := c.KV.Get(ctx, owner, kind, key)
		if errors.Is(err, ErrNotFound) {
			return nil, nil
		}
		return []Entry{{key, v}}, err
	})
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return nil, ErrNotFound
	}
	return list[0].Value, nil
}

// List implements KV.
func (c *Cache) List(ctx context.Context, owner, kind string) ([]Entry, error) {
	if err := CheckNames(owner, kind); err != nil {
		return nil, err
	}
	return c.read(ctx, spot{place: place{owner, kind}}, func(ctx context.Context) ([]Entry, error) {
		return c.KV.List(ctx, owner, kind)
	})
}

// read answers from memory if it may, else from the store, else from memory after all.
func (c *Cache) read(ctx context.Context, s spot, ask func(context.Context) ([]Entry, error)) ([]Entry, error) {
	if err := c.open(ctx); err != nil {
		return nil, err
	}
	kept, known, fresh, begun := c.memory.recall(s)
	if fresh {
		return copied(kept), nil
	}
	var list []Entry
	err := c.within(ctx, &c.reads, func(ctx context.Context) (err error) {
		list, err = ask(ctx)
		return err
	})
	switch {
	case err == nil:
		c.memory.keep(s, list, begun)
		return copied(list), nil
	case known && errors.Is(err, ErrUnavailable):
		return copied(kept), nil
	case errors.Is(err, ErrRefused):
		err = unread{err}
	}
	return nil, err
}

// unread is the error of a reading that the store refuses, as a Redis does that is loading its data. Whoever only reads must not
// hear that nothing was saved, so it is ErrUnavailable and nothing more.
type unread struct{ error }

func (u unread) Is(target error) bool { return target == ErrUnavailable }

// Update implements KV. If the store stops answering, ErrUncertain says that it may have made the change.
func (c *Cache) Update(ctx context.Context, owner string, edit func(Tx) error) error {
	if err := CheckNames(owner); err != nil {
		return err
	}
	if err := c.open(ctx); err != nil {
		return err
	}
	var last atomic.Pointer[noted] // by the run of the edit whose writes are sent; nil before there are any
	err := c.within(ctx, &c.updates, func(ctx context.Context) error {
		return c.KV.Update(ctx, owner, func(tx Tx) error {
			last.Store(nil)
			n := &noted{Tx: tx}
			err := edit(n)
			if err == nil {
				last.Store(n)
			}
			return err
		})
	})
	made := last.Load()
	switch {
	case made == nil || len(made.kinds) == 0:
	case err == nil:
		c.forget(owner, made.kinds)
	case errors.Is(err, ErrRefused): // for certain not made
	case errors.Is(err, ErrUnavailable), errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		c.memory.doubt(owner, made.kinds)
		return fmt.Errorf("%w: %w", ErrUncertain, err)
	}
	return err
}

// noted is a Tx that records the kinds whose values it changes.
type noted struct {
	Tx
	kinds []string
}

func (n *noted) Put(kind, key string, value []byte) error {
	n.kinds = append(n.kinds, kind)
	return n.Tx.Put(kind, key, value)
}

func (n *noted) Delete(kind, key string) error {
	n.kinds = append(n.kinds, kind)
	return n.Tx.Delete(kind, key)
}

// Now implements KV. If the store does not answer, it returns the store's last known clock plus the time since.
func (c *Cache) Now(ctx context.Context) (now time.Time, err error) {
	err = c.within(ctx, &c.reads, func(ctx context.Context) (err error) {
		now, err = c.KV.Now(ctx)
		return err
	})
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case err == nil:
		c.clock, c.clockRead = now, time.Now()
	case errors.Is(err, ErrUnavailable) && !c.clockRead.IsZero():
		return c.clock.Add(time.Since(c.clockRead)), nil
	}
	return now, err
}

// Close implements KV: it closes the store.
func (c *Cache) Close() error {
	c.closed.Store(true)
	return c.KV.Close()
}

func (c *Cache) open(ctx context.Context) error {
	if c.closed.Load() {
		return ErrClosed
	}
	return ctx.Err()
}

// within calls the store and gives up after the waiters' patience, with ErrUnavailable.
func (c *Cache) within(ctx context.Context, w *waiters, call func(context.Context) error) error {
	if !c.enter(w) {
		return fmt.Errorf("%w: it did not answer a moment ago", ErrUnavailable)
	}
	limited, cancel := context.WithTimeout(ctx, w.patience)
	defer cancel()
	begun := time.Now()
	err := call(limited)
	late := errors.Is(err, context.DeadlineExceeded)
	away := errors.Is(err, ErrUnavailable) && !errors.Is(err, ErrFull)
	how := gaveUp
	switch {
	case !late && !away && !errors.Is(err, context.Canceled):
		how = answered
	case time.Since(begun) >= c.reads.patience/2:
		how = inVain
	}
	c.leave(w, how)
	// A connection may find that the caller's deadline has passed a moment before the caller's context does.
	deadline, impatient := ctx.Deadline()
	ours := !impatient || deadline.After(begun.Add(w.patience))
	if late && ours && ctx.Err() == nil {
		return fmt.Errorf("%w: no answer after %v: %v", ErrUnavailable, w.patience, err)
	}
	return err
}

// enter reports whether the store may be asked. After its rest, one caller is let through to try, and the others once that one
// was answered.
func (c *Cache) enter(w *waiters) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := time.Now()
	switch {
	case now.Before(c.rested):
		return false
	case w.waiting == 0:
		w.quiet = now
	case w.waiting >= mostWaiting && now.Sub(w.quiet) > w.patience/10:
		return false
	}
	if !c.rested.IsZero() {
		c.rested = now.Add(c.rest)
	}
	w.waiting++
	return true
}

// waited is how a caller's wait for the store ended.
type waited int

const (
	gaveUp   waited = iota // too early to prove anything: this caller had less time than others have
	answered               // the store answered, if only with an error of its own
	inVain                 // the store was silent for long enough to be left alone
)

func (c *Cache) leave(w *waiters, how waited) {
	c.mu.Lock()
	defer c.mu.Unlock()
	w.waiting--
	switch how {
	case answered:
		w.quiet, c.rested = time.Now(), time.Time{}
	case inVain:
		c.rested = time.Now().Add(c.rest)
	}
}

func (c *Cache) heard() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.rested = time.Time{}
}
