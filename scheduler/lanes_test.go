package scheduler_test

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"lede/scheduler"
	"lede/store"
)

// TestSlowFetchesNeverHoldUpDigests: a hundred fetches that hang are due before a digest, which is delivered all the same; none of the fetches is lost.
func TestSlowFetchesNeverHoldUpDigests(t *testing.T) {
	onEachStore(t, func(t *testing.T, kv store.KV, c *clock) {
		const fetches, parallel = 100, 4
		for i := range fetches {
			owner := fmt.Sprint("site:", i)
			if err := kv.Update(t.Context(), owner, func(tx store.Tx) error { return tx.Schedule("visit", c.now()) }); err != nil {
				t.Fatal(err)
			}
		}
		c.pass(time.Second)
		schedule(t, kv, "digest", c.now())
		hang, digest := make(chan struct{}), make(chan struct{})
		var inside, most, done atomic.Int32
		s := scheduler.New(scheduler.Options{
			Store: kv, Parallel: 2, Every: 5 * time.Millisecond,
			Lanes: []scheduler.Lane{{Has: func(c store.Claim) bool { return c.ID == "visit" }, Parallel: parallel}},
			Deliver: func(ctx context.Context, slot scheduler.Slot) error {
				if slot.ID == "digest" {
					close(digest)
				} else {
					atLeast(&most, inside.Add(1))
					<-hang
					inside.Add(-1)
					done.Add(1)
				}
				return kv.Update(ctx, slot.Owner, func(tx store.Tx) error { return tx.Settle(slot.Claim, time.Time{}) })
			},
		})
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error)
		go func() { ended <- s.Run(ctx) }()
		select {
		case <-digest:
		case <-time.After(30 * time.Second):
			t.Error("the digest waits behind the fetches")
		}
		close(hang)
		for range 6000 {
			if done.Load() == fetches {
				break
			}
			c.pass(time.Second)
			time.Sleep(5 * time.Millisecond)
		}
		cancel()
		if err := <-ended; err != nil || done.Load() != fetches || most.Load() > parallel {
			t.Errorf("%d of %d fetches, at most %d at once, %v", done.Load(), fetches, most.Load(), err)
		}
	})
}
