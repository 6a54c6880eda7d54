package store_test

import (
	"context"
	"fmt"
	"time"

	"lede/store"
)

// A digest is set and put into the due index in one change. Once it is due, one process claims it, and settling the claim sets the next run.
func ExampleKV() {
	now := time.Date(2026, 11, 30, 6, 0, 0, 0, time.UTC)
	kv := store.NewMemory(func() time.Time { return now })
	ctx, owner := context.Background(), "guild:81384788765712384"

	_ = kv.Update(ctx, owner, func(tx store.Tx) error {
		if err := tx.Put("digests", "3f2a", []byte(`{"at":"07:00"}`)); err != nil {
			return err
		}
		return tx.Schedule("3f2a", now.Add(time.Hour))
	})

	now = now.Add(time.Hour)
	claims, _ := kv.Claim(ctx, 10, 45*time.Second)
	fmt.Println(len(claims), "is due:", claims[0].ID)
	again, _ := kv.Claim(ctx, 10, 45*time.Second)
	fmt.Println(len(again), "for another process")

	_ = kv.Update(ctx, owner, func(tx store.Tx) error { return tx.Settle(claims[0], now.Add(24*time.Hour)) })
	next, _, _ := kv.NextDue(ctx)
	fmt.Println("next:", next.UTC().Format(time.RFC3339))
	// Output:
	// 1 is due: 3f2a
	// 0 for another process
	// next: 2026-12-01T07:00:00Z
}
