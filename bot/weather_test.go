package bot_test

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"lede/bot"
	"lede/commands/command"
	"lede/delivery"
	"lede/playground"

	"golang.org/x/net/html"
)

// TestEveryWeatherPasses: after everything that the playground's weather panel can do, the bot is back, answers people and
// posts. Every third row is tried; all with LEDE_FAULTS=whole.
func TestEveryWeatherPasses(t *testing.T) { // not parallel: other tests measure how long people wait
	srv := playground.New(playground.Options{Waits: playground.Waits{
		Answer: 250 * time.Millisecond, Limited: 20 * time.Millisecond, Slow: 20 * time.Millisecond, Hang: 20 * time.Millisecond, Line: 200 * time.Millisecond, Heartbeat: 200 * time.Millisecond,
	}})
	timing := quick()
	timing.Gateway.Open, timing.Gateway.Resume, timing.Gateway.Idle = time.Second, time.Second, time.Second
	timing.Gateway.LongestPause, timing.Gateway.Unreached, timing.Gateway.Fresh = 100*time.Millisecond, 100*time.Millisecond, 0
	timing.REST.RetryPause = 5 * time.Millisecond
	b := begun(t, srv, bot.Options{Timing: timing, Commands: []command.Command{saying("open", command.Public, "Hello")}})
	ctx, world := t.Context(), srv.World()
	general, robin := world.Channel("general"), srv.As(world.Person("Robin").ID)
	posts := 0
	well := func(after string) {
		t.Helper()
		eventually(t, "an answer after "+after, func() bool {
			i, err := robin.Slash(ctx, general, "open", nil)
			return err == nil && !i.TimedOut && strings.Contains(i.Text(), "Hello")
		})
		posts++
		eventually(t, "a post after "+after, func() bool {
			return b.Post(ctx, delivery.Post{Channel: general, Nonce: fmt.Sprint("n", posts), Components: news}).Outcome == delivery.Sent
		})
	}
	well("the beginning")
	scopes, kinds, deeds := panel(t, srv.URL())
	if len(scopes) < 6 || len(kinds) < 35 || len(deeds) < 35 {
		t.Fatalf("the panel has %d, %d and %d choices", len(scopes), len(kinds), len(deeds))
	}
	if os.Getenv("LEDE_FAULTS") != "whole" {
		kinds, deeds = third(kinds), third(deeds)
	}
	post := func(p delivery.Post) {
		p.Nonce, p.Components = "spoilt", news
		b.Post(ctx, p)
	}
	meet := map[string]func(){ // has a request of a scope made
		"answers":  func() { _, _ = robin.Slash(ctx, general, "open", nil) },
		"posts":    func() { post(delivery.Post{Channel: general}) },
		"looks":    func() { _, _, _ = b.Find(ctx, delivery.Post{Channel: general, Marker: "here"}, time.Now()) },
		"openings": func() { post(delivery.Post{Person: world.Person("Sam").ID}) },
		"gateway":  srv.Invalidate,
		"":         func() { post(delivery.Post{Channel: general}) },
	}
	spoil := func(kind, of string) {
		press(t, srv.URL(), url.Values{"do": {"spoil"}, "of": {of}, "kind": {kind}, "requests": {"1"}})
		for until := time.Now().Add(patience); ; {
			meet[of]() // once more, where the bot was away meanwhile
			if kind == "401" {
				srv.Invalidate() // makes it use its token, which it would otherwise do within a minute
			}
			fair := func() bool { return strings.Contains(fetch(t, srv.URL()), "Fair") }
			for soon := time.Now().Add(3 * time.Second); !fair() && time.Now().Before(soon); {
				time.Sleep(2 * time.Millisecond)
			}
			if fair() {
				break
			}
			if time.Now().After(until) {
				t.Fatalf("%s for %s was not met", kind, of)
			}
		}
		well(kind + " for " + of)
	}
	for _, of := range scopes {
		spoil("403 page", of)
	}
	for _, kind := range kinds {
		spoil(kind, "answers")
		if !strings.HasPrefix(kind, "foretold") && kind != "50027" { // a foretold limit is believed for minutes, and posts carry no token of their own
			spoil(kind, "posts")
		}
	}
	for _, kind := range []string{"429", "401 page", "500 page", "502 date", "200 page", "200 half", "cut", "lost", "half"} {
		spoil(kind, "gateway")
	}
	for _, deed := range deeds {
		before := srv.Resumptions()
		press(t, srv.URL(), url.Values{"do": {"gateway"}, "deed": {deed}})
		if deed == "deaf" {
			eventually(t, "that the bot notices", func() bool { return srv.Resumptions() > before })
		}
		well(deed)
	}
}

func third(list []string) (some []string) {
	for i := 0; i < len(list); i += 3 {
		some = append(some, list[i])
	}
	return some
}

// fetch reads the weather panel.
func fetch(t *testing.T, server string) string {
	t.Helper()
	res, err := http.Get(server + "/panel/0/")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// press submits a form of the weather panel.
func press(t *testing.T, server string, form url.Values) {
	t.Helper()
	res, err := http.PostForm(server+"/panel/0/", form)
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
}

// panel lists the choices of the weather panel.
func panel(t *testing.T, server string) (scopes, kinds, deeds []string) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(fetch(t, server)))
	if err != nil {
		t.Fatal(err)
	}
	lists := map[string]*[]string{"of": &scopes, "kind": &kinds, "deed": &deeds}
	for n := range root.Descendants() {
		if n.Data == "option" {
			list := lists[attribute(n.Parent, "name")]
			*list = append(*list, attribute(n, "value"))
		}
	}
	return scopes, kinds, deeds
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
