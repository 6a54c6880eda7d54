package scheduler_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"lede/scheduler"
	"lede/store"
)

// TestPromiseCostFollowsWork: a tick that finds nothing due does the same work whatever is scheduled. It is
// counted, not timed.
func TestPromiseCostFollowsWork(t *testing.T) {
	onEachStore(t, func(t *testing.T, kv store.KV, c *clock) {
		s := scheduler.New(scheduler.Options{Store: kv, Deliver: func(context.Context, scheduler.Slot) error { return nil }})
		tick := func() float64 {
			return testing.AllocsPerRun(20, func() {
				if n, err := s.Tick(t.Context()); err != nil || n != 0 {
					t.Fatalf("%d delivered, %v", n, err)
				}
			})
		}
		many := func(from, to int) {
			err := kv.Update(t.Context(), "guild:1", func(tx store.Tx) error {
				for i := from; i < to; i++ {
					if err := tx.Schedule(fmt.Sprint(i), c.now().Add(time.Hour+time.Duration(i)*time.Second)); err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		many(0, 10)
		few := tick()
		many(10, 5_000)
		if lot := tick(); lot > few*1.5+5 {
			t.Errorf("%v allocations with 5,000 scheduled, %v with 10", lot, few)
		}
	})
}
