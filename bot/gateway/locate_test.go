package gateway

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"lede/bot/rest"
	"lede/problem"
)

// TestTheGatewaysAddressCanBeReadWhileDiscordIsAsked: an event that comes meanwhile must not wait. Shards that ask together
// cause one request, or two if one of them came earlier.
func TestTheGatewaysAddressCanBeReadWhileDiscordIsAsked(t *testing.T) {
	t.Parallel()
	var asked atomic.Int64
	answer := make(chan struct{})
	discord := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked.Add(1)
		<-answer
		w.WriteHeader(http.StatusBadGateway)
	}))
	defer discord.Close()
	log := slog.New(slog.DiscardHandler)
	l := newLocator(rest.New(rest.Options{Token: "x", API: discord.URL, Log: log}), log, 0)
	var shards sync.WaitGroup
	for range 12 {
		shards.Go(func() {
			if _, err := l.locate(t.Context(), 0); err == nil {
				t.Error("a 502 is taken for an answer")
			}
		})
	}
	for begun := time.Now(); asked.Load() == 0; time.Sleep(time.Millisecond) {
		if time.Since(begun) > time.Minute {
			t.Fatal("nobody asked in a minute")
		}
	}
	read := make(chan struct{})
	go func() {
		defer close(read)
		l.known()
	}()
	select {
	case <-read:
	case <-time.After(30 * time.Second):
		t.Error("what is known cannot be read while Discord is asked")
	}
	given, giveUp := context.WithCancel(t.Context())
	giveUp()
	if _, err := l.locate(given, 0); err == nil {
		t.Error("a shard that was given up goes on waiting for its turn")
	}
	close(answer)
	shards.Wait()
	if n := asked.Load(); n > 3 {
		t.Errorf("12 shards that came together asked %d times", n)
	}
}

// TestAnAddressThatIsNotDiscordsIsReported: a wrong address stays wrong, so waiting does not help.
func TestAnAddressThatIsNotDiscordsIsReported(t *testing.T) {
	const notDiscord, between = "not Discord's API; correct LEDE_DISCORD_API", "check for a proxy or a sign-in page"
	for name, c := range map[string]struct {
		api, said string
		status    int
		want      string // "" for neither
	}{
		"no such path":          {"https://me:secret@proxy.example/api", `{"message":"404: Not Found","code":0}`, 404, notDiscord},
		"a key as its user":     {"https://secret@proxy.example/api", `{}`, 200, notDiscord},
		"a key in its query":    {"https://proxy.example/api?key=secret", `{}`, 200, notDiscord},
		"a page":                {"https://proxy.example", `<html>404`, 404, notDiscord},
		"something with JSON":   {"https://proxy.example", `{}`, 200, notDiscord},
		"a page of Discord's":   {"", `<html>sign in`, 200, between},
		"a fault of Discord's":  {"https://proxy.example", `{"message":"500: Internal Server Error","code":0}`, 500, ""},
		"Discord asks to wait":  {"https://proxy.example", `{"retry_after":3}`, 429, ""},
		"a proxy without a way": {"https://proxy.example", `<html>`, 502, ""},
	} {
		t.Run(name, func(t *testing.T) {
			discord := &http.Client{Transport: answering(func() (int, string) { return c.status, c.said })}
			l := newLocator(rest.New(rest.Options{Token: "x", API: c.api, HTTP: discord}), slog.New(slog.DiscardHandler), 0)
			_, err := l.locate(t.Context(), 0)
			if err == nil {
				t.Fatal("it is taken for an answer")
			}
			said := err.Error()
			named := strings.Contains(said, notDiscord) || strings.Contains(said, between)
			if named != (c.want != "") || !strings.Contains(said, c.want) || strings.Contains(said, "secret") {
				t.Errorf("%s", said)
			}
		})
	}
}

// answering is a Discord that answers everything alike.
type answering func() (status int, body string)

func (a answering) RoundTrip(*http.Request) (*http.Response, error) {
	status, body := a()
	return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body))}, nil
}

