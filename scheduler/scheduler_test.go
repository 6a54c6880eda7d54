package scheduler_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"lede/scheduler"
	"lede/store"
	"lede/store/boltkv"
)

// clock is a clock that tests move.
type clock struct{ ms atomic.Int64 }

func newClock() *clock {
	c := new(clock)
	c.ms.Store(time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC).UnixMilli())
	return c
}

func (c *clock) now() time.Time       { return time.UnixMilli(c.ms.Load()).UTC() }
func (c *clock) pass(d time.Duration) { c.ms.Add(d.Milliseconds()) }

// onEachStore runs a test on memory and on a file.
func onEachStore(t *testing.T, test func(t *testing.T, kv store.KV, c *clock)) {
	t.Run("memory", func(t *testing.T) {
		c := newClock()
		test(t, store.NewMemory(c.now), c)
	})
	t.Run("bolt", func(t *testing.T) {
		c := newClock()
		kv, err := boltkv.Open(filepath.Join(t.TempDir(), "lede.db"), c.now)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = kv.Close() })
		test(t, kv, c)
	})
}

func schedule(t *testing.T, kv store.KV, id string, at time.Time) {
	t.Helper()
	if err := kv.Update(t.Context(), "guild:1", func(tx store.Tx) error { return tx.Schedule(id, at) }); err != nil {
		t.Fatal(err)
	}
}

// desk stands in for the part that delivers: it notes each slot and settles its claim.
type desk struct {
	kv    store.KV
	next  func(scheduler.Slot) time.Time
	mu    sync.Mutex
	slots []scheduler.Slot
}

func (d *desk) deliver(ctx context.Context, s scheduler.Slot) error {
	d.mu.Lock()
	d.slots = append(d.slots, s)
	d.mu.Unlock()
	var next time.Time
	if d.next != nil {
		next = d.next(s)
	}
	return d.kv.Update(ctx, s.Owner, func(tx store.Tx) error { return tx.Settle(s.Claim, next) })
}

func tick(t *testing.T, s *scheduler.Scheduler, want int) {
	t.Helper()
	if n, err := s.Tick(t.Context()); err != nil || n != want {
		t.Errorf("Tick delivered %d (%v), want %d", n, err, want)
	}
}

func TestTick(t *testing.T) {
	onEachStore(t, func(t *testing.T, kv store.KV, c *clock) {
		d := &desk{kv: kv}
		s := scheduler.New(scheduler.Options{Store: kv, Deliver: d.deliver})
		tick(t, s, 0)
		for i := range 50 {
			schedule(t, kv, fmt.Sprint(i), c.now().Add(time.Second))
		}
		tick(t, s, 0)
		c.pass(time.Second)
		tick(t, s, 50)
		tick(t, s, 0)
		for _, slot := range d.slots {
			if slot.Late != 0 || slot.Missed || slot.Attempt != 1 || !slot.Due.Equal(c.now()) {
				t.Errorf("delivered %+v, want it on time", slot)
			}
		}
	})
}

// Ensure a failed delivery is tried again when its lease ends, and others go on.
func TestFailuresAreLeftToTheLease(t *testing.T) {
	for name, fail := range map[string]func(context.Context) error{
		"an error": func(context.Context) error { return errors.New("no luck") },
		"a panic":  func(context.Context) error { panic("a mistake") },
	} {
		t.Run(name, func(t *testing.T) {
			onEachStore(t, func(t *testing.T, kv store.KV, c *clock) {
				d := &desk{kv: kv}
				var log bytes.Buffer
				failing := true
				s := scheduler.New(scheduler.Options{
					Store: kv, Log: slog.New(slog.NewTextHandler(&log, nil)), Parallel: 1,
					Deliver: func(ctx context.Context, s scheduler.Slot) error {
						if failing && s.ID == "bad" {
							return fail(ctx)
						}
						return d.deliver(ctx, s)
					},
				})
				schedule(t, kv, "bad", c.now())
				schedule(t, kv, "good", c.now())
				tick(t, s, 2)
				if !strings.Contains(log.String(), "id=bad") || strings.Contains(log.String(), "id=good") {
					t.Errorf("the log says %s", log.String())
				}
				failing = false
				tick(t, s, 0)
				c.pass(45 * time.Second)
				tick(t, s, 1)
				if got := d.slots[len(d.slots)-1]; got.ID != "bad" || got.Attempt != 2 {
					t.Errorf("delivered %+v, want the second attempt", got)
				}
			})
		})
	}
}

// Ensure a delivery is told to stop before its lease ends, and not earlier when others stop.
func TestDeadline(t *testing.T) { synctest.Test(t, deadline) }

func deadline(t *testing.T) {
	c := newClock()
	kv := store.NewMemory(c.now)
	schedule(t, kv, "x", c.now())
	ctx, cancel := context.WithCancel(t.Context())
	var left time.Duration
	s := scheduler.New(scheduler.Options{Store: kv, Lease: 300 * time.Millisecond, Deliver: func(delivery context.Context, _ scheduler.Slot) error {
		cancel()
		deadline, _ := delivery.Deadline()
		left = time.Until(deadline)
		<-delivery.Done()
		return delivery.Err()
	}})
	if _, err := s.Tick(ctx); err != nil {
		t.Errorf("Tick: %v", err)
	}
	if left != 200*time.Millisecond {
		t.Errorf("the delivery had %v of a lease of 300 ms", left)
	}
}

