package cli

import (
	"log/slog"
	"testing"
	"time"

	"lede/config"
	"lede/desk"
	"lede/scheduler"
	"lede/store"
)

// TestTheSpreadReachesWhoeverWorksOutTheNextRun: a setting that nobody reads would not be missed by any other test.
func TestTheSpreadReachesWhoeverWorksOutTheNextRun(t *testing.T) {
	t.Parallel()
	kv := store.NewMemory(nil)
	defer kv.Close()
	n, err := newNewsroom(t.Context(), newsroomOptions{
		settings: config.Config{DiscordToken: config.NewSecret("t"), DigestSpread: 10 * time.Minute}, store: kv, log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	var g desk.Digest
	n.desk.Schedule("g", &g, scheduler.Timetable{Hour: 7, Zone: "UTC"}, morning)
	if want := scheduler.Spread("g", 10*time.Minute); want == 0 || g.Spread != want {
		t.Errorf("the desk spreads by %v, not by %v", g.Spread, want)
	}
}

// TestADigestByACronExpressionShowsItsSections, from the admin's command to the message in the channel.
func TestADigestByACronExpressionShowsItsSections(t *testing.T) {
	t.Parallel()
	r := openRoom(t, bolt)
	ctx := t.Context()
	i, err := r.robin.Slash(ctx, r.hall, "digest set", map[string]any{"cron": "45 6 * * 1", "zone": "UTC", "sections": "people, quotes"})
	has(t, text(t, i, err), "Digest set", "cron 45 6 * * 1 UTC", "shows people, quotes")
	next, ok, err := r.news.store.NextDue(ctx)
	if err != nil || !ok || !next.Equal(morning.Add(45*time.Minute)) {
		t.Fatalf("next due %v, %v, %v", next, ok, err)
	}
	r.clock.Move(next)
	has(t, r.digest(t, 1), sampleTitle, "Who’s who", "Quotes")
	r.clock.Move(next.AddDate(0, 0, 7))
	has(t, r.digest(t, 2), "Nothing new since the last digest.")
}
