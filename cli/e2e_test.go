package cli

import (
	"context"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lede/briefing"
	"lede/config"
	"lede/playground"
	"lede/proof/contract"
	"lede/service"
	"lede/source"
	"lede/store"
	"lede/store/boltkv"
	"lede/store/kvtest"
	"lede/store/rediskv"
)

// room is the whole bot, put together as `lede play` does it, in a playground of its own.
type room struct {
	*playground.Server
	news  *service.Service
	store store.KV
	stop  context.CancelFunc
	clock *playground.Clock
	robin patient // may manage the server
	sam   patient
	hall  string // a channel
	dm    string // Sam's with the bot
}

var morning = time.Date(2026, 3, 2, 6, 0, 0, 0, time.UTC)

func openRoom(t *testing.T, open func(t *testing.T, now func() time.Time) store.KV, paths ...string) *room {
	t.Helper()
	return openRoomWith(t, open, nil, paths...)
}

// openRoomWith is openRoom with access to the web.
func openRoomWith(t *testing.T, open func(t *testing.T, now func() time.Time) store.KV, web *source.Web, paths ...string) *room {
	t.Helper()
	clock := playground.NewClock(morning)
	kv := open(t, clock.Now)
	server := playground.New(playground.Options{Clock: clock, Log: slog.New(slog.DiscardHandler), Tap: contract.Watch(t), Waits: patience})
	if err := server.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	sample, err := quietWorld().playArticles(t.Context(), paths)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	n, err := service.New(service.Options{
		Settings: config.Config{DiscordToken: config.NewSecret(server.Token()), DigestGrace: 2 * time.Hour},
		Store:    kv, Articles: sample, Client: server.Client(), Files: server.Client(), Web: web,
		Every: 50 * time.Millisecond, Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- n.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := received(t, "its end", ended); err != nil {
			t.Errorf("the newsroom ended with %v", err)
		}
		server.Close()
		kv.Close()
		for _, r := range server.Refusals() {
			t.Errorf("Discord would have refused: %s", r)
		}
	})
	select {
	case <-n.Bot.Ready():
	case <-time.After(time.Minute):
		t.Fatal("the bot is not ready after a minute")
	}
	w := server.World()
	r := &room{Server: server, news: n, store: kv, stop: cancel, clock: clock, hall: w.Channel("general")}
	for _, p := range w.People {
		if p.Admin {
			r.robin = patient{server.As(p.ID)}
		} else {
			r.sam, r.dm = patient{server.As(p.ID)}, p.DM
		}
	}
	return r
}

func bolt(t *testing.T, now func() time.Time) store.KV {
	kv, err := boltkv.Open(filepath.Join(t.TempDir(), "lede.db"), now)
	if err != nil {
		t.Fatal(err)
	}
	return kv
}

