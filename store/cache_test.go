package store_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"lede/store"
	"lede/store/kvtest"
)

// remote is a store that several caches share, and that can hang.
type remote struct {
	store.KV
	hangs atomic.Bool
	slow  time.Duration // until it answers
	reads atomic.Int64
	// sent makes an Update hang after its writes went out.
	sent atomic.Bool

	mu        sync.Mutex
	followers []follower
	silent    bool // nobody is told of anything
}

type follower struct {
	changed func(string, []string)
	follows func(bool)
}

func newRemote(now func() time.Time) *remote {
	return &remote{KV: store.NewMemory(now)}
}

func (r *remote) Follow(ctx context.Context, changed func(string, []string), follows func(bool)) {
	follows(true)
	r.mu.Lock()
	r.followers = append(r.followers, follower{changed, follows})
	r.mu.Unlock()
	<-ctx.Done()
}

// tell calls a func for every follower.
func (r *remote) tell(f func(follower)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, x := range r.followers {
		if !r.silent {
			f(x)
		}
	}
}

func (r *remote) answer(ctx context.Context) error {
	time.Sleep(r.slow)
	if r.hangs.Load() {
		<-ctx.Done()
		return ctx.Err()
	}
	return nil
}

func (r *remote) Get(ctx context.Context, owner, kind, key string) ([]byte, error) {
	r.reads.Add(1)
	if err := r.answer(ctx); err != nil {
		return nil, err
	}
	return r.KV.Get(ctx, owner, kind, key)
}

func (r *remote) List(ctx context.Context, owner, kind string) ([]store.Entry, error) {
	r.reads.Add(1)
	if err := r.answer(ctx); err != nil {
		return nil, err
	}
	return r.KV.List(ctx, owner, kind)
}

func (r *remote) Now(ctx context.Context) (time.Time, error) {
	if err := r.answer(ctx); err != nil {
		return time.Time{}, err
	}
	return r.KV.Now(ctx)
}

func (r *remote) Update(ctx context.Context, owner string, edit func(store.Tx) error) error {
	if err := r.answer(ctx); err != nil {
		return err
	}
	err := r.KV.Update(ctx, owner, edit)
	if r.sent.Load() {
		<-ctx.Done()
		return ctx.Err()
	}
	r.tell(func(f follower) { f.changed(owner, []string{"notes", "k", "n"}) })
	return err
}

// cached is a cache on a remote store, which it follows.
func cached(t *testing.T, r *remote, o store.CacheOptions) *store.Cache {
	t.Helper()
	c := store.NewCache(r, o)
	follow(t, r, c)
	return c
}

// follow runs a cache until the test's end.
func follow(t *testing.T, r *remote, c *store.Cache) {
	t.Helper()
	count := func() int {
		r.mu.Lock()
		defer r.mu.Unlock()
		return len(r.followers)
	}
	before := count()
	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
	var running sync.WaitGroup
	running.Go(func() { c.Run(ctx) })
	t.Cleanup(func() {
		cancel()
		running.Wait()
	})
	for begun := time.Now(); count() == before; time.Sleep(time.Millisecond) {
		if time.Since(begun) > 30*time.Second {
			t.Fatal("the store is not followed")
		}
	}
}

const (
	guild = "guild:1"
	short = 20 * time.Millisecond
)

func put(t *testing.T, kv store.KV, key, value string) {
	t.Helper()
	if err := kv.Update(t.Context(), guild, func(tx store.Tx) error { return tx.Put("notes", key, []byte(value)) }); err != nil {
		t.Fatal(err)
	}
}

// got returns a value as text, or the error.
func got(kv store.KV, key string) string {
	v, err := kv.Get(context.Background(), guild, "notes", key)
	if err != nil {
		return err.Error()
	}
	return string(v)
}

