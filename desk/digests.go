package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"lede/store"
)

const (
	maxLedger  = 100 // past slots that a guild's ledger keeps
	maxDigests = 25  // digests of a guild: as many as Discord can offer to choose from
)

// Settings are a guild's.
type Settings struct {
	Zone string `json:"zone,omitempty"` // IANA name, of the digest set last; the default for the next
	// Alerts is the channel in which the admins are told what fails; without one, who set the digest is told.
	Alerts string `json:"alerts,omitempty"`
}

// Digest is a briefing that a guild has asked for at set times.
type Digest struct {
	ID        string    `json:"id"` // of the guild's digests; given by AddDigest
	Channel   string    `json:"channel"`
	Timetable string    `json:"timetable"` // as scheduler.Timetable writes it
	By        string    `json:"by"`        // id of the person who set it
	Set       time.Time `json:"set"`
	Next      time.Time `json:"next"` // the next run, unless it is paused
	// Paused is why it does not run at present, in one sentence; "" while it runs.
	Paused string `json:"paused,omitempty"`
	// Quiet keeps it from being posted when there is nothing new.
	Quiet bool `json:"quiet,omitempty"`
	// Role is the id of a role that each edition mentions, if any.
	Role string `json:"role,omitempty"`
	// Seen are the Refs of the articles that earlier editions told of.
	Seen []string `json:"seen,omitempty"`
}

// Edition is one digest made up for one slot: the bytes of its message, frozen before the first attempt to
// send them, so that every attempt sends the same.
type Edition struct {
	Slot       time.Time       `json:"slot"`
	Components json.RawMessage `json:"components"`
	Articles   []string        `json:"articles"` // Refs told of
	// Tried is when the first attempt was begun of which it is not known that it failed; zero when all that
	// were made did. It is written before the attempt, so that being killed in the middle counts.
	Tried time.Time `json:"tried,omitzero"`
}

// Entry is a line of the ledger: what became of one slot.
type Entry struct {
	Digest   string    `json:"digest"`
	Channel  string    `json:"channel,omitempty"`
	Slot     time.Time `json:"slot"`
	Outcome  string    `json:"outcome"` // sent, late, quiet, missed, refused, uncertain, removed
	Message  string    `json:"message,omitempty"`
	Reason   string    `json:"reason,omitempty"`
	Attempts int       `json:"attempts"`
	At       time.Time `json:"at"`
}

// Settings returns a guild's settings; a guild that set nothing has the zero ones.
func (d *Desk) Settings(ctx context.Context, guild string) (Settings, error) {
	var s Settings
	_, err := d.get(ctx, ownerGuild(guild), kindSettings, "guild", &s)
	return s, err
}

// AddDigest saves a new digest and schedules its next run, all or nothing. It returns it with its ID, or
// ErrDigestsFull. The zone becomes the guild's default.
func (d *Desk) AddDigest(ctx context.Context, guild string, g Digest, zone string) (Digest, error) {
	added := g
	err := d.kv.Update(ctx, ownerGuild(guild), func(tx store.Tx) error {
		entries, err := tx.List(kindDigests)
		if err != nil {
			return err
		}
		var s Settings
		if _, err := get(tx.Get, kindSettings, "guild", &s); err != nil {
			return err
		}
		if len(entries) >= maxDigests {
			return ErrDigestsFull
		}
		added.ID = unusedID(entries, g.Channel)
		s.Zone = zone
		if err := put(tx, kindSettings, "guild", s); err != nil {
			return err
		}
		if err := put(tx, kindDigests, added.ID, added); err != nil {
			return err
		}
		return tx.Schedule(added.ID, added.Next)
	})
	if err != nil {
		return Digest{}, fmt.Errorf("adding a digest to guild %s: %w", guild, err)
	}
	return added, nil
}

// unusedID is the channel's own id for the first of a channel, else the first number that is free.
func unusedID(entries []store.Entry, channel string) string {
	for id, n := channel, 2; ; id, n = strconv.Itoa(n), n+1 {
		if !slices.ContainsFunc(entries, func(e store.Entry) bool { return e.Key == id }) {
			return id
		}
	}
}

