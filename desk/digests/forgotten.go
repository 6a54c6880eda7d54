package digests

import (
	"context"
	"fmt"

	"lede/desk/record"
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
		return tx.Unschedule(id)
	})
	if err != nil {
		return false, fmt.Errorf("ending digest %s of guild %s: %w", id, guild, err)
	}
	if forgotten {
		d.contacts.Forget(guild, id)
	}
	return forgotten, nil
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
