package digests

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"lede/desk/contacts"
	"lede/desk/record"
	"lede/problem"
	"lede/store"
)

// Remind puts a digest back into the due index if the store has forgotten that it is due, and reports whether it is due at all.
func (d *Diary) Remind(ctx context.Context, owner, id string) (mended bool, err error) {
	err = d.kv.Update(ctx, owner, func(tx store.Tx) error {
		mended = false
		var g Digest
		if found, err := kinds.Get(tx.Get, KindDigests, id, &g); err != nil || !found || g.Paused != nil || g.Next.IsZero() {
			return err
		}
		mended = true
		return tx.Schedule(id, g.Next)
	})
	if err != nil {
		return false, fmt.Errorf("scheduling digest %s of %s again: %w", id, owner, err)
	}
	return mended, nil
}

// Forget ends what is still due for a digest that is not stored, and reports whether the claim is about one.
func (d *Diary) Forget(ctx context.Context, guild, id string) (forgotten bool, err error) {
	err = d.kv.Update(ctx, record.Owner(guild), func(tx store.Tx) error {
		kept, err := kinds.Get(tx.Get, KindDigests, id, &Digest{})
		forgotten = !kept
		if err != nil || kept {
			return err
		}
		// The digest itself is deleted once more, so that all who have read it hear that it is gone.
		return errors.Join(tx.Unschedule(id), tx.Delete(KindDigests, id))
	})
	if err != nil {
		return false, fmt.Errorf("ending digest %s of guild %s: %w", id, guild, err)
	}
	if forgotten {
		d.contacts.Forget(guild, id)
	}
	return forgotten, nil
}

// lastRemoved is the one key of its kind.
const lastRemoved = "last"

// removedAt records when a digest of a guild was removed. Whoever has a digest of a person's own needs no telling.
func removedAt(tx store.Tx, guild string, now time.Time) error {
	if record.Person(guild) != "" {
		return nil
	}
	return kinds.Put(tx, kindRemoved, lastRemoved, now)
}

// SetSince reports whether a digest was not set before the last time that one of the guild was removed: if it is not stored, nobody has
// removed it.
func (d *Diary) SetSince(ctx context.Context, guild string, set time.Time) (bool, error) {
	var removed time.Time
	_, err := d.get(ctx, record.Owner(guild), kindRemoved, lastRemoved, &removed)
	return !set.IsZero() && !set.Before(removed), err
}

// Lose ends the slot of a digest that the store has lost, with a line in the ledger, and returns what is still known of the digest. It fails
// with store.ErrLost when the claim is no longer held, as after an admin removed the digest.
func (d *Diary) Lose(ctx context.Context, c store.Claim) (contacts.Digest, error) {
	guild := record.Who(c.Owner)
	lost := d.contacts.Of(guild).Digests[c.ID]
	line := Entry{
		Digest: c.ID, Channel: cmp.Or(lost.Channel, channelIn(c.ID)), Slot: c.Due, Outcome: OutcomeDropped, Reason: problem.New("desk.digest-lost"), Attempts: c.Attempt, At: c.At,
	}
	err := d.kv.Update(ctx, c.Owner, func(tx store.Tx) error {
		if err := tx.Settle(c, time.Time{}); err != nil {
			return err
		}
		return errors.Join(tx.Delete(KindDigests, c.ID), tx.Delete(kindEditions, c.ID), putLines(tx, line))
	})
	if err != nil {
		return lost, fmt.Errorf("ending digest %s of guild %s, which is lost: %w", c.ID, guild, err)
	}
	d.contacts.Forget(guild, c.ID)
	return lost, nil
}

// channelIn returns the channel that the id of a digest is made of; "" for the second and further ones of a channel.
func channelIn(id string) string {
	if n, err := strconv.Atoi(id); err == nil && n <= MaxDigests+1 {
		return ""
	}
	return id
}

// WalkDigests visits the digests of all guilds. It leaves out unreadable ones.
func WalkDigests(ctx context.Context, kv store.Walker, each func(owner string, g Digest)) error {
	return kv.Walk(ctx, KindDigests, func(owner, _ string, list []store.Entry) error {
		for _, e := range list {
			var g Digest
			if kinds.Decode(KindDigests, e, &g) == nil {
				each(owner, g)
			}
		}
		return nil
	})
}
