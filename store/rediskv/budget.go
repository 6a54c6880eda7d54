package rediskv

import (
	"context"
	"time"

	"lede/store"
)

// Take implements store.KV, by Redis's clock.
func (kv *KV) Take(ctx context.Context, budget string, each time.Duration, burst int) (time.Duration, error) {
	if err := store.CheckBudget(budget, each, burst); err != nil {
		return 0, err
	}
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	// Rounded up, so that never more is given than was asked for.
	micros := (each + time.Microsecond - 1) / time.Microsecond
	wait, err := takeScript.Run(ctx, kv.redis, []string{kv.budgetKey(budget)}, int64(micros), burst).Int64()
	return time.Duration(wait) * time.Microsecond, kv.explain(ctx, "taking from a budget in", err)
}
