package sources

import (
	"context"
	"errors"
	"fmt"

	"lede/desk/feeds"
	"lede/store"
)

// Reconcile schedules visits of sites that are no longer due, and follows feeds again that the store has lost.
func (b *Book) Reconcile(ctx context.Context, kv store.Walker, due map[string]map[string]bool) (mended int, err error) {
	known := map[string]bool{}
	var idle []string
	err = feeds.WalkSites(ctx, kv, func(owner string, ids []string) {
		for _, id := range ids {
			known[id] = true
		}
		if !due[owner][feeds.VisitID] {
			idle = append(idle, owner)
		}
	})
	lost := map[string][]string{}
	if err == nil {
		err = kv.Walk(ctx, Kind, func(owner, _ string, list []store.Entry) error {
			for _, e := range list {
				if !known[e.Key] && !due[owner][FollowID(e.Key)] {
					lost[owner] = append(lost[owner], e.Key)
				}
			}
			return nil
		})
	}
	if err != nil {
		return 0, fmt.Errorf("comparing sources with feeds: %w", err)
	}
	var failed []error
	for _, owner := range idle {
		again, err := b.feeds.Remind(ctx, owner)
		if failed = append(failed, err); again {
			mended++
		}
	}
	for owner, ids := range lost {
		failed = append(failed, b.kv.Update(ctx, owner, func(tx store.Tx) error { return b.followAll(ctx, tx, ids) }))
		mended += len(ids)
	}
	return mended, errors.Join(failed...)
}

// followAll tells feeds that a guild follows them.
func (b *Book) followAll(ctx context.Context, tx store.Tx, ids []string) error {
	now, err := b.kv.Now(ctx)
	for _, id := range ids {
		err = errors.Join(err, tx.Schedule(FollowID(id), now))
	}
	return err
}
