package feeds

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"lede/desk/record"
	"lede/store"
)

// Merged returns the feed that is read in place of another; "" if there is none.
func (f *Feeds) Merged(ctx context.Context, id string) (into string, err error) {
	_, err = kinds.Get(record.From(ctx, f.kv, ownerOf(id)), kindAliases, id, &into)
	if err != nil {
		return "", fmt.Errorf("reading what %s was merged into: %w", id, err)
	}
	return into, nil
}

// atOnce is how many followers are handled in one go: a feed with a hundred thousand must hold up nothing else.
const atOnce = 500

// Part is the next batch of followers that a claim concerns.
type Part struct {
	List []Follower
	More bool // there are others after them
}

// cursor is how far a claim's followers have been handled.
type cursor struct {
	After string `json:"after"`         // key of the last follower who was dealt with
	Any   bool   `json:"any,omitempty"` // one of them at least wanted it
}

// Followers returns the next followers that a claim concerns: all who follow the feed, or for Wake those who want its items at once.
func (f *Feeds) Followers(ctx context.Context, c store.Claim) (p Part, err error) {
	task, id := TaskOf(c)
	kind := kindReaders + id
	if task == Wake {
		kind = kindWaiting + id
	}
	var at cursor
	_, err = kinds.Get(record.From(ctx, f.kv, c.Owner), kindCursors, c.ID, &at)
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

// Dealt ends a claim, or makes it due again for the followers after this part. wanted reports whether any follower in the part wanted
// what the claim is about. When no follower wants to be woken any more, and none has come meanwhile, the feed forgets that one did.
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
		forgets := found && task == Wake && !p.More && !at.Any
		if forgets {
			came, err := cameSince(tx, id, c, p, at.After)
			if err != nil {
				return err
			}
			forgets = !came
		}
		if p.More {
			at.After = p.List[len(p.List)-1].Owner()
			if err := tx.Settle(c, now); err != nil {
				return err
			}
			return kinds.Put(tx, kindCursors, c.ID, at)
		}
		if err := tx.Settle(c, time.Time{}); err != nil {
			return err
		}
		err = tx.Delete(kindCursors, c.ID)
		if !forgets {
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

// cameSince reports whether somebody waits to be woken for a feed whom a claim, at its last part, has not asked: they began to wait since.
func cameSince(tx store.Tx, id string, c store.Claim, last Part, after string) (bool, error) {
	entries, err := tx.List(kindWaiting + id)
	if err != nil {
		return false, err
	}
	for _, e := range entries {
		var one followed
		if err := kinds.Decode(kindWaiting+id, e, &one); err != nil {
			return false, err
		}
		asked := e.Key <= after || slices.ContainsFunc(last.List, func(r Follower) bool { return r.Owner() == e.Key })
		if !asked || one.Since.After(c.At) {
			return true, nil
		}
	}
	return false, nil
}

// WalkSites visits the feeds of each site that has any.
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

// Remind puts a site back into the due index if it has fallen out of it, for example because the store has lost data.
func (f *Feeds) Remind(ctx context.Context, owner string) (mended bool, err error) {
	err = f.kv.Update(ctx, owner, func(tx store.Tx) error {
		mended = false
		var s site
		if _, err := kinds.Get(tx.Get, kindSite, siteKey, &s); err != nil {
			return err
		}
		f.quiet.recall(&s, "", nil)
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

// Rewind has a site visited now whose feeds were asked by a clock that was ahead: otherwise they would rest until that clock's time comes.
func (f *Feeds) Rewind(ctx context.Context, owner string, now time.Time) (mended bool, err error) {
	var ids []string
	err = f.kv.Update(ctx, owner, func(tx store.Tx) error {
		ids, mended = nil, false
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
			f.quiet.recall(&s, one.Key, &e)
			ids = append(ids, one.Key)
			mended = s.rewind(one.Key, e.Tried.After(now), now) || mended
		}
		if s.Until.After(now.Add(longestRest)) {
			s.Until, s.Why, mended = time.Time{}, nil, true
		}
		if at := s.due(); mended && !at.IsZero() {
			return errors.Join(kinds.Put(tx, kindSite, siteKey, s), tx.Schedule(VisitID, at))
		}
		return nil
	})
	if err != nil {
		return false, fmt.Errorf("winding %s back: %w", owner, err)
	}
	for _, id := range ids {
		if mended {
			f.quiet.drop(id)
		}
	}
	return mended, nil
}

// rewind makes a feed due if a clock that was ahead put it off: asked says that its last visit is to come, and no visit is put off for longer
// than the ceiling.
func (s *site) rewind(id string, asked bool, now time.Time) (mended bool) {
	latest := now.Add(ceiling + mostJitter)
	for _, key := range []string{id, pagesKey(id)} {
		if next, due := s.Next[key]; due && (asked && next > now.UnixMilli() || time.UnixMilli(next).After(latest)) {
			s.Next = maps.Clone(s.Next)
			s.set(key, now)
			mended = true
		}
	}
	return mended
}
