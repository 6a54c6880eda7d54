package scheduler_test

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"lede/scheduler"
	"lede/store"
)

// visits makes a store with this many due slots, and a scheduler that works on four at a time.
func visits(t *testing.T, n int, deliver func(kv store.KV, slot scheduler.Slot) error) (store.KV, *scheduler.Scheduler) {
	t.Helper()
	kv := store.NewMemory(nil)
	for i := range n {
		if err := kv.Update(t.Context(), fmt.Sprint("site:", i), func(tx store.Tx) error { return tx.Schedule("visit", time.Now()) }); err != nil {
			t.Fatal(err)
		}
	}
	return kv, scheduler.New(scheduler.Options{
		Store: kv, Lanes: []scheduler.Lane{{Has: func(c store.Claim) bool { return c.ID == "visit" }, Parallel: 4}},
		Deliver: func(_ context.Context, slot scheduler.Slot) error { return deliver(kv, slot) },
	})
}

// TestSlotsWaitInLineForTheirLane: what comes in a burst is done as soon as there is room, each claimed once, and by a clock that has gone on
// meanwhile.
func TestSlotsWaitInLineForTheirLane(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const n = 36
		began := time.Now()
		var done, tried, wrong atomic.Int32
		kv, s := visits(t, n, func(kv store.KV, slot scheduler.Slot) error {
			if time.Until(slot.At).Abs() > time.Millisecond {
				wrong.Add(1)
			}
			time.Sleep(200 * time.Millisecond)
			done.Add(1)
			tried.Add(int32(slot.Attempt))
			return kv.Update(t.Context(), slot.Owner, func(tx store.Tx) error { return tx.Settle(slot.Claim, time.Time{}) })
		})
		if _, err := s.Tick(t.Context()); err != nil {
			t.Fatal(err)
		}
		if _, left, err := kv.NextDue(t.Context()); done.Load() != n || tried.Load() != n || left || err != nil {
			t.Errorf("%d done in %d attempts, more left: %v, %v", done.Load(), tried.Load(), left, err)
		}
		if took := time.Since(began); took > 2*time.Second || wrong.Load() > 0 {
			t.Errorf("it took %v, and %d of the slots had another time than it was", took, wrong.Load())
		}
	})
}

// TestWhoWaitsInLineDoesSoUntilTheNextLook, and no longer: of slots that take long, more are put off than wait.
func TestWhoWaitsInLineDoesSoUntilTheNextLook(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const n = 100
		var done atomic.Int32
		kv, s := visits(t, n, func(kv store.KV, slot scheduler.Slot) error {
			time.Sleep(20 * time.Second)
			done.Add(1)
			return kv.Update(t.Context(), slot.Owner, func(tx store.Tx) error { return tx.Settle(slot.Claim, time.Time{}) })
		})
		if _, err := s.Tick(t.Context()); err != nil || done.Load() != 4 {
			t.Errorf("%d done, %v", done.Load(), err)
		}
		if left, err := kv.Claim(t.Context(), n, time.Minute); len(left) != n-4 || err != nil {
			t.Errorf("%d of %d can be claimed again, %v", len(left), n-4, err)
		}
	})
}

// TestWhatWaitsInLineIsGivenBack when the scheduler stops, and is not counted as tried.
func TestWhatWaitsInLineIsGivenBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const n = 20
		ctx, stop := context.WithCancel(t.Context())
		var begun atomic.Int32
		kv, s := visits(t, n, func(kv store.KV, slot scheduler.Slot) error {
			if begun.Add(1) == 4 { // all that the lane has room for
				stop()
			}
			time.Sleep(time.Second)
			return kv.Update(t.Context(), slot.Owner, func(tx store.Tx) error { return tx.Settle(slot.Claim, time.Time{}) })
		})
		began := time.Now()
		if err := s.Run(ctx); err != nil || time.Since(began) > 2*time.Second {
			t.Errorf("stopping took %v, %v", time.Since(began), err)
		}
		time.Sleep(20 * time.Second)
		left, err := kv.Claim(t.Context(), n, time.Minute)
		if len(left) != n-4 || err != nil {
			t.Errorf("%d are left, %v", len(left), err)
		}
		for _, c := range left {
			if c.Lapsed {
				t.Errorf("%s looks as if it had been tried", c.Owner)
			}
		}
	})
}
