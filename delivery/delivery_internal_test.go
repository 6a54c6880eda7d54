package delivery

import (
	"slices"
	"testing"
	"time"

	"lede/desk"
	"lede/languages"
	"lede/scheduler"
	"lede/store"
)

func after(seconds int) time.Time { return morning.Add(time.Duration(seconds) * time.Second) }

func TestTheWaitBeforeTheNextAttemptDoubles(t *testing.T) {
	d := Deliverer{Backoff: 4 * time.Second}
	for attempt, most := range map[int]time.Duration{1: 4 * time.Second, 2: 8 * time.Second, 3: 16 * time.Second, 7: 256 * time.Second, 8: maxBackoff, 100: maxBackoff} {
		for range 50 {
			if got := d.backoff(scheduler.Slot{Claim: store.Claim{Attempt: attempt}}, Result{}); got > most || got <= most*3/4 {
				t.Fatalf("after attempt %d: %s of %s", attempt, got, most)
			}
		}
	}
	for attempt, most := range map[int]time.Duration{1: 4 * time.Second, 4: 32 * time.Second, 5: digestBackoff, 100: digestBackoff} {
		if got := d.wait(scheduler.Slot{Claim: store.Claim{Attempt: attempt}}, Result{}, digestBackoff); got > most || got <= most*3/4 {
			t.Errorf("after attempt %d a digest waits %v, at most %v are due", attempt, got, most)
		}
	}
	if got := d.backoff(scheduler.Slot{Claim: store.Claim{Attempt: 1}}, Result{After: time.Hour}); got != time.Hour {
		t.Errorf("where Discord asks for an hour: %s", got)
	}
	if got := (Deliverer{}).backoff(scheduler.Slot{Claim: store.Claim{Attempt: 1}}, Result{}); got > defaultBackoff || got <= defaultBackoff*3/4 {
		t.Errorf("by default: %s", got)
	}
}

func TestANonceIsOfItsSlotAlone(t *testing.T) {
	nonce := func(secret, owner, id string, due int) string {
		return Deliverer{Secret: []byte(secret)}.nonce(scheduler.Slot{Claim: store.Claim{Owner: owner, ID: id, Due: after(due), Attempt: due}})
	}
	all := []string{nonce("s", "o", "1", 0), nonce("t", "o", "1", 0), nonce("s", "p", "1", 0), nonce("s", "o", "2", 0), nonce("s", "o", "1", 1)}
	if distinct := slices.Compact(slices.Sorted(slices.Values(all))); len(distinct) != len(all) || nonce("s", "o", "1", 0) != all[0] || len(all[0]) != 25 {
		t.Errorf("%q", all)
	}
}

// TestWhenARefusalIsBelieved: three minutes after the first.
func TestWhenARefusalIsBelieved(t *testing.T) {
	for outcome, refuses := range map[Outcome]bool{Refused: true, Held: true, Sent: false, Retry: false, Ambiguous: false} {
		var since time.Time
		for seconds, want := range map[int]bool{179: false, 180: true} {
			since = time.Time{}
			if believed(Result{Outcome: outcome}, &since, after(0)) || since.Equal(after(0)) != refuses {
				t.Errorf("%s is believed at once, or counts from %v", outcome, since)
			}
			if got := believed(Result{Outcome: outcome}, &since, after(seconds)); got != (want && refuses) {
				t.Errorf("%s is believed after %d s: %v", outcome, seconds, got)
			}
		}
	}
}

// TestHowAServerIsAddressedUnasked: in its language and with its colour; a person, or an unknown server, in Lede's own.
func TestHowAServerIsAddressedUnasked(t *testing.T) {
	kv := store.NewMemory(nil)
	defer kv.Close()
	d := Deliverer{Desk: desk.New(desk.Options{Store: kv})}
	if _, err := d.Desk.ChangeSettings(t.Context(), "g", func(s *desk.Settings) { s.Language, s.Colour = "de", 0x123456 }); err != nil {
		t.Fatal(err)
	}
	if err := kv.Update(t.Context(), "guild:damaged", func(tx store.Tx) error { return tx.Put("settings", "guild", []byte("x")) }); err != nil {
		t.Fatal(err)
	}
	var none languages.Language
	for guild, want := range map[string]struct {
		l      languages.Language
		colour int
	}{"g": {languages.For("de"), 0x123456}, "": {none, 0}, "damaged": {none, 0}} {
		l, colour := d.manner(t.Context(), guild)
		const key = "card.button.summary"
		if colour != want.colour || l.Text(key) != want.l.Text(key) || d.language(t.Context(), guild).Text(key) != l.Text(key) {
			t.Errorf("%q: %q, %x", guild, l.Text(key), colour)
		}
	}
	if none.Text("card.button.summary") == languages.For("de").Text("card.button.summary") {
		t.Error("the languages cannot be told apart")
	}
}
