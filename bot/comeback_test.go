package bot_test

import (
	"context"
	"io"
	"log/slog"
	"slices"
	"testing"
	"time"

	"lede/bot"
	"lede/playground"
)

// BenchmarkComeback measures how long the bot is away after losing its connection in a way that it can recover from, with
// Discord's real intervals: from the loss until the session is resumed, fifty times each.
func BenchmarkComeback(b *testing.B) {
	for _, way := range []struct {
		name string
		lose func(*playground.Server)
	}{
		{"Cut", (*playground.Server).Sever},
		{"AskedToReconnect", (*playground.Server).Reconnect},
		{"Doubted", (*playground.Server).InvalidateResumable},
		{"Close1001", func(s *playground.Server) { s.HangUp(1001) }},
		{"Close4000", func(s *playground.Server) { s.HangUp(4000) }},
		{"Close4008", func(s *playground.Server) { s.HangUp(4008) }},
	} {
		b.Run(way.name, func(b *testing.B) {
			srv := playground.New(playground.Options{})
			if err := srv.Start("127.0.0.1:0"); err != nil {
				b.Fatal(err)
			}
			defer srv.Close()
			lede, err := bot.New(bot.Options{Token: srv.Token(), Client: srv.Client(), Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
			if err != nil {
				b.Fatal(err)
			}
			ctx, stop := context.WithCancel(b.Context())
			ended := make(chan error, 1)
			go func() { ended <- lede.Run(ctx) }()
			defer func() {
				stop()
				<-ended
			}()
			<-lede.Ready()
			for range b.N {
				var away []time.Duration
				for n := range 50 {
					began := time.Now()
					way.lose(srv)
					for srv.Resumptions() <= n {
						time.Sleep(time.Millisecond)
						if time.Since(began) > time.Minute {
							b.Fatalf("not resumed; %d sessions were begun", len(srv.Identifications()))
						}
					}
					away = append(away, time.Since(began))
				}
				slices.Sort(away)
				b.ReportMetric(float64(away[len(away)/2].Milliseconds()), "median-ms")
				b.ReportMetric(float64(away[len(away)-1].Milliseconds()), "worst-ms")
			}
		})
	}
}