// TestOnlyTheFirstAnswerIsWaitedForAtLength: without it nothing begins, and with it a shard can come back.
func TestOnlyTheFirstAnswerIsWaitedForAtLength(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		slow := &late{saying{answers: []string{`{"url":"wss://gateway.discord.gg"}`}}, 15 * time.Second}
		l := newLocator(rest.New(rest.Options{Token: "x", HTTP: &http.Client{Transport: slow}}), slog.New(slog.DiscardHandler), 0)
		if _, err := l.locate(t.Context(), 0); err != nil || l.known().address == "" {
			t.Fatalf("the first answer: %v", err)
		}
		began := time.Now()
		if _, err := l.locate(t.Context(), 0); err == nil || time.Since(began) > 10*time.Second {
			t.Errorf("the second was waited for %s: %v", time.Since(began), err)
		}
		began = time.Now()
		s := (&Gateway{where: l, timing: DefaultTiming()}).newShard(0, 1)
		if err := s.locate(t.Context()); err != nil || time.Since(began) != relocate {
			t.Errorf("a shard that asks for the first time waits %s: %v", time.Since(began), err)
		}
		if at, _ := s.target(); !strings.HasPrefix(at, "wss://gateway.discord.gg/") {
			t.Errorf("it goes to %q", at)
		}
	})
}

// late is the same as saying, after a while, if it is waited for.
type late struct {
	saying
	by time.Duration
}

func (l *late) RoundTrip(r *http.Request) (*http.Response, error) {
	select {
	case <-time.After(l.by):
		return l.saying.RoundTrip(r)
	case <-r.Context().Done():
		return nil, r.Context().Err()
	}
}

// saying is a Discord that says where the gateway is from a list, in order; the last answer repeats.
type saying struct {
	answers []string
	asked   []time.Time
}

func (s *saying) RoundTrip(*http.Request) (*http.Response, error) {
	said := s.answers[min(len(s.asked), len(s.answers)-1)]
	s.asked = append(s.asked, time.Now())
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(said))}, nil
}

func (s *saying) locator(log *slog.Logger, wanted int) *locator {
	return newLocator(rest.New(rest.Options{Token: "x", HTTP: &http.Client{Transport: s}}), log, wanted)
}

// limited is an answer that says how many sessions are left and when there will be more, in milliseconds.
func limited(left, reset int) string {
	return fmt.Sprintf(`{"url":"wss://gateway.test","shards":1,"session_start_limit":{"total":1000,"remaining":%d,"reset_after":%d,"max_concurrency":1}}`, left, reset)
}

// TestNoSessionIsBegunWhileNoneIsLeft: the log says until when, and Discord is asked again every few minutes, since it may have been wrong.
// An answer with no sessions left and no time to wait permits nothing either, and must not lead to asking all the time.
func TestNoSessionIsBegunWhileNoneIsLeft(t *testing.T) {
	t.Parallel()
	var hour []string // every five minutes
	for left := 3_600_000; left > 0; left -= 300_000 {
		hour = append(hour, limited(0, left))
	}
	for name, c := range map[string]struct {
		answers     []string
		least, most time.Duration
		asked       int // at most
	}{
		"for an hour":         {append(hour[:12:12], limited(1000, 0)), time.Hour, time.Hour, 13},
		"and then for longer": {append(hour[:12:12], limited(0, 60_000), limited(1000, 0)), time.Hour + time.Minute, time.Hour + time.Minute, 14},
		"wrongly for an hour": {[]string{hour[0], limited(1000, 0)}, time.Minute, 5 * time.Minute, 2},
		"without an end":      {append(slices.Repeat([]string{limited(0, 0)}, 20), limited(1000, 0)), time.Hour, 2 * time.Hour, 21},
		"and an end before":   {append(slices.Repeat([]string{limited(-5, -1)}, 20), limited(1000, 0)), time.Hour, 2 * time.Hour, 21},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var written bytes.Buffer
				log := slog.New(slog.NewTextHandler(&written, nil))
				d := &saying{answers: c.answers}
				g := &Gateway{log: log, where: d.locator(log, 0), timing: DefaultTiming()}
				began := time.Now()
				if _, err := g.where.locate(t.Context(), 0); err != nil {
					t.Fatal(err)
				}
				if words := g.unconnected().(*problem.Problem).Code; words != "gateway.sessions-spent" {
					t.Errorf("the health check says %s", words)
				}
				if err := g.awaitIdentify(t.Context(), 3); err != nil {
					t.Fatal(err)
				}
				if took := time.Since(began); took < c.least || took > c.most || len(d.asked) > c.asked {
					t.Errorf("a session may be begun after %v, and Discord was asked %d times", took, len(d.asked))
				}
				if until := began.Add(time.Hour).UTC().Format(time.RFC3339); c.answers[0] == hour[0] && !strings.Contains(written.String(), "shard=3 until="+until) {
					t.Errorf("the log does not say until when: %s", written.String())
				}
			})
		})
	}
}

