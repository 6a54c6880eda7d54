package feeds

import (
	"context"
	"errors"
	"fmt"
	"time"

	"lede/desk/record"
	"lede/store"
)

// Follow makes a follower read the feed at an address; a feed that was never read is asked soon. The returned ID may differ from that
// of the address, if the feed has moved. Following again changes only whether the follower is woken.
func (f *Feeds) Follow(ctx context.Context, address string, r Follower) (State, error) {
	clean, ok := Clean(address)
	if !ok {
		return State{}, ErrNoAddress
	}
	if f.IsBlocked(clean) {
		return State{}, ErrBlocked
	}
	id := ID(clean)
	for range maxAliases {
		st, other, err := f.follow(ctx, id, clean, r)
		if err != nil || other == "" {
			return st, err
		}
		_, err = f.State(ctx, other)
		ended := false
		if errors.Is(err, ErrNoFeed) { // it was forgotten, and what leads there was not
			ended, err = f.unalias(ctx, id, other)
		}
		if err != nil {
			return State{}, err
		}
		if !ended {
			id = other
		}
	}
	return State{}, fmt.Errorf("following %s: it is read in place of itself", id)
}

// maxAliases bounds the chain of feeds each read in place of the one before.
const maxAliases = 4

// follow is Follow by the id of a feed, unless another is read in its place.
func (f *Feeds) follow(ctx context.Context, id, address string, r Follower) (st State, other string, err error) {
	added := false
	err = f.kv.Update(ctx, ownerOf(id), func(tx store.Tx) error {
		other, added = "", false
		now, err := f.kv.Now(ctx)
		if err != nil {
			return err
		}
		if _, err := kinds.Get(tx.Get, kindAliases, id, &other); err != nil || other != "" {
			return err
		}
		s, e, found, err := f.readEntry(tx.Get, id)
		if err != nil {
			return err
		}
		there, err := kinds.Get(tx.Get, kindReaders+id, r.Owner(), &followed{})
		if err != nil {
			return err
		}
		visited, err := tx.Claimed(VisitID)
		if err != nil {
			return err
		}
		if added = !found; added {
			err = f.beSure(tx, &s, visited, now)
		}
		if err != nil {
			return err
		}
		writes := []error{r.write(tx, id, there, now)}
		if !found {
			e.Address, e.First, e.Newest = address, now.Unix(), now.Unix()
			s.set(id, now)
			writes = append(writes, kinds.Put(tx, kindSite, siteKey, s), s.schedule(tx, visited))
		}
		if !found || r.AtOnce && !e.AtOnce {
			e.AtOnce = r.AtOnce
			writes = append(writes, kinds.Put(tx, kindFeeds, id, e))
		}
		st = e.state(id, s, now)
		return errors.Join(writes...)
	})
	if err != nil {
		return State{}, "", fmt.Errorf("following %s: %w", id, err)
	}
	if added {
		f.quiet.drop(id)
	}
	return st, other, nil
}

// write records a follower, who may be there already.
func (r Follower) write(tx store.Tx, id string, there bool, now time.Time) (err error) {
	if !there {
		err = kinds.Put(tx, kindReaders+id, r.Owner(), followed{now})
	}
	if r.AtOnce {
		return errors.Join(err, kinds.Put(tx, kindWaiting+id, r.Owner(), followed{now}))
	}
	return errors.Join(err, tx.Delete(kindWaiting+id, r.Owner()))
}

// schedule puts the site into the due index. A visit under way does so itself when it ends: scheduling now would end its claim.
func (s site) schedule(tx store.Tx, visited bool) error {
	if visited {
		return nil
	}
	if at := s.due(); !at.IsZero() {
		return tx.Schedule(VisitID, at)
	}
	return tx.Unschedule(VisitID)
}

// Unfollow ends what Follow began. A feed that nobody follows is forgotten.
func (f *Feeds) Unfollow(ctx context.Context, id string, r Follower) error {
	owner := ownerOf(id)
	if owner == "" {
		return nil
	}
	var gone *entry
	err := f.kv.Update(ctx, owner, func(tx store.Tx) error {
		gone = nil
		now, err := f.kv.Now(ctx)
		if err != nil {
			return err
		}
		there, err := kinds.Get(tx.Get, kindReaders+id, r.Owner(), &followed{})
		if err != nil || !there {
			return err
		}
		readers, err := tx.List(kindReaders + id)
		if err != nil {
			return err
		}
		if len(readers) > 1 {
			return errors.Join(tx.Delete(kindReaders+id, r.Owner()), tx.Delete(kindWaiting+id, r.Owner()))
		}
		s, e, _, err := f.readEntry(tx.Get, id)
		if err != nil {
			return err
		}
		gone = &e
		items, err := readItems(tx.Get, id)
		if err != nil {
			return err
		}
		visited, err := tx.Claimed(VisitID)
		if err != nil {
			return err
		}
		s.drop(id)
		return errors.Join(
			tx.Delete(kindReaders+id, r.Owner()), tx.Delete(kindWaiting+id, r.Owner()), forget(tx, id, items),
			s.keep(tx, now), s.schedule(tx, visited),
		)
	})
	if err == nil && gone != nil {
		f.quiet.drop(id)
		err = f.leadNowhere(ctx, id, *gone)
	}
	if err != nil {
		return fmt.Errorf("following %s no more: %w", id, err)
	}
	return nil
}

// forget deletes a feed, and what is due for it.
func forget(tx store.Tx, id string, items []Item) error {
	err := errors.Join(tx.Delete(kindFeeds, id), tx.Delete(kindItems, id), tx.Delete(kindMarks, id), tx.Unschedule(wakePrefix+id), tx.Unschedule(tellPrefix+id))
	err = errors.Join(err, tx.Delete(kindCursors, wakePrefix+id), tx.Delete(kindCursors, tellPrefix+id))
	for _, i := range items {
		if i.Text != NoText {
			err = errors.Join(err, tx.Delete(kindTexts, textKey(id, i.Seq)), tx.Delete(kindSigns, textKey(id, i.Seq)))
		}
	}
	return err
}

// State returns how a feed is doing. It fails with ErrNoFeed if there is no such feed.
func (f *Feeds) State(ctx context.Context, id string) (State, error) {
	owner := ownerOf(id)
	if owner == "" {
		return State{}, ErrNoFeed
	}
	now, err := f.kv.Now(ctx)
	if err != nil {
		return State{}, err
	}
	read := record.From(ctx, f.kv, owner)
	s, e, found, err := f.readEntry(read, id)
	if err != nil {
		return State{}, fmt.Errorf("reading the state of %s: %w", id, err)
	}
	if !found {
		return State{}, ErrNoFeed
	}
	return e.state(id, s, now), nil
}

// Notices returns what the followers of a feed are to be told, after the first n notices.
func (f *Feeds) Notices(ctx context.Context, id string, n int64) ([]Notice, error) {
	var e entry
	owner := ownerOf(id)
	if owner == "" {
		return nil, ErrNoFeed
	}
	found, err := kinds.Get(record.From(ctx, f.kv, owner), kindFeeds, id, &e)
	if err != nil {
		return nil, fmt.Errorf("reading the notices of %s: %w", id, err)
	}
	if !found {
		return nil, ErrNoFeed
	}
	var list []Notice
	for _, one := range e.Notices {
		if one.N > n {
			list = append(list, one)
		}
	}
	return list, nil
}
