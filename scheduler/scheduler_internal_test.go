package scheduler

import (
	"context"
	"lede/store"
	"testing"
	"testing/synctest"
	"time"
)

func TestHowOftenItIsLookedForWhatIsDue(t *testing.T) {
	for _, c := range []struct{ lease, every, want time.Duration }{{0, 0, defaultLease / 9}, {9 * time.Second, 0, time.Second}, {time.Hour, 0, longestEvery}, {9 * time.Second, 2 * time.Second, 2 * time.Second}} {
		if got := New(Options{Lease: c.lease, Every: c.every}).o.Every; got != c.want {
			t.Errorf("with a lease of %v, every %v: every %v", c.lease, c.every, got)
		}
	}
	s := New(Options{Lanes: []Lane{{Parallel: 3}}})
	if line, free := len(s.lanes[0].places), len(s.lanes[0].free); line != 27 || free != 3 {
		t.Errorf("%d wait in line, and %d are under way", line, free)
	}
}

// refusing is a store that refuses this many changes.
type refusing struct {
	store.KV
	left, asked int
}

func (r *refusing) Update(context.Context, string, func(store.Tx) error) error {
	if r.asked++; r.asked <= r.left {
		return store.ErrRefused
	}
	return nil
}

// TestAClaimIsPutBackAsSoonAsTheStoreTakesIt, and not twice.
func TestAClaimIsPutBackAsSoonAsTheStoreTakesIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, left := range []int{0, 1, 4} {
			kv := &refusing{left: left}
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			New(Options{Store: kv, Every: time.Second}).putBack(ctx, Slot{})
			if kv.asked != left+1 || ctx.Err() != nil {
				t.Errorf("after %d refusals it was asked %d times", left, kv.asked)
			}
			cancel()
		}
		kv := &refusing{left: 1 << 30}
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		if New(Options{Store: kv, Every: time.Second}).putBack(ctx, Slot{}); kv.asked < 9 || kv.asked > 10 {
			t.Errorf("asked %d times in ten seconds", kv.asked)
		}
	})
}