func redis(t *testing.T, _ func() time.Time) store.KV {
	kv, err := rediskv.Open(t.Context(), kvtest.StartRedis(t), rediskv.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return kv
}

func text(t *testing.T, i *playground.Interaction, err error) string {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	if i.Message == nil {
		t.Fatalf("no message: %+v", i)
	}
	return plain(i.Message.Text())
}

// plain takes the escapes off, as a reader sees it.
func plain(s string) string { return strings.ReplaceAll(s, "\\", "") }

func has(t *testing.T, text string, wants ...string) {
	t.Helper()
	for _, want := range wants {
		if !strings.Contains(text, want) {
			t.Errorf("want %q in\n%s", want, text)
		}
	}
}

func TestEveryCommandAnswersOnAServer(t *testing.T) {
	t.Parallel()
	r := openRoom(t, bolt)
	ctx := t.Context()
	for _, c := range []struct {
		command string
		options map[string]any
		wants   []string
	}{
		{"summary", nil, []string{sampleTitle, "[1]"}},
		{"developments", nil, []string{"Belgorod", "Enerhodar", "14 episodes"}},
		{"who", nil, []string{"Dmitry Peskov", "Kremlin spokesman"}},
		{"who", map[string]any{"person": "Peskov"}, []string{"Dmitry Peskov"}},
		{"quotes", nil, []string{"“We’ll meet in Saudi Arabia.”", "Donald Trump"}},
		{"quotes", map[string]any{"person": "Volodymyr Zelensky"}, []string{"“can be no talks on Ukraine without Ukraine.”"}},
		{"ask", map[string]any{"question": "Who is the mayor of Kyiv?"}, []string{"Vitali Klitschko"}},
		{"ask", map[string]any{"question": "What did the pope say about the price of oil?"}, []string{"The article does not say."}},
		{"headlines", nil, []string{sampleTitle}},
		{"help", nil, []string{"</summary:"}}, // Discord has told the id
	} {
		i, err := r.sam.Slash(ctx, r.hall, c.command, c.options)
		if err == nil {
			i, err = r.sam.Settle(ctx, i) // a busy machine is slow to answer
		}
		has(t, text(t, i, err), c.wants...)
	}
	found, err := r.sam.Autocomplete(ctx, r.hall, "who", "person", map[string]any{"person": "pesk"})
	if err != nil || len(found) != 1 || found[0].Value != "Dmitry Peskov" {
		t.Errorf("completing a person: %+v, %v", found, err)
	}
}

// customID finds a button of a message by its label's command.
func customID(t *testing.T, m *playground.Message, prefix string) string {
	t.Helper()
	raw := string(m.Raw)
	i := strings.Index(raw, `"custom_id":"`+prefix)
	if i < 0 {
		t.Fatalf("no button %s in %s", prefix, raw)
	}
	id, _, _ := strings.Cut(raw[i+len(`"custom_id":"`):], `"`)
	return strings.ReplaceAll(id, `\u0026`, "&")
}

func TestButtonsTurnYourOwnCardAndAnswerOthersPrivately(t *testing.T) {
	t.Parallel()
	r := openRoom(t, bolt)
	ctx := t.Context()
	i, err := r.robin.Slash(ctx, r.hall, "summary", nil)
	text(t, i, err)
	card := i.Message

	i, err = r.robin.Press(ctx, card.ID, customID(t, card, "developments"))
	has(t, text(t, i, err), "Enerhodar")
	if i.Message.ID != card.ID {
		t.Error("the own card was not turned")
	}
	i, err = r.sam.Press(ctx, card.ID, customID(t, i.Message, "who"))
	has(t, text(t, i, err), "Kremlin spokesman")
	if i.Message.ID == card.ID || !i.Message.Ephemeral {
		t.Error("somebody else's press was not answered privately")
	}
	i, err = r.sam.Select(ctx, i.Message.ID, customID(t, i.Message, "who?article"), []string{"Dmitry Peskov"})
	has(t, text(t, i, err), "Dmitry Peskov")
}

func TestADirectMessageIsAnsweredFromTheArticle(t *testing.T) {
	t.Parallel()
	r := openRoom(t, bolt)
	for question, want := range map[string]string{
		"who is Peskov?":                 "Kremlin spokesman Dmitry Peskov",
		"what did Zelensky say?":         "“can be no talks on Ukraine without Ukraine.”",
		"anything about Belgorod?":       "Belgorod region",
		"who won the world chess title?": "The article does not say.",
		"hello":                          "We are talking about",
	} {
		has(t, r.ask(t, question), want)
	}
}

// ask writes to the bot in a direct message and returns what it answers.
func (r *room) ask(t *testing.T, question string) string {
	t.Helper()
	ctx := t.Context()
	asked, err := r.sam.Say(ctx, r.dm, question)
	if err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		list, err := r.sam.Messages(ctx, r.dm)
		if err != nil {
			t.Fatal(err)
		}
		for n := range list {
			if list[n].ID == asked.ID && n+1 < len(list) {
				return plain(list[n+1].Text())
			}
		}
	}
	t.Fatalf("no answer to %q", question)
	return ""
}

