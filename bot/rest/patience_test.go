package rest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// answers is a Discord that gives its answers in turn, the last one repeating, and notes when it was asked for what.
type answers struct {
	list  []answer
	began time.Time
	asked []string // the path, and after how long
}

type answer struct {
	status int
	body   string
	header http.Header
}

func (a *answers) RoundTrip(r *http.Request) (*http.Response, error) {
	if a.began.IsZero() {
		a.began = time.Now()
	}
	a.asked = append(a.asked, strings.TrimPrefix(r.URL.Path, "/api/v10")+" "+time.Since(a.began).Round(time.Second).String())
	now := a.list[0]
	if len(a.list) > 1 {
		a.list = a.list[1:]
	}
	return &http.Response{StatusCode: now.status, Header: now.header, Body: io.NopCloser(strings.NewReader(now.body)), Request: r}, nil
}

func asking(list ...answer) (*answers, *Client) {
	a := &answers{list: list}
	return a, New(Options{Token: "t", HTTP: &http.Client{Transport: a}})
}

var (
	done      = answer{200, `{"id":"1"}`, nil}
	tokenless = answer{401, `{"code":0,"message":"401: Unauthorized"}`, nil}
)

// TestADiscordThatAsksToWaitIsNotAskedMeanwhile: by any caller, however often.
func TestADiscordThatAsksToWaitIsNotAskedMeanwhile(t *testing.T) {
	wait := func(body string) answer { return answer{429, body, nil} }
	for name, c := range map[string]struct {
		first  answer
		second string // the path that is asked next
		asked  bool
		held   bool // refused at once, without asking
	}{
		"the same route":               {wait(`{"retry_after":60}`), "/channels/30/messages", false, true},
		"another message of the route": {wait(`{"retry_after":60}`), "/channels/30/messages?limit=1", false, true},
		"another channel":              {wait(`{"retry_after":60}`), "/channels/31/messages", true, false},
		"all of Discord":               {wait(`{"retry_after":60,"global":true}`), "/channels/31/messages", false, true},
		"all but answers to people":    {wait(`{"retry_after":60,"global":true}`), "/interactions/7/tok/callback", true, false},
		"a wait that is short":         {wait(`{"retry_after":3}`), "/channels/30/messages", true, false},
		"a full bucket":                {answer{200, `{}`, http.Header{"X-Ratelimit-Remaining": {"0"}, "X-Ratelimit-Reset-After": {"60"}}}, "/channels/30/messages", false, true},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				a, client := asking(c.first, done)
				_, _ = client.Do(t.Context(), "GET", "/channels/30/messages", nil, nil)
				_, err := client.Do(t.Context(), "GET", c.second, nil, nil)
				var r *Refusal
				held := errors.As(err, &r) && r.Held && r.After > 59*time.Second
				if (len(a.asked) == 2) != c.asked || held != c.held {
					t.Errorf("asked %q, %v", a.asked, err)
				}
				time.Sleep(time.Minute + time.Second)
				if _, err := client.Do(t.Context(), "GET", c.second, nil, nil); err != nil {
					t.Errorf("after the wait: %v", err)
				}
			})
		})
	}
}

// TestALimitThatIsOnlyForetoldIsAskedAbout: a proxy may count in milliseconds.
func TestALimitThatIsOnlyForetoldIsAskedAbout(t *testing.T) {
	for name, c := range map[string]struct {
		first answer
		asked int // after six minutes
	}{
		"foretold": {answer{200, `{}`, http.Header{"X-Ratelimit-Remaining": {"0"}, "X-Ratelimit-Reset-After": {"86400"}}}, 2},
		"said":     {answer{429, `{"retry_after":86400}`, nil}, 1},
	} {
		synctest.Test(t, func(t *testing.T) {
			a, client := asking(c.first, done)
			for range 2 {
				_, _ = client.Do(t.Context(), "GET", "/channels/30/messages", nil, nil)
				time.Sleep(6 * time.Minute)
			}
			if len(a.asked) != c.asked {
				t.Errorf("%s: asked %q", name, a.asked)
			}
		})
	}
}

func posting(c *Client) func(context.Context) error {
	return func(ctx context.Context) error {
		_, err := c.Do(ctx, "POST", "/channels/30/messages", nil, nil)
		return err
	}
}

