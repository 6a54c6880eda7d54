package digests

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"lede/desk/contacts"
	"lede/desk/filter"
	"lede/desk/record"
	"lede/problem"
	"lede/scheduler"
	"lede/store"
)

// MaxDigests is how many digests a guild may have: as many as Discord can offer to choose from.
const MaxDigests = 25

// Own is the id of a person's own digest.
const Own = "follow"

// Digest is a briefing that a guild has asked for at set times.
type Digest struct {
	ID        string    `json:"id"` // of the guild's digests; given by AddDigest
	Channel   string    `json:"channel"`
	Kind      Kind      `json:"kind,omitempty"`    // of the channel
	Publish   bool      `json:"publish,omitempty"` // to those who follow the announcement channel
	Timetable string    `json:"timetable"`         // as scheduler.Timetable writes it
	By        string    `json:"by"`                // id of the person who set it
	Set       time.Time `json:"set"`
	Next      time.Time `json:"next"` // the next run, unless it is paused
	// Spread is how much later Next is than the timetable says, so that not all guilds are served at once.
	Spread time.Duration `json:"spread,omitempty"`
	// Paused is why it is not running; nil while it runs.
	Paused *problem.Problem `json:"paused,omitempty"`
	// Trouble is why Discord refused or blocked the last edition, until one is posted again; nil if it did not.
	Trouble *problem.Problem `json:"trouble,omitempty"`
	// Quiet keeps it from being posted when there is nothing new.
	Quiet bool `json:"quiet,omitempty"`
	// Role is the id of a role that each edition mentions, if any.
	Role string `json:"role,omitempty"`
	// Sections are what it shows of each article, when that is not the default.
	Sections []string `json:"sections,omitempty"`
	// Done is the latest run of the timetable that has a line in the ledger, so that no run is handled twice when the timetable or the
	// spread is changed.
	Done time.Time `json:"done,omitzero"`
	// Seen holds the Refs of the articles that earlier editions contained.
	Seen []string `json:"seen,omitempty"`
	// Sources are the IDs of the sources it draws on; none for all of the guild's.
	Sources []string `json:"sources,omitempty"`
	// Filter selects which of their items it contains.
	Filter filter.Filter `json:"filter,omitzero"`
	// Told is, for each source, the sequence number up to which every item was told or passed over.
	Told map[string]int64 `json:"told,omitempty"`
	// AsItComes posts it when there is something new, and not by a timetable: a story at a time, at most PerHour posts in an hour, the
	// last of which contains all the rest.
	AsItComes bool `json:"as_it_comes,omitempty"`
	PerHour   int  `json:"per_hour,omitempty"`
	// Posts holds when it was posted within the last hour, if it is posted as news comes, and Woken when something new last came.
	Posts []time.Time `json:"posts,omitempty"`
	Woken time.Time   `json:"woken,omitzero"`
	// Latest is the message of the latest edition in the form of Discord's addresses, channel and id; "" if there is none.
	Latest string `json:"latest,omitempty"`
	// Shown holds when each recently shown article was shown last, by its Ref.
	Shown map[string]time.Time `json:"shown,omitempty"`
}

// Run returns the next run by the timetable, by which readers know it: the spread does not concern them.
func (g Digest) Run() time.Time { return g.Next.Add(-g.Spread) }

// published reports whether its editions are published to those who follow its channel.
func (g Digest) published() bool { return g.Publish && g.Kind == Announcement }

// Kind is how a channel takes a digest.
type Kind string

// The kinds of channel. A thread is a Text channel.
const (
	Text         Kind = ""
	Forum        Kind = "forum"        // each edition is a new post
	Announcement Kind = "announcement" // an edition can be published to those who follow the channel
)

// same reports whether two digests post the same in the same place at the same times, whatever role they mention and however they are
// posted.
func (g Digest) same(o Digest) bool {
	type asked struct {
		channel, filter string
		comes           bool
	}
	words := func(g Digest) asked { return asked{g.Channel, g.Filter.String(), g.AsItComes} }
	return words(g) == words(o) && slices.Equal(g.Sections, o.Sections) && slices.Equal(g.Sources, o.Sources) && g.sameRuns(o)
}

// sameRuns reports whether two digests run at the same times, from when the second was set.
func (g Digest) sameRuns(o Digest) bool {
	if g.Timetable == o.Timetable {
		return true
	}
	t, err := scheduler.ParseTimetable(g.Timetable)
	other, wrong := scheduler.ParseTimetable(o.Timetable)
	return err == nil && wrong == nil && t.SameRuns(other, o.Set)
}

