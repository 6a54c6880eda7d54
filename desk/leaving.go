package desk

import (
	"context"
	"errors"
	"fmt"
	"time"

	"lede/desk/digests"
	"lede/desk/drafts"
	"lede/desk/reports"
	"lede/desk/sources"
	"lede/desk/talk"
	"lede/store"
)

// A guild that removes the bot may have done so by mistake: its data is kept for a while. The erasing is an item of the due index like
// a digest, so that it happens however often the bot was restarted since.

// keptFor is how long a guild's data outlives its membership.
const keptFor = 30 * 24 * time.Hour

// Nothing reports a removal while Lede was not running: at the start Discord lists the guilds that are left, and comparing that with
// everything stored would cost O(all guilds). So Discord is asked about one guild after the other, each a while after the bot joined
// it, and again and again. Changes of settings and ends of digests start this too, for guilds joined while nothing ran. Where digests
// run, a refusal shows it sooner.

// askEvery is how long a guild is assumed to still have the bot.
const askEvery = 30 * 24 * time.Hour

// change makes a change in a guild, which shows that the bot is in it; Discord is asked about the guild a while later.
func (d *Desk) change(ctx context.Context, guild string, edit func(store.Tx) error) error {
	return d.kv.Update(ctx, ownerGuild(guild), func(tx store.Tx) error {
		now, err := d.kv.Now(ctx)
		if err == nil {
			err = edit(tx)
		}
		if err != nil {
			return err
		}
		return touch(tx, now)
	})
}

// touch schedules, a while from now, the question to Discord whether the bot is still in the guild that an edit belongs to.
func touch(tx store.Tx, now time.Time) error { return tx.Schedule(memberID, now.Add(askEvery)) }

// Leave schedules the erasing of a guild's data in 30 days.
func (d *Desk) Leave(ctx context.Context, guild string) error {
	return d.leave(ctx, guild, func(store.Tx) (bool, error) { return false, nil })
}

// FoundLeft does the same when no event reported that the guild was left, unless it was known: each digest that is refused there finds
// it again.
func (d *Desk) FoundLeft(ctx context.Context, guild string) error {
	return d.leave(ctx, guild, func(tx store.Tx) (bool, error) { return get(tx.Get, kindLeft, "guild", &time.Time{}) })
}

func (d *Desk) leave(ctx context.Context, guild string, known func(store.Tx) (bool, error)) error {
	err := d.kv.Update(ctx, ownerGuild(guild), func(tx store.Tx) error {
		now, err := d.kv.Now(ctx)
		if err != nil {
			return err
		}
		known, err := known(tx)
		if err != nil || known {
			return errors.Join(err, tx.Unschedule(memberID))
		}
		return errors.Join(put(tx, kindLeft, "guild", now), tx.Schedule(eraseID, now.Add(keptFor)), tx.Unschedule(memberID), tx.Unschedule(greetID))
	})
	if err != nil {
		return fmt.Errorf("noting that guild %s was left: %w", guild, err)
	}
	return nil
}

// Return cancels the erasing for a guild that the bot is in again. The digests that Discord has refused go on: nobody was told that they
// were paused, and the guild may have removed the bot by mistake.
func (d *Desk) Return(ctx context.Context, guild string) error {
	err := d.change(ctx, guild, func(tx store.Tx) error {
		left, err := get(tx.Get, kindLeft, "guild", &time.Time{})
		if left && err == nil {
			err = d.TakeUpRefused(ctx, tx, guild)
		}
		return errors.Join(err, tx.Delete(kindLeft, "guild"), tx.Unschedule(eraseID))
	})
	if err != nil {
		return fmt.Errorf("noting that guild %s is back: %w", guild, err)
	}
	return nil
}

// Stayed ends the question whether the bot is still in a guild: it is, and it will be asked again.
func (d *Desk) Stayed(ctx context.Context, c store.Claim) error {
	err := d.kv.Update(ctx, c.Owner, func(tx store.Tx) error {
		now, err := d.kv.Now(ctx)
		if err != nil {
			return err
		}
		return tx.Settle(c, now.Add(askEvery))
	})
	if err != nil {
		return fmt.Errorf("noting that the bot is still in %s: %w", c.Owner, err)
	}
	return nil
}

// EraseGuild forgets everything about a guild, at once and for good.
func (d *Desk) EraseGuild(ctx context.Context, guild string) error {
	return d.erase(ctx, ownerGuild(guild), func(store.Tx) error { return nil })
}

// EraseClaimed does the same for a claim, when the time has come.
func (d *Desk) EraseClaimed(ctx context.Context, c store.Claim) error {
	return d.erase(ctx, c.Owner, func(tx store.Tx) error { return tx.Settle(c, time.Time{}) })
}

// ErasePerson erases everything stored about a person for themselves.
func (d *Desk) ErasePerson(ctx context.Context, person string) error {
	return d.erase(ctx, ownerPerson(person), func(tx store.Tx) error {
		return errors.Join(tx.Unschedule(drafts.DueID), tx.Unschedule(talk.DueID), tx.Unschedule(briefsID))
	})
}

// erase deletes all of an owner's state in one change. end, which may check a claim, comes before the writes.
func (d *Desk) erase(ctx context.Context, owner string, end func(store.Tx) error) error {
	var gone int64
	err := d.kv.Update(ctx, owner, func(tx store.Tx) error {
		now, err := d.kv.Now(ctx)
		if err != nil {
			return err
		}
		held := map[string][]store.Entry{}
		for _, kind := range listedKinds() {
			entries, err := tx.List(kind)
			if err != nil {
				return err
			}
			held[kind] = entries
		}
		if err := end(tx); err != nil {
			return err
		}
		shelf, _ := decodeShelf(held[kindShelf], place{}) // unreadable parts are erased as well
		gone = taken(shelf)
		for kind, entries := range held {
			for _, e := range entries {
				if err := tx.Delete(kind, e.Key); err != nil {
					return err
				}
			}
		}
		return undo(tx, held, now)
	})
	if err != nil {
		return fmt.Errorf("erasing %s: %w", owner, err)
	}
	d.contacts.Forget(GuildOf(store.Claim{Owner: owner}), "")
	d.uncount(ctx, gone)
	return nil
}

// undo reverts the effects of an owner's entries elsewhere: what is due, and what others count.
func undo(tx store.Tx, held map[string][]store.Entry, now time.Time) error {
	for _, e := range held[kindShelf] {
		if err := takeOff(tx, e.Key); err != nil {
			return err
		}
	}
	for _, e := range held[digests.KindDigests] {
		if err := digests.UnscheduleAll(tx, e.Key); err != nil {
			return err
		}
	}
	for _, e := range held[digests.KindWithdrawals] {
		if err := tx.Unschedule(digests.WithdrawPrefix + e.Key); err != nil {
			return err
		}
	}
	return errors.Join(
		reports.UnscheduleAll(tx, held[reports.Kind]), sources.UnfollowAll(tx, held[sources.Kind], now),
		tx.Unschedule(eraseID), tx.Unschedule(memberID), tx.Unschedule(greetID),
	)
}
