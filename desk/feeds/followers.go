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

// atOnce is how many followers are dealt with in one go: a feed with a hundred thousand must hold up nothing else.
const atOnce = 500

// Part is some of the followers whom a claim concerns: those who are next.
type Part struct {
	List []Follower
	More bool // there are others after them
}

// cursor is how far somebody has come with a claim's followers.
type cursor struct {
	After string `json:"after"`         // key of the last follower who was dealt with
	Any   bool   `json:"any,omitempty"` // one of them at least wanted it
}

// Followers are the next of those whom a claim concerns: all who follow the feed, or to Wake those who want its items at once.
func (f *Feeds) Followers(ctx context.Context, c store.Claim) (p Part, err error) {
	task, id := TaskOf(c)
	kind := kindReaders + id
	if task == Wake {
		kind = kindWaiting + id
	}
	var at cursor
	_, err = kinds.Get(func(kind, key string) ([]byte, error) { return f.kv.Get(ctx, c.Owner, kind, key) }, kindCursors, c.ID, &at)
	var entries []store.Entry
	if err == nil {
		entries, err = f.kv.List(ctx, c.Owner, kind)
	}
	if err != nil {
		return p, fmt.Errorf("reading who follows %s: %w", id, err)
	}
	for _, e := range entries {
		if e.Key <= at.After {
			continue
		}
		if p.More = len(p.List) == atOnce; p.More {
			break
		}
		p.List = append(p.List, followerOf(e.Key))
	}
	return p, nil
}

// Dealt ends a claim, or has it due again for those who come after a part of the followers. wanted reports whether one of the part wanted what
// it is about. When nobody waits to be woken any more, the feed forgets that somebody did.
func (f *Feeds) Dealt(ctx context.Context, c store.Claim, p Part, wanted bool) error {
	task, id := TaskOf(c)
	err := f.kv.Update(ctx, c.Owner, func(tx store.Tx) error {
		now, err := f.kv.Now(ctx)
		if err != nil {
			return err
		}
		var at cursor
		if _, err := kinds.Get(tx.Get, kindCursors, c.ID, &at); err != nil {
			return err
		}
		var e entry
		found, err := kinds.Get(tx.Get, kindFeeds, id, &e)
		if err != nil {
			return err
		}
		at.Any = at.Any || wanted
		if p.More {
			at.After = p.List[len(p.List)-1].key()
			if err := tx.Settle(c, now); err != nil {
				return err
			}
			return kinds.Put(tx, kindCursors, c.ID, at)
		}
		if err := tx.Settle(c, time.Time{}); err != nil {
			return err
		}
		err = tx.Delete(kindCursors, c.ID)
		if !found || task != Wake || at.Any {
			return err
		}
		e.AtOnce = false
		return errors.Join(err, kinds.Put(tx, kindFeeds, id, e))
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
			if err := kinds.Decode(kindFeeds, one, &e); err != nil {
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