// TestPersistWaitsAsLongAsDiscordAsks: one request per pause; without a pause to keep, it waits longer each time.
func TestPersistWaitsAsLongAsDiscordAsks(t *testing.T) {
	long, down, unknown := answer{429, `{"retry_after":90}`, nil}, answer{502, ``, nil}, answer{404, `{"code":10015}`, nil}
	for name, c := range map[string]struct {
		list  []answer
		until time.Duration // 0 for no limit
		want  string        // when it was asked
		fails bool
	}{
		"at once":                           {[]answer{done}, 0, "0s", false},
		"after long waits":                  {[]answer{long, long, done}, 0, "0s 1m30s 3m0s", false},
		"a wait that is too long":           {[]answer{long}, time.Minute, "0s", true},
		"an outage":                         {[]answer{down, down, down, down, done}, 0, "0s 0s 1s 1s 3s", false},
		"a page in between":                 {[]answer{{403, `<html>no`, nil}, {200, `<html>sign in`, nil}, done}, 0, "0s 0s 1s", false},
		"an application that only starts":   {[]answer{{403, `{"code":110001}`, nil}, done}, 0, "0s 0s", false},
		"a webhook that is not there yet":   {[]answer{unknown, unknown, done}, 0, "0s 0s 1s", false},
		"a message that somebody deleted":   {[]answer{{404, `{"code":10008}`, nil}}, 0, "0s 0s 1s 1s", true},
		"what Discord refuses for good":     {[]answer{{403, `{"code":50007}`, nil}}, 0, "0s", true},
		"what is too large for a proxy":     {[]answer{{413, `<html>too large`, nil}}, 0, "0s", true},
		"a token that is refused, for good": {[]answer{tokenless}, 0, "0s 0s 1s 1s", true},
		"a good token that is refused once": {[]answer{tokenless, done}, 0, "0s 0s", false},
		"an interaction that is over":       {[]answer{{401, `{"code":50027,"message":"Invalid Webhook Token"}`, nil}}, 0, "0s", true},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				a, client := asking(c.list...)
				var until time.Time
				if c.until > 0 {
					until = time.Now().Add(c.until)
				}
				err := client.Persist(t.Context(), until, posting(client))
				got := strings.ReplaceAll(strings.Join(a.asked, " "), "/channels/30/messages ", "")
				if got != c.want || (err != nil) != c.fails {
					t.Errorf("asked at %s, want %s: %v", got, c.want, err)
				}
			})
		})
	}
}

// TestPersistGivesUp: an endless outage keeps nobody busy for ever, and a bot that stops does not wait.
func TestPersistGivesUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, client := asking(answer{500, ``, nil})
		if err := client.Persist(t.Context(), time.Time{}, posting(client)); err == nil || len(a.asked) != maxFailures {
			t.Errorf("asked %d times, %v", len(a.asked), err)
		}
		if took := time.Since(a.began); took < 10*time.Minute || took > 15*time.Minute {
			t.Errorf("gave up after %v", took)
		}
	})
	synctest.Test(t, func(t *testing.T) {
		a, client := asking(answer{429, `{"retry_after":600}`, nil})
		ctx, stop := context.WithTimeout(t.Context(), time.Minute)
		defer stop()
		began := time.Now()
		if err := client.Persist(ctx, time.Time{}, posting(client)); err == nil || len(a.asked) != 1 || time.Since(began) > time.Minute {
			t.Errorf("asked %q for %v, %v", a.asked, time.Since(began), err)
		}
	})
}

// TestNobodyIsAskedAllTheTime: Discord bans an address after ten thousand refusals in ten minutes, so pauses of a moment, or of
// less, must not be taken literally for ever.
func TestNobodyIsAskedAllTheTime(t *testing.T) {
	for _, said := range []string{`{"retry_after":0.3}`, `{"retry_after":0.0001}`, `{"retry_after":0}`, `{"retry_after":-1}`, `{"retry_after":null}`, `{}`, ``, `{"retry_after":0.3,"global":true}`} {
		synctest.Test(t, func(t *testing.T) {
			a, client := asking(answer{429, said, nil})
			ctx, stop := context.WithTimeout(t.Context(), time.Hour)
			defer stop()
			if err := client.Persist(ctx, time.Time{}, posting(client)); err == nil || len(a.asked) > 80 {
				t.Errorf("%s: asked %d times in an hour, %v", said, len(a.asked), err)
			}
		})
	}
}

