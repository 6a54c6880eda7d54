package bot_test

import (
	"context"
	"log/slog"
	"strconv"
	"strings"
	"testing"
	"time"

	"lede/bot"
	"lede/commands/command"
	"lede/proof/discord"
	"lede/store"
)

// life is a bot from its start until it is asked to stop, like a process.
type life struct {
	*bot.Bot
	leave func()
}

// live begins one. Its memory is kv.
func (f *fake) live(kv store.KV) life {
	f.t.Helper()
	b, err := bot.New(bot.Options{
		Token: canary, API: f.API(), Leases: kv, Timing: patient(), Log: slog.New(slog.NewTextHandler(f.log, nil)),
		Commands: []command.Command{saying("open", command.Public, "Hello")},
	})
	if err != nil {
		f.t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.WithoutCancel(f.t.Context()))
	ended := make(chan error, 1)
	go func() { ended <- b.Run(ctx) }()
	leave := func() {
		stop()
		if err := <-ended; err != nil {
			f.t.Errorf("Run = %v", err)
		}
		ended <- nil
	}
	f.t.Cleanup(leave)
	select {
	case <-b.Ready():
	case <-time.After(patience):
		f.t.Fatalf("the bot does not get ready:\n%s", f.log)
	}
	return life{b, leave}
}

// asked is what a person who uses a command now is told.
func (f *fake) asked(command string) string {
	return f.Ask(discord.Ask{Guild: "10", Channel: "30", Data: discord.Command(command, "")}).Words(patience)
}

// TestAnEndedSessionIsBegunAnew: Discord refuses RESUME with a close code, or with op 9 (0 here). The store then has the new
// session, and the next process continues it.
func TestAnEndedSessionIsBegunAnew(t *testing.T) {
	t.Parallel()
	for code, refusals := range map[int]int{4003: 1, 4007: 1, 4009: 1, 1000: 1, 4000: 3, 0: 1} {
		t.Run(strconv.Itoa(code), func(t *testing.T) {
			t.Parallel()
			f, kv := newFake(t), store.NewMemory(nil)
			first := f.live(kv)
			f.Expire(code)
			eventually(t, "a new session", func() bool { return len(f.Identified()) == 2 && first.Health() == nil })
			if words := f.asked("open"); !strings.Contains(words, "Hello") {
				t.Errorf("answered with %q", words)
			}
			if n := len(f.Opened()) - 2; n != refusals {
				t.Errorf("%d RESUMEs were refused, want %d", n, refusals)
			}
			first.leave()
			f.live(kv)
			if words := f.asked("open"); !strings.Contains(words, "Hello") || len(f.Identified()) != 2 || f.Resumed() != 1 {
				t.Errorf("the next life: %q, %d sessions begun, %d resumed:\n%s", words, len(f.Identified()), f.Resumed(), f.log)
			}
		})
	}
}

// TestSessionsThatWorkAreBegunAnewAfterTheSamePause: as long as Discord allows more than half of a day's sessions.
func TestSessionsThatWorkAreBegunAnewAfterTheSamePause(t *testing.T) {
	t.Parallel()
	const ends = 5
	for starts, constant := range map[int]bool{1000: true, ends + 1: false} {
		f := newFakeOf(t, discord.Options{Starts: starts, Answer: unhurried})
		b := f.live(nil)
		for n := range ends {
			f.Expire(4009)
			eventually(t, "a new session", func() bool { return len(f.Identified()) == n+2 && b.Health() == nil })
		}
		var longest time.Duration
		for line := range strings.Lines(f.log.String()) {
			if _, wait, found := strings.Cut(strings.TrimSpace(line), "new_session=true again_in="); found {
				d, err := time.ParseDuration(wait)
				if err != nil {
					t.Fatal(err)
				}
				longest = max(longest, d)
			}
		}
		if most := quick().Gateway.NewSession * 3 / 2; (longest <= most) != constant {
			t.Errorf("of %d sessions, the longest pause is %v", starts, longest)
		}
	}
}

// TestALostLineCostsNoSession: however Discord ends the connection, the bot says no goodbye, which would end the session. What
// people do meanwhile is answered afterwards.
func TestALostLineCostsNoSession(t *testing.T) {
	t.Parallel()
	closing := func(code int) func(*discord.Line) { return func(l *discord.Line) { l.Close(code, "") } }
	for name, end := range map[string]func(*discord.Line){
		"cut": (*discord.Line).Cut, "asked to leave": func(l *discord.Line) { l.Send(`{"op":7,"d":null}`) },
		"in doubt": func(l *discord.Line) { l.Send(`{"op":9,"d":true}`) },
		"1000":     closing(1000), "1001": closing(1001), "1011": closing(1011), "1012": closing(1012), "4000": closing(4000), "4001": closing(4001),
		"4002": closing(4002), "4005": closing(4005), "4008": closing(4008),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFake(t)
			f.live(nil)
			end(f.Newest())
			if words := f.asked("open"); !strings.Contains(words, "Hello") {
				t.Errorf("answered with %q", words)
			}
			eventually(t, "a resumed session", func() bool { return f.Resumed() == 1 })
			if n := len(f.Identified()); n != 1 || f.Goodbyes() > 0 {
				t.Errorf("%d sessions were begun, %d given up", n, f.Goodbyes())
			}
		})
	}
}

// TestTheWireIsHTTP2: as with Discord; this tests the bot's end.
func TestTheWireIsHTTP2(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	f.live(nil)
	f.asked("open")
	for _, r := range f.Requests() {
		if r.Protocol != "HTTP/2.0" {
			t.Errorf("%s %s came by %s", r.Method, r.Path, r.Protocol)
		}
	}
}
