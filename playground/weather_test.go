package playground_test

import (
	"encoding/json"
	"io"
	"math"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"lede/playground"
)

// post sends a message as a bot would that looks at nothing, and returns the answer with its body.
func post(t *testing.T, server *playground.Server, channel, token string) (*http.Response, string, error) {
	t.Helper()
	r, err := http.NewRequest("POST", server.URL()+"/api/v10/channels/"+channel+"/messages", strings.NewReader(`{"content":"x"}`))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bot "+token)
	r.Header.Set("Content-Type", "application/json")
	res, err := (&http.Client{Timeout: 30 * time.Second}).Do(r)
	if err != nil {
		return nil, "", err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	return res, string(body), err
}

func TestLimitsAreDiscords(t *testing.T) {
	t.Parallel()
	server := playground.New(playground.Options{Limits: playground.Limits{Channel: 3, Window: 5 * time.Second}})
	if err := server.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	w := server.World()
	for n, left := range []string{"2", "1", "0"} {
		res, _, err := post(t, server, w.Channel("general"), server.Token())
		if err != nil || res.StatusCode != 200 || res.Header.Get("X-RateLimit-Remaining") != left || res.Header.Get("X-RateLimit-Limit") != "3" {
			t.Fatalf("message %d: %v, %v", n, res, err)
		}
	}
	res, body, err := post(t, server, w.Channel("general"), server.Token())
	var no struct {
		Message    string
		RetryAfter float64 `json:"retry_after"`
		Global     bool
	}
	if err != nil || res.StatusCode != 429 || json.Unmarshal([]byte(body), &no) != nil || no.RetryAfter <= 0 || no.RetryAfter > 5 || no.Global {
		t.Fatalf("the fourth: %v %s, %v", res, body, err)
	}
	for name, want := range map[string]string{"X-RateLimit-Scope": "user", "Retry-After": strconv.Itoa(int(math.Ceil(no.RetryAfter))), "X-RateLimit-Remaining": "0", "X-RateLimit-Global": ""} {
		if got := res.Header.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if res, _, err := post(t, server, w.Channel("digests"), server.Token()); err != nil || res.StatusCode != 200 {
		t.Errorf("another channel: %v, %v", res, err)
	}
	time.Sleep(time.Duration(no.RetryAfter * float64(time.Second)))
	if res, _, err := post(t, server, w.Channel("general"), server.Token()); err != nil || res.StatusCode != 200 {
		t.Errorf("after the wait: %v, %v", res, err)
	}

	server.SetLimits(playground.Limits{Global: 2})
	var last *http.Response
	for n := 0; n < 50 && (last == nil || last.StatusCode == 200); n++ { // two of them have to be in one second
		if last, body, err = post(t, server, w.Channel("general"), server.Token()); err != nil {
			t.Fatal(err)
		}
	}
	if last.StatusCode != 429 || last.Header.Get("X-RateLimit-Global") != "true" || last.Header.Get("X-RateLimit-Scope") != "global" || !strings.Contains(body, `"global":true`) {
		t.Errorf("the limit of the whole bot: %v %s", last, body)
	}
}

func TestTooManyRefusalsBarTheAddress(t *testing.T) {
	t.Parallel()
	server := serve(t)
	server.SetLimits(playground.Limits{Invalid: 3, Ban: 4 * time.Second})
	general := server.World().Channel("general")
	for range 3 {
		if res, _, err := post(t, server, general, "wrong"); err != nil || res.StatusCode != 401 {
			t.Fatalf("%v, %v", res, err)
		}
	}
	res, body, err := post(t, server, general, server.Token())
	if err != nil || res.StatusCode != 429 || !strings.Contains(body, "1015") || json.Valid([]byte(body)) || res.Header.Get("Retry-After") == "" {
		t.Errorf("barred: %v %s, %v", res, body, err)
	}
	time.Sleep(4 * time.Second)
	if res, _, err := post(t, server, general, server.Token()); err != nil || res.StatusCode != 200 {
		t.Errorf("after the ban: %v, %v", res, err)
	}
}

func TestTheWeatherSpoilsTheNextRequests(t *testing.T) {
	t.Parallel()
	server := serve(t)
	ctx, w := within(t), server.World()
	general := w.Channel("general")
	for kind, status := range map[string]int{
		playground.Limited: 429, playground.LimitedGlobal: 429, playground.LimitedShared: 429, playground.Barred: 429,
		playground.Unauthorized: 401, playground.Forbidden: 403, playground.Fault: 500, playground.BadGateway: 502, playground.Unavailable: 503,
		"408": 408, "403 bare": 403, "403 page": 403, "404 page": 404, "200 page": 200, "10008": 404, "40003": 403, "50007": 403,
		"401 page": 401, "500 page": 500, "502 date": 502, "200 half": 200, "0": 403, "10015": 404, "10062": 404, "40060": 400, "50083": 400, "110001": 403, "160006": 400, "200000": 400,
	} {
		if err := server.SetWeather(playground.Weather{Kind: kind, Of: "posts", Requests: 1}); err != nil {
			t.Fatal(err)
		}
		res, err := server.Client().Get("https://discord.com/api/v10/gateway")
		if err != nil || res.StatusCode != 200 {
			t.Errorf("%s: another request: %v, %v", kind, res, err)
		}
		_ = res.Body.Close()
		if res, _, err := post(t, server, general, server.Token()); err != nil || res.StatusCode != status {
			t.Errorf("%s: %v, %v", kind, res, err)
		}
		if res, _, err := post(t, server, general, server.Token()); err != nil || res.StatusCode != 200 {
			t.Errorf("after %s: %v, %v", kind, res, err)
		}
	}
	said := func() int {
		list, err := server.As(w.Person("Sam").ID).Messages(ctx, general)
		if err != nil {
			t.Fatal(err)
		}
		return len(list)
	}
	for kind, done := range map[string]int{playground.Cut: 0, playground.Lost: 1, "half": 1} {
		before := said()
		if err := server.SetWeather(playground.Weather{Kind: kind, Requests: 1}); err != nil {
			t.Fatal(err)
		}
		if _, _, err := post(t, server, general, server.Token()); err == nil {
			t.Errorf("%s: there was an answer", kind)
		}
		if said()-before != done {
			t.Errorf("%s: %d messages", kind, said()-before)
		}
	}
	if server.SetWeather(playground.Weather{Kind: "hail", Requests: 1}) == nil || server.SetWeather(playground.Weather{Kind: "cut", Of: "hail"}) == nil {
		t.Error("there is weather that nobody knows")
	}
	if len(server.Refusals()) > 0 {
		t.Errorf("the weather is held against the bot: %v", server.Refusals())
	}
}

func TestTheWeatherPanel(t *testing.T) {
	t.Parallel()
	server := serve(t)
	general := server.World().Channel("general")
	press := func(form url.Values) string {
		res, err := http.PostForm(server.URL()+"/panel/0/", form)
		if err != nil {
			t.Fatal(err)
		}
		_ = res.Body.Close()
		res, err = http.Get(server.URL() + "/panel/0/")
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		body, err := io.ReadAll(res.Body)
		if err != nil {
			t.Fatal(err)
		}
		return string(body)
	}
	if page := press(url.Values{"do": {"spoil"}, "kind": {"502"}, "of": {"posts"}, "requests": {"2"}}); !strings.Contains(page, "Still to come: 2 × bad gateway (502), for posts.") {
		t.Errorf("the panel says %s", page)
	}
	if res, _, err := post(t, server, general, server.Token()); err != nil || res.StatusCode != 502 {
		t.Errorf("%v, %v", res, err)
	}
	if page := press(url.Values{"do": {"clear"}}); !strings.Contains(page, "Fair") || !strings.Contains(page, `value="limit"`) {
		t.Errorf("the panel says %s", page)
	}
	if page := press(url.Values{"do": {"limit"}}); !strings.Contains(page, `value="free"`) {
		t.Errorf("the panel says %s", page)
	}
	codes := map[int]int{}
	for range 6 {
		res, _, err := post(t, server, general, server.Token())
		if err != nil {
			t.Fatal(err)
		}
		codes[res.StatusCode]++
	}
	if codes[200] != 5 || codes[429] != 1 {
		t.Errorf("with Discord's limits the answers were %v", codes)
	}
	bot := dial(t, server, "")
	bot.send(2, identify(server, nil))
	bot.expect(0, "READY")
	press(url.Values{"do": {"gateway"}, "deed": {"reconnect"}})
	bot.expect(7, "")
	press(url.Values{"do": {"gateway"}, "deed": {"deaf"}})
	bot.send(1, nil)
	time.Sleep(100 * time.Millisecond) // for it to come in
	press(url.Values{"do": {"gateway"}, "deed": {"doubt"}})
	f, err := bot.read()
	for ; err == nil && f.Op == 0; f, err = bot.read() {
	}
	if err != nil || f.Op != 9 || string(f.Data) != "true" {
		t.Errorf("a heartbeat was acknowledged, or the session not doubted: %+v, %v", f, err)
	}
	press(url.Values{"do": {"gateway"}, "deed": {"hearing"}})
	bot.send(2, identify(server, nil)) // on the same connection
	bot.expect(0, "READY")
	press(url.Values{"do": {"gateway"}, "deed": {"cut"}})
	for err == nil {
		_, err = bot.read()
	}
	if strings.Contains(err.Error(), "timeout") {
		t.Errorf("the connection was not cut: %v", err)
	}
}