// TestRefusalsOfAnswersAreNotAskedForUntilDiscordBars: a person whose answers are refused costs a second request each, only
// until Discord has refused too many. Refusals that Discord does not count cause requests as before.
func TestRefusalsOfAnswersAreNotAskedForUntilDiscordBars(t *testing.T) {
	for status, again := range map[int]bool{http.StatusForbidden: false, http.StatusUnauthorized: false, http.StatusNotFound: true} {
		synctest.Test(t, func(t *testing.T) {
			code := CodeMissingAccess
			if status == http.StatusUnauthorized {
				code = 0 // or it is about the interaction's token
			}
			a, client := asking(answer{status, fmt.Sprintf(`{"code":%d}`, code), nil})
			answering := func(ctx context.Context) error {
				_, err := client.Do(ctx, "PATCH", "/webhooks/600/tok/messages/@original", nil, nil)
				return err
			}
			if err := client.Persist(t.Context(), time.Time{}, answering); err == nil || len(a.asked) != maxFailures {
				t.Errorf("%d: asked %d times at first, %v", status, len(a.asked), err)
			}
			for range RefusalLimit {
				client.Breaker.refuse()
			}
			a.asked = nil
			if err := client.Persist(t.Context(), time.Time{}, answering); err == nil || (len(a.asked) > 1) != again {
				t.Errorf("%d: asked %d times, %v", status, len(a.asked), err)
			}
		})
	}
}

// TestAnAnswerThatIsNotReadTakesOneLine: a number can be of any length.
func TestAnAnswerThatIsNotReadTakesOneLine(t *testing.T) {
	for _, said := range []string{`{"id":` + strings.Repeat("9", 1<<20) + `}`, `{"id":"` + strings.Repeat("x\n", 1<<20)} {
		_, client := asking(answer{200, said, nil})
		var o Object
		if _, err := client.Do(t.Context(), "GET", "/users/@me", nil, &o); err == nil || len(err.Error()) > 500 || strings.Contains(err.Error(), "\n") {
			t.Errorf("%.500v", err)
		}
	}
}

// TestAPageWithTheStatus200IsNoAnswer: even where nobody needs the answer's content.
func TestAPageWithTheStatus200IsNoAnswer(t *testing.T) {
	for body, good := range map[string]bool{"": true, " \n": true, "{}": true, "[]": true, "null": true, "<html>sign in</html>": false, `{"id":`: false, "OK": false} {
		_, client := asking(answer{200, body, nil})
		_, err := client.Do(t.Context(), "POST", "/interactions/7/tok/callback", nil, nil)
		var s *Silence
		if (err == nil) != good || !good && (!errors.As(err, &s) || !s.Written) {
			t.Errorf("%q: %v", body, err)
		}
	}
}

// TestNullSaysNothing: where Discord never sends null, null is a failed answer and no empty list. A channel without an id, or
// with text for one, is no channel.
func TestNullSaysNothing(t *testing.T) {
	for _, body := range []string{`null`, " null\n"} {
		_, client := asking(answer{200, body, nil})
		var list []string
		_, err := client.Do(t.Context(), "GET", "/channels/30/messages", nil, &list)
		var s *Silence
		if !errors.Is(err, ErrSaysNothing) || !errors.As(err, &s) || !s.Written {
			t.Errorf("%q: %v", body, err)
		}
	}
	for _, body := range []string{`{}`, `{"id":""}`, `{"id":"../../x"}`, `{"id":"-7"}`} {
		_, client := asking(answer{200, body, nil})
		_, errDirect := client.DirectChannel(t.Context(), "20")
		_, _, errServer := client.ServerOf(t.Context(), "30")
		if !errors.Is(errDirect, ErrSaysNothing) || !errors.Is(errServer, ErrSaysNothing) {
			t.Errorf("%s: %v, %v", body, errDirect, errServer)
		}
	}
}

// TestAPageAcceptsNoToken: a proxy does not know whether Discord accepts the token again.
func TestAPageAcceptsNoToken(t *testing.T) {
	_, client := asking(tokenless, answer{200, `<html>sign in`, nil}, answer{200, `{"id":`, nil}, done)
	for n := range 4 {
		_, _ = client.Do(t.Context(), "GET", "/users/@me", nil, nil)
		if wait, _ := client.Breaker.TokenRefused(); (wait > 0) != (n < 3) {
			t.Errorf("after %d answers the token is refused for %v", n+1, wait)
		}
	}
}

