package bot

import (
	"errors"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"
	"unsafe"

	"lede/bot/rest"
	"lede/delivery"
	"lede/problem"
)

// stern is a Discord that answers everything alike. A test moves its clock.
type stern struct {
	status int
	body   string
	header http.Header
	paths  []string
	at     time.Time
	log    strings.Builder
}

func (s *stern) RoundTrip(r *http.Request) (*http.Response, error) {
	s.paths = append(s.paths, r.Method+" "+strings.TrimPrefix(r.URL.Path, "/api/v10"))
	return &http.Response{StatusCode: s.status, Header: s.header, Body: io.NopCloser(strings.NewReader(s.body)), Request: r}, nil
}

func (s *stern) bot(t *testing.T) *Bot {
	t.Helper()
	b, err := New(Options{Token: "t", Client: &http.Client{Transport: s}, Log: slog.New(slog.NewTextHandler(&s.log, nil))})
	if err != nil {
		t.Fatal(err)
	}
	s.at = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	b.api.Breaker.Now = func() time.Time { return s.at }
	return b
}

var news = delivery.Post{Channel: "30", Components: []byte("[]")}

func TestTooManyRefusalsStopPostsAndNotAnswers(t *testing.T) {
	s := &stern{status: 403, body: `{"code":50001,"message":"Missing Access"}`}
	b := s.bot(t)
	for n := range rest.RefusalLimit {
		if d := b.Post(t.Context(), news); d.Outcome != delivery.Refused {
			t.Fatalf("post %d: %+v", n, d)
		}
		s.at = s.at.Add(100 * time.Millisecond) // a hundred seconds for all
	}
	d := b.Post(t.Context(), news)
	if d.Outcome != delivery.Retry || d.After < 8*time.Minute || d.After > rest.RefusalWindow || d.Reason.Code != "bot.too-many-refused" {
		t.Errorf("the next post: %+v", d)
	}
	if d := b.Publish(t.Context(), "30", "7"); d.Outcome != delivery.Retry {
		t.Errorf("publishing: %+v", d)
	}
	if len(s.paths) != rest.RefusalLimit {
		t.Errorf("%d requests were made, want %d", len(s.paths), rest.RefusalLimit)
	}
	it := interaction{ID: "1", Token: "t"}
	if _, err := b.api.Do(t.Context(), "POST", callbackPath(&it), nil, nil); err == nil || len(s.paths) != rest.RefusalLimit+1 {
		t.Errorf("an answer to a person was not sent: %v", err)
	}
	d = b.Post(t.Context(), news) // the answer has counted too
	s.status, s.body, s.at = 200, `{"id":"1"}`, s.at.Add(d.After)
	if d := b.Post(t.Context(), news); d.Outcome != delivery.Sent {
		t.Errorf("after the time that was asked for: %+v", d)
	}
	if n := strings.Count(s.log.String(), "posting stops"); n != 1 || strings.Count(s.log.String(), "posting goes on") != 1 {
		t.Errorf("logged:\n%s", s.log.String())
	}
}

