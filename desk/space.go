package desk

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"lede/store"
)

// Space is how much may be stored of articles, in bytes; 0 for the defaults.
type Space struct {
	Person int64 // briefed for one person: the oldest makes room
	Server int64 // on the shelf of one server
	All    int64 // of all people and servers together
}

// The defaults of Space.
const (
	personSpace = 8 << 20
	serverSpace = 64 << 20
	storeSpace  = 512 << 20
)

func (s Space) orDefaults() Space {
	return Space{cmp.Or(s.Person, personSpace), cmp.Or(s.Server, serverSpace), cmp.Or(s.All, storeSpace)}
}

const (
	// briefedFor is how long an article a person was briefed on is kept after they last looked at it.
	briefedFor = 30 * 24 * time.Hour
	// lookedEvery is the precision of the time they last looked: a durable write costs far more than a read.
	lookedEvery = 24 * time.Hour
	briefsID    = "briefs"
)

// All articles are counted together in one record of the instance's. It is changed before more is kept, and after less is: if a
// process dies in between, it is a few articles too high, never too low.
const (
	ofSpace  = "space"
	spaceKey = "articles"
)

// taken returns how many bytes the articles of a shelf take. Those stored before articles were counted count as nothing.
func taken(shelf []Headline) (n int64) {
	for _, h := range shelf {
		n += h.Bytes
	}
	return n
}

// makingRoom stores more bytes, unless too much is stored by now. keep returns how many bytes were removed in exchange.
func (d *Desk) makingRoom(ctx context.Context, more int64, keep func() (gone int64, err error)) error {
	if err := d.count(ctx, more); err != nil {
		return err
	}
	gone, err := keep()
	switch {
	case errors.Is(err, store.ErrUncertain):
		gone = min(gone, more) // all of it may be there still
	case err != nil:
		gone = more
	}
	d.uncount(ctx, gone)
	return err
}

// uncount subtracts bytes that are gone, even if the caller's context has ended. The requested work is already done, so errors are not
// reported: the count is then too high.
func (d *Desk) uncount(ctx context.Context, gone int64) {
	_ = bestEffort(context.WithoutCancel(ctx), func(ctx context.Context) error { return d.count(ctx, -gone) })
}

func (d *Desk) count(ctx context.Context, more int64) error {
	if more == 0 {
		return nil
	}
	err := d.kv.Update(ctx, ownerInstance, func(tx store.Tx) error {
		var all int64
		if _, err := get(tx.Get, ofSpace, spaceKey, &all); err != nil {
			return err
		}
		if more > 0 && all+more > d.space.All {
			return ErrStoreFull
		}
		return put(tx, ofSpace, spaceKey, max(0, all+more))
	})
	if err != nil {
		return fmt.Errorf("counting what is kept: %w", err)
	}
	return nil
}

// looked records that a person looks at an article they were briefed on, so that it is kept longer.
func (d *Desk) looked(ctx context.Context, person string, h Headline) error {
	now, err := d.Now(ctx)
	if err != nil || now.Sub(h.lastLook()) < lookedEvery {
		return err
	}
	return d.kv.Update(ctx, ownerPerson(person), func(tx store.Tx) error {
		var kept Headline
		found, err := get(tx.Get, kindShelf, h.Ref, &kept)
		if err != nil || !found {
			return err
		}
		kept.Looked = &now
		return put(tx, kindShelf, h.Ref, kept) // when it is due, it is found to be wanted
	})
}

// lastLook returns when an article that a person was briefed on was last looked at.
func (h Headline) lastLook() time.Time {
	if h.Looked != nil {
		return *h.Looked
	}
	return h.Added
}

// DropBriefsClaimed forgets what was briefed for a person who has not looked at it for 30 days.
func (d *Desk) DropBriefsClaimed(ctx context.Context, c store.Claim) error {
	var gone int64
	err := d.kv.Update(ctx, c.Owner, func(tx store.Tx) error {
		now, err := d.kv.Now(ctx)
		if err != nil {
			return err
		}
		entries, err := tx.List(kindShelf)
		if err != nil {
			return err
		}
		shelf, err := decodeShelf(entries, place{Own: true})
		if err != nil {
			return err
		}
		var old, kept []Headline
		for _, h := range shelf {
			if now.Sub(h.lastLook()) >= briefedFor {
				old = append(old, h)
			} else {
				kept = append(kept, h)
			}
		}
		if err := tx.Settle(c, firstToGo(kept)); err != nil {
			return err
		}
		gone = taken(old)
		for _, h := range old {
			if err := takeOff(tx, h.Ref); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("forgetting what was briefed for %s: %w", c.Owner, err)
	}
	d.uncount(ctx, gone)
	return nil
}

// firstToGo returns when the first of a person's own articles has not been looked at for too long; zero when there is none.
func firstToGo(shelf []Headline) (at time.Time) {
	for _, h := range shelf {
		if end := h.lastLook().Add(briefedFor); at.IsZero() || end.Before(at) {
			at = end
		}
	}
	return at
}
