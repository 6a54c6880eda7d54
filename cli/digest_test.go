package cli

import (
	"log/slog"
	"testing"
	"time"

	"lede/store"
)

// TestTheSpreadReachesWhoeverWorksOutTheNextRun: a setting that nobody reads would not be missed by any other test.
func TestTheSpreadReachesWhoeverWorksOutTheNextRun(t *testing.T) {
	kv := store.NewMemory(nil)
	defer kv.Close()
	n, err := newNewsroom(t.Context(), newsroomOptions{store: kv, token: "t", spread: 10 * time.Minute, log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	if got := n.desk.Spread(); got != 10*time.Minute {
		t.Errorf("the desk spreads over %v", got)
	}
}

// TestADigestByACronExpressionShowsItsSections, from the admin's command to the message in the channel.
func TestADigestByACronExpressionShowsItsSections(t *testing.T) {
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
