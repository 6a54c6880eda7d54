package desk

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"

	"lede/store"
)

// Secret returns random bytes that all replicas on one store share and that outlive a restart. They make
// nonces that nobody else can foretell.
func (d *Desk) Secret(ctx context.Context) ([]byte, error) {
	fresh := make([]byte, 32)
	rand.Read(fresh) // never fails
	var secret []byte
	err := d.kv.Update(ctx, ownerInstance, func(tx store.Tx) error {
		kept, err := tx.Get(kindSecrets, "nonce")
		if err == nil {
			secret = kept
			return nil
		}
		if !errors.Is(err, store.ErrNotFound) {
			return err
		}
		secret = fresh
		return tx.Put(kindSecrets, "nonce", fresh)
	})
	if err != nil {
		return nil, fmt.Errorf("reading the instance's secret: %w", err)
	}
	return secret, nil
}
