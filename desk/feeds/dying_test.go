package feeds_test

import (
	"context"

	"lede/store"
)

// mute is a store that takes so many updates and no more.
type mute struct {
	store.KV
	updates int
}

func (m *mute) Update(ctx context.Context, owner string, edit func(store.Tx) error) error {
	if m.updates--; m.updates < 0 {
		return store.ErrUnavailable
	}
	return m.KV.Update(ctx, owner, edit)
}
