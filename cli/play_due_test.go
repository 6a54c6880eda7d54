package cli

import (
	"slices"
	"testing"
	"time"

	"lede/desk"
	"lede/playground"
	"lede/store"
)

// TestTheClockMovesToDigestsAlone: forgetting what was typed into a form is due in an hour too, but is no digest.
func TestTheClockMovesToDigestsAlone(t *testing.T) {
	t.Parallel()
	kv := store.NewMemory(func() time.Time { return morning })
	d := desk.New(desk.Options{Store: kv})
	sam := desk.Alone("sam")
	due := digestsDue{kv, func() []string { return []string{"g", "h", sam} }}
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
	if _, err := d.AddDigest(t.Context(), "h", desk.Digest{Channel: "e", AsItComes: true, Timetable: "08:00 every day UTC", By: "p", Next: morning.Add(time.Minute)}, "UTC"); err != nil {
		t.Fatal(err)
	}
	if at, ok := next(); ok {
		t.Errorf("with what is posted as it comes the next is at %v", at)
	}
	late := morning.Add(3 * time.Hour)
	if _, err := d.AddDigest(t.Context(), "h", desk.Digest{Channel: "c", Timetable: "09:00 every day Europe/Paris", By: "p", Next: late}, "UTC"); err != nil {
		t.Fatal(err)
	}
	if at, ok := next(); !ok || !at.Equal(late) {
		t.Errorf("the next is at %v, %v", at, ok)
	}
	soon := morning.Add(time.Minute)
	if _, err := d.AddDigest(t.Context(), "g", desk.Digest{Channel: "c", Timetable: "06:01 every day UTC", By: "p", Next: soon}, "UTC"); err != nil {
		t.Fatal(err)
	}
	if at, ok := next(); !ok || !at.Equal(soon) {
		t.Errorf("the next is at %v, %v", at, ok)
	}
	if zone := due.zone(t.Context()).String(); zone != "UTC" {
		t.Errorf("it is shown in the zone %s", zone)
	}
	sooner := morning.Add(time.Second)
	if _, err := d.AddDigest(t.Context(), sam, desk.Digest{Timetable: "08:01 every day Asia/Tokyo", By: "sam", Next: sooner}, "Asia/Tokyo"); err != nil {
		t.Fatal(err)
	}
	if at, ok := next(); !ok || !at.Equal(sooner) {
		t.Errorf("with a reader's own the next is at %v, %v", at, ok)
	}
	if zone := due.zone(t.Context()).String(); zone != "Asia/Tokyo" {
		t.Errorf("it is shown in the zone %s", zone)
	}
}

// TestAllWhoMayHaveADigestAreAskedForTheirNext: the servers and the people.
func TestAllWhoMayHaveADigestAreAskedForTheirNext(t *testing.T) {
	t.Parallel()
	list := digestOwners(playground.World{Guilds: []playground.Guild{{ID: "g"}}, People: []playground.Profile{{ID: "sam"}}})
	if want := []string{"g", desk.Alone("sam")}; !slices.Equal(list, want) {
		t.Errorf("asked are %q, want %q", list, want)
	}
}
