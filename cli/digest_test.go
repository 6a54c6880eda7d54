package cli

import (
	"log/slog"
	"strings"
	"testing"
	"time"

	"lede/config"
	"lede/desk"
	"lede/scheduler"
	"lede/service"
	"lede/store"
)

// TestTheSpreadReachesWhoeverWorksOutTheNextRun: no other test would notice if nothing read the setting.
func TestTheSpreadReachesWhoeverWorksOutTheNextRun(t *testing.T) {
	t.Parallel()
	kv := store.NewMemory(nil)
	defer kv.Close()
	n, err := service.New(service.Options{
		Settings: config.Config{DiscordToken: config.NewSecret("t"), DigestSpread: 10 * time.Minute}, Store: kv, Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	var g desk.Digest
	n.Desk.Schedule("g", &g, scheduler.Timetable{Hour: 7, Zone: "UTC"}, morning)
	if want := scheduler.Spread("g", 10*time.Minute); want == 0 || g.Spread != want {
		t.Errorf("the desk spreads by %v, not by %v", g.Spread, want)
	}
}

// TestADigestByACronExpressionShowsItsSections, from the admin's command to the message in the channel.
func TestADigestByACronExpressionShowsItsSections(t *testing.T) {
	t.Parallel()
	r := openRoom(t, bolt)
	ctx := t.Context()
	i, err := r.robin.Slash(ctx, r.hall, "digest set", map[string]any{"cron": "45 6 * * 1", "zone": "UTC", "sections": "people, quotes", "empty": "say"})
	has(t, text(t, i, err), "Digest set", "every Monday at 06:45, UTC", "shows: Who’s who, Quotes")
	next, ok, err := r.store.NextDue(ctx)
	if err != nil || !ok || !next.Equal(morning.Add(45*time.Minute)) {
		t.Fatalf("next due %v, %v, %v", next, ok, err)
	}
	r.clock.Move(next)
	has(t, r.digest(t, 1), sampleTitle, "Who’s who", "Quotes")
	r.clock.Move(next.AddDate(0, 0, 7))
	has(t, r.digest(t, 2), "Nothing new since the last digest.")
}

// TestADigestIsTriedAndPostedNowFromItsPanel: a test is seen by everybody in the channel where the button was pressed, but
// counts as told to nobody and notifies nobody. “Post now” posts once, however often the button is pressed, and leaves the
// timetable alone.
func TestADigestIsTriedAndPostedNowFromItsPanel(t *testing.T) {
	t.Parallel()
	r := openRoom(t, bolt)
	ctx, w := t.Context(), r.World()
	i, err := r.robin.Slash(ctx, r.hall, "digest set", map[string]any{"time": "07:30", "days": "weekdays", "zone": "Europe/Paris", "mention": w.Role("Readers"), "empty": "say"})
	has(t, text(t, i, err), "weekdays at 07:30, Paris time")
	elsewhere := w.Channel("editors")
	shown, err := r.robin.Slash(ctx, elsewhere, "digest show", nil)
	text(t, shown, err)
	test := pressed(t, r.robin, shown.Message, "digest/test")
	has(t, text(t, test, nil), "Digest ·", sampleTitle, "A test")
	if test.Ephemeral || test.Updated || test.Message.ChannelID != elsewhere || strings.Contains(test.Message.Text(), "<@&") {
		t.Errorf("the test: %+v", test)
	}
	if list, err := r.sam.Messages(ctx, elsewhere); err != nil || len(list) != 1 {
		t.Errorf("Sam sees %d messages, %v", len(list), err)
	}
	for range 3 { // at once, and after it was posted
		has(t, text(t, pressed(t, r.robin, shown.Message, "digest/now"), nil), "On its way", "weekdays at 07:30")
		has(t, r.digest(t, 1), sampleTitle)
	}
	next, ok, err := r.store.NextDue(ctx)
	if want := morning.Add(30 * time.Minute); err != nil || !ok || !next.Equal(want) { // 07:30 in Paris
		t.Errorf("next due %v, want %v, %v", next, want, err)
	}
	r.clock.Move(next)
	has(t, r.digest(t, 2), "Nothing new since the last digest.")

	old, err := r.robin.Slash(ctx, elsewhere, "digest show", nil)
	text(t, old, err)
	text(t, pressed(t, r.robin, shown.Message, "digest/pause"), nil)
	if strings.Contains(string(shown.Message.Raw), "digest/resume") {
		t.Error("the panel offered to resume what runs")
	}
	has(t, text(t, pressed(t, r.robin, old.Message, "digest/now"), nil), "paused it")
	r.digest(t, 2)
}

// TestADigestIsSetInAChosenChannelByTheForm, over the wire: a menu of channels in the form, and a button that mends a mistake.
func TestADigestIsSetInAChosenChannelByTheForm(t *testing.T) {
	t.Parallel()
	r := openRoom(t, bolt)
	ctx, w := t.Context(), r.World()
	open, err := r.robin.Slash(ctx, r.hall, "digest set", nil)
	if err != nil || open.Modal == nil {
		t.Fatalf("no form: %v", err)
	}
	sent, err := r.robin.Submit(ctx, open.ID, map[string]string{"channel": w.Channel("briefings"), "time": "7;30", "zone": "Europe/Pariss"})
	has(t, text(t, sent, err), "Europe/Paris")
	has(t, text(t, pressed(t, r.robin, sent.Message, "digest/set?mended"), nil), "Digest set", "<#"+w.Channel("briefings")+">", "every day at 07:30, Paris time")
	list, err := r.news.Desk.Digests(ctx, w.Guild("The Newsroom"))
	if err != nil || len(list) != 1 || list[0].Kind != desk.Forum {
		t.Errorf("%+v, %v", list, err)
	}
}
