package commands_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"lede/commands"
	"lede/desk"
	"lede/scheduler"
	"lede/store"

	"github.com/bwmarrin/discordgo"
)

func TestADigestRunsByACronExpression(t *testing.T) {
	d, kv := newDesk(t)
	set := func(options map[string]string) string { return run(t, d, admin("digest", "set", options)) }
	edit := func(options map[string]string) string { return run(t, d, admin("digest", "edit", options)) }
	contains(t, set(map[string]string{"cron": "30 7 * * 1-5", "zone": "europe/paris"}), "Digest set", "30 7", "Europe/Paris")
	if at, ok, err := kv.NextDue(t.Context()); err != nil || !ok || !at.Equal(time.Date(2026, 3, 2, 6, 30, 0, 0, time.UTC)) {
		t.Errorf("next %v, %v", at, err)
	}
	contains(t, edit(map[string]string{"zone": "UTC"}), "30 7", "UTC")
	contains(t, edit(map[string]string{"days": "weekends"}), "runs by a cron expression")
	contains(t, edit(map[string]string{"cron": "0 9 1 * *"}), "Digest changed", "0 9 1")
	if at, ok, err := kv.NextDue(t.Context()); err != nil || !ok || !at.Equal(time.Date(2026, 4, 1, 9, 0, 0, 0, time.UTC)) {
		t.Errorf("next %v, %v", at, err)
	}
	contains(t, run(t, d, admin("digest", "pause", nil)), "Digest paused", "0 9 1")
	contains(t, run(t, d, admin("digest", "resume", nil)), "Digest resumed", "0 9 1")
	contains(t, edit(map[string]string{"time": "8:00", "days": "weekends"}), "08:00 sat,sun UTC")
	contains(t, edit(map[string]string{"cron": "@daily"}), "cron", "daily")

	for _, bad := range []struct {
		options map[string]string
		want    string
	}{
		{map[string]string{}, "No time is given"},
		{map[string]string{"zone": "UTC"}, "No time is given"},
		{map[string]string{"time": "7:00", "cron": "0 7 * * *"}, "says the time and the days itself"},
		{map[string]string{"days": "weekdays", "cron": "0 7 * * *"}, "says the time and the days itself"},
		{map[string]string{"cron": "TZ=UTC"}, "names a time zone"},
		{map[string]string{"cron": "* * * * *"}, "more often than every 15 minutes"},
		{map[string]string{"cron": "0 0 30 2 *"}, "never runs"},
		{map[string]string{"cron": "@every 1s"}, "is not known"},
		{map[string]string{"cron": "0 25 * * *"}, "The hour of the cron expression"},
	} {
		if text := set(bad.options); strings.Contains(text, "Digest set") || !strings.Contains(text, bad.want) {
			t.Errorf("%v: %s", bad.options, text)
		}
	}
}

// TestTimesAndZonesAreOfferedForEverybody: those of the evening too, each once, and zones of the whole world, all of which exist.
func TestTimesAndZonesAreOfferedForEverybody(t *testing.T) {
	d, _ := newDesk(t)
	offered := func(option, typed string) []string {
		in := admin("digest", "set", map[string]string{option: typed})
		in.Focused = option
		choices, err := command(t, d, "digest").Complete(t.Context(), in)
		if err != nil || len(choices) > 25 {
			t.Fatalf("%d choices, %v", len(choices), err)
		}
		var values []string
		for _, c := range choices {
			if slices.Contains(values, c.Value) {
				t.Errorf("%s is offered twice for %s %q", c.Value, option, typed)
			}
			values = append(values, c.Value)
		}
		return values
	}
	if times := offered("time", ""); !slices.Contains(times, "07:00") || !slices.Contains(times, "19:00") {
		t.Errorf("offered are %v", times)
	}
	if times := offered("time", "7"); len(times) == 0 || times[0] != "07:00" || !slices.Contains(times, "07:30") || !slices.Contains(times, "17:00") {
		t.Errorf("offered are %v", times)
	}
	zones := offered("zone", "")
	for _, zone := range zones {
		if name, err := scheduler.ParseZone(zone); err != nil || name != zone {
			t.Errorf("%s: %q, %v", zone, name, err)
		}
	}
	if !slices.Contains(zones, "America/New_York") || !slices.Contains(zones, "Asia/Tokyo") {
		t.Errorf("offered are %v", zones)
	}
}

// TestEveryExpressionThatIsOfferedCanBeUsed and says what it means.
func TestEveryExpressionThatIsOfferedCanBeUsed(t *testing.T) {
	d, _ := newDesk(t)
	offered := func(typed string) []commands.Choice {
		in := admin("digest", "set", map[string]string{"cron": typed})
		in.Focused = "cron"
		choices, err := command(t, d, "digest").Complete(t.Context(), in)
		if err != nil {
			t.Fatal(err)
		}
		return choices
	}
	all := offered("")
	if len(all) < 8 || len(all) > 25 {
		t.Fatalf("%d expressions are offered", len(all))
	}
	for _, c := range all {
		if _, err := scheduler.ParseCron(c.Value); err != nil {
			t.Error(err)
		}
		if !strings.HasPrefix(c.Name, c.Value+" — ") || len([]rune(c.Name)) > 100 {
			t.Errorf("%q does not say what %q means", c.Name, c.Value)
		}
	}
	if list := offered("monday to fri"); len(list) == 0 || list[0].Value != "0 7 * * 1-5" {
		t.Errorf("for words: %v", list)
	}
	if list := offered("5 7 * * 2"); len(list) != 1 || list[0].Value != "5 7 * * 2" {
		t.Errorf("for an expression of one's own: %v", list)
	}
	if list := offered("* * * * *"); len(list) != 0 {
		t.Errorf("for one that cannot be used: %v", list)
	}
}

