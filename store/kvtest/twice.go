package kvtest

import (
	"context"
	"errors"

	"lede/store"
)

// Twice is a store that runs each edit twice, as a conflict with another process makes it run. What the first run asks for is not written:
// an edit that leaves anything behind for the second shows.
type Twice struct{ store.KV }

var errConflict = errors.New("kvtest: the edit is run again")

// Update implements store.KV.
func (t Twice) Update(ctx context.Context, owner string, edit func(store.Tx) error) error {
	err := t.KV.Update(ctx, owner, func(tx store.Tx) error {
		if err := edit(tx); err != nil {
			return err
		}
		return errConflict
	})
	if errors.Is(err, errConflict) {
		return t.KV.Update(ctx, owner, edit)
	}
	return err
}