func TestAdminsAddArticlesByFormAndByFile(t *testing.T) {
	t.Parallel()
	r := openRoom(t, bolt)
	ctx := t.Context()
	i, err := r.robin.Slash(ctx, r.hall, "article add", nil)
	if err != nil || i.Modal == nil {
		t.Fatalf("no form: %+v, %v", i, err)
	}
	i, err = r.robin.Submit(ctx, i.ID, map[string]string{
		"text":     "Harbour freezes\nThe harbour of Lowbridge froze over on Sunday, for the first time in forty years.\nNo ship could leave, harbour master Ida Brandt said.",
		"headline": "first", "url": "", "published": "2026-03-01",
	})
	has(t, text(t, i, err), "Added", "Harbour freezes")

	i, err = r.robin.Slash(ctx, r.hall, "article add", nil)
	if err != nil {
		t.Fatal(err)
	}
	ferry := playground.Upload{Filename: "ferry.txt", ContentType: "text/plain", Data: []byte("The ferry of Lowbridge sails again, the captain said on Monday. It had been in the dock since a log broke its screw, and 400 people took the bus around the bay.")}
	i, err = r.robin.Submit(ctx, i.ID, map[string]string{"text": "", "published": "2026-03-02"}, ferry)
	has(t, text(t, i, err), "Added", "ferry of Lowbridge", "2 March 2026")

	i, err = r.robin.Slash(ctx, r.hall, "article add", nil)
	if err != nil {
		t.Fatal(err)
	}
	harbour := map[string]string{"text": strings.Repeat("The harbour thawed. 🦊\n", 181), "headline": "maybe", "url": "harbour", "published": "tomorrow"}
	i, err = r.robin.Submit(ctx, i.ID, harbour)
	has(t, text(t, i, err), "not a web address", "not a date I can read")
	i, err = r.robin.Press(ctx, i.Message.ID, "article/add?again=1")
	if err != nil || i.Modal == nil || !strings.Contains(string(i.Modal), "not a date I can read") {
		t.Fatalf("the form does not come back: %s, %v", i.Modal, err)
	}
	harbour["url"], harbour["published"] = "", ""
	i, err = r.robin.Submit(ctx, i.ID, harbour)
	has(t, text(t, i, err), "Added")

	structured, err := briefing.Parse("The bakery on Mill Street has closed, its owner, Olaf Nash, said.", briefing.Options{Title: "Bakery closes"})
	if err != nil {
		t.Fatal(err)
	}
	var file strings.Builder
	if err := printJSON(&file, structured); err != nil {
		t.Fatal(err)
	}
	i, err = r.robin.Slash(ctx, r.hall, "article add", map[string]any{"file": playground.Upload{Filename: "bakery.json", Data: []byte(file.String())}})
	has(t, text(t, i, err), "very short for an article")
	i, err = r.robin.Press(ctx, i.Message.ID, "article/add?sure=1")
	has(t, text(t, i, err), "Added", "Bakery closes")
	i, err = r.robin.Slash(ctx, r.hall, "article add", map[string]any{"file": playground.Upload{Filename: "x.bin", Data: []byte{0xff, 0xfe, 0, 1}}})
	has(t, text(t, i, err), "x.bin")

	i, err = r.sam.Slash(ctx, r.hall, "summary", nil)
	has(t, text(t, i, err), "Bakery closes", "Olaf Nash")
	has(t, r.ask(t, "who is Nash?"), "Olaf Nash") // the article that Sam last opened
	i, err = r.robin.Slash(ctx, r.hall, "article remove", map[string]any{"article": "Bakery"})
	has(t, text(t, i, err), "Removed")
	i, err = r.sam.Slash(ctx, r.hall, "headlines", nil)
	has(t, text(t, i, err), "Harbour freezes")
}

