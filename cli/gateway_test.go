package cli

import (
	"context"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"lede/config"
	"lede/desk"
	"lede/playground"
	"lede/scheduler"
	"lede/service"
	"lede/store"
)

// TestDigestsDoNotWaitForTheGateway: Discord takes the token, and nobody answers where it says that its gateway is.
func TestDigestsDoNotWaitForTheGateway(t *testing.T) {
	t.Parallel()
	clock := playground.NewClock(morning)
	kv := store.NewMemory(clock.Now)
	server := playground.New(playground.Options{Clock: clock, Log: slog.New(slog.DiscardHandler)})
	if err := server.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	server.Fault(func(r *http.Request) (int, string, http.Header, bool) {
		return 200, `{"url":"ws://127.0.0.1:1","shards":1,"session_start_limit":{"total":1000,"remaining":999,"reset_after":0,"max_concurrency":1}}`,
			nil, strings.HasSuffix(r.URL.Path, "/gateway/bot")
	})
	ctx, cancel := context.WithCancel(t.Context())
	n, err := service.New(service.Options{
		Settings: config.Config{DiscordToken: config.NewSecret(server.Token()), DigestGrace: 2 * time.Hour},
		Store:    kv, Client: server.Client(), Files: server.Client(), Every: 20 * time.Millisecond, Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	w := server.World()
	guild, channel := w.Guilds[0].ID, w.Channel("general")
	seven, err := scheduler.ParseTimetable("07:00 UTC")
	if err != nil {
		t.Fatal(err)
	}
	g := desk.Digest{Channel: channel, By: w.Person("Robin").ID, Set: morning}
	n.Desk.Schedule(guild, &g, seven, morning)
	if _, err := n.Desk.AddDigest(ctx, guild, g, "UTC"); err != nil {
		t.Fatal(err)
	}
	clock.Move(morning.Add(time.Hour))
	ended := make(chan error, 1)
	go func() { ended <- n.Run(ctx) }()
	defer func() {
		cancel()
		received(t, "its end", ended)
		_, _ = server.Close(), kv.Close()
	}()
	for until := time.Now().Add(time.Minute); ; {
		list, err := server.As(w.Person("Robin").ID).Messages(ctx, channel)
		if err != nil || time.Now().After(until) {
			t.Fatalf("no digest while the gateway is away: %v", err)
		}
		if len(list) > 0 {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	select {
	case <-n.Bot.Ready():
		t.Error("the bot is ready without a gateway")
	default:
	}
}