// ChangeDigest changes a digest: when it runs, where, or whether at all. An edition that is being sent is given
// up. The change may run more than once. It returns the digest as it is then, or ErrNoDigest.
func (d *Desk) ChangeDigest(ctx context.Context, guild, id string, change func(*Digest)) (Digest, error) {
	var g Digest
	err := d.kv.Update(ctx, ownerGuild(guild), func(tx store.Tx) error {
		g = Digest{}
		found, err := get(tx.Get, kindDigests, id, &g)
		if err != nil {
			return err
		}
		if !found {
			return ErrNoDigest
		}
		change(&g)
		if err := put(tx, kindDigests, id, g); err != nil {
			return err
		}
		if err := tx.Delete(kindEditions, id); err != nil {
			return err
		}
		if err := tx.Unschedule(alertID(id)); err != nil {
			return err
		}
		if g.Paused != "" {
			return tx.Unschedule(id)
		}
		return tx.Schedule(id, g.Next)
	})
	if err != nil {
		return Digest{}, fmt.Errorf("changing digest %s of guild %s: %w", id, guild, err)
	}
	return g, nil
}

// Digests lists a guild's digests by their next run.
func (d *Desk) Digests(ctx context.Context, guild string) ([]Digest, error) {
	entries, err := d.kv.List(ctx, ownerGuild(guild), kindDigests)
	if err != nil {
		return nil, fmt.Errorf("reading the digests of guild %s: %w", guild, err)
	}
	list := make([]Digest, len(entries))
	for i, e := range entries {
		if err := decode(e.Value, &list[i]); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(list, func(a, b Digest) int { return a.Next.Compare(b.Next) })
	return list, nil
}

// Digest returns one digest, or ErrNoDigest.
func (d *Desk) Digest(ctx context.Context, guild, id string) (Digest, error) {
	var g Digest
	found, err := d.get(ctx, ownerGuild(guild), kindDigests, id, &g)
	if err == nil && !found {
		err = ErrNoDigest
	}
	if err != nil {
		return Digest{}, fmt.Errorf("reading digest %s of guild %s: %w", id, guild, err)
	}
	return g, nil
}

// RemoveDigest ends a digest. It returns ErrNoDigest when there is none.
func (d *Desk) RemoveDigest(ctx context.Context, guild, id string) error {
	err := d.kv.Update(ctx, ownerGuild(guild), func(tx store.Tx) error {
		found, err := get(tx.Get, kindDigests, id, &Digest{})
		if err != nil {
			return err
		}
		if !found {
			return ErrNoDigest
		}
		if err := tx.Delete(kindDigests, id); err != nil {
			return err
		}
		if err := tx.Delete(kindEditions, id); err != nil {
			return err
		}
		if err := tx.Unschedule(alertID(id)); err != nil {
			return err
		}
		return tx.Unschedule(id)
	})
	if err != nil {
		return fmt.Errorf("removing digest %s of guild %s: %w", id, guild, err)
	}
	return nil
}

// GuildOf returns the guild to which a claim belongs.
func GuildOf(c store.Claim) string { return strings.TrimPrefix(c.Owner, ownerGuild("")) }

// Frozen returns the edition that an earlier attempt at a claimed slot froze; found is false when there is none.
func (d *Desk) Frozen(ctx context.Context, c store.Claim) (e Edition, found bool, err error) {
	found, err = d.get(ctx, c.Owner, kindEditions, c.ID, &e)
	if err != nil {
		return Edition{}, false, fmt.Errorf("reading the edition of digest %s: %w", c.ID, err)
	}
	if found = found && e.Slot.Equal(c.Due); !found {
		e = Edition{}
	}
	return e, found, nil
}

// Freeze keeps an edition before an attempt to send it, as tried from now on unless an earlier attempt is
// still unclear.
func (d *Desk) Freeze(ctx context.Context, c store.Claim, e Edition, now time.Time) error {
	if e.Tried.IsZero() {
		e.Tried = now
	}
	err := d.kv.Update(ctx, c.Owner, func(tx store.Tx) error { return put(tx, kindEditions, c.ID, e) })
	if err != nil {
		return fmt.Errorf("freezing the edition of digest %s: %w", c.ID, err)
	}
	return nil
}

// Ending is how a slot ended, and what follows from it.
type Ending struct {
	Entry Entry
	Told  []string  // the Refs of what was told of
	Next  time.Time // the next run; zero for none
	Pause string    // why the digest is not to run again until an admin says so; "" lets it run
}

// Complete ends a slot: in one change the claim is settled, the next run scheduled, the ledger written and
// what was told of is marked as seen; a digest that is paused by it leaves an alert that falls due at once. It
// fails with store.ErrLost when the claim is no longer held.
func (d *Desk) Complete(ctx context.Context, c store.Claim, end Ending) error {
	err := d.kv.Update(ctx, c.Owner, func(tx store.Tx) error {
		var g Digest
		found, err := get(tx.Get, kindDigests, c.ID, &g)
		if err != nil {
			return err
		}
		lines, err := tx.List(kindLedger)
		if err != nil {
			return err
		}
		next := end.Next
		if !found || end.Pause != "" {
			next = time.Time{}
		}
		if err := tx.Settle(c, next); err != nil {
			return err
		}
		if found {
			g.Next, g.Paused = end.Next, end.Pause
			g.Seen = remembered(g.Seen, end.Told, maxShelf+len(d.instance)+slack)
			if err := put(tx, kindDigests, g.ID, g); err != nil {
				return err
			}
			if end.Pause != "" {
				if err := tx.Schedule(alertID(g.ID), end.Entry.At); err != nil {
					return err
				}
			}
		}
		for i := range max(0, len(lines)-maxLedger+1) {
			if err := tx.Delete(kindLedger, lines[i].Key); err != nil {
				return err
			}
		}
		if err := tx.Delete(kindEditions, c.ID); err != nil {
			return err
		}
		return put(tx, kindLedger, ledgerKey(end.Entry), end.Entry)
	})
	if err != nil {
		return fmt.Errorf("completing digest %s: %w", c.ID, err)
	}
	return nil
}

// Postpone ends an attempt that did not succeed: the slot may be claimed again from an instant on. e is the
// edition as it is to be kept.
func (d *Desk) Postpone(ctx context.Context, c store.Claim, e Edition, at time.Time) error {
	err := d.kv.Update(ctx, c.Owner, func(tx store.Tx) error {
		if err := tx.Retry(c, at); err != nil {
			return err
		}
		return put(tx, kindEditions, c.ID, e)
	})
	if err != nil {
		return fmt.Errorf("postponing digest %s: %w", c.ID, err)
	}
	return nil
}

// Ledger lists what became of a guild's slots, the latest first.
func (d *Desk) Ledger(ctx context.Context, guild string) ([]Entry, error) {
	lines, err := d.kv.List(ctx, ownerGuild(guild), kindLedger)
	if err != nil {
		return nil, fmt.Errorf("reading the ledger of guild %s: %w", guild, err)
	}
	list := make([]Entry, len(lines))
	for i, e := range lines {
		if err := decode(e.Value, &list[len(lines)-1-i]); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// ledgerKey sorts by time: an instant in a form of fixed width, then the digest.
func ledgerKey(e Entry) string {
	return e.Slot.UTC().Format("2006-01-02T15:04:05.000Z") + " " + e.Digest
}

// slack is for articles that were removed since they were told of, which nobody will be told of again.
const slack = 100

// remembered adds to the marks what was told of now, the latest last, and forgets the oldest beyond a limit.
func remembered(seen, told []string, limit int) []string {
	out := slices.DeleteFunc(slices.Clone(seen), func(ref string) bool { return slices.Contains(told, ref) })
	out = append(out, told...)
	return out[max(0, len(out)-limit):]
}
