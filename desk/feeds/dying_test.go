package feeds_test

import (
	"context"

	"lede/store"
)

// mute is a store that takes so many updates and no more.
type mute struct {
	store.KV
	updates int
	err     error // of those beyond
}

func (m *mute) Update(ctx context.Context, owner string, edit func(store.Tx) error) error {
	if m.updates--; m.updates < 0 {
		return m.err
	}
	return m.KV.Update(ctx, owner, edit)
}

// bytesOf is how many bytes a store has.
func bytesOf(ctx context.Context, kv store.KV) (n int, err error) {
	err = kv.(store.Walker).Walk(ctx, "", func(_, _ string, list []store.Entry) error {
		for _, e := range list {
			n += len(e.Key) + len(e.Value)
		}
		return nil
	})
	return n, err
}
