package sources

import (
	"errors"
	"reflect"
	"slices"
	"time"

	"lede/desk/feeds"
	"lede/desk/filter"
	"lede/problem"
	"lede/store"
)

// Moved is a source in a file that another Lede can import: what admins chose.
type Moved struct {
	Address string        `json:"address"`
	Name    string        `json:"name,omitempty"`
	Colour  int           `json:"colour,omitempty"` // as a number, 0xRRGGBB
	Tags    []string      `json:"tags,omitempty"`
	Filter  filter.Filter `json:"filter,omitzero"`
	Paused  bool          `json:"paused,omitempty"`
}

// Moving returns a source in the form of a file.
func Moving(s Source) Moved {
	return Moved{s.Address, s.Name, s.Colour, s.Tags, s.Filter, s.Paused != nil}
}

// source returns a source of a file, followed by a guild from now on.
func (m Moved) source(by string, now time.Time) (Source, bool) {
	clean, ok := feeds.Clean(m.Address)
	s := Source{ID: feeds.ID(clean), Address: clean, Name: m.Name, Colour: m.Colour, Tags: m.Tags, Filter: m.Filter, By: by, Added: now, From: notFollowed}
	if m.Paused {
		s.Paused = problem.New("desk.paused")
	}
	return s, ok
}

// Changes is what an import changes in the sources of a guild.
type Changes struct{ Added, Changed, Removed, Kept []Source }

// Plan replaces the sources of the guild that an edit belongs to with those of a file: it returns the changes, and the writes for them.
// A source that is there already keeps the mark up to which its items are old news. Of several entries for one feed the first counts.
func Plan(tx store.Tx, file []Moved, by string, now time.Time) (c Changes, writes []func(store.Tx) error, err error) {
	there, err := Read(tx)
	if err != nil {
		return c, nil, err
	}
	planned := map[string]bool{}
	for _, m := range file {
		s, ok := m.source(by, now)
		if !ok || planned[s.ID] {
			continue
		}
		planned[s.ID] = true
		at := slices.IndexFunc(there, s.isOf)
		if at < 0 {
			c.Added = append(c.Added, s)
			writes = append(writes, func(tx store.Tx) error {
				return errors.Join(kinds.Put(tx, Kind, s.ID, s), tx.Schedule(FollowID(s.ID), now))
			})
			continue
		}
		old := there[at]
		planned[old.ID] = true
		there = slices.Delete(there, at, at+1)
		if reflect.DeepEqual(Moving(old), Moving(s)) {
			c.Kept = append(c.Kept, old)
			continue
		}
		s.ID, s.By, s.Added, s.From, s.Heard = old.ID, old.By, old.Added, old.From, old.Heard
		c.Changed = append(c.Changed, s)
		writes = append(writes, func(tx store.Tx) error { return kinds.Put(tx, Kind, s.ID, s) })
	}
	for _, s := range there {
		c.Removed = append(c.Removed, s)
		writes = append(writes, func(tx store.Tx) error {
			return errors.Join(tx.Delete(Kind, s.ID), tx.Schedule(FollowID(s.ID), now), tx.Unschedule(NoticeID(s.ID)))
		})
	}
	return c, writes, nil
}