// AddDigest saves a new digest and schedules its next run, all or nothing. It returns it with its ID, or ErrDigestsFull. The zone
// becomes the guild's default. If the guild already has such a digest, the new one is not saved; the existing one is returned with
// ErrSameDigest.
func (d *Diary) AddDigest(ctx context.Context, guild string, g Digest, zone string) (Digest, error) {
	var added Digest
	var alerts string
	if err := d.beginNow(ctx, guild, &g); err != nil {
		return Digest{}, err
	}
	err := d.kv.Update(ctx, record.Owner(guild), func(tx store.Tx) error {
		sources, err := d.toRefollow(ctx, tx, g)
		if err != nil {
			return err
		}
		entries, err := tx.List(KindDigests)
		if err != nil {
			return err
		}
		for _, e := range entries {
			var old Digest
			if kinds.Decode(KindDigests, e, &old) == nil && old.same(g) { // a damaged one is like no other
				added = old
				return ErrSameDigest
			}
		}
		alone := record.Person(guild) != ""
		if len(entries) >= MaxDigests || alone && len(entries) > 0 {
			return ErrDigestsFull
		}
		added = g
		added.ID = unusedID(entries, cmp.Or(g.Channel, Own))
		if alerts, err = d.zoned(tx, zone); err != nil {
			return err
		}
		if err := kinds.Put(tx, KindDigests, added.ID, added); err != nil {
			return err
		}
		return errors.Join(tx.Schedule(added.ID, added.Next), sources(tx))
	})
	if errors.Is(err, ErrSameDigest) {
		return added, err
	}
	if err != nil {
		return Digest{}, fmt.Errorf("adding a digest to guild %s: %w", guild, err)
	}
	d.note(guild, added)
	if record.Person(guild) == "" {
		d.contacts.NoteAlerts(guild, alerts)
	}
	return added, nil
}

// unusedID returns the channel's own id for the first digest of a channel, else the first number that is free.
func unusedID(entries []store.Entry, channel string) string {
	for id, n := channel, 2; ; id, n = strconv.Itoa(n), n+1 {
		if !slices.ContainsFunc(entries, func(e store.Entry) bool { return e.Key == id }) {
			return id
		}
	}
}

// ChangeDigest changes a digest: when it runs, where, or whether at all. A slot that is open goes on if it is still a slot of the
// digest; else it gets its line in the ledger. The change may run more than once; when it fails nothing is changed. It returns the
// changed digest, or ErrNoDigest.
func (d *Diary) ChangeDigest(ctx context.Context, guild, id string, change func(*Digest) error) (Digest, error) {
	var g Digest
	err := d.kv.Update(ctx, record.Owner(guild), func(tx store.Tx) error {
		u, err := d.unfinishedOf(ctx, tx, id)
		if err != nil {
			return err
		}
		g = u.Digest
		if err := change(&g); err != nil {
			return err
		}
		again, err := d.toRefollow(ctx, tx, u.Digest, g)
		if err != nil {
			return err
		}
		return errors.Join(d.succeed(u, &g)(tx), again(tx))
	})
	if err != nil {
		return Digest{}, fmt.Errorf("changing digest %s of guild %s: %w", id, guild, err)
	}
	return g, nil
}

// known is what is told of some digests if the store loses them, by their ids.
func known(list ...Digest) map[string]contacts.Digest {
	of := map[string]contacts.Digest{}
	for _, g := range list {
		k := contacts.Digest{By: g.By, Channel: g.Channel, Timetable: g.Timetable, Set: g.Set}
		if g.AsItComes {
			k.Hourly = g.Hourly()
		}
		of[g.ID] = k
	}
	return of
}

// Digests lists a guild's digests by their next run.
func (d *Diary) Digests(ctx context.Context, guild string) ([]Digest, error) {
	entries, err := d.kv.List(ctx, record.Owner(guild), KindDigests)
	if err != nil {
		return nil, fmt.Errorf("reading the digests of guild %s: %w", guild, err)
	}
	list, err := decoded(entries)
	if err != nil {
		return nil, err
	}
	d.note(guild, list...)
	slices.SortStableFunc(list, func(a, b Digest) int { return a.Next.Compare(b.Next) })
	return list, nil
}

// Spots are where a digest is, and what is read to end a slot of it.
func Spots(id string) []store.Spot {
	return []store.Spot{{Kind: KindDigests, Key: id}, {Kind: kindPosted, Key: id}}
}

// Digest returns one digest, or ErrNoDigest.
func (d *Diary) Digest(ctx context.Context, guild, id string) (Digest, error) {
	var g Digest
	found, err := d.get(ctx, record.Owner(guild), KindDigests, id, &g)
	if err == nil && !found {
		err = ErrNoDigest
	}
	if err != nil {
		return Digest{}, fmt.Errorf("reading digest %s of guild %s: %w", id, guild, err)
	}
	d.note(guild, g)
	return g, nil
}

// RemoveDigest ends a digest. It returns ErrNoDigest when there is none.
func (d *Diary) RemoveDigest(ctx context.Context, guild, id string) error {
	err := d.change(ctx, guild, func(tx store.Tx) error {
		u, err := d.unfinishedOf(ctx, tx, id)
		if err != nil {
			return err
		}
		again, err := d.toRefollow(ctx, tx, u.Digest)
		if err != nil {
			return err
		}
		return errors.Join(u.remove(tx), again(tx), removedAt(tx, guild, u.now))
	})
	if err != nil {
		return fmt.Errorf("removing digest %s of guild %s: %w", id, guild, err)
	}
	d.contacts.Forget(guild, id)
	return nil
}
