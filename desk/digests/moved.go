package digests

import (
	"cmp"
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"lede/desk/filter"
	"lede/desk/strict"
	"lede/problem"
	"lede/store"
)

// Moved is a digest in a file that another Lede can import: what admins chose.
type Moved struct {
	Channel   string   `json:"channel"`
	Publish   bool     `json:"publish,omitempty"`
	Timetable string   `json:"timetable"`
	Quiet     bool     `json:"quiet,omitempty"`
	Role      string   `json:"role,omitempty"`
	Sections  []string `json:"sections,omitempty"`
	Paused    bool     `json:"paused,omitempty"`
	// Sources are the addresses of the sources it draws on; none for all.
	Sources   []string      `json:"sources,omitempty"`
	Filter    filter.Filter `json:"filter,omitzero"`
	AsItComes bool          `json:"as_it_comes,omitempty"`
	PerHour   int           `json:"per_hour,omitempty"`
	Told      []string      `json:"told,omitempty"` // Refs of what it has told of, so that it does not tell it again
}

// Moving returns digests in the form of a file, in a stable order; addresses are those of the guild's sources, by their IDs.
func Moving(list []Digest, addresses map[string]string) []Moved {
	out := []Moved{}
	for _, g := range list {
		out = append(out, Moved{
			Channel: g.Channel, Publish: g.Publish, Timetable: g.Timetable, Quiet: g.Quiet, Role: g.Role, Sections: g.Sections, Paused: g.Paused != nil,
			Sources: addressesOf(g.Sources, addresses), Filter: g.Filter, AsItComes: g.AsItComes, PerHour: g.PerHour,
			Told: g.Seen[max(0, len(g.Seen)-strict.MaxEntries):],
		})
	}
	slices.SortFunc(out, func(a, b Moved) int {
		// The ids would give no stable order: an import assigns new ones.
		return cmp.Or(strings.Compare(a.Channel, b.Channel), strings.Compare(a.Timetable, b.Timetable),
			strings.Compare(fmt.Sprint(a), fmt.Sprint(b)))
	})
	return out
}

// addressesOf returns the addresses of some sources, without those that are gone.
func addressesOf(ids []string, addresses map[string]string) (list []string) {
	for _, id := range ids {
		if addresses[id] != "" {
			list = append(list, addresses[id])
		}
	}
	slices.Sort(list)
	return list
}

// Changes is what an import changes in the digests of a guild.
type Changes struct{ Added, Changed, Removed, Kept []Digest }

// Taking holds the digests of a file, imported by a person for a guild: without ID, By, Set and the next run.
type Taking struct {
	Guild, By string
	Digests   []Digest
}

// PlanDigests replaces the digests of the guild that an edit belongs to with those of a file: it returns the changes, and the writes
// for them. Each digest of the file continues a matching digest of the guild, if there is one, and so keeps its id and history.
func (d *Diary) PlanDigests(ctx context.Context, tx store.Tx, in Taking, now time.Time) (c Changes, writes []func(store.Tx) error, err error) {
	old, err := Read(tx)
	if err != nil {
		return c, nil, err
	}
	continued, removed := pair(in.Digests, old)
	var taken []store.Entry
	for _, g := range continued {
		if g != nil {
			taken = append(taken, store.Entry{Key: g.ID})
		}
	}
	for i, g := range in.Digests {
		before := continued[i]
		if before != nil && same(*before, g) {
			kept := *before
			kept.Seen = remembered(kept.Seen, g.Seen, d.seen)
			c.Kept = append(c.Kept, kept)
			if !slices.Equal(kept.Seen, before.Seen) {
				writes = append(writes, func(tx store.Tx) error { return kinds.Put(tx, KindDigests, kept.ID, kept) })
			}
			continue
		}
		g.By, g.Set = in.By, now
		if before == nil {
			g.ID, g.Seen = unusedID(taken, g.Channel), remembered(nil, g.Seen, d.seen)
			taken = append(taken, store.Entry{Key: g.ID})
			d.reschedule(in.Guild, &g, now)
			c.Added = append(c.Added, g)
			writes = append(writes, func(tx store.Tx) error { return setAnew(tx, g) })
			continue
		}
		u, err := d.unfinished(ctx, tx, *before)
		if err != nil {
			return c, nil, err
		}
		g.Told, g.Posts, g.Woken, g.Latest, g.Shown = before.Told, before.Posts, before.Woken, before.Latest, before.Shown
		g.ID, g.Done, g.Seen = before.ID, before.Done, remembered(before.Seen, g.Seen, d.seen)
		d.reschedule(in.Guild, &g, now)
		writes = append(writes, d.succeed(u, &g))
		c.Changed = append(c.Changed, g)
	}
	c.Removed = append(c.Removed, removed...)
	removals, err := d.planRemovals(ctx, tx, in.Guild, removed)
	return c, append(removals, writes...), err // before the others: a new digest may take the id of a removed one
}

func (d *Diary) planRemovals(ctx context.Context, tx store.Tx, guild string, removed []Digest) (writes []func(store.Tx) error, err error) {
	for _, g := range removed {
		u, err := d.unfinished(ctx, tx, g)
		if err != nil {
			return nil, err
		}
		writes = append(writes, u.remove, func(tx store.Tx) error { return removedAt(tx, guild, u.now) })
	}
	return writes, nil
}

// same reports whether two digests have the same settings; who set them and what they have shown does not count.
func same(a, b Digest) bool {
	chosen := func(g Digest) Digest {
		g.ID, g.By, g.Set, g.Next, g.Spread, g.Done, g.Seen, g.Trouble = "", "", time.Time{}, time.Time{}, 0, time.Time{}, nil, nil
		g.Told, g.Posts, g.Woken, g.Latest, g.Shown, g.Filter.Rules = nil, nil, time.Time{}, "", nil, append([]filter.Rule(nil), g.Filter.Rules...)
		if g.Paused != nil {
			g.Paused = problem.New("desk.paused") // the reason does not count
		}
		return g
	}
	return reflect.DeepEqual(chosen(a), chosen(b))
}

// pair finds for each new digest an old one that it continues: one with the same settings, else one of the same channel. rest are the
// old ones that no new one continues.
func pair(list, old []Digest) (continued []*Digest, rest []Digest) {
	continued, rest = make([]*Digest, len(list)), slices.Clone(old)
	for _, alike := range []func(a, b Digest) bool{
		same,
		func(a, b Digest) bool { return a.Channel == b.Channel && a.Timetable == b.Timetable },
		func(a, b Digest) bool { return a.Channel == b.Channel },
	} {
		for i, g := range list {
			at := slices.IndexFunc(rest, func(o Digest) bool { return alike(g, o) })
			if continued[i] == nil && at >= 0 {
				found := rest[at]
				continued[i], rest = &found, slices.Delete(rest, at, at+1)
			}
		}
	}
	return continued, rest
}