// TestAStopWaitsForNoLease: a delivery under way may finish, and one that hangs is cut off in seconds.
func TestAStopWaitsForNoLease(t *testing.T) { synctest.Test(t, stopWaitsForNoLease) }

func stopWaitsForNoLease(t *testing.T) {
	for name, c := range map[string]struct {
		takes, least, most time.Duration
		err                error
	}{
		"it finishes": {3 * time.Second, 3 * time.Second, 3 * time.Second, nil},
		"it hangs":    {time.Hour, 5 * time.Second, 10 * time.Second, context.Canceled},
	} {
		clk := newClock()
		kv := store.NewMemory(clk.now)
		schedule(t, kv, "x", clk.now())
		ctx, stop := context.WithCancel(t.Context())
		var stopped time.Time
		var err error
		s := scheduler.New(scheduler.Options{Store: kv, Lease: time.Hour, Deliver: func(ctx context.Context, _ scheduler.Slot) error {
			stop()
			stopped = time.Now()
			select {
			case <-time.After(c.takes):
			case <-ctx.Done():
				err = ctx.Err()
			}
			return err
		}})
		if ended := s.Run(ctx); ended != nil && !errors.Is(ended, context.Canceled) {
			t.Errorf("%s: the scheduler ends with %v", name, ended)
		}
		if took := time.Since(stopped); took < c.least || took > c.most || !errors.Is(err, c.err) {
			t.Errorf("%s: the stop took %v, and the delivery ended with %v", name, took, err)
		}
	}
}

// Ensure not more is claimed than can be delivered at once: a lease must not run out in a queue.
func TestBoundedAndPrompt(t *testing.T) { synctest.Test(t, boundedAndPrompt) }

func boundedAndPrompt(t *testing.T) {
	c := newClock()
	d := &desk{kv: store.NewMemory(c.now)}
	for i := range 30 {
		schedule(t, d.kv, fmt.Sprint(i), c.now())
	}
	var now, most atomic.Int32
	s := scheduler.New(scheduler.Options{Store: d.kv, Parallel: 3, Deliver: func(ctx context.Context, s scheduler.Slot) error {
		atLeast(&most, now.Add(1))
		defer now.Add(-1)
		deadline, _ := ctx.Deadline()
		if left := time.Until(deadline); left != 30*time.Second {
			t.Errorf("a delivery began with %v left of 30 s", left)
		}
		time.Sleep(2 * time.Millisecond)
		return d.deliver(ctx, s)
	}})
	tick(t, s, 30)
	if most.Load() != 3 {
		t.Errorf("%d deliveries at once, want 3", most.Load())
	}
}

// Ensure schedulers that share a store deliver each slot once, over many slots.
func TestTwoSchedulers(t *testing.T) {
	onEachStore(t, func(t *testing.T, kv store.KV, c *clock) {
		start := c.now()
		d := &desk{kv: kv, next: func(s scheduler.Slot) time.Time { return s.Due.Add(time.Hour) }}
		for i := range 20 {
			schedule(t, kv, fmt.Sprint(i), start.Add(time.Duration(i%3)*time.Second))
		}
		for range 5 {
			var both sync.WaitGroup
			for range 2 {
				both.Go(func() {
					s := scheduler.New(scheduler.Options{Store: kv, Deliver: d.deliver})
					for range 3 {
						if _, err := s.Tick(t.Context()); err != nil {
							t.Errorf("Tick: %v", err)
						}
					}
				})
			}
			both.Wait()
			c.pass(time.Hour)
		}
		seen := map[string]int{}
		for _, s := range d.slots {
			seen[fmt.Sprint(s.ID, s.Due)]++
		}
		// One slot at 12:00, the others a second or two after, so that the first round has a third of them.
		want := 7 + 4*20
		if len(seen) != want || len(d.slots) != want {
			t.Errorf("%d slots in %d deliveries, want %d", len(seen), len(d.slots), want)
		}
	})
}

// Ensure a timetable runs once on each day, also on a day that is shorter than the rest.
func TestOverChangeOfClocks(t *testing.T) {
	table := mustParse(t, "02:30 daily Europe/Paris")
	c := newClock()
	c.ms.Store(time.Date(2026, 3, 26, 12, 0, 0, 0, time.UTC).UnixMilli())
	d := &desk{kv: store.NewMemory(c.now), next: func(s scheduler.Slot) time.Time { return table.Next(s.Due) }}
	schedule(t, d.kv, "x", table.Next(c.now()))
	s := scheduler.New(scheduler.Options{Store: d.kv, Deliver: d.deliver})
	for range 5 * 24 * 4 {
		if _, err := s.Tick(t.Context()); err != nil {
			t.Fatal(err)
		}
		c.pass(15 * time.Minute)
	}
	var ran []string
	for _, s := range d.slots {
		ran = append(ran, s.Due.Format("02T15:04"))
	}
	if got, want := strings.Join(ran, " "), "27T01:30 28T01:30 29T01:00 30T00:30 31T00:30"; got != want {
		t.Errorf("ran at %s, want %s", got, want)
	}
}