// TestNoMoreSessionsAreBegunThanAreLeft: many shards wait on one answer, and each session counts; so do those of other processes,
// for which Discord is asked again. One too many would cost the token.
func TestNoMoreSessionsAreBegunThanAreLeft(t *testing.T) {
	t.Parallel()
	const left, shards = 10, 16
	for name, c := range map[string]struct{ concurrency, others, want int }{
		"all at once": {16, 0, left}, "one after the other": {1, 0, left}, "others too": {1, 3, left - 3},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var begun atomic.Int64
				first := time.Now()
				discord := answering(func() (int, string) {
					n := left - int(begun.Load())
					if time.Since(first) > 20*time.Second {
						n -= c.others
					}
					return http.StatusOK, strings.Replace(limited(n, 3_600_000), `"max_concurrency":1`, fmt.Sprintf(`"max_concurrency":%d`, c.concurrency), 1)
				})
				log := slog.New(slog.DiscardHandler)
				client := rest.New(rest.Options{Token: "x", HTTP: &http.Client{Transport: discord}})
				g := &Gateway{log: log, where: newLocator(client, log, 0), timing: DefaultTiming()}
				if _, err := g.where.locate(t.Context(), 0); err != nil {
					t.Fatal(err)
				}
				ctx, stop := context.WithTimeout(t.Context(), 50*time.Minute)
				defer stop()
				for shard := range shards {
					go func() {
						if g.awaitIdentify(ctx, shard) == nil {
							begun.Add(1)
						}
					}()
				}
				<-ctx.Done()
				synctest.Wait()
				if n := int(begun.Load()); n != c.want {
					t.Errorf("%d sessions were begun, and %d are allowed", n, c.want)
				}
			})
		})
	}
}

// TestMoreShardsThanCanBeAreNotOpened: they would take all memory. The number in the settings wins over Discord's.
func TestMoreShardsThanCanBeAreNotOpened(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		said   string
		wanted int
		opened int // 0 for none
	}{
		{"0", 0, 1}, {"-1", 0, 1}, {"3", 0, 3}, {"50000", 0, 50_000}, {"50001", 0, 0}, {"1000000000000", 0, 0}, {"9223372036854775807", 0, 0},
		{"1000000000000", 3, 3},
	} {
		d := &saying{answers: []string{`{"url":"wss://gateway.test","shards":` + c.said + `}`}}
		at, err := d.locator(slog.New(slog.DiscardHandler), c.wanted).locate(t.Context(), 0)
		if at.shards != c.opened || (err == nil) != (c.opened > 0) || err != nil && !strings.Contains(err.Error(), c.said+" shards") {
			t.Errorf("Discord says %s, the settings %d: %d shards, %v", c.said, c.wanted, at.shards, err)
		}
	}
	if CheckShards(MostShards) != nil || CheckShards(MostShards+1) == nil {
		t.Error("the settings may name other numbers than Discord")
	}
}

// TestTheHealthCheckNamesSomeShards: nobody reads thousands of numbers.
func TestTheHealthCheckNamesSomeShards(t *testing.T) {
	t.Parallel()
	g := &Gateway{shards: map[int]*held{}}
	for id := range 3000 {
		g.shards[id] = &held{Shard: g.newShard(id, 3000)}
	}
	g.shards[7].up.Store(true)
	var p *problem.Problem
	if err := g.Health(); !errors.As(err, &p) || p.Args["down"] != 2999 || len(p.Args["shards"].(string)) > 100 || !strings.HasPrefix(p.Args["shards"].(string), "0, 1, ") {
		t.Errorf("%+v", p)
	}
}

// TestAQuestionThatWasCalledOffSaysNothingOfDiscord: a shard that is given up calls its question off.
func TestAQuestionThatWasCalledOffSaysNothingOfDiscord(t *testing.T) {
	t.Parallel()
	ctx, stop := context.WithCancel(t.Context())
	l := newLocator(rest.New(rest.Options{Token: "x", HTTP: &http.Client{Transport: calledOff(stop)}}), slog.New(slog.DiscardHandler), 0)
	l.why = errNoAddress
	if _, err := l.locate(ctx, 0); err == nil {
		t.Error("it has an answer")
	}
	if why := l.trouble(); !errors.Is(why, errNoAddress) {
		t.Errorf("the trouble is %v", why)
	}
}

// calledOff is a Discord that is called off while it is asked.
type calledOff context.CancelFunc

func (stop calledOff) RoundTrip(r *http.Request) (*http.Response, error) {
	stop()
	return nil, r.Context().Err()
}
