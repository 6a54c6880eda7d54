package feeds

import (
	"context"
	"fmt"
	"time"

	"lede/problem"
	"lede/store"
)

// A feed that says that it has ended for good (HTTP 410) is not asked again by itself. Sites say so by mistake too: so it is asked once
// more whenever a person adds or resumes it, or has tried it and it was there.

var errGone = problem.New("feed.gone")

// ended reports whether the feed is not asked any more because it said that it has ended.
func (e entry) ended() bool { return e.Paused != nil && e.Paused.Is(errGone) }

// revived reports whether a feed that had ended is to be asked again, and has not been yet.
func (e entry) revived() bool { return e.Paused == nil && e.Trouble != nil && e.Trouble.Is(errGone) }

// AskAgain has a feed that has ended asked once more. It does nothing about any other.
func (f *Feeds) AskAgain(ctx context.Context, id string) error {
	err := f.kv.Update(ctx, ownerOf(id), func(tx store.Tx) error {
		now, err := f.kv.Now(ctx)
		if err != nil {
			return err
		}
		s, e, found, err := f.readEntry(tx.Get, id)
		if err != nil || !found || !e.ended() {
			return err
		}
		if err := f.revive(tx, id, s, &e, now); err != nil {
			return err
		}
		return kinds.Put(tx, kindFeeds, id, e)
	})
	if err != nil {
		return fmt.Errorf("asking again for %s: %w", id, err)
	}
	return nil
}

// revive makes a feed that has ended due again. Its trouble is forgotten by the visit that finds it well, which tells all followers.
func (f *Feeds) revive(tx store.Tx, id string, s site, e *entry, now time.Time) error {
	visited, err := tx.Claimed(VisitID)
	if err == nil {
		err = f.beSure(tx, &s, visited, now)
	}
	if err != nil {
		return err
	}
	e.Paused = nil
	at := e.Tried.Add(f.floor)
	if at.Before(now) {
		at = now
	}
	s.set(id, at)
	if err := s.schedule(tx, visited); err != nil {
		return err
	}
	return kinds.Put(tx, kindSite, siteKey, s)
}
