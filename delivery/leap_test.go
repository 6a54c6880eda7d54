package delivery_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"lede/briefing"
	"lede/delivery"
	"lede/desk"
	"lede/scheduler"
	"lede/store/boltkv"
)

// TestAClockThatWasAheadSilencesNoDigest: runs that only that clock has missed are due again, and what it posted too early is not posted
// again. Without a wrong clock, nothing changes.
func TestAClockThatWasAheadSilencesNoDigest(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		leap   time.Duration
		noted  bool
		mended int
		next   time.Time
		posts  int // once it was right again, until the next evening
	}{
		"by a year":                  {365 * 24 * time.Hour, true, 1, seven, 1},
		"by two hours":               {2 * time.Hour, true, 1, seven.AddDate(0, 0, 1), 0},
		"by a year, and not noted":   {365 * 24 * time.Hour, false, 0, seven.AddDate(1, 0, 0), 0},
		"noted, and nothing was due": {10 * time.Minute, true, 0, seven, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			at := now.Add(-30 * time.Minute)
			kv, err := boltkv.Open(filepath.Join(t.TempDir(), "lede.db"), func() time.Time { return at })
			if err != nil {
				t.Fatal(err)
			}
			defer kv.Close()
			d := desk.New(desk.Options{Store: kv, Articles: []*briefing.Article{bridge(t)}})
			posts := 0
			post := func(context.Context, delivery.Post) delivery.Result {
				posts++
				return delivery.Result{Outcome: delivery.Sent, MessageID: "m"}
			}
			ticks := scheduler.New(scheduler.Options{Store: kv, Deliver: delivery.Deliverer{Desk: d, Secret: []byte("secret"), Post: post}.Deliver})
			tick := func(to time.Time) {
				at = to
				if _, err := ticks.Tick(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
			if _, err := d.AddDigest(t.Context(), "g", desk.Digest{Channel: "c", Timetable: "07:00 UTC", By: "p", Next: seven}, "UTC"); err != nil {
				t.Fatal(err)
			}
			tick(at.Add(c.leap))
			if c.noted {
				if err := d.NoteClockAhead(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
			at, posts = now, 0
			for _, want := range []int{c.mended, 0} {
				if n, err := d.Rewind(t.Context()); n != want || err != nil {
					t.Fatalf("%d are due again, want %d, %v", n, want, err)
				}
			}
			list, err := d.Digests(t.Context(), "g")
			if err != nil || len(list) != 1 || !list[0].Next.Equal(c.next) {
				t.Fatalf("the digest is due at %v, want %v; %v", list[0].Next, c.next, err)
			}
			tick(seven)
			tick(seven.Add(11 * time.Hour))
			if posts != c.posts {
				t.Errorf("posted %d times, want %d", posts, c.posts)
			}
			lines, err := d.Ledger(t.Context(), "g")
			for _, e := range lines {
				if c.noted && e.Slot.After(at) {
					t.Errorf("the ledger says what is to come: %+v", e)
				}
			}
			if err != nil {
				t.Fatal(err)
			}
		})
	}
}