// TestWhoIsRefusedTooMuchStopsNobodyElse: an admin can post to a forbidden channel for as long as they like, and a file can name channels that
// the bot may not see.
func TestWhoIsRefusedTooMuchStopsNobodyElse(t *testing.T) {
	post := func(p delivery.Post) func(*Bot) *problem.Problem {
		p.Components = news.Components
		return func(b *Bot) *problem.Problem { return b.Post(t.Context(), p).Reason }
	}
	for name, ask := range map[string]func(*Bot) *problem.Problem{
		"a server":   post(delivery.Post{Guild: "10", Channel: "30"}),
		"its alerts": post(delivery.Post{Guild: "10", Person: "20"}),
		"a person":   post(delivery.Post{Person: "20"}),
		"publishing": func(b *Bot) *problem.Problem { return b.Publish(t.Context(), "30", "7").Reason },
		"replacing":  func(b *Bot) *problem.Problem { return b.Replace(t.Context(), "30", "7", news.Components).Reason },
		"looking": func(b *Bot) *problem.Problem {
			b.know("600")
			_, _, err := b.Find(t.Context(), delivery.Post{Guild: "10", Channel: "30", Marker: "m"}, time.Now())
			p, _ := errors.AsType[*problem.Problem](err)
			return p
		},
		"a hidden channel": func(b *Bot) *problem.Problem {
			_, _, err := b.router.serverOf("10")(t.Context(), "30")
			p, _ := errors.AsType[*problem.Problem](err)
			return p
		},
	} {
		s := &stern{status: 403, body: `{"code":50001,"message":"Missing Access"}`}
		b := s.bot(t)
		s.at = s.at.Add(time.Second)
		for range 80 {
			ask(b)
		}
		if p := ask(b); len(s.paths) != 50 || p == nil || p.Code != "bot.too-many-refused-here" {
			t.Errorf("%s: %d requests, then %v", name, len(s.paths), p)
		}
		if d := b.Post(t.Context(), delivery.Post{Guild: "11", Channel: "31", Components: news.Components}); d.Outcome != delivery.Refused {
			t.Errorf("%s: another server: %+v", name, d)
		}
		before := len(s.paths)
		s.at = s.at.Add(10 * time.Minute)
		for range 80 {
			ask(b)
		}
		if more := len(s.paths) - before; more != 50 {
			t.Errorf("%s: %d requests ten minutes later", name, more)
		}
	}
	many := &stern{status: 403, body: `{"code":50001}`}
	b := many.bot(t)
	b.router.api.Breaker.Share(100)
	for range 80 {
		b.Post(t.Context(), delivery.Post{Guild: "10", Channel: "30", Components: news.Components})
	}
	if len(many.paths) != 5 {
		t.Errorf("%d requests by one of a hundred processes", len(many.paths))
	}
	for _, s := range []*stern{{status: 403, body: `<html>`}, {status: 404, body: `{"code":10003}`}} {
		b := s.bot(t)
		for range 80 {
			b.Post(t.Context(), delivery.Post{Guild: "10", Channel: "30", Components: news.Components})
		}
		if len(s.paths) != 80 {
			t.Errorf("nobody is to blame for %d %s: %d requests", s.status, s.body, len(s.paths))
		}
	}
}

func TestRefusalsAreForgottenAfterTenMinutes(t *testing.T) {
	s := &stern{status: 403, body: `{"code":50001}`}
	b := s.bot(t)
	for range 5 * rest.RefusalLimit { // one in a second: 600 in ten minutes
		if d := b.Post(t.Context(), news); d.Outcome != delivery.Refused {
			t.Fatalf("%+v", d)
		}
		s.at = s.at.Add(time.Second)
	}
	if size := unsafe.Sizeof(*b.api.Breaker); size > 2000 {
		t.Errorf("the breaker holds %d bytes", size)
	}
}

func TestALimitThatOthersHaveUsedUpIsNotCounted(t *testing.T) {
	s := &stern{status: 429, body: `{"retry_after":0.0}`, header: http.Header{"X-Ratelimit-Scope": {"shared"}}}
	b := s.bot(t)
	for range rest.RefusalLimit + 10 {
		b.Post(t.Context(), news)
	}
	if b.api.Breaker.Wait() > 0 {
		t.Error("shared limits opened the breaker")
	}
	s.header = http.Header{"X-Ratelimit-Scope": {"user"}}
	for range rest.RefusalLimit {
		b.Post(t.Context(), news)
	}
	if b.api.Breaker.Wait() == 0 {
		t.Error("our own limits did not open the breaker")
	}
}

