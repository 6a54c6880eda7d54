package delivery_test

import (
	"errors"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"lede/delivery"
	"lede/desk"
	"lede/desk/contacts"
	"lede/scheduler"
	"lede/store"
)

// TestWhatANewerProcessHasDueIsLeftToIt: an older one, which runs beside it while Lede is upgraded, takes it neither for a digest of its own
// nor out of the store. After a day there is no newer process.
func TestWhatANewerProcessHasDueIsLeftToIt(t *testing.T) {
	r := newRoom(t)
	err := r.kv.Update(t.Context(), "person:p", func(tx store.Tx) error { return tx.Schedule("horoscope", now) })
	if err != nil {
		t.Fatal(err)
	}
	for at := now.Add(time.Minute); at.Sub(now) < 30*time.Minute; at = at.Add(5 * time.Minute) {
		r.move(t, at)
		if next, ok, err := r.kv.NextDue(t.Context()); err != nil || !ok || next.Sub(at) > 5*time.Minute {
			t.Fatalf("after %v the next is due at %v, %v", at.Sub(now), next, err)
		}
	}
	late := now.Add(24 * time.Hour)
	r.move(t, late)
	if next, _, err := r.kv.NextDue(t.Context()); err != nil || next.Sub(late) <= 5*time.Minute {
		t.Errorf("after a day the next is due at %v, %v", next, err)
	}
}

// TestADigestThatTheStoreLostIsALoss: it is due no more, its slot has a line, and those who can be told of it are known. Nobody who has read
// the server's digests sees it any more.
func TestADigestThatTheStoreLostIsALoss(t *testing.T) {
	r := newRoom(t)
	if _, err := r.ChangeSettings(t.Context(), "g", func(s *desk.Settings) { s.Alerts = "alerts" }); err != nil {
		t.Fatal(err)
	}
	set, err := r.AddDigest(t.Context(), "g", desk.Digest{Channel: "7001", By: "p", Timetable: "07:00 every day UTC", Next: seven}, "UTC")
	if err != nil {
		t.Fatal(err)
	}
	if err := r.kv.Update(t.Context(), "guild:g", func(tx store.Tx) error { return tx.Delete("digests", set.ID) }); err != nil {
		t.Fatal(err)
	}
	r.move(t, seven)
	want := []desk.Forgotten{{
		Guild: "g", Alerts: "alerts", Digests: []string{set.ID}, Known: []contacts.Digest{{By: set.By, Channel: set.Channel, Timetable: set.Timetable}},
	}}
	if !reflect.DeepEqual(r.lost, want) {
		t.Errorf("lost is %+v, want %+v", r.lost, want)
	}
	if !slices.Contains(r.ended, "digest: dropped") {
		t.Errorf("ended: %q", r.ended)
	}
	past := slices.DeleteFunc(r.ledger(t), func(e desk.Entry) bool { return e.Digest != set.ID })
	if len(past) != 1 || past[0].Outcome != desk.OutcomeDropped || past[0].Channel != set.Channel || !strings.Contains(words(past[0].Reason), "lost") {
		t.Errorf("the ledger has %+v", past)
	}
	if r.move(t, seven.Add(time.Hour)); len(r.lost) != 1 {
		t.Errorf("an hour later it is lost again: %+v", r.lost)
	}
}

// TestADigestOfWhichNothingIsKnownIsLostToo, for a channel that only its id may tell.
func TestADigestOfWhichNothingIsKnownIsLostToo(t *testing.T) {
	r := newRoom(t)
	for _, id := range []string{"2", "7001"} {
		if err := r.kv.Update(t.Context(), "guild:h", func(tx store.Tx) error { return tx.Schedule(id, now) }); err != nil {
			t.Fatal(err)
		}
	}
	r.move(t, now)
	past, err := r.Ledger(t.Context(), "h")
	channels := map[string]string{}
	for _, e := range past {
		channels[e.Digest] = e.Channel
	}
	if len(r.lost) != 2 || len(r.lost[0].Known) != 0 || err != nil || !maps.Equal(channels, map[string]string{"2": "", "7001": "7001"}) {
		t.Errorf("lost is %+v, and the ledger has %v, %v", r.lost, channels, err)
	}
}

// TestADigestThatIsRemovedWhileItFallsDueIsNoLoss: the removal wrote its line.
func TestADigestThatIsRemovedWhileItFallsDueIsNoLoss(t *testing.T) {
	r := newRoom(t)
	list, err := r.Digests(t.Context(), "g")
	if err != nil {
		t.Fatal(err)
	}
	r.at = seven
	claims, err := r.kv.Claim(t.Context(), 1, time.Minute)
	if err != nil || len(claims) != 1 {
		t.Fatalf("%v, %v", claims, err)
	}
	if err := r.RemoveDigest(t.Context(), "g", list[0].ID); err != nil {
		t.Fatal(err)
	}
	d := delivery.Deliverer{Desk: r.Desk, Lost: func(f desk.Forgotten) { t.Errorf("lost is %+v", f) }}
	if err := d.Deliver(t.Context(), scheduler.Slot{Claim: claims[0]}); !errors.Is(err, store.ErrLost) {
		t.Errorf("%v", err)
	}
}
