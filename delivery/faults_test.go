package delivery_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"lede/delivery"
	"lede/desk"
	"lede/problem"
	"lede/store/kvtest"
)

// outcome is what came of a room's tasks: where something was posted, what was put in its place, what the ledger says, and what is left.
func (r *room) outcome(t *testing.T) string {
	t.Helper()
	var posts []string
	for _, p := range r.wire.posts {
		post := fmt.Sprintf("in %s to %s%s, in reply to %q", p.Guild, p.Channel, p.Person, p.Reply)
		if !slices.Contains(posts, post) {
			posts = append(posts, post)
		}
	}
	var lines []string
	for _, e := range r.ledger(t) {
		if e.Outcome == desk.OutcomeLate { // where the store failed it took longer
			e.Outcome = desk.OutcomeSent
		}
		lines = append(lines, e.Outcome+" "+e.Message)
	}
	slices.Sort(lines)
	left, err := r.Headlines(t.Context(), desk.Reader{Guild: "g"})
	if err != nil {
		t.Fatal(err)
	}
	next, _, err := r.kv.NextDue(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("posts %q\npublished %q\nreplaced %d\nledger %q\n%d articles\nnext %v",
		posts, slices.Compact(slices.Clone(r.wire.published)), min(1, len(r.wire.replaced)), lines, len(left), next.Truncate(time.Hour))
}

// TestPromiseDeliveredEffectivelyOnceOverAFaultOfTheStore: whichever read or write fails while a task is worked on, in the end all is as if none had.
func TestPromiseDeliveredEffectivelyOnceOverAFaultOfTheStore(t *testing.T) {
	const day = 24 * time.Hour
	change := func(r *room, change func(*desk.Digest)) {
		if _, err := r.ChangeDigest(t.Context(), "g", "c", func(g *desk.Digest) error { change(g); return nil }); err != nil {
			t.Fatal(err)
		}
	}
	for name, c := range map[string]struct {
		begin func() *room
		after time.Duration // how long after the beginning the task is due
	}{
		"an edition": {func() *room { return newRoom(t) }, time.Hour},
		"an edition as news comes": {func() *room {
			r := newRoom(t)
			change(r, func(g *desk.Digest) { g.AsItComes, g.Timetable = true, "" })
			return r
		}, time.Hour},
		"an edition that may have arrived": {func() *room {
			r := newRoom(t, delivery.Result{Outcome: delivery.Ambiguous})
			r.wire.found, r.wire.blind = "m", nil
			r.move(t, seven)
			return r
		}, 3 * time.Minute},
		"what is published": {func() *room {
			r := newRoom(t)
			change(r, func(g *desk.Digest) { g.Kind, g.Publish = desk.Announcement, true })
			r.move(t, seven)
			return r
		}, time.Second},
		"an alert": {func() *room { return paused(t) }, time.Minute},
		"an alert that all is well": {func() *room {
			r := paused(t)
			r.move(t, r.at.Add(time.Minute))
			change(r, func(g *desk.Digest) {
				g.Paused, g.Trouble, g.Next = nil, problem.New("desk.paused"), r.at.Add(time.Hour)
			})
			r.move(t, r.at.Add(time.Hour))
			return r
		}, time.Second},
		"a correction": {func() *room { return corrected(t) }, 15 * time.Minute},
		"a withdrawal": {func() *room {
			r := corrected(t)
			r.withdraw(t, "edition")
			return r
		}, time.Second},
		"a greeting": {func() *room {
			r := newRoom(t)
			added(t, r, 0)
			return r
		}, time.Second},
		"a report": {func() *room {
			r := newRoom(t)
			run(t, r.Desk, admin("digest", "alerts", map[string]string{"channel": "alerts"}))
			contains(t, run(t, r.Desk, r.ofRefusal(t)), "without your name")
			return r
		}, time.Second},
		"a server that the bot has left": {func() *room {
			r := newRoom(t)
			change(r, func(g *desk.Digest) { g.Paused = problem.New("desk.paused") })
			if r.in = false; r.Leave(t.Context(), "g") != nil {
				t.Error("it is not left")
			}
			return r
		}, 31 * day},
	} {
		t.Run(name, func(t *testing.T) {
			want := ""
			for n := int64(-1); ; n++ { // first without a fault
				r := c.begin()
				due := r.at.Add(c.after)
				f := kvtest.NewFaulty(r.kv, int(n), "")
				r.over(f)
				r.move(t, due)
				if !f.Struck() {
					return
				}
				r.over(r.kv)
				for range 6 {
					r.move(t, r.at.Add(20*time.Second))
				}
				end := r.outcome(t)
				if n < 0 {
					want = end
				}
				if end != want {
					t.Errorf("operation %d fails, and in the end\n%s\nin place of\n%s", n, end, want)
				}
			}
		})
	}
}
