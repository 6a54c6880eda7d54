package bot_test

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	"lede/bot"
	"lede/commands/command"
	"lede/delivery"
	"lede/playground"
)

// onPlayground runs a bot with one command on a playground until the test ends.
func onPlayground(t *testing.T, o playground.Options, idle time.Duration) (*playground.Server, *bot.Bot, *lockedBuffer) {
	t.Helper()
	o.Waits.Answer = patientWaits.Answer
	srv := playground.New(o)
	if err := srv.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = srv.Close() })
	log, timing := &lockedBuffer{}, patient()
	if idle > 0 {
		timing.Gateway.Idle = idle
	}
	b, err := bot.New(bot.Options{
		Token: srv.Token(), Client: srv.Client(), Log: slog.New(slog.NewTextHandler(log, nil)),
		Commands: []command.Command{saying("open", command.Public, "Hello")},
		DM:       func(context.Context, command.Message) (command.Reply, error) { return text("Hello"), nil },
		Timing:   timing,
	})
	if err != nil {
		t.Fatal(err)
	}
	running(t, b)
	select {
	case <-b.Ready():
	case <-time.After(patience):
		t.Fatalf("the bot does not get ready:\n%s", log)
	}
	return srv, b, log
}

// TestNoInteractionIsLostWithTheConnection: interactions during an outage are answered afterwards, if the person still waits.
func TestNoInteractionIsLostWithTheConnection(t *testing.T) {
	t.Parallel()
	for name, disturb := range map[string]func(*playground.Server){
		"cut": (*playground.Server).Sever, "asked to reconnect": (*playground.Server).Reconnect,
		"a session in doubt": (*playground.Server).InvalidateResumable, "closed": func(s *playground.Server) { s.HangUp(4000) },
	} {
		t.Run(name, func(t *testing.T) {
			srv, _, log := onPlayground(t, playground.Options{}, 0)
			w := srv.World()
			robin := srv.As(w.Person("Robin").ID)
			disturb(srv)
			answered := make(chan bool, 3)
			for range 3 {
				go func() {
					i, err := robin.Slash(t.Context(), w.Channel("general"), "open", nil)
					answered <- err == nil && !i.TimedOut && strings.Contains(i.Text(), "Hello")
				}()
			}
			for range 3 {
				if !received(t, "the answer", answered) {
					t.Error("a person got no answer")
				}
			}
			// missed events come before the welcome
			eventually(t, "a resumed session", func() bool { return strings.Contains(log.String(), "msg=resumed") })
			if strings.Count(log.String(), "msg=resumed") != 1 || strings.Count(log.String(), "msg=connected") != 1 {
				t.Errorf("the session was not resumed once:\n%s", log)
			}
			if r := srv.Refusals(); len(r) > 0 {
				t.Errorf("refused: %q", r)
			}
		})
	}
}

// TestHeartbeatsWithoutAnswerEndTheConnection: even if other messages still come.
func TestHeartbeatsWithoutAnswerEndTheConnection(t *testing.T) {
	t.Parallel()
	srv, _, log := onPlayground(t, playground.Options{Waits: playground.Waits{Heartbeat: 2 * time.Second}}, 6*time.Second)
	w := srv.World()
	sam := srv.As(w.Person("Sam").ID)
	srv.Deafen(true)
	for until := time.Now().Add(patience); !strings.Contains(log.String(), "gateway lost"); time.Sleep(500 * time.Millisecond) {
		if time.Now().After(until) {
			t.Fatalf("the bot does not notice:\n%s", log)
		}
		if _, err := sam.Say(t.Context(), w.Person("Sam").DM, "still there?"); err != nil {
			t.Fatal(err)
		}
	}
	srv.Deafen(false)
	eventually(t, "a resumed session", func() bool { return strings.Contains(log.String(), "msg=resumed") })
	if !strings.Contains(log.String(), "does not acknowledge") || strings.Count(log.String(), "msg=connected") != 1 {
		t.Errorf("the log says\n%s", log)
	}
}