// TestWhoTellsOfTheToken: Discord, of a request that had it.
func TestWhoTellsOfTheToken(t *testing.T) {
	const with, without = "/users/@me", "/webhooks/600/tok/messages/@original"
	refused := answer{401, `{"code":0,"message":"401: Unauthorized"}`, nil}
	for name, c := range map[string]struct {
		path    string
		first   answer
		refused bool
	}{
		"Discord":                   {with, refused, true},
		"a proxy":                   {with, answer{401, `<html>sign in`, nil}, false},
		"of a request without it":   {without, refused, false},
		"about what one may not do": {with, answer{403, `{"code":50001}`, nil}, false},
	} {
		_, client := asking(c.first, done)
		for _, path := range []string{c.path, without} { // the second says nothing of it
			_, _ = client.Do(t.Context(), "GET", path, nil, nil)
			if wait, _ := client.Breaker.TokenRefused(); (wait > 0) != c.refused {
				t.Errorf("%s: posts wait for %v", name, wait)
			}
		}
	}
}

func TestWhichAnswersDiscordHoldsAgainstUs(t *testing.T) {
	for status, want := range map[int]bool{401: true, 403: true, 429: true, 400: false, 404: false, 500: false} {
		if one := (&Refusal{Status: status}); one.counts() != want {
			t.Errorf("%d: %v", status, !want)
		}
	}
	if (&Refusal{Status: 429, shared: true}).counts() {
		t.Error("a limit that others have used up")
	}
}

func TestRoutesAreCountedAsDiscordCountsThem(t *testing.T) {
	for path, want := range map[string]string{
		"/channels/30/messages?limit=100&after=5":  "GET /channels/30/messages",
		"/channels/30/messages/77/crosspost":       "GET /channels/30/messages/*/crosspost",
		"/guilds/10/threads/active":                "GET /guilds/10/threads/active",
		"/gateway/bot":                             "GET /gateway/bot",
		"/interactions/7/tok/callback":             "",
		"/webhooks/600/tok/messages/@original?x=1": "",
	} {
		if got := Route("GET", path); got != want {
			t.Errorf("%s is counted as %q, want %q", path, got, want)
		}
	}
}

// TestDiscordsClockIsLearntFromItsAnswers: to within a second.
func TestDiscordsClockIsLearntFromItsAnswers(t *testing.T) {
	for _, ahead := range []time.Duration{0, 10 * time.Minute, -10 * time.Minute} {
		_, client := asking(answer{200, `{}`, http.Header{"Date": {time.Now().Add(-ahead).UTC().Format(http.TimeFormat)}}}, done)
		for range 2 { // an answer without a date changes nothing
			if _, err := client.Do(t.Context(), "GET", "/gateway", nil, nil); err != nil {
				t.Fatal(err)
			}
		}
		if got := client.Ahead(); (got - ahead).Abs() > 2*time.Second {
			t.Errorf("ahead by %v, want %v", got, ahead)
		}
	}
}

// TestOnlyDiscordTellsDiscordsClock: a proxy may have another clock, and an answer that was long on its way says little.
func TestOnlyDiscordTellsDiscordsClock(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		dated := func(status int, body string, ahead time.Duration) answer {
			return answer{status, body, http.Header{"Date": {time.Now().Add(-ahead).UTC().Format(http.TimeFormat)}}}
		}
		year := 365 * 24 * time.Hour
		a, client := asking(dated(200, `{}`, time.Minute), dated(200, `<html>sign in`, year), dated(403, `<html>no`, year), dated(404, `{"code":10003}`, time.Minute))
		for range 4 {
			_, _ = client.Do(t.Context(), "GET", "/channels/30", nil, nil)
			if got := client.Ahead(); (got - time.Minute).Abs() > 2*time.Second {
				t.Errorf("ahead by %v after %d answers", got, len(a.asked))
			}
		}
		client.compare(time.Now(), 7*time.Second, dated(200, "", year).header)
		if got := client.Ahead(); got > 2*time.Minute {
			t.Errorf("ahead by %v after an answer that took seven seconds", got)
		}
	})
}
