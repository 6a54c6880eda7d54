package scheduler_test

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"lede/scheduler"
	"lede/store"
)

// TestWhatTheStoreRefusedIsTriedAgainSoon and not only when its lease ends, for want of room or whatever else. The log says so once.
func TestWhatTheStoreRefusedIsTriedAgainSoon(t *testing.T) {
	t.Parallel()
	for _, refusal := range []error{store.ErrFull, store.ErrRefused} {
		t.Run(refusal.Error(), func(t *testing.T) { triedAgainSoon(t, refusal) })
	}
}

func triedAgainSoon(t *testing.T, refusal error) {
	kv := store.NewMemory(nil)
	defer kv.Close()
	if err := kv.Update(t.Context(), "guild:1", func(tx store.Tx) error { return tx.Schedule("x", time.Now()) }); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	var tries atomic.Int64
	var log strings.Builder
	s := scheduler.New(scheduler.Options{
		Store: kv, Every: 5 * time.Millisecond, Lease: time.Hour, Log: slog.New(slog.NewTextHandler(&log, nil)),
		Deliver: func(ctx context.Context, slot scheduler.Slot) error {
			if tries.Add(1) < 3 {
				return fmt.Errorf("freezing: %w", refusal)
			}
			defer cancel()
			return kv.Update(ctx, slot.Owner, func(tx store.Tx) error { return tx.Settle(slot.Claim, time.Time{}) })
		},
	})
	if err := s.Run(ctx); err != nil || tries.Load() != 3 || strings.Count(log.String(), "not settled") != 1 {
		t.Errorf("%d tries, %v, logged %s", tries.Load(), err, log.String())
	}
}
