package desk

import (
	"context"
	"errors"
	"fmt"
	"time"

	"lede/desk/digests"
	"lede/desk/feeds"
	"lede/store"
)

// While a clock is ahead, what is due is run too early, and due again only after that clock's time: a day of such a clock can silence a
// server for a year. That the clock was ahead is kept in the store, since Lede may be started again before it is right.

const (
	ofClock    = "clock" // a kind: clockAhead → when the clock was found to be ahead, by itself
	clockAhead = "ahead"
)

// NoteClockAhead records that the store's clock is ahead.
func (d *Desk) NoteClockAhead(ctx context.Context) error {
	now, err := d.Now(ctx)
	if err == nil {
		err = d.kv.Update(ctx, ownerInstance, func(tx store.Tx) error { return put(tx, ofClock, clockAhead, now) })
	}
	if err != nil {
		return fmt.Errorf("noting that the clock is ahead: %w", err)
	}
	return nil
}

// Rewind is for a clock that is right. If it was noted to be ahead since Rewind was last called, digests and visits to sites that it put
// off are due again. mended is how many. It costs O(all) then, and one read otherwise.
func (d *Desk) Rewind(ctx context.Context) (mended int, err error) {
	kv, ok := d.kv.(store.Watched)
	if !ok {
		return 0, nil
	}
	var noted time.Time
	if found, err := d.get(ctx, ownerInstance, ofClock, clockAhead, &noted); err != nil || !found {
		return 0, err
	}
	now, err := d.Now(ctx)
	if err != nil {
		return 0, err
	}
	var owners, sites []string
	err = errors.Join(
		digests.WalkAhead(ctx, kv, now, func(owner string) { owners = append(owners, owner) }),
		feeds.WalkSites(ctx, kv, func(owner string, _ []string) { sites = append(sites, owner) }),
	)
	for _, owner := range owners {
		n, failed := d.Diary.Rewind(ctx, owner, now)
		mended, err = mended+n, errors.Join(err, failed)
	}
	for _, site := range sites {
		again, failed := d.feeds.Rewind(ctx, site, now)
		if err = errors.Join(err, failed); again {
			mended++
		}
	}
	if err != nil {
		return mended, err
	}
	err = d.kv.Update(ctx, ownerInstance, func(tx store.Tx) error { return tx.Delete(ofClock, clockAhead) })
	return mended, err
}
