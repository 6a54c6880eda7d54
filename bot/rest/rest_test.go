package rest

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"lede/problem"
)

func TestErrorsKeepSecrets(t *testing.T) {
	for _, api := range []string{"http://127.0.0.1:1", "http://bad host", "gopher://x"} {
		c := New(Options{Token: "secret-token", API: api})
		_, err := c.Do(t.Context(), "POST", "/interactions/1/secret-too/callback", nil, nil)
		if err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v", api, err)
		}
	}
}

func TestSeconds(t *testing.T) {
	for s, want := range map[float64]time.Duration{0: 0, -1: 0, 0.25: 250 * time.Millisecond, 1e300: 24 * time.Hour} {
		if got := Seconds(s); got != want {
			t.Errorf("Seconds(%g) = %v, want %v", s, got, want)
		}
	}
}

func TestPaceForgets(t *testing.T) {
	var p RateLimits
	h := func(after string) http.Header {
		return http.Header{"X-Ratelimit-Remaining": {"0"}, "X-Ratelimit-Reset-After": {after}}
	}
	p.learn("a", h("0.01"), nil)
	p.learn("z", h("nonsense"), nil)
	time.Sleep(15 * time.Millisecond)
	p.learn("b", h("30"), nil)
	if p.Wait("a") != 0 || p.Wait("b") < 20*time.Second || len(p.full) != 1 {
		t.Errorf("a %v, b %v, %d remembered", p.Wait("a"), p.Wait("b"), len(p.full))
	}
	p.learn("b", nil, &Refusal{Status: 429, After: time.Minute, Global: true})
	if p.Wait("c") < 50*time.Second {
		t.Errorf("c %v after a limit for all", p.Wait("c"))
	}
}

func TestOfManyProcessesEachMayBeRefusedOnce(t *testing.T) {
	b := &Breaker{Now: time.Now}
	b.Share(100_000)
	if n := b.part(RefusalLimit); n != 1 {
		t.Errorf("of many processes each may be refused %d times", n)
	}
}

// TestWhatMayHaveArrived: anything may have, except what Discord itself refuses and what was never sent.
func TestWhatMayHaveArrived(t *testing.T) {
	for name, c := range map[string]struct {
		err  error
		want bool
	}{
		"nothing went wrong":           {nil, false},
		"it was never sent":            {&Silence{Err: errors.New("refused")}, false},
		"no answer":                    {&Silence{Written: true, Err: errors.New("reset")}, true},
		"a redirect":                   {&Refusal{Status: 302}, true},
		"asked to wait":                {&Refusal{Status: 429}, false},
		"asked to wait by a proxy":     {&Refusal{Status: 429, Foreign: true}, false},
		"timed out":                    {&Refusal{Status: 408}, true},
		"timed out, with a code":       {&Refusal{Status: 408, Code: 40408}, true},
		"timed out, in another form":   {&Refusal{Status: 408, Foreign: true}, true},
		"a fault":                      {&Refusal{Status: 500}, true},
		"an overload":                  {&Refusal{Status: 503, Code: 130000}, true},
		"a proxy forbids":              {&Refusal{Status: 403, Foreign: true}, true},
		"forbidden without a code":     {&Refusal{Status: 403}, true},
		"forbidden by Discord":         {&Refusal{Status: 403, Code: CodeMissingPermission}, false},
		"a token that is refused":      {&Refusal{Status: 401}, false},
		"what is no part of it":        {&Refusal{Status: 404, Code: CodeUnknownWebhook}, true},
		"what is, for an interaction":  {&Refusal{Status: 404, Code: CodeUnknownWebhook, astray: true}, false},
		"a channel that is not there":  {&Refusal{Status: 404, Code: CodeUnknownChannel}, false},
		"what is wrong with the words": {&Refusal{Status: 400, Code: CodeInvalidForm}, false},
	} {
		if got := MayHaveArrived(c.err); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// TestATokenThatNeverWorkedStopsNothing: nothing is posted yet, and the log of a wrong token speaks of no posts.
func TestATokenThatNeverWorkedStopsNothing(t *testing.T) {
	var log strings.Builder
	b := New(Options{Token: "t", Log: slog.New(slog.NewTextHandler(&log, nil))}).Breaker
	b.refuseToken()
	if wait, _ := b.TokenRefused(); wait == 0 {
		t.Error("the token is not known to be refused")
	}
	b.takeToken()
	if wait, _ := b.TokenRefused(); log.Len() > 0 || wait > 0 {
		t.Errorf("before and after it is accepted: waits %v, %s", wait, log.String())
	}
	for range 2 {
		b.refuseToken()
		b.takeToken()
	}
	if stops, goes := strings.Count(log.String(), "posting stops"), strings.Count(log.String(), "posting goes on"); stops != 2 || goes != 2 {
		t.Errorf("refused twice since: %s", log.String())
	}
}

// roundTrips answers each request in turn.
type roundTrips []func() (*http.Response, error)

func (r *roundTrips) RoundTrip(*http.Request) (*http.Response, error) {
	next := (*r)[0]
	*r = (*r)[1:]
	return next()
}

// TestSinceWhenNothingIsAnswered: a refusal is an answer, and a request that we have given up ourselves says nothing.
func TestSinceWhenNothingIsAnswered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		failing := func(err error) func() (*http.Response, error) {
			return func() (*http.Response, error) { return nil, err }
		}
		answered := func() (*http.Response, error) {
			return &http.Response{StatusCode: 502, Body: io.NopCloser(strings.NewReader(""))}, nil
		}
		lost := failing(errors.New("no route"))
		began := time.Now()
		discord := roundTrips{failing(context.Canceled), lost, lost, answered, failing(context.DeadlineExceeded)}
		c := New(Options{Token: "x", HTTP: &http.Client{Transport: &discord}})
		for i, want := range []time.Duration{-1, 1, 1, -1, 4} { // seconds
			_, _ = c.Do(t.Context(), "GET", "/gateway/bot", nil, nil)
			if since := c.Unanswered(); since.IsZero() != (want < 0) || want >= 0 && since.Sub(began) != want*time.Second {
				t.Errorf("after %d requests: since %v", i+1, since)
			}
			time.Sleep(time.Second)
		}
	})
}