func TestADigestArrivesOnItsTime(t *testing.T) {
	t.Parallel()
	r := openRoom(t, bolt)
	ctx := t.Context()
	i, err := r.robin.Slash(ctx, r.hall, "digest set", map[string]any{"time": "07:30", "zone": "UTC", "days": "weekdays", "empty": "say"})
	has(t, text(t, i, err), "Digest set", "07:30")
	next, ok, err := r.store.NextDue(ctx)
	if err != nil || !ok || !next.Equal(morning.Add(90*time.Minute)) {
		t.Fatalf("next due %v, %v, %v", next, ok, err)
	}
	r.clock.Move(next)
	has(t, r.digest(t, 1), "Digest", sampleTitle)
	r.clock.Move(next.Add(24 * time.Hour))
	has(t, r.digest(t, 2), "Nothing new since the last digest.")
	time.Sleep(300 * time.Millisecond) // several ticks: it must stay at two
	r.digest(t, 2)
}

func TestADigestIsPreviewedPausedAndResumed(t *testing.T) {
	t.Parallel()
	r := openRoom(t, bolt)
	ctx := t.Context()
	admin := func(command string, options map[string]any) string {
		i, err := r.robin.Slash(ctx, r.hall, command, options)
		return text(t, i, err)
	}
	has(t, admin("digest set", map[string]any{"time": "07:30", "zone": "UTC"}), "Digest set")
	has(t, admin("digest preview", nil), "Digest", sampleTitle)
	has(t, admin("digest pause", nil), "Digest paused", "An admin paused it.")
	if at, ok, err := r.store.NextDue(ctx); err != nil || ok {
		t.Errorf("due while paused: %v, %v", at, err)
	}
	has(t, admin("digest resume", nil), "Digest resumed", "07:30")
	next, _, err := r.store.NextDue(ctx)
	if err != nil {
		t.Fatal(err)
	}
	r.clock.Move(next)
	r.digest(t, 1)
	r.clock.Move(next.Add(24 * time.Hour))
	for deadline := time.Now().Add(time.Minute); !strings.Contains(admin("digest history", nil), "quiet"); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("the quiet day is not in the history")
		}
	}
	r.digest(t, 1)
	has(t, admin("server-data erase", map[string]any{"confirm": "erase"}), "is erased")
	has(t, admin("digest show", nil), "No digest is set")
}

// digest waits until this many digests are in the hall and returns the last.
func (r *room) digest(t *testing.T, n int) string {
	t.Helper()
	var found []string
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		list, err := r.sam.Messages(t.Context(), r.hall)
		if err != nil {
			t.Fatal(err)
		}
		found = nil
		for _, m := range list {
			if s := plain(m.Text()); strings.Contains(s, "-# Digest ·") {
				found = append(found, s)
			}
		}
		// A clock that is moved before the slot is settled would end the lease in the middle of it.
		next, ok, err := r.store.NextDue(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if settled := !ok || next.After(r.clock.Now().Add(time.Minute)); len(found) == n && settled {
			return found[n-1]
		}
	}
	t.Fatalf("%d digests, not %d", len(found), n)
	return ""
}

func TestTheBotWorksOnRedisToo(t *testing.T) {
	t.Parallel()
	r := openRoom(t, redis)
	ctx := t.Context()
	i, err := r.robin.Slash(ctx, r.hall, "digest set", map[string]any{"time": "07:30"})
	has(t, text(t, i, err), "Digest set")
	i, err = r.robin.Slash(ctx, r.hall, "digest show", nil)
	has(t, text(t, i, err), "07:30")
	i, err = r.sam.Slash(ctx, r.hall, "summary", nil)
	has(t, text(t, i, err), sampleTitle)
}

// TestHealthFollowsTheConnection: well while Discord is there, not well when it is gone.
func TestHealthFollowsTheConnection(t *testing.T) {
	t.Parallel()
	r := openRoom(t, bolt)
	if err := r.news.Healthy(t.Context()); err != nil {
		t.Errorf("while connected: %v", err)
	}
	r.Server.Close()
	for deadline := time.Now().Add(time.Minute); r.news.Healthy(t.Context()) == nil; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("well although Discord is gone")
		}
	}
}
