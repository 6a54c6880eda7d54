package bot_test

import (
	"context"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"lede/bot"
	"lede/cards"
	"lede/commands/command"
	"lede/playground"
)

// dated is a connection to a Discord with another clock.
type dated struct {
	http.RoundTripper
	ahead time.Duration
}

func (d dated) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := d.RoundTripper.RoundTrip(r)
	if err == nil {
		resp.Header.Set("Date", time.Now().Add(d.ahead).UTC().Format(http.TimeFormat))
	}
	return resp, err
}

// changing runs a bot with a command that changes something and one that only reads. It returns how often each ran.
func changing(t *testing.T, o playground.Options) (srv *playground.Server, log *lockedBuffer, changed, read *atomic.Int64) {
	t.Helper()
	return changingAt(t, o, 0)
}

// changingAt is changing where Discord's clock is ahead of the bot's.
func changingAt(t *testing.T, o playground.Options, ahead time.Duration) (srv *playground.Server, log *lockedBuffer, changed, read *atomic.Int64) {
	t.Helper()
	srv = playground.New(o)
	if err := srv.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = srv.Close() })
	log, changed, read = &lockedBuffer{}, &atomic.Int64{}, &atomic.Int64{}
	counting := func(name string, n *atomic.Int64) command.Command {
		return aCommand(name, command.Private, func(context.Context, command.Input) (command.Reply, error) {
			n.Add(1)
			return text("It is done."), nil
		})
	}
	change := counting("change", changed)
	change.Changes = func(command.Input) bool { return true }
	client := *srv.Client()
	client.Transport = dated{client.Transport, ahead}
	b, err := bot.New(bot.Options{
		Token: srv.Token(), Client: &client, Timing: patient(), Log: slog.New(slog.NewTextHandler(log, nil)),
		Commands: []command.Command{change, counting("read", read)},
	})
	if err != nil {
		t.Fatal(err)
	}
	running(t, b)
	received(t, "the bot to be ready", b.Ready())
	return srv, log, changed, read
}

// TestPromiseNotDoneMeansNotDoneWhenReplayedTooLate: Discord's clock is behind, so an event seems ten minutes old when it is
// replayed. By then the person has been told that there was no answer.
func TestPromiseNotDoneMeansNotDoneWhenReplayedTooLate(t *testing.T) {
	t.Parallel()
	for name, disturb := range map[string]func(*playground.Server){
		"cut": (*playground.Server).Sever, "lost for a while": (*playground.Server).Lose,
		"a session in doubt": (*playground.Server).InvalidateResumable, "closed": func(s *playground.Server) { s.HangUp(4000) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			srv, log, changed, read := changing(t, playground.Options{
				Clock: playground.NewClock(time.Now().Add(-10 * time.Minute)),
				Waits: playground.Waits{Answer: 5 * time.Second, Line: 500 * time.Millisecond},
			})
			robin, general := srv.As(srv.World().Person("Robin").ID), srv.World().Channel("general")
			disturb(srv)
			var each sync.WaitGroup
			for _, name := range []string{"change", "read"} {
				each.Go(func() {
					if i, err := robin.Slash(t.Context(), general, name, nil); err != nil || !i.TimedOut {
						t.Errorf("%s: %v, %+v", name, err, i)
					}
				})
			}
			each.Wait()
			eventually(t, "a resumed session", func() bool { return strings.Contains(log.String(), "msg=resumed") })
			if changed.Load()+read.Load() != 0 {
				t.Errorf("%d changes and %d readings that nobody waited for", changed.Load(), read.Load())
			}
			// whatever the clocks say, an event after the session is back is new
			if i, err := robin.Slash(t.Context(), general, "read", nil); err != nil || i.TimedOut || read.Load() != 1 {
				t.Errorf("afterwards: %v, %+v", err, i)
			}
		})
	}
}

// TestWhatIsReplayedInTimeIsAnswered: Discord's clock counts, however wrong ours is.
func TestWhatIsReplayedInTimeIsAnswered(t *testing.T) {
	t.Parallel()
	for _, ahead := range []time.Duration{-time.Hour, -10 * time.Minute, 10 * time.Minute, time.Hour} {
		t.Run(ahead.String(), func(t *testing.T) {
			t.Parallel()
			srv, log, _, _ := changingAt(t, playground.Options{Clock: playground.NewClock(time.Now().Add(ahead)), Waits: patientWaits}, ahead)
			srv.Sever()
			i, err := srv.As(srv.World().Person("Robin").ID).Slash(t.Context(), srv.World().Channel("general"), "change", nil)
			if err == nil {
				i, err = srv.As(srv.World().Person("Robin").ID).Settle(t.Context(), i)
			}
			if err != nil || !strings.Contains(i.Text(), "It is done.") {
				t.Errorf("%v, %+v\n%s", err, i, log)
			}
		})
	}
}