// TestPostingThatHasStoppedIsTold: by whoever asks how the bot is.
func TestPostingThatHasStoppedIsTold(t *testing.T) {
	b := &Breaker{Now: time.Now, log: slog.New(slog.DiscardHandler)}
	if err := b.Stops(); err != nil {
		t.Errorf("at first: %v", err)
	}
	for range RefusalLimit {
		b.refuse()
	}
	if p, ok := errors.AsType[*problem.Problem](b.Stops()); !ok || p.Code != "bot.too-many-refused" {
		t.Errorf("after many refusals: %v", b.Stops())
	}
}

// TestARefusalSaysWhatIsWrong, as far as Discord does, and keeps the secrets that it repeats.
func TestARefusalSaysWhatIsWrong(t *testing.T) {
	const token = "a-token-of-some-length"
	for body, want := range map[string]string{
		`{"code":50035,"message":"Invalid Form Body","errors":{"3":{"name":{"_errors":[{"code":"X","message":"Command name is invalid"}]}},"7":{"_errors":[{"message":"later"}]}}}`: "Discord answered 400: Invalid Form Body: 3.name Command name is invalid (code 50035)",
		`{"code":50035,"message":"Invalid Form Body","errors":{"_errors":[{"code":"X","message":"Not ` + token + `"}]}}`:                                                            "Discord answered 400: Invalid Form Body: Not … (code 50035)",
		`{"code":50035,"message":"Invalid Form Body","errors":{"a":{"_errors":[]},"b":null,"c":[1]}}`:                                                                               "Discord answered 400: Invalid Form Body (code 50035)",
		`{"code":50035,"message":"Invalid Form Body","errors":["odd"]}`:                                                                                                             "Discord answered 400: Invalid Form Body (code 50035)",
	} {
		answers := roundTrips{func() (*http.Response, error) {
			return &http.Response{StatusCode: http.StatusBadRequest, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body))}, nil
		}}
		_, err := New(Options{Token: token, HTTP: &http.Client{Transport: &answers}}).Do(t.Context(), "POST", "/channels/1/messages", nil, nil)
		if err == nil || err.Error() != want {
			t.Errorf("%s: %v", body, err)
		}
	}
}