// Ensure a cache obeys the laws, whether it may trust its memory or not.
func TestCache(t *testing.T) {
	for name, open := range map[string]func(t *testing.T, now func() time.Time) store.KV{
		"following": func(t *testing.T, now func() time.Time) store.KV {
			return cached(t, newRemote(now), store.CacheOptions{UpdatePatience: time.Minute})
		},
		"not following": func(_ *testing.T, now func() time.Time) store.KV {
			return store.NewCache(newRemote(now), store.CacheOptions{UpdatePatience: time.Minute})
		},
		"too small for anything": func(t *testing.T, now func() time.Time) store.KV {
			return cached(t, newRemote(now), store.CacheOptions{Bytes: 1, UpdatePatience: time.Minute})
		},
	} {
		t.Run(name, func(t *testing.T) { kvtest.Run(t, kvtest.Backend{Open: open}) })
	}
}

func TestWhatWasReadIsNotAskedForAgain(t *testing.T) {
	r := newRemote(nil)
	c := cached(t, r, store.CacheOptions{})
	put(t, c, "a", "one")
	for range 3 {
		if v := got(c, "a"); v != "one" {
			t.Errorf("got %s", v)
		}
		if v := got(c, "missing"); v != store.ErrNotFound.Error() {
			t.Errorf("got %s", v)
		}
		if list, err := c.List(t.Context(), guild, "empty"); err != nil || len(list) != 0 {
			t.Errorf("listed %v, %v", list, err)
		}
	}
	if n := r.reads.Load(); n != 3 {
		t.Errorf("the store was asked %d times, not 3", n)
	}
	// A cache with the whole list has every key of it, and knows which keys do not exist.
	if _, err := c.List(t.Context(), guild, "notes"); err != nil {
		t.Fatal(err)
	}
	put(t, r.KV, "b", "unannounced")
	if v := got(c, "b"); v != store.ErrNotFound.Error() {
		t.Errorf("got %s", v)
	}
}

func TestAChangeOfOneIsSeenByTheOther(t *testing.T) {
	r := newRemote(nil)
	a, b := cached(t, r, store.CacheOptions{}), cached(t, r, store.CacheOptions{})
	for i := range 100 {
		want := fmt.Sprint(i)
		put(t, a, "a", want)
		for _, c := range []*store.Cache{a, b} {
			if v := got(c, "a"); v != want {
				t.Fatalf("got %s, want %s", v, want)
			}
		}
	}
}

// slow lets a test delay one read after the store has answered it.
type slow struct {
	*remote
	hold       atomic.Bool
	asked, let chan struct{}
}

func (s *slow) Get(ctx context.Context, owner, kind, key string) ([]byte, error) {
	v, err := s.remote.Get(ctx, owner, kind, key)
	if s.hold.CompareAndSwap(true, false) {
		s.asked <- struct{}{}
		<-s.let
	}
	return v, err
}

// Ensure a read that began before a change does not bring back what was there.
func TestNoOldValueIsKept(t *testing.T) {
	for what, change := range map[string]func(*testing.T, *store.Cache, *remote){
		"own":     func(t *testing.T, c *store.Cache, _ *remote) { put(t, c, "a", "new") },
		"other's": func(t *testing.T, _ *store.Cache, r *remote) { put(t, r, "a", "new") },
		"a loss": func(t *testing.T, _ *store.Cache, r *remote) {
			r.tell(func(f follower) { f.follows(false) })
			put(t, r.KV, "a", "new")
			r.tell(func(f follower) { f.follows(true) })
		},
	} {
		t.Run(what, func(t *testing.T) {
			r := newRemote(nil)
			put(t, r.KV, "a", "old")
			s := &slow{remote: r, asked: make(chan struct{}), let: make(chan struct{})}
			c := store.NewCache(s, store.CacheOptions{})
			follow(t, r, c)
			s.hold.Store(true)
			var reading sync.WaitGroup
			reading.Go(func() { _ = got(c, "a") })
			<-s.asked
			change(t, c, r)
			s.let <- struct{}{}
			reading.Wait()
			if v := got(c, "a"); v != "new" {
				t.Errorf("got %s", v)
			}
		})
	}
}

