package delivery_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"lede/delivery"
	"lede/desk"
	"lede/scheduler"
)

// label is what a digest that is sent late says of itself.
const label = "late: it could not be sent in time"

func another(t *testing.T, r *room) {
	t.Helper()
	other := apart(t, "other", "Another story")
	if _, _, err := r.Add(t.Context(), "g", "p", other); err != nil {
		t.Fatal(err)
	}
}

// TestPromiseLocalTimeADigestThatAnOutageDelaysIsLabelled: it was made up on time and refused for half an hour. But for
// the label it is what was made up.
func TestPromiseLocalTimeADigestThatAnOutageDelaysIsLabelled(t *testing.T) {
	r := newRoom(t)
	for range 3 {
		r.wire.answers = append(r.wire.answers, delivery.Result{Outcome: delivery.Retry, After: 10 * time.Minute})
	}
	r.move(t, seven)
	another(t, r)
	for minutes := range 40 {
		r.move(t, seven.Add(time.Duration(minutes)*time.Minute))
	}
	if len(r.wire.posts) != 4 {
		t.Fatalf("%d posts", len(r.wire.posts))
	}
	first, last := r.wire.posts[0], r.wire.posts[3]
	if strings.Contains(string(first.Components), label) || !strings.Contains(string(last.Components), label) {
		t.Errorf("the first attempt was %s, the last %s", first.Components, last.Components)
	}
	if first.Nonce != last.Nonce || strings.Replace(string(last.Components), " · "+label, "", 1) != string(first.Components) {
		t.Errorf("more than the label differs: %s, %s", first.Components, last.Components)
	}
	if l := r.ledger(t); len(l) != 1 || l[0].Outcome != "late" || l[0].Attempts != 4 {
		t.Errorf("the ledger says %+v", l)
	}
	r.move(t, seven.Add(24*time.Hour))
	contains(t, string(r.wire.posts[4].Components), "Another story")
	if strings.Contains(string(r.wire.posts[4].Components), "Old bridge") || strings.Contains(string(r.wire.posts[4].Components), label) {
		t.Errorf("the next day: %s", r.wire.posts[4].Components)
	}
}

// TestPromiseDeliveredEffectivelyOnceWhatMayHaveArrivedIsNotLabelledAnew: every attempt sends the same bytes then, and
// the ledger does not claim a label.
func TestPromiseDeliveredEffectivelyOnceWhatMayHaveArrivedIsNotLabelledAnew(t *testing.T) {
	r := newRoom(t, delivery.Result{Outcome: delivery.Ambiguous}, delivery.Result{Outcome: delivery.Retry})
	for _, after := range []time.Duration{110, 120, 150} {
		r.move(t, seven.Add(after*time.Second))
	}
	if len(r.wire.posts) != 3 || string(r.wire.posts[0].Components) != string(r.wire.posts[1].Components) || string(r.wire.posts[0].Components) != string(r.wire.posts[2].Components) {
		t.Fatalf("posted %+v", r.wire.posts)
	}
	if l := r.ledger(t); len(l) != 1 || l[0].Outcome != "sent" {
		t.Errorf("the ledger says %+v", l)
	}
}

// TestWhatIsNotInTheChannelIsSentWithTheLabel: after a look nothing can have arrived.
func TestWhatIsNotInTheChannelIsSentWithTheLabel(t *testing.T) {
	r := unclear(t)
	r.wire.blind = nil
	r.move(t, seven.Add(12*time.Minute))
	if len(r.wire.posts) != 3 {
		t.Fatalf("%d posts", len(r.wire.posts))
	}
	contains(t, string(r.wire.posts[2].Components), label)
	if l := r.ledger(t); len(l) != 1 || l[0].Outcome != "late" {
		t.Errorf("the ledger says %+v", l)
	}
}

// TestADigestBearsTheDayOfItsTimetable, though its place in the window is after midnight.
func TestADigestBearsTheDayOfItsTimetable(t *testing.T) {
	r := newRoom(t)
	const window = 6 * time.Hour
	r.Desk = desk.New(desk.Options{Store: r.kv, Spread: window})
	r.tick = r.scheduler(r.wire.post)
	spread := scheduler.Spread("g", window)
	if spread < time.Minute {
		t.Fatal("this guild happens to be among the first: choose another")
	}
	contains(t, run(t, r.Desk, admin("digest", "edit", map[string]string{"time": "23:59"})), "Digest changed")
	if _, err := r.ChangeDigest(t.Context(), "g", "c", func(g *desk.Digest) error { g.Kind = desk.Forum; return nil }); err != nil {
		t.Fatal(err)
	}
	midnight := time.Date(2026, 3, 2, 23, 59, 0, 0, time.UTC)
	r.move(t, midnight.Add(spread))
	if len(r.wire.posts) != 1 || r.wire.posts[0].Forum != "Digest · Monday 2 March 2026" {
		t.Fatalf("posted %+v", r.wire.posts)
	}
	contains(t, string(r.wire.posts[0].Components), fmt.Sprintf(`\u003ct:%d:t\u003e`, midnight.Unix()))
}