// TestPromiseNotDoneMeansNotDoneUnderBadWeather: whatever happens to the first answers, a change was made exactly when the
// person was told so.
func TestPromiseNotDoneMeansNotDoneUnderBadWeather(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{
		playground.Fault, playground.BadGateway, playground.Limited, playground.Barred, playground.Cut, playground.Lost, playground.Slow,
	} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			srv, log, changed, _ := changing(t, playground.Options{Waits: playground.Waits{
				Answer: 4 * time.Second, Limited: 50 * time.Millisecond, Slow: 50 * time.Millisecond,
			}})
			robin, general := srv.As(srv.World().Person("Robin").ID), srv.World().Channel("general")
			for n := range 4 {
				if err := srv.SetWeather(playground.Weather{Kind: kind, Of: "answers", Requests: n + 1}); err != nil {
					t.Fatal(err)
				}
				before := changed.Load()
				i, err := robin.Slash(t.Context(), general, "change", nil)
				if err == nil && !i.TimedOut {
					i, err = robin.Settle(t.Context(), i)
				}
				if err != nil {
					t.Fatal(err)
				}
				told, done := strings.Contains(i.Text(), "It is done."), changed.Load()-before
				if told && done != 1 || !told && done != 0 {
					t.Errorf("%d × %s: done %d times, told %q, timed out: %v\n%s", n+1, kind, done, i.Text(), i.TimedOut, log)
				}
				if n == 0 && !told && kind != playground.Barred {
					t.Errorf("one %s is not got over: told %q", kind, i.Text())
				}
			}
		})
	}
}

// TestPromiseNotDoneMeansNotDoneWhenDiscordHasGivenUp: the line was slow, or another process was quicker.
func TestPromiseNotDoneMeansNotDoneWhenDiscordHasGivenUp(t *testing.T) {
	t.Parallel()
	for name, answer := range map[string]struct {
		status int
		body   string
	}{
		"too late":                    {404, `{"message":"Unknown interaction","code":10062}`},
		"another process was quicker": {400, `{"message":"Interaction has already been acknowledged.","code":40060}`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			srv, _, changed, _ := changing(t, playground.Options{Waits: playground.Waits{Answer: 500 * time.Millisecond}})
			srv.Fault(func(r *http.Request) (int, string, http.Header, bool) {
				return answer.status, answer.body, nil, strings.HasSuffix(r.URL.Path, "/callback")
			})
			robin := srv.As(srv.World().Person("Robin").ID)
			if i, err := robin.Slash(t.Context(), srv.World().Channel("general"), "change", nil); err != nil || !i.TimedOut || changed.Load() != 0 {
				t.Errorf("%v, done %d times, told %q", err, changed.Load(), i.Text())
			}
		})
	}
}

// TestPromiseNotDoneMeansNotDoneWhenOnlyTheAnswerIsRefused: a change that was made is not called a failure.
func TestPromiseNotDoneMeansNotDoneWhenOnlyTheAnswerIsRefused(t *testing.T) {
	t.Parallel()
	srv, _, changed, _ := changing(t, playground.Options{Waits: patientWaits})
	var refused atomic.Bool
	srv.Fault(func(r *http.Request) (int, string, http.Header, bool) {
		return 400, `{"message":"Invalid Form Body","code":50035}`, nil, r.Method == "PATCH" && !refused.Swap(true)
	})
	robin := srv.As(srv.World().Person("Robin").ID)
	i, err := robin.Slash(t.Context(), srv.World().Channel("general"), "change", nil)
	if err == nil {
		i, err = robin.Settle(t.Context(), i)
	}
	if err != nil || changed.Load() != 1 || !strings.Contains(i.Text(), "This was done") {
		t.Errorf("%v, done %d times, told %q", err, changed.Load(), i.Text())
	}
}

// TestAFormThatDiscordRefusesHasDoneNothing: the command changes something only when its form is sent.
func TestAFormThatDiscordRefusesHasDoneNothing(t *testing.T) {
	t.Parallel()
	form := aCommand("edit", command.Form, func(context.Context, command.Input) (command.Reply, error) {
		return command.Reply{Modal: &cards.Modal{ID: "edit", Title: "Edit", Fields: []cards.Field{{Name: "name", Label: "Name"}}}}, nil
	})
	form.Changes = func(command.Input) bool { return true }
	f := newFake(t)
	f.Answering(func(r request) (int, string, bool) {
		return 400, `{"message":"Invalid Form Body","code":50035}`, strings.Contains(string(r.Body), `"type":9`)
	})
	f.start(bot.Options{Commands: []command.Command{form}})
	f.Dispatch("INTERACTION_CREATE", typed("edit", ""))
	f.Wait(2, "POST", "/callback")
	if said := string(f.Find("POST", "/callback")[1].Body); strings.Contains(said, "was done") || !strings.Contains(said, "went wrong") {
		t.Errorf("told %s", said)
	}
}