// Ensure a changed value is read again before anybody asks for it.
func TestWhatChangedIsReadAnew(t *testing.T) {
	for name, ask := range map[string]func(store.KV) string{
		"a key": func(kv store.KV) string { return got(kv, "a") },
		"all keys": func(kv store.KV) string {
			list, err := kv.List(context.Background(), guild, "notes")
			if err != nil || len(list) != 1 {
				return fmt.Sprint(list, err)
			}
			return string(list[0].Value)
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRemote(nil)
			put(t, r, "a", "one")
			// A read that took too long would be given up, and nobody asks a second time.
			c := cached(t, r, store.CacheOptions{ReadPatience: 30 * time.Second})
			if v := ask(c); v != "one" {
				t.Fatalf("at first: got %s", v)
			}
			before := r.reads.Load()
			put(t, r, "a", "two")
			for begun := time.Now(); r.reads.Load() == before; time.Sleep(time.Millisecond) {
				if time.Since(begun) > 30*time.Second {
					t.Fatal("it is not read anew")
				}
			}
			for begun := time.Now(); ask(c) != "two" && time.Since(begun) < 5*time.Second; time.Sleep(time.Millisecond) {
			}
			r.hangs.Store(true)
			if v := ask(c); v != "two" {
				t.Errorf("got %s", v)
			}
		})
	}
}

func TestAStoreThatHangsHoldsUpNobody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRemote(nil)
		c := cached(t, r, store.CacheOptions{ReadPatience: short, UpdatePatience: 3 * short})
		put(t, c, "a", "one")
		_ = got(c, "a")
		_, err := c.List(t.Context(), guild, "notes")
		if _, clockErr := c.Now(t.Context()); err != nil || clockErr != nil {
			t.Fatal(err, clockErr)
		}
		r.hangs.Store(true)
		fine := func(when string) {
			t.Helper()
			if v := got(c, "a"); v != "one" {
				t.Errorf("%s: got %s", when, v)
			}
			if list, err := c.List(t.Context(), guild, "notes"); err != nil || len(list) != 1 {
				t.Errorf("%s: listed %v, %v", when, list, err)
			}
		}
		fine("while followed")
		r.tell(func(f follower) { f.follows(false) })
		fine("while not followed")

		begun := time.Now()
		for range 500 {
			if _, err := c.Get(t.Context(), "guild:2", "notes", "a"); !errors.Is(err, store.ErrUnavailable) {
				t.Fatalf("what was never read: %v", err)
			}
			if err := c.Update(t.Context(), guild, func(tx store.Tx) error { return tx.Put("notes", "a", nil) }); !errors.Is(err, store.ErrUnavailable) || errors.Is(err, store.ErrUncertain) {
				t.Fatalf("a change: %v", err)
			}
			if now, err := c.Now(t.Context()); err != nil || time.Since(now).Abs() > time.Minute {
				t.Fatalf("the clock: %v, %v", now, err)
			}
		}
		if took := time.Since(begun); took > 10*short {
			t.Errorf("1500 calls took %v", took)
		}
		fine("after a change that was refused")

		r.hangs.Store(false)
		r.tell(func(f follower) { f.follows(true) })
		put(t, c, "a", "two")
		if v := got(c, "a"); v != "two" {
			t.Errorf("afterwards: got %s", v)
		}
	})
}

// Ensure only a few callers wait for a silent store, and that every caller may wait once it answers.
func TestOnlyAFewWaitForAStoreThatIsQuiet(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRemote(nil)
		c := store.NewCache(r, store.CacheOptions{ReadPatience: 500 * time.Millisecond})
		crowd := func() (waited int64) {
			var asking sync.WaitGroup
			var n atomic.Int64
			for range 500 {
				asking.Go(func() {
					begun := time.Now()
					_ = got(c, "a")
					if time.Since(begun) > 250*time.Millisecond {
						n.Add(1)
					}
				})
				time.Sleep(time.Millisecond)
			}
			asking.Wait()
			return n.Load()
		}
		if n := crowd(); n > 0 {
			t.Errorf("%d waited for a store that answers", n)
		}
		r.hangs.Store(true)
		// Callers in its first 50 ms cannot know.
		if n := crowd(); n == 0 || n > 80 {
			t.Errorf("%d of 500 waited for a store that is quiet", n)
		}
	})
}