// Ensure a short lease is renewed as often as it needs: every ninth of it, not every five seconds.
func TestTheLooksFollowTheLease(t *testing.T) { synctest.Test(t, looksFollowTheLease) }

func looksFollowTheLease(t *testing.T) {
	c := newClock()
	kv := store.NewMemory(c.now)
	delivered := make(chan struct{})
	s := scheduler.New(scheduler.Options{Store: kv, Lease: 900 * time.Millisecond, Deliver: func(ctx context.Context, s scheduler.Slot) error {
		close(delivered)
		return kv.Update(ctx, s.Owner, func(tx store.Tx) error { return tx.Settle(s.Claim, time.Time{}) })
	}})
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- s.Run(ctx) }()
	time.Sleep(50 * time.Millisecond) // the first look finds nothing
	schedule(t, kv, "soon", c.now())
	select {
	case <-delivered:
	case <-time.After(time.Second):
		t.Error("a second, and nothing was looked for again")
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// Ensure Run looks at once and again, outlives an outage, and ends when the deliveries under way have.
func TestRun(t *testing.T) { synctest.Test(t, runs) }

func runs(t *testing.T) {
	c := newClock()
	d := &desk{kv: &flaky{KV: store.NewMemory(c.now)}}
	schedule(t, d.kv, "first", c.now())
	began, release := make(chan string, 10), make(chan struct{})
	var log syncBuffer
	s := scheduler.New(scheduler.Options{Store: d.kv, Every: time.Second, Log: slog.New(slog.NewTextHandler(&log, nil)),
		Deliver: func(ctx context.Context, s scheduler.Slot) error {
			began <- s.ID
			if s.ID == "slow" {
				<-release
			}
			return d.deliver(ctx, s)
		}})
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx) }()
	wait := func(want string) {
		t.Helper()
		select {
		case id := <-began:
			if id != want {
				t.Errorf("delivered %s, want %s", id, want)
			}
		case <-time.After(10 * time.Second):
			t.Fatalf("%s is not delivered", want)
		}
	}
	wait("first")
	// A delivery that hangs does not keep others waiting; nor does an outage of the store last.
	d.kv.(*flaky).fail.Store(2)
	schedule(t, d.kv, "slow", c.now())
	wait("slow")
	schedule(t, d.kv, "second", c.now())
	wait("second")
	cancel()
	select {
	case <-ended:
		t.Error("Run ended before the delivery under way")
	case <-time.After(50 * time.Millisecond):
	}
	close(release)
	if err := <-ended; err != nil {
		t.Errorf("Run: %v", err)
	}
	if got := log.String(); strings.Count(got, "cannot be claimed") != 1 || strings.Count(got, "can be claimed again") != 1 || len(d.slots) != 3 {
		t.Errorf("%d slots were delivered; the log says %s", len(d.slots), got)
	}
}

// TestSoonIsNotTheNextLook: what a person waits for is looked for at once, and many wishes are one look.
func TestSoonIsNotTheNextLook(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newClock()
		d := &desk{kv: store.NewMemory(c.now)}
		defer d.kv.Close()
		s := scheduler.New(scheduler.Options{Store: d.kv, Every: time.Hour, Deliver: d.deliver})
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- s.Run(ctx) }()
		synctest.Wait()
		schedule(t, d.kv, "wanted", c.now())
		for range 3 {
			s.Soon()
		}
		synctest.Wait()
		if len(d.slots) != 1 {
			t.Errorf("%d slots were delivered", len(d.slots))
		}
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
}

// flaky is a store that cannot be reached for some claims.
type flaky struct {
	store.KV
	fail atomic.Int32
}

func (f *flaky) Claim(ctx context.Context, limit int, lease time.Duration) ([]store.Claim, error) {
	if f.fail.Add(-1) >= 0 {
		return nil, store.ErrUnavailable
	}
	return f.KV.Claim(ctx, limit, lease)
}

type syncBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *syncBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *syncBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

// Ensure an unreachable store and an ended context are reported to the caller.
func TestTickErrors(t *testing.T) {
	c := newClock()
	kv := &flaky{KV: store.NewMemory(c.now)}
	kv.fail.Store(1)
	s := scheduler.New(scheduler.Options{Store: kv, Deliver: (&desk{kv: kv}).deliver})
	if _, err := s.Tick(t.Context()); !errors.Is(err, store.ErrUnavailable) {
		t.Errorf("got %v, want ErrUnavailable", err)
	}
	schedule(t, kv, "x", c.now())
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if n, err := s.Tick(ended); n != 0 || !errors.Is(err, context.Canceled) {
		t.Errorf("got %d, %v; want nothing delivered", n, err)
	}
	tick(t, s, 1)
}