// town is a number of guilds with a digest each, which share a window.
type town struct {
	kv     *store.Memory
	at     time.Time
	window time.Duration
	mu     sync.Mutex
	posts  map[string][]time.Time // guild → when its channel was posted to
}

func (w *town) desk() *desk.Desk { return desk.New(desk.Options{Store: w.kv, Spread: w.window}) }

// run moves the clock from one due instant to the next, as a bot does that is never down.
func (w *town) run(t *testing.T, until time.Time) {
	t.Helper()
	post := func(_ context.Context, p commands.Post) commands.Delivery {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.posts[p.Channel] = append(w.posts[p.Channel], w.at)
		return commands.Delivery{Outcome: commands.Sent, MessageID: "m"}
	}
	member := func(context.Context, string) (bool, error) { return true, nil }
	tick := scheduler.New(scheduler.Options{Store: w.kv, Deliver: commands.Delivering{Desk: w.desk(), Post: post, Member: member, Secret: []byte("s")}.Deliver})
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
			from, until := w.at, w.at.AddDate(0, 2, 0)
			for i, zone := range zones {
				for j, options := range tables {
					in := admin("digest", "set", map[string]string{"zone": zone, "time": options["time"], "cron": options["cron"]})
					in.Guild = fmt.Sprint(i*10 + j)
					in.Channel = in.Guild
					if _, err := command(t, w.desk(), "digest").Handle(t.Context(), in); err != nil {
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
	for i := range 40 {
		in := admin("digest", "set", map[string]string{"time": "07:00", "zone": "UTC"})
		in.Guild = fmt.Sprint(i)
		in.Channel = in.Guild
		if _, err := command(t, w.desk(), "digest").Handle(t.Context(), in); err != nil {
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

// TestAnAdminSeesByWhenASpreadDigestIsPosted, and nothing of it where nothing is spread.
func TestAnAdminSeesByWhenASpreadDigestIsPosted(t *testing.T) {
	kv := store.NewMemory(func() time.Time { return now })
	defer kv.Close()
	d := desk.New(desk.Options{Store: kv, Spread: time.Hour})
	seven := time.Date(2026, 3, 2, 7, 0, 0, 0, time.UTC)
	spread := scheduler.Spread("g", time.Hour)
	if spread == 0 {
		t.Fatal("this guild happens to be the first: choose another")
	}
	by := fmt.Sprintf("<t:%d:F> (<t:%d:R>), posted by <t:%d:t>", seven.Unix(), seven.Unix(), seven.Add(spread).Truncate(time.Minute).Unix()+60)
	contains(t, run(t, d, admin("digest", "set", map[string]string{"time": "7:00", "zone": "UTC"})), by)
	contains(t, run(t, d, admin("digest", "show", nil)), by)
	contains(t, run(t, d, admin("digest", "edit", map[string]string{"empty": "quiet"})), by)
	if at, _, err := kv.NextDue(t.Context()); err != nil || !at.Equal(seven.Add(spread)) {
		t.Errorf("due at %v (%v), not %v after seven", at, err, spread)
	}
	d, _ = newDesk(t)
	if text := run(t, d, admin("digest", "set", map[string]string{"time": "7:00", "zone": "UTC"})); strings.Contains(text, "posted by") {
		t.Error(text)
	}
}

// TestLookingWhereAlertsGoChangesNothing: only an option does.
func TestLookingWhereAlertsGoChangesNothing(t *testing.T) {
	d, _ := newDesk(t, bridge(t))
	alerts := func(options map[string]string) string { return run(t, d, admin("digest", "alerts", options)) }
	contains(t, alerts(nil), "in a direct message", "`channel` chooses")
	contains(t, alerts(map[string]string{"channel": "staff"}), "I say so in <#staff>", "allow me View Channel, Send Messages")
	for _, look := range []map[string]string{nil, {"direct": "false"}} {
		contains(t, alerts(look), "I say so in <#staff>", "`direct: True`")
	}
	contains(t, alerts(map[string]string{"channel": "other", "direct": "true"}), "not to both")
	contains(t, alerts(nil), "<#staff>")
	mute := admin("digest", "alerts", map[string]string{"channel": "c"})
	mute.AppPermissions = discordgo.PermissionViewChannel
	contains(t, run(t, d, mute), "I may not post in <#c>", "Send Messages and Embed Links")
	contains(t, alerts(nil), "<#staff>")
	contains(t, alerts(map[string]string{"direct": "true"}), "in a direct message")
	contains(t, alerts(nil), "in a direct message")
}
