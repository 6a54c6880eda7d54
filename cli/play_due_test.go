package cli

import (
	"testing"
	"time"

	"lede/desk"
	"lede/store"
)

// TestTheClockMovesToDigestsAlone: forgetting what was typed into a form is due in an hour too, but is no digest.
func TestTheClockMovesToDigestsAlone(t *testing.T) {
	t.Parallel()
	kv := store.NewMemory(func() time.Time { return morning })
	d := desk.New(desk.Options{Store: kv})
	due := digestsDue{kv, func() []string { return []string{"g", "h"} }}
	next := func() (time.Time, bool) {
		t.Helper()
		at, ok, err := due.NextDue(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return at, ok
	}
	if err := d.KeepDraft(t.Context(), desk.Reader{Guild: "g", Person: "p"}, map[string]string{"text": "x"}); err != nil {
		t.Fatal(err)
	}
	if at, ok := next(); ok {
		t.Errorf("without a digest the next is at %v", at)
	}
	late := morning.Add(3 * time.Hour)
	if _, err := d.AddDigest(t.Context(), "h", desk.Digest{Channel: "c", Timetable: "09:00", By: "p", Next: late}, "UTC"); err != nil {
		t.Fatal(err)
	}
	if at, ok := next(); !ok || !at.Equal(late) {
		t.Errorf("the next is at %v, %v", at, ok)
	}
	soon := morning.Add(time.Minute)
	if _, err := d.AddDigest(t.Context(), "g", desk.Digest{Channel: "c", Timetable: "06:01", By: "p", Next: soon}, "UTC"); err != nil {
		t.Fatal(err)
	}
	if at, ok := next(); !ok || !at.Equal(soon) {
		t.Errorf("the next is at %v, %v", at, ok)
	}
}