// Ensure a few callers wait for a slow store, and get its answer.
func TestAFewWaitForAStoreThatIsSlow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRemote(nil)
		c := store.NewCache(r, store.CacheOptions{ReadPatience: 500 * time.Millisecond})
		put(t, c, "a", "one")
		r.slow = 400 * time.Millisecond
		var asking sync.WaitGroup
		for range 6 {
			asking.Go(func() {
				if v := got(c, "a"); v != "one" {
					t.Errorf("got %s", v)
				}
			})
			time.Sleep(60 * time.Millisecond)
		}
		asking.Wait()
	})
}

// Ensure the store is asked again although nobody says that it is back.
func TestARestEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRemote(nil)
		c := store.NewCache(r, store.CacheOptions{ReadPatience: short, Rest: 4 * short})
		put(t, c, "a", "one")
		r.hangs.Store(true)
		_ = got(c, "a")
		r.hangs.Store(false)
		for begun := time.Now(); got(c, "a") != "one"; time.Sleep(short) {
			if time.Since(begun) > 3*time.Second {
				t.Fatal("the store is still left alone after 3 s")
			}
		}
	})
}

// Ensure a reading is asked for again after a while, although no change was announced: announcements can get lost.
func TestAReadingIsNotBelievedForEver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRemote(nil)
		c := cached(t, r, store.CacheOptions{Fresh: 20 * time.Millisecond})
		put(t, c, "a", "one")
		_ = got(c, "a")
		put(t, r.KV, "a", "two") // unannounced
		for begun := time.Now(); got(c, "a") != "two"; time.Sleep(time.Millisecond) {
			if time.Since(begun) > 3*time.Second {
				t.Fatal("a reading of 20 ms is still believed after 3 s")
			}
		}
	})
}

// Ensure memory is no answer against a store that says otherwise while changes may have been missed.
func TestTheStoreIsBelievedBeforeMemory(t *testing.T) {
	r := newRemote(nil)
	c := cached(t, r, store.CacheOptions{})
	put(t, c, "a", "one")
	_ = got(c, "a")
	r.mu.Lock()
	r.silent = true
	r.mu.Unlock()
	put(t, r, "a", "two")
	if v := got(c, "a"); v != "one" {
		t.Errorf("got %s: this test tests nothing", v)
	}
	r.mu.Lock()
	r.silent = false
	r.mu.Unlock()
	r.tell(func(f follower) { f.follows(false) })
	if v := got(c, "a"); v != "two" {
		t.Errorf("while not followed: got %s", v)
	}
}

// Ensure it is said when nobody knows whether a change was made, and that memory does not pretend to.
func TestAChangeThatMayHaveBeenMade(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRemote(nil)
		c := cached(t, r, store.CacheOptions{ReadPatience: short, UpdatePatience: short})
		put(t, c, "a", "one")
		_ = got(c, "a")
		r.sent.Store(true)
		err := c.Update(t.Context(), guild, func(tx store.Tx) error { return tx.Put("notes", "a", []byte("two")) })
		if !errors.Is(err, store.ErrUncertain) {
			t.Errorf("got %v, want ErrUncertain", err)
		}
		if v := got(c, "a"); v != "one" {
			t.Errorf("while the store rests: got %s", v)
		}
		r.tell(func(f follower) { f.follows(true) })
		if v := got(c, "a"); v != "two" {
			t.Errorf("when it is back: got %s", v)
		}
	})
}