// TestALostPostIsFoundAgain: the message is there but the answer was lost, and a look finds it. Where the history cannot be
// read, the result is unknown.
func TestALostPostIsFoundAgain(t *testing.T) {
	t.Parallel()
	srv, b, _ := onPlayground(t, playground.Options{}, 0)
	w := srv.World()
	components := []byte(`[{"type":17,"components":[{"type":10,"content":"News"},{"type":1,"components":[{"type":2,"style":2,"label":"More","custom_id":"open?d=m4rk"}]}]}]`)
	for name, p := range map[string]delivery.Post{
		"a channel": {Channel: w.Channel("digests"), Nonce: "n"},
		"a forum":   {Channel: w.Channel("briefings"), Forum: "The briefing of today", Guild: w.Guilds[0].ID},
	} {
		t.Run(name, func(t *testing.T) {
			since := time.Now()
			p.Components, p.Marker = components, "m4rk"
			look := func() (string, bool, error) { return b.Find(t.Context(), p, since) }
			if id, found, err := look(); id != "" || found || err != nil {
				t.Errorf("before: %q, %v, %v", id, found, err)
			}
			for _, kind := range []string{playground.Cut, playground.Lost} {
				if err := srv.SetWeather(playground.Weather{Kind: kind, Of: "posts", Requests: 1}); err != nil {
					t.Fatal(err)
				}
				if d := b.Post(t.Context(), p); d.Outcome != delivery.Ambiguous {
					t.Errorf("%s: %+v", kind, d)
				}
				if _, found, err := look(); found != (kind == playground.Lost) || err != nil {
					t.Errorf("%s: found %v, %v", kind, found, err)
				}
			}
			other := p
			other.Marker = "other"
			if _, found, err := b.Find(t.Context(), other, since); found || err != nil {
				t.Errorf("another marker: %v, %v", found, err)
			}
			srv.Deny(p.Channel, playground.PermissionReadHistory)
			defer srv.Deny(p.Channel, 0)
			if _, found, err := b.Find(t.Context(), other, since); found || !errors.Is(err, delivery.ErrMayNotLook) {
				t.Errorf("without the history: %v, %v", found, err)
			}
			if _, found, err := b.Find(t.Context(), other, since.Add(time.Hour)); found || err != nil {
				t.Errorf("nothing was written since: %v, %v", found, err)
			}
		})
	}
	post := delivery.Post{Channel: w.Channel("announcements"), Components: components}
	d := b.Post(t.Context(), post)
	for range 2 {
		if p := b.Publish(t.Context(), post.Channel, d.MessageID); p.Outcome != delivery.Sent || p.MessageID != d.MessageID {
			t.Errorf("published: %+v", p)
		}
	}
	if p := b.Publish(t.Context(), w.Channel("general"), d.MessageID); p.Outcome != delivery.Refused {
		t.Errorf("published elsewhere: %+v", p)
	}
}

// TestPostsKeepWithinDiscordsLimits: a dozen posts in a row to one channel cause no refused request.
func TestPostsKeepWithinDiscordsLimits(t *testing.T) {
	t.Parallel()
	srv, b, log := onPlayground(t, playground.Options{Limits: playground.Limits{Channel: 5, Window: 400 * time.Millisecond, Global: 50, Invalid: 1}}, 0)
	post := delivery.Post{Channel: srv.World().Channel("general"), Components: []byte(`[{"type":10,"content":"News"}]`)}
	for n := range 12 {
		if d := b.Post(t.Context(), post); d.Outcome != delivery.Sent {
			t.Errorf("post %d: %+v", n, d)
		}
	}
	if strings.Contains(log.String(), "msg=post") {
		t.Errorf("a request was refused:\n%s", log)
	}
	if err := srv.SetWeather(playground.Weather{Kind: playground.LimitedGlobal, Of: "posts", Requests: 1}); err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	if d := b.Post(t.Context(), post); d.Outcome != delivery.Retry || d.After < time.Second {
		t.Errorf("with a limit for all: %+v", d)
	}
	srv.SetLimits(playground.Limits{})
	post.Channel = srv.World().Channel("digests")
	if d := b.Post(t.Context(), post); d.Outcome != delivery.Sent || time.Since(began) < 1900*time.Millisecond {
		t.Errorf("another channel did not wait: %+v after %v", d, time.Since(began))
	}
}
