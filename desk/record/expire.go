package record

import (
	"context"
	"time"

	"lede/store"
)

// Expire deletes a record whose time is over, and settles the claim on its end.
func Expire(ctx context.Context, kv store.KV, c store.Claim, kind, key string) error {
	return kv.Update(ctx, c.Owner, func(tx store.Tx) error {
		if err := tx.Settle(c, time.Time{}); err != nil {
			return err
		}
		return tx.Delete(kind, key)
	})
}
