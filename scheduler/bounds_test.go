package scheduler_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"lede/problem"
	"lede/scheduler"
	"lede/store"
)

// TestWhenASlotIsLateAndWhenItIsMissed: late from two minutes on, missed beyond the grace of two hours.
func TestWhenASlotIsLateAndWhenItIsMissed(t *testing.T) {
	for lateness, want := range map[time.Duration]struct{ late, missed bool }{
		0: {}, 2*time.Minute - time.Millisecond: {}, 2 * time.Minute: {late: true},
		2 * time.Hour: {late: true}, 2*time.Hour + time.Millisecond: {late: true, missed: true}, 200 * 365 * 24 * time.Hour: {late: true, missed: true},
	} {
		c := newClock()
		kv := store.NewMemory(c.now)
		schedule(t, kv, "x", c.now())
		c.pass(lateness)
		var got scheduler.Slot
		s := scheduler.New(scheduler.Options{Store: kv, Deliver: func(_ context.Context, s scheduler.Slot) error { got = s; return nil }})
		if n, err := s.Tick(t.Context()); err != nil || n != 1 {
			t.Fatal(n, err)
		}
		late := time.Duration(0)
		if want.late {
			late = lateness
		}
		if got.Late != late || got.Missed != want.missed || got.Grace != 2*time.Hour {
			t.Errorf("%v after its time: late %v, missed %v, grace %v", lateness, got.Late, got.Missed, got.Grace)
		}
	}
}

// TestHowWhatWasTypedIsQuoted: printable, and no longer than 40 characters.
func TestHowWhatWasTypedIsQuoted(t *testing.T) {
	for typed, want := range map[string]string{
		"Nowhere": "Nowhere", `a "b"`: `a \"b\"`, `"`: `\"`, "a\nb\u202ec": `a\nb\u202ec`,
		strings.Repeat("é", 40): strings.Repeat("é", 40), strings.Repeat("é", 41): strings.Repeat("é", 40) + "…",
	} {
		_, err := scheduler.ParseZone(typed)
		var unknown *problem.Problem
		if !errors.As(err, &unknown) || unknown.Code != "zone.unknown" || unknown.Args["zone"] != want {
			t.Errorf("%q: %v", typed, err)
		}
	}
}

// atLeast raises most to n. A load and a store apart could lose the largest of several that come at once.
func atLeast(most *atomic.Int32, n int32) {
	for old := most.Load(); n > old && !most.CompareAndSwap(old, n); old = most.Load() {
	}
}

// TestHowManyDeliveriesAreUnderWay at the same time: 32 unless it is said otherwise, and at least one.
func TestHowManyDeliveriesAreUnderWay(t *testing.T) {
	for parallel, want := range map[int]int32{0: 32, 1: 1, 3: 3, -1: 1} {
		c := newClock()
		kv := store.NewMemory(c.now)
		for i := range 40 {
			schedule(t, kv, fmt.Sprint(i), c.now())
		}
		var underWay, most, all atomic.Int32
		full, opened := make(chan struct{}), make(chan struct{})
		s := scheduler.New(scheduler.Options{Store: kv, Parallel: parallel, Deliver: func(context.Context, scheduler.Slot) error {
			atLeast(&most, underWay.Add(1))
			defer underWay.Add(-1)
			if all.Add(1) == want {
				close(full)
			}
			<-opened
			return nil
		}})
		var ticks sync.WaitGroup
		ticks.Go(func() {
			if n, err := s.Tick(t.Context()); err != nil || n != 40 {
				t.Errorf("%d, %v", n, err)
			}
		})
		select {
		case <-full:
			time.Sleep(20 * time.Millisecond) // so that one too many would begin
		case <-time.After(10 * time.Second):
			t.Errorf("with %d only %d are under way", parallel, underWay.Load())
		}
		close(opened)
		ticks.Wait()
		if most.Load() != want {
			t.Errorf("with %d up to %d are under way, want %d", parallel, most.Load(), want)
		}
	}
}

// TestADeliveryHasTwoThirdsOfTheLease, of 45 s unless it is said otherwise.
func TestADeliveryHasTwoThirdsOfTheLease(t *testing.T) { synctest.Test(t, hasTwoThirds) }

func hasTwoThirds(t *testing.T) {
	for lease, want := range map[time.Duration]time.Duration{0: 30 * time.Second, 9 * time.Second: 6 * time.Second} {
		c := newClock()
		kv := store.NewMemory(c.now)
		schedule(t, kv, "x", c.now())
		var left, until time.Duration
		s := scheduler.New(scheduler.Options{Store: kv, Lease: lease, Deliver: func(ctx context.Context, s scheduler.Slot) error {
			deadline, _ := ctx.Deadline()
			left, until = time.Until(deadline), time.Until(s.Until)
			return nil
		}})
		if _, err := s.Tick(t.Context()); err != nil {
			t.Fatal(err)
		}
		for _, d := range []time.Duration{left, until} {
			if d != want {
				t.Errorf("of a lease of %v a delivery has %v", lease, d)
			}
		}
		if at, ok, err := kv.NextDue(t.Context()); err != nil || !ok || at.Sub(c.now()) != want*3/2 {
			t.Errorf("claimed until %v, %v, %v", at, ok, err)
		}
	}
}