func TestARefusedTokenStopsPostsUntilItIsAccepted(t *testing.T) {
	s := &stern{status: 401, body: `{"message":"401: Unauthorized","code":0}`}
	b := s.bot(t)
	for range 3 {
		if d := b.Post(t.Context(), news); d.Outcome != delivery.Retry || d.Reason.Code != "bot.token-refused" {
			t.Errorf("%+v", d)
		}
	}
	s.at = s.at.Add(rest.AskTokenEvery)
	b.Post(t.Context(), news)
	b.Post(t.Context(), news)
	want := "POST /channels/30/messages, GET /users/@me"
	if got := strings.Join(s.paths, ", "); got != want {
		t.Errorf("the requests were %s, want %s", got, want)
	}
	s.status, s.body, s.at = 200, `{"id":"1"}`, s.at.Add(rest.AskTokenEvery)
	for range 2 {
		if d := b.Post(t.Context(), news); d.Outcome != delivery.Sent {
			t.Errorf("accepted again: %+v", d)
		}
	}
	if n := len(s.paths); n != 5 { // one more question and two posts
		t.Errorf("%d requests: %v", n, s.paths)
	}
	// an answer to a person carries no token, so its 401 says nothing about the token
	s.status = 401
	it := interaction{ID: "1", Token: "t"}
	_, _ = b.api.Do(t.Context(), "POST", callbackPath(&it), nil, nil)
	if wait, _ := b.api.Breaker.TokenRefused(); wait > 0 {
		t.Error("a refused answer stopped the posts")
	}
}

func TestWaitsAreReadInEveryForm(t *testing.T) {
	date := time.Now().Add(90 * time.Second).UTC().Format(http.TimeFormat)
	for _, c := range []struct {
		name, body string
		header     http.Header
		low, high  time.Duration
		global     bool
	}{
		{"in the body", `{"retry_after":1.25}`, nil, 1250 * time.Millisecond, 1250 * time.Millisecond, false},
		{"in the header", `{}`, http.Header{"Retry-After": {"7"}}, 7 * time.Second, 7 * time.Second, false},
		{"as a date", `{}`, http.Header{"Retry-After": {date}}, 80 * time.Second, 91 * time.Second, false},
		{"global in the body", `{"retry_after":2,"global":true}`, nil, 2 * time.Second, 2 * time.Second, true},
		{"global in a header", `{"retry_after":2}`, http.Header{"X-Ratelimit-Global": {"true"}}, 2 * time.Second, 2 * time.Second, true},
		{"global by scope", `{"retry_after":2}`, http.Header{"X-Ratelimit-Scope": {"global"}}, 2 * time.Second, 2 * time.Second, true},
		{"shared", `{"retry_after":600}`, http.Header{"X-Ratelimit-Scope": {"shared"}}, 10 * time.Minute, 10 * time.Minute, false},
		{"Cloudflare's page", `<!doctype html>Error 1015`, http.Header{"Retry-After": {"120"}}, 2 * time.Minute, 2 * time.Minute, true},
		{"Cloudflare's line", `error code: 1015`, nil, rest.DefaultTiming().Barred, rest.DefaultTiming().Barred, true},
		{"as a text", `{"retry_after":"1.25"}`, nil, 1250 * time.Millisecond, 1250 * time.Millisecond, false},
		{"more than any number", `{"retry_after":1e999}`, nil, 90 * time.Minute, 90 * time.Minute, false},
		{"an hour and a half at most", `{"retry_after":1e12}`, nil, 90 * time.Minute, 90 * time.Minute, false},
	} {
		s := &stern{status: 429, body: c.body, header: c.header}
		b := s.bot(t)
		d := b.Post(t.Context(), news)
		if d.Outcome != delivery.Retry || d.After < c.low || d.After > c.high {
			t.Errorf("%s: %+v", c.name, d)
		}
		// a limit of this channel does not hold up another; a limit of the whole bot does
		if elsewhere := b.api.Limits.Wait(rest.Route("POST", "/channels/31/messages")) > 0; elsewhere != c.global {
			t.Errorf("%s: another channel waits: %v", c.name, elsewhere)
		}
	}
}

func TestProcessesShareTheLimitOfRefusals(t *testing.T) {
	s := &stern{status: 403, body: `{"code":50001}`}
	b := s.bot(t)
	b.api.Breaker.Share(4)
	for n := range rest.RefusalLimit / 4 {
		if d := b.Post(t.Context(), news); d.Outcome != delivery.Refused {
			t.Fatalf("post %d: %+v", n, d)
		}
	}
	if d := b.Post(t.Context(), news); d.Outcome != delivery.Retry || len(s.paths) != rest.RefusalLimit/4 {
		t.Errorf("after %d requests: %+v", len(s.paths), d)
	}
}
