package desk

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"lede/desk/contacts"
	"lede/store"
)

// TestAllThatIsKeptIsCounted to the byte, up to what all may take.
func TestAllThatIsKeptIsCounted(t *testing.T) {
	kv := store.NewMemory(nil)
	defer kv.Close()
	d, ctx := New(Options{Store: kv, Space: Space{All: 100, Server: 50}}), t.Context()
	for _, c := range []struct {
		more, all int64
		full      bool
	}{{1, 1, false}, {0, 1, false}, {99, 100, false}, {1, 100, true}, {-40, 60, false}, {41, 60, true}, {40, 100, false}, {-500, 0, false}} {
		err := d.count(ctx, c.more)
		var all int64
		if _, err := d.get(ctx, ownerInstance, ofSpace, spaceKey, &all); err != nil {
			t.Fatal(err)
		}
		if errors.Is(err, ErrStoreFull) != c.full || all != c.all || err != nil && !c.full {
			t.Errorf("after %d more: %d, %v; want %d", c.more, all, err, c.all)
		}
	}
	d.space.All = 10 // less than what is kept from before
	if err := errors.Join(noteSpace(t, d, 100), d.count(ctx, -20)); err != nil {
		t.Errorf("what goes from a store that is too full: %v", err)
	}
	for bytes, want := range map[int64]error{50: nil, 51: ErrServerFull} {
		in := Intake{Articles: []MovedArticle{{kept: moved{Headline: Headline{Bytes: bytes - 1}}}, {kept: moved{Headline: Headline{Bytes: 1}}}}}
		got, err := d.prepare(&in, spring)
		if !errors.Is(err, want) || err == nil && got != bytes || len(in.shelf) != 2 {
			t.Errorf("importing %d bytes: %d, %v", bytes, got, err)
		}
	}
	in := Intake{By: "ana", Articles: []MovedArticle{{Added: spring.Add(time.Hour)}, {Added: spring}, {}}}
	if _, err := d.prepare(&in, spring); err != nil {
		t.Fatal(err)
	}
	for _, h := range in.shelf {
		if !h.Added.Equal(spring) || h.By != "ana" {
			t.Errorf("imported by %q, added %v", h.By, h.Added)
		}
	}
}

// noteSpace writes down how much all articles take.
func noteSpace(t *testing.T, d *Desk, all int64) error {
	t.Helper()
	return d.kv.Update(t.Context(), ownerInstance, func(tx store.Tx) error { return put(tx, ofSpace, spaceKey, all) })
}

// TestALookAtWhatIsGoneBringsNothingBack.
func TestALookAtWhatIsGoneBringsNothingBack(t *testing.T) {
	kv := store.NewMemory(func() time.Time { return spring })
	defer kv.Close()
	d, ctx := New(Options{Store: kv}), t.Context()
	if err := d.looked(ctx, "sam", Headline{Ref: "gone", Added: spring.AddDate(0, 0, -2)}); err != nil {
		t.Fatal(err)
	}
	if list, err := kv.List(ctx, ownerPerson("sam"), kindShelf); err != nil || len(list) > 0 {
		t.Errorf("%v, %v", list, err)
	}
}

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
