package digests

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"lede/desk/contacts"
	"lede/desk/record"
	"lede/store"
)

// TestWhoSetADigestIsKnown, and where the server's alerts go; of a person's own, nothing is.
func TestWhoSetADigestIsKnown(t *testing.T) {
	d := newDiary(t)
	g := Digest{Channel: "c", Timetable: "07:00 UTC", By: "ana", Next: day0}
	if _, err := d.AddDigest(t.Context(), "1", g, "UTC"); err != nil {
		t.Fatal(err)
	}
	if got := d.known.Snapshot()["1"]; got.Alerts != "alerts" || got.Digests["c"] != (contacts.Digest{By: "ana", Channel: "c", Timetable: "07:00 UTC"}) {
		t.Errorf("%+v", got)
	}
	own := g
	own.Channel = ""
	for n := range 2 { // and a person has one
		own.Timetable = []string{"07:00 UTC", "08:00 UTC"}[n]
		if added, err := d.AddDigest(t.Context(), record.Alone("sam"), own, "UTC"); n == 0 && (err != nil || added.ID != Own) || n == 1 && !errors.Is(err, ErrDigestsFull) {
			t.Errorf("digest %d of a person: %+v, %v", n+1, added, err)
		}
	}
	if all := d.known.Snapshot(); len(all) != 1 {
		t.Errorf("%+v", all)
	}
	for n := 2; n <= 26; n++ {
		g.Channel = fmt.Sprint("c", n)
		if _, err := d.AddDigest(t.Context(), "1", g, "UTC"); (err == nil) != (n <= 25) || n > 25 && !errors.Is(err, ErrDigestsFull) {
			t.Errorf("digest %d of a server: %v", n, err)
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
