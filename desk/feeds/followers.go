package feeds

import (
	"context"
	"errors"
	"fmt"
	"time"

	"lede/store"
)

// Merged returns the feed that is read in place of another; "" when none is.
func (f *Feeds) Merged(ctx context.Context, id string) (into string, err error) {
	_, err = kinds.Get(func(kind, key string) ([]byte, error) { return f.kv.Get(ctx, ownerOf(id), kind, key) }, kindAliases, id, &into)
	if err != nil {
		return "", fmt.Errorf("reading what %s was merged into: %w", id, err)
	}
	return into, nil
}

// Followers are those whom a claim concerns: all who follow the feed, or to Wake those who want its items at once.
func (f *Feeds) Followers(ctx context.Context, c store.Claim) ([]Follower, error) {
	task, id := TaskOf(c)
	kind := kindReaders + id
	if task == Wake {
		kind = kindWaiting + id
	}
	entries, err := f.kv.List(ctx, c.Owner, kind)
	if err != nil {
		return nil, fmt.Errorf("reading who follows %s: %w", id, err)
	}
	list := make([]Follower, len(entries))
	for i, e := range entries {
		list[i] = followerOf(e.Key)
	}
	return list, nil
}

// Dismiss ends a claim with nothing more to do. When nobody waits to be woken any more, the feed forgets that somebody did.
func (f *Feeds) Dismiss(ctx context.Context, c store.Claim, nobody bool) error {
	_, id := TaskOf(c)
	err := f.kv.Update(ctx, c.Owner, func(tx store.Tx) error {
		var e entry
		found, err := kinds.Get(tx.Get, kindFeeds, id, &e)
		if err != nil {
			return err
		}
		if err := tx.Settle(c, time.Time{}); err != nil {
			return err
		}
		if !found || !nobody || !e.AtOnce {
			return nil
		}
		e.AtOnce = false
		return kinds.Put(tx, kindFeeds, id, e)
	})
	if err != nil {
		return fmt.Errorf("ending %s: %w", c.ID, err)
	}
	return nil
}

// WalkSites shows the feeds of each site that has any.
func WalkSites(ctx context.Context, kv store.Walker, visit func(owner string, ids []string)) error {
	return kv.Walk(ctx, kindFeeds, func(owner, _ string, list []store.Entry) error {
		var ids []string
		for _, e := range list {
			ids = append(ids, e.Key)
		}
		visit(owner, ids)
		return nil
	})
}

// Remind puts a site into the due index again that has fallen out of it, as when the store has forgotten something.
func (f *Feeds) Remind(ctx context.Context, owner string) (mended bool, err error) {
	err = f.kv.Update(ctx, owner, func(tx store.Tx) error {
		mended = false
		var s site
		if _, err := kinds.Get(tx.Get, kindSite, siteKey, &s); err != nil {
			return err
		}
		entries, err := tx.List(kindFeeds)
		if err != nil {
			return err
		}
		for _, one := range entries {
			var e entry
			if err := kinds.Decode(kindFeeds, one.Value, &e); err != nil {
				return err
			}
			if _, due := s.Next[one.Key]; !due && e.Paused == nil {
				s.set(one.Key, e.Tried.Add(f.floor))
			}
		}
		at := s.due()
		mended = !at.IsZero()
		if !mended {
			return nil
		}
		return errors.Join(kinds.Put(tx, kindSite, siteKey, s), tx.Schedule(VisitID, at))
	})
	if err != nil {
		return false, fmt.Errorf("scheduling %s again: %w", owner, err)
	}
	return mended, nil
}
