package delivery_test

import (
	"testing"
	"time"

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

// TestADigestThatTheStoreLostIsDueNoMore: no version knows more of it.
func TestADigestThatTheStoreLostIsDueNoMore(t *testing.T) {
	r := newRoom(t)
	err := r.kv.Update(t.Context(), "guild:g", func(tx store.Tx) error { return tx.Schedule("77", now) })
	if err != nil {
		t.Fatal(err)
	}
	r.move(t, now)
	if next, ok, err := r.kv.NextDue(t.Context()); err != nil || !ok || !next.Equal(seven) {
		t.Errorf("the next is due at %v, %v", next, err)
	}
}
