package desk

import (
	"errors"
	"fmt"
	"testing"

	"lede/desk/contacts"
	"lede/store"
)

// TestWhichDigestsWereLost: those that are due and not stored, and those that were known, if the settings are gone too. What was removed
// by somebody is not lost.
func TestWhichDigestsWereLost(t *testing.T) {
	kv := store.NewMemory(nil)
	defer kv.Close()
	due := func(ids ...string) map[string]bool {
		all := map[string]bool{}
		for _, id := range ids {
			all[id] = true
		}
		return all
	}
	set := func(by ...string) map[string]contacts.Digest {
		all := map[string]contacts.Digest{}
		for i, who := range by {
			all[fmt.Sprint(i+1)] = contacts.Digest{By: who}
		}
		return all
	}
	for name, c := range map[string]struct {
		due    map[string]bool
		known  map[string]contacts.Digest
		set    bool
		stored string
		lost   int
		by     int
	}{
		"known, settings gone":       {nil, set("ana", "ana"), false, "", 2, 1},
		"known, of nobody":           {nil, set(""), false, "", 1, 0},
		"known, of two":              {nil, set("ana", "bo"), false, "", 2, 2},
		"known, settings there":      {nil, set("ana"), true, "", 0, 0},
		"due, settings there":        {due("1"), nil, true, "", 1, 0},
		"due and known":              {due("1"), set("ana"), true, "", 1, 1},
		"due, and stored":            {due("1"), set("ana"), true, "1", 0, 0},
		"known, and stored":          {nil, set("ana", "ana"), false, "1", 1, 1},
		"due for something else":     {due("publish 1", "member", "later kind"), nil, true, "", 1, 0},
		"nothing due, nothing known": {nil, nil, false, "", 0, 0},
	} {
		known := contacts.New()
		d, ctx := New(Options{Store: kv, Contacts: known}), t.Context()
		guild := "g " + name
		if err := kv.Update(ctx, ownerGuild(guild), func(tx store.Tx) error {
			var err error
			if c.set {
				err = put(tx, kindSettings, "guild", Settings{Alerts: "77"})
			}
			if c.stored != "" {
				err = errors.Join(err, put(tx, "digests", c.stored, Digest{ID: c.stored, Channel: c.stored}))
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
		f, err := d.missingOf(ctx, guild, c.due, contacts.Known{Alerts: "5", Digests: c.known})
		alerts := map[bool]string{true: "77", false: "5"}[c.set]
		if err != nil || len(f.Digests) != c.lost || len(f.By()) != c.by || f.Alerts != alerts {
			t.Errorf("%s: %+v, %v; want %d, of %d, told in %s", name, f, err, c.lost, c.by, alerts)
		}
	}
}
