package delivery_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"lede/delivery"
	"lede/desk"
	"lede/scheduler"
	"lede/store"
)

// town is a number of guilds with a digest each, which share a window.
type town struct {
	kv     store.KV
	at     time.Time
	window time.Duration
	mu     sync.Mutex
	posts  map[string][]time.Time // guild → when its channel was posted to
}

func (w *town) desk() *desk.Desk { return desk.New(desk.Options{Store: w.kv, Spread: w.window}) }

// run moves the clock from one due instant to the next, like a bot that is never down.
func (w *town) run(t *testing.T, until time.Time) {
	t.Helper()
	post := func(_ context.Context, p delivery.Post) delivery.Result {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.posts[p.Channel] = append(w.posts[p.Channel], w.at)
		return delivery.Result{Outcome: delivery.Sent, MessageID: "m"}
	}
	member := func(context.Context, string) (bool, error) { return true, nil }
	tick := scheduler.New(scheduler.Options{Store: w.kv, Deliver: delivery.Deliverer{Desk: w.desk(), Post: post, Member: member, Secret: []byte("s")}.Deliver})
	for {
		at, ok, err := w.kv.NextDue(t.Context())
		if err != nil || !ok {
			t.Fatal(ok, err)
		}
		if at.After(until) {
			w.at = until
			return
		}
		w.at = at
		if _, err := tick.Tick(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

// TestASpreadDigestIsNeitherSkippedNorDoubled: each guild's posts are its timetable's runs, all as late as each
// other, over the changes of the clocks.
func TestASpreadDigestIsNeitherSkippedNorDoubled(t *testing.T) {
	zones := []string{"Europe/Paris", "Australia/Lord_Howe", "Antarctica/Troll", "Africa/Cairo", "America/Santiago", "Africa/Casablanca", "Asia/Kathmandu", "America/New_York"}
	tables := []map[string]string{{"time": "00:15"}, {"time": "02:30"}, {"time": "23:50"}, {"cron": "30 2,14 * * *"}}
	for _, window := range []time.Duration{0, 6 * time.Hour} {
		t.Run(window.String(), func(t *testing.T) {
			w := &town{at: time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC), window: window, posts: map[string][]time.Time{}}
			w.kv = store.NewMemory(func() time.Time { return w.at })
			defer w.kv.Close()
			from, until, d := w.at, w.at.AddDate(0, 2, 0), w.desk()
			for i, zone := range zones {
				for j, options := range tables {
					in := admin("digest", "set", map[string]string{"empty": "say", "zone": zone, "time": options["time"], "cron": options["cron"]})
					in.Guild = fmt.Sprint(i*10 + j)
					in.Channel = in.Guild
					if _, err := handle(t, d, in); err != nil {
						t.Fatal(err)
					}
				}
			}
			w.run(t, until)
			late := map[time.Duration]bool{}
			for i, zone := range zones {
				for j, options := range tables {
					guild := fmt.Sprint(i*10 + j)
					table := options["time"] + " " + zone
					if options["cron"] != "" {
						table = "cron " + options["cron"] + " " + zone
					}
					spread := scheduler.Spread(guild, window)
					late[spread] = true
					checkPosts(t, table, spread, from, until, w.posts[guild])
				}
			}
			if window > 0 && len(late) < 10 {
				t.Errorf("%d guilds share %d instants", len(zones)*len(tables), len(late))
			}
		})
	}
}

func checkPosts(t *testing.T, table string, spread time.Duration, from, until time.Time, posts []time.Time) {
	t.Helper()
	parsed, err := scheduler.ParseTimetable(table)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for run := range parsed.Runs(from.Add(-spread)) {
		due := run.Add(spread)
		if due.After(until) {
			break
		}
		if n >= len(posts) || !posts[n].Equal(due) {
			t.Fatalf("%s, %v late: post %d is not at %v but in %v", table, spread, n+1, due, posts[min(n, len(posts)):min(n+2, len(posts))])
		}
		n++
	}
	if n != len(posts) || n < 55 {
		t.Errorf("%s, %v late: %d posts for %d runs", table, spread, len(posts), n)
	}
}

// TestChangingTheWindowNeitherSkipsNorDoublesADay: the operator starts Lede again with another window between the
// run of the timetable and the end of the window.
func TestChangingTheWindowNeitherSkipsNorDoublesADay(t *testing.T) {
	windows := []time.Duration{0, 8 * time.Hour, 10 * time.Minute, 0, 12 * time.Hour, time.Hour}
	w := &town{at: now, posts: map[string][]time.Time{}}
	w.kv = store.NewMemory(func() time.Time { return w.at })
	defer w.kv.Close()
	d := w.desk()
	for i := range 40 {
		in := admin("digest", "set", map[string]string{"empty": "say", "time": "07:00", "zone": "UTC"})
		in.Guild = fmt.Sprint(i)
		in.Channel = in.Guild
		if _, err := handle(t, d, in); err != nil {
			t.Fatal(err)
		}
	}
	first := time.Date(2026, 3, 2, 7, 2, 0, 0, time.UTC) // two minutes past the digest's time
	for i, window := range windows {
		w.run(t, first.AddDate(0, 0, i))
		w.window = window
	}
	w.run(t, first.AddDate(0, 0, len(windows)).Add(-time.Hour))
	for guild, posts := range w.posts {
		if len(posts) != len(windows) {
			t.Errorf("guild %s was posted to %d times on %d days: %v", guild, len(posts), len(windows), posts)
		}
	}
}
