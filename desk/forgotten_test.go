package desk_test

import (
	"errors"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"lede/desk"
	"lede/desk/contacts"
	"lede/problem"
	"lede/store"
	"lede/store/boltkv"
)

// TestADigestThatFellOutOfWhatIsDueIsPutBack: one that runs, but none that is paused, and none twice. Of one that is gone its server hears.
func TestADigestThatFellOutOfWhatIsDueIsPutBack(t *testing.T) {
	c := &clock{start}
	kv, err := boltkv.Open(filepath.Join(t.TempDir(), "lede.db"), c.now)
	if err != nil {
		t.Fatal(err)
	}
	defer kv.Close()
	d, ctx := desk.New(desk.Options{Store: kv}), t.Context()
	for _, id := range []string{"fallen", "paused", "due", "gone"} {
		g := digest(start.Add(time.Hour))
		g.ID, g.Channel = id, id
		if _, err := d.AddDigest(ctx, "g", g, "UTC"); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := d.ChangeDigest(ctx, "g", "paused", func(g *desk.Digest) error { g.Paused = problem.New("desk.paused"); return nil }); err != nil {
		t.Fatal(err)
	}
	err = kv.Update(ctx, "guild:g", func(tx store.Tx) error {
		if err := tx.Delete("digests", "gone"); err != nil {
			return err
		}
		return tx.Unschedule("fallen")
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.ChangeSettings(ctx, "g", func(s *desk.Settings) { s.Alerts = "alerts" }); err != nil {
		t.Fatal(err)
	}
	mended, gone, err := d.Reconcile(ctx)
	if err != nil || mended != 1 || len(gone) != 1 || gone[0].Guild != "g" || len(gone[0].Digests) != 1 || gone[0].Alerts != "alerts" {
		t.Errorf("mended %d, gone %+v, %v", mended, gone, err)
	}
	due := map[string]bool{}
	if err := kv.WalkDue(ctx, func(_, id string) error { due[id] = true; return nil }); err != nil {
		t.Fatal(err)
	}
	delete(due, "member") // the question whether Lede was thrown out
	if len(due) != 2 || !due["fallen"] || !due["due"] {
		t.Errorf("due is %v", due)
	}
	if mended, gone, err = d.Reconcile(ctx); err != nil || mended != 0 || len(gone) != 0 {
		t.Errorf("a second time: mended %d, gone %+v, %v", mended, gone, err)
	}
}

// TestAServerThatTheStoreForgotWhollyIsKnownByItsContacts, once; one whose digest was removed by another process has lost nothing.
func TestAServerThatTheStoreForgotWhollyIsKnownByItsContacts(t *testing.T) {
	c := &clock{start}
	kv, err := boltkv.Open(filepath.Join(t.TempDir(), "lede.db"), c.now)
	if err != nil {
		t.Fatal(err)
	}
	defer kv.Close()
	ours, theirs, ctx := desk.New(desk.Options{Store: kv, Contacts: contacts.New()}), desk.New(desk.Options{Store: kv}), t.Context()
	for _, guild := range []string{"1", "2", "3", "4", "5"} {
		g := digest(start.Add(time.Hour))
		g.Channel, g.By, g.Set = "c", "ana", start
		if _, err := ours.AddDigest(ctx, guild, g, "UTC"); err != nil {
			t.Fatal(err)
		}
	}
	c.at = start.Add(time.Minute)
	for _, guild := range []string{"1", "4"} {
		if err := theirs.RemoveDigest(ctx, guild, "c"); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := theirs.Import(ctx, "5", desk.Intake{By: "ana", Digests: []desk.Digest{}}); err != nil {
		t.Fatal(err)
	}
	// The fourth has set it once more, and then the store forgets what was done last, in the third and in the fourth.
	g := digest(start.Add(time.Hour))
	g.Channel, g.By, g.Set = "c", "ben", start.Add(2*time.Minute)
	if _, err := ours.AddDigest(ctx, "4", g, "UTC"); err != nil {
		t.Fatal(err)
	}
	for _, guild := range []string{"guild:3", "guild:4"} {
		err := kv.Update(ctx, guild, func(tx store.Tx) error {
			return errors.Join(tx.Delete("digests", "c"), tx.Unschedule("c"))
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	err = kv.Update(ctx, "guild:2", func(tx store.Tx) error {
		return errors.Join(tx.Delete("digests", "c"), tx.Delete("settings", "guild"), tx.Unschedule("c"))
	})
	if err != nil {
		t.Fatal(err)
	}
	_, gone, err := ours.Reconcile(ctx)
	var want []desk.Forgotten
	for _, known := range []struct {
		guild, by string
		set       time.Time
	}{{"2", "ana", start}, {"3", "ana", start}, {"4", "ben", start.Add(2 * time.Minute)}} {
		want = append(want, desk.Forgotten{Guild: known.guild, Digests: []string{"c"}, Known: []contacts.Digest{{By: known.by, Channel: "c", Timetable: digest(start).Timetable, Set: known.set}}})
	}
	if err != nil || !reflect.DeepEqual(gone, want) {
		t.Errorf("gone %+v, want %+v, %v", gone, want, err)
	}
	if _, gone, err = ours.Reconcile(ctx); err != nil || len(gone) != 0 {
		t.Errorf("a second time: gone %+v, %v", gone, err)
	}
}

// TestNothingIsKeptOfAPersonsDigest once it is removed: nobody has to be told that it is lost.
func TestNothingIsKeptOfAPersonsDigest(t *testing.T) {
	c := &clock{start}
	kv, err := boltkv.Open(filepath.Join(t.TempDir(), "lede.db"), c.now)
	if err != nil {
		t.Fatal(err)
	}
	defer kv.Close()
	d, ana := desk.New(desk.Options{Store: kv}), desk.Alone("1")
	g := digest(start.Add(time.Hour))
	g.Channel = ""
	if g, err = d.AddDigest(t.Context(), ana, g, "UTC"); err != nil {
		t.Fatal(err)
	}
	if err := d.RemoveDigest(t.Context(), ana, g.ID); err != nil {
		t.Fatal(err)
	}
	err = kv.Walk(t.Context(), "removed", func(owner, _ string, list []store.Entry) error {
		t.Errorf("%s still has %v", owner, list)
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// TestAnErasedGuildHasNobodyToTell: what it loses with that was meant to go.
func TestAnErasedGuildHasNobodyToTell(t *testing.T) {
	kv := store.NewMemory((&clock{start}).now)
	t.Cleanup(func() { kv.Close() })
	known := contacts.New()
	d := desk.New(desk.Options{Store: kv, Contacts: known})
	for _, guild := range []string{"1", "2"} {
		if _, err := d.AddDigest(t.Context(), guild, digest(start.Add(time.Hour)), "UTC"); err != nil {
			t.Fatal(err)
		}
	}
	if err := d.EraseGuild(t.Context(), "1"); err != nil {
		t.Fatal(err)
	}
	if one, two := known.Of("1"), known.Of("2"); len(one.Digests) != 0 || len(two.Digests) != 1 {
		t.Errorf("known are %v and %v", one, two)
	}
}