func TestMemoryIsBounded(t *testing.T) {
	r := newRemote(nil)
	c := cached(t, r, store.CacheOptions{Bytes: 100 << 10})
	for i := range 100 {
		put(t, c, fmt.Sprint(i), strings.Repeat("x", 10<<10))
	}
	for i := range 100 {
		_ = got(c, fmt.Sprint(i))
		_ = got(c, "0") // used all the time
	}
	before := r.reads.Load()
	_ = got(c, "0")
	_ = got(c, "99")
	if n := r.reads.Load() - before; n != 0 {
		t.Errorf("what was used last was asked for again")
	}
	_ = got(c, "50")
	if n := r.reads.Load() - before; n != 1 {
		t.Errorf("what was used long ago is still there: more than 100 KB are kept")
	}
}

func TestValuesOfMemoryAreCopies(t *testing.T) {
	c := cached(t, newRemote(nil), store.CacheOptions{})
	put(t, c, "a", "one")
	for range 3 {
		v, err := c.Get(t.Context(), guild, "notes", "a")
		if err != nil || !bytes.Equal(v, []byte("one")) {
			t.Fatalf("got %s, %v", v, err)
		}
		copy(v, "xxx")
	}
}

// early is a store that notices the deadline before the caller's context does, as a connection may.
type early struct{ *remote }

func (early) Now(context.Context) (time.Time, error) {
	return time.Time{}, fmt.Errorf("reading: %w", context.DeadlineExceeded)
}

func TestACallersOwnDeadlineIsNoOutage(t *testing.T) {
	c := store.NewCache(early{newRemote(nil)}, store.CacheOptions{ReadPatience: time.Minute})
	if _, err := c.Now(t.Context()); !errors.Is(err, store.ErrUnavailable) {
		t.Errorf("without a deadline: %v, want ErrUnavailable", err)
	}
	patient, end := context.WithTimeout(t.Context(), time.Hour)
	defer end()
	c = store.NewCache(early{newRemote(nil)}, store.CacheOptions{ReadPatience: time.Minute})
	if _, err := c.Now(patient); !errors.Is(err, store.ErrUnavailable) {
		t.Errorf("with more time than the store is given: %v, want ErrUnavailable", err)
	}
	c = store.NewCache(early{newRemote(nil)}, store.CacheOptions{ReadPatience: time.Minute})
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	if _, err := c.Now(ctx); !errors.Is(err, context.DeadlineExceeded) || errors.Is(err, store.ErrUnavailable) {
		t.Errorf("with less time than the store is given: %v, want the context's error", err)
	}
}

// refusing is a store that answers every reading with an error.
type refusing struct {
	*remote
	err error
}

func (r *refusing) Get(ctx context.Context, owner, kind, key string) ([]byte, error) {
	if r.err != nil {
		return nil, r.err
	}
	return r.remote.Get(ctx, owner, kind, key)
}

// Ensure memory answers for an unreachable store, and never against a store that says something else.
func TestMemoryAnswersOnlyForAStoreThatIsAway(t *testing.T) {
	for _, known := range []bool{true, false} {
		for err, answers := range map[error]bool{store.ErrUnavailable: true, store.ErrRefused: true, store.ErrClosed: false, errors.New("damaged"): false} {
			r := &refusing{remote: newRemote(nil)}
			c := store.NewCache(r, store.CacheOptions{}) // nobody follows, so each reading asks the store
			put(t, r.remote, "a", "one")
			if known {
				_ = got(c, "a")
			}
			r.err = err
			value, got := c.Get(t.Context(), guild, "notes", "a")
			want := err
			if err == store.ErrRefused {
				want = store.ErrUnavailable // that no changes are made is no answer to a reader
			}
			if answered := got == nil && string(value) == "one"; answered != (known && answers) || !answered && !errors.Is(got, want) || errors.Is(got, store.ErrRefused) {
				t.Errorf("known %v, %v: %q, %v", known, err, value, got)
			}
		}
	}
}
