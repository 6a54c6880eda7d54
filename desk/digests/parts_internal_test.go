package digests

import (
	"errors"
	"slices"
	"testing"
	"time"

	"lede/desk/contacts"
	"lede/store"
)

// TestAPostIsTakenOutOfWhatIsCorrected: a correction of another goes on, and one of this post loses its claim and its bytes.
func TestAPostIsTakenOutOfWhatIsCorrected(t *testing.T) {
	one, two := Posted{Slot: day0, At: day0, Message: "1"}, Posted{Slot: minutes(60), At: minutes(60), Message: "2"}
	other, own := &Edition{Reply: &Reply{Message: "2"}}, &Edition{Reply: &Reply{Message: "1"}}
	for name, c := range map[string]struct {
		list   []Posted
		frozen *Edition
		left   int
		bytes  bool // of the correction are kept
		due    time.Duration
	}{
		"another post":                        {[]Posted{two}, other, 1, true, 0},
		"the only post":                       {[]Posted{one}, own, 0, false, -1},
		"one of two, none is corrected":       {[]Posted{one, two}, nil, 1, false, correctedFirst},
		"one of two, that is corrected":       {[]Posted{one, two}, own, 1, false, correctedFirst},
		"one of two, the other is corrected":  {[]Posted{one, two}, other, 1, true, 0},
		"one of two, an edition is no answer": {[]Posted{one, two}, &Edition{}, 1, false, correctedFirst},
	} {
		kv := store.NewMemory(nil)
		t.Cleanup(func() { kv.Close() })
		id := correctID("7")
		err := kv.Update(t.Context(), "guild:1", func(tx store.Tx) error {
			err := errors.Join(kinds.Put(tx, kindPosted, "7", c.list), tx.Schedule(id, day0))
			if c.frozen != nil {
				err = errors.Join(err, kinds.Put(tx, kindEditions, id, *c.frozen))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		err = kv.Update(t.Context(), "guild:1", func(tx store.Tx) error {
			write, err := uncorrect(tx, Entry{Digest: "7", Message: "1"}, day0)
			if err != nil {
				return err
			}
			return write(tx)
		})
		if err != nil {
			t.Fatal(err)
		}
		var left []Posted
		get := func(kind, key string) ([]byte, error) { return kv.Get(t.Context(), "guild:1", kind, key) }
		if _, err := kinds.Get(get, kindPosted, "7", &left); err != nil {
			t.Fatal(err)
		}
		frozen, err := kinds.Get(get, kindEditions, id, &Edition{})
		if err != nil {
			t.Fatal(err)
		}
		at, ok, err := kv.NextDue(t.Context())
		if err != nil || len(left) != c.left || frozen != c.bytes || ok != (c.due >= 0) || ok && at.Sub(day0) != c.due {
			t.Errorf("%s: %d left, bytes kept %v, due %v after %v, %v", name, len(left), frozen, ok, at.Sub(day0), err)
		}
	}
}

// TestWhoSetADigestIsKnownUntilItIsRemoved, and of a person alone nobody needs to know.
func TestWhoSetADigestIsKnownUntilItIsRemoved(t *testing.T) {
	kv := store.NewMemory(nil)
	defer kv.Close()
	known := contacts.New()
	d, ctx := New(Options{
		Store: kv, Contacts: known, Zoned: func(store.Tx, string) (string, error) { return "", nil }, Touch: func(store.Tx, time.Time) error { return nil },
	}), t.Context()
	by := func(who string) map[string]contacts.Digest { return known.Snapshot()[who].Digests }
	for _, guild := range []string{"g", "person:sam"} {
		g, err := d.AddDigest(ctx, guild, Digest{Channel: "1", By: "ana", Timetable: "07:00 UTC", Next: day0}, "UTC")
		if err != nil {
			t.Fatal(err)
		}
		if got := by(guild)[g.ID].By; got != map[string]string{"g": "ana"}[guild] {
			t.Errorf("the digest of %s was set by %q", guild, got)
		}
		if err := d.RemoveDigest(ctx, guild, g.ID); err != nil {
			t.Fatal(err)
		}
		if len(by(guild)) != 0 {
			t.Errorf("after its removal: %v", by(guild))
		}
	}
}

// TestACheckThatFindsNothingIsDueAgainWhileEditionsAreCorrected, more rarely as they age.
func TestACheckThatFindsNothingIsDueAgainWhileEditionsAreCorrected(t *testing.T) {
	for age, want := range map[time.Duration]time.Duration{time.Minute: correctedFirst, 2 * correctedFirst: correctedFirst, 2*correctedFirst + 2*time.Minute: correctedFirst + time.Minute, CorrectedFor - time.Hour: correctedLast, CorrectedFor: -1} {
		now := day0.Add(age)
		kv := store.NewMemory(func() time.Time { return now })
		t.Cleanup(func() { kv.Close() })
		shown := shownKey("7", day0)
		err := kv.Update(t.Context(), "guild:1", func(tx store.Tx) error {
			return errors.Join(kinds.Put(tx, kindPosted, "7", []Posted{{Slot: day0, At: day0, Message: "1"}}), kinds.Put(tx, kindShown, shown, []Shown{{Ref: "a"}}), tx.Schedule(correctID("7"), now))
		})
		if err != nil {
			t.Fatal(err)
		}
		claims, err := kv.Claim(t.Context(), 1, time.Minute)
		if err != nil || len(claims) != 1 {
			t.Fatal(claims, err)
		}
		if err := New(Options{Store: kv}).Watched(t.Context(), claims[0]); err != nil {
			t.Fatal(err)
		}
		at, ok, err := kv.NextDue(t.Context())
		if err != nil || ok != (want >= 0) || ok && at.Sub(now) != min(max(age/2, correctedFirst), correctedLast) || ok && want != at.Sub(now) {
			t.Errorf("after %v: due %v after %v, want %v (%v)", age, ok, at.Sub(now), want, err)
		}
		var kept []string
		for _, kind := range []string{kindPosted, kindShown} {
			list, err := kv.List(t.Context(), "guild:1", kind)
			if err != nil {
				t.Fatal(err)
			}
			if len(list) > 0 {
				kept = append(kept, kind)
			}
		}
		if ok != slices.Equal(kept, []string{kindPosted, kindShown}) || !ok && len(kept) > 0 {
			t.Errorf("after %v: kept %v", age, kept)
		}
	}
}
