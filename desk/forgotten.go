package desk

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"lede/desk/contacts"
	"lede/desk/digests"
	"lede/store"
)

// A store can lose data while Lede runs: some digests are gone, of others only the due times. What the store still has is repaired, and
// those who set the lost digests are told, as far as they are still known.

// Forgotten is what the store has lost of a guild, and whom to tell.
type Forgotten struct {
	Guild   string
	Alerts  string   // channel; "" when none is known
	Digests []string // the ids of those that are gone
	// Known is what is known of them.
	Known []contacts.Digest
}

// By returns who set the digests, as far as known.
func (f Forgotten) By() (people []string) {
	for _, g := range f.Known {
		if g.By != "" && !slices.Contains(people, g.By) {
			people = append(people, g.By)
		}
	}
	return people
}

// add adds a digest.
func (f *Forgotten) add(id string, known contacts.Digest) {
	f.Digests = append(f.Digests, id)
	if known != (contacts.Digest{}) {
		f.Known = append(f.Known, known)
	}
}

// Lost ends the slot of a digest that is due and not stored, and returns what is known of it.
func (d *Desk) Lost(ctx context.Context, c store.Claim) (Forgotten, error) {
	guild := GuildOf(c)
	f := Forgotten{Guild: guild, Alerts: d.contacts.Of(guild).Alerts}
	known, err := d.Lose(ctx, c)
	if err != nil {
		return f, err
	}
	f.add(c.ID, known)
	if s, err := d.Settings(ctx, guild); err == nil { // what cannot be read now does not keep the loss from being told
		f.Alerts = cmp.Or(s.Alerts, f.Alerts)
	}
	return f, nil
}

// Reconcile is for a store that has lost data. Stored digests that are no longer due at any time are scheduled again; what is due and
// no longer stored is removed, and returned with what is known of it. It costs O(all).
func (d *Desk) Reconcile(ctx context.Context) (mended int, gone []Forgotten, err error) {
	kv, ok := d.kv.(store.Watched)
	if !ok {
		return 0, nil, nil
	}
	kept, due := map[string][]Digest{}, map[string]map[string]bool{}
	err = digests.WalkDigests(ctx, kv, func(owner string, g Digest) { kept[owner] = append(kept[owner], g) })
	if err == nil { // after what is kept, so that what is set meanwhile is not missed
		err = kv.WalkDue(ctx, func(owner, id string) error {
			if due[owner] == nil {
				due[owner] = map[string]bool{}
			}
			due[owner][id] = true
			return nil
		})
	}
	if err != nil {
		return 0, nil, fmt.Errorf("comparing what is kept with what is due: %w", err)
	}
	var failed []error
	for owner, list := range kept {
		for _, g := range list {
			if due[owner][g.ID] {
				continue
			}
			again, err := d.Remind(ctx, owner, g.ID)
			if again {
				mended++
			}
			failed = append(failed, err)
		}
	}
	more, err := d.Book.Reconcile(ctx, kv, due)
	failed, mended = append(failed, err), mended+more
	gone, err = d.missing(ctx, due)
	return mended, gone, errors.Join(errors.Join(failed...), err)
}

// missing finds the digests that are due, or known to have been set, and not stored.
func (d *Desk) missing(ctx context.Context, due map[string]map[string]bool) (gone []Forgotten, err error) {
	known := d.contacts.Snapshot()
	guilds := map[string]bool{}
	for owner := range due {
		if guild, ok := strings.CutPrefix(owner, "guild:"); ok {
			guilds[guild] = true
		}
	}
	for guild := range known {
		guilds[guild] = true
	}
	for _, guild := range slices.Sorted(maps.Keys(guilds)) {
		f, err := d.missingOf(ctx, guild, due[ownerGuild(guild)], known[guild])
		if err != nil {
			return gone, err
		}
		if len(f.Digests) > 0 {
			gone = append(gone, f)
		}
	}
	return gone, nil
}

// missingOf finds those of one guild, and forgets them for good. A digest that is not due either may have been removed by another
// process; it was lost only if the settings, which each guild with a digest has, are gone too, or are of a time before it was set.
func (d *Desk) missingOf(ctx context.Context, guild string, due map[string]bool, known contacts.Known) (Forgotten, error) {
	f := Forgotten{Guild: guild, Alerts: known.Alerts}
	var s Settings
	set, err := d.get(ctx, ownerGuild(guild), kindSettings, "guild", &s)
	if err != nil {
		return f, err
	}
	if set {
		f.Alerts = s.Alerts
	}
	ids := map[string]bool{}
	for id := range known.Digests {
		if ids[id], err = d.SetSince(ctx, guild, known.Digests[id].Set); err != nil {
			return f, err
		}
		ids[id] = ids[id] || !set
	}
	for id := range due {
		if task, _ := TaskOf(store.Claim{ID: id}); task == PostDigest {
			ids[id] = true
		}
	}
	for _, id := range slices.Sorted(maps.Keys(ids)) {
		forgotten, err := d.Forget(ctx, guild, id)
		if err != nil {
			return f, err
		}
		if !forgotten || !ids[id] {
			continue
		}
		f.add(id, known.Digests[id])
	}
	return f, nil
}
