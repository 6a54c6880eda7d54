package feeds_test

import (
	"fmt"
	"net/http"
	"net/netip"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"lede/desk/feeds"
	"lede/source"
)

// What users of other bots complain about (see TestPeers elsewhere).

// TestPeers12AChallengeIsNamedAndNotEvaded: a site that answers 403 with a challenge is left alone for hours, by the name that it was asked under before; its
// admins hear what it is, and it is asked with its conditions again when it relents.
func TestPeers12AChallengeIsNamedAndNotEvaded(t *testing.T) {
	r := open(t)
	r.Feeds = feeds.New(feeds.Options{Store: r.kv, Web: &source.Web{
		Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, Version: "1.0", Contact: "https://lede.example/contact",
	}, Gap: time.Nanosecond})
	p := r.press("b", "a")
	p.etag = `"one"`
	id := r.follow(p, "g").ID
	r.tick()
	names, refused := map[string]bool{}, []time.Time{}
	p.set(func() {
		p.answer = func(w http.ResponseWriter, q *http.Request) {
			names[q.UserAgent()] = true
			refused = append(refused, r.now())
			w.Header().Set("Cf-Mitigated", "challenge")
			w.Header().Set("Content-Type", "text/html")
			w.WriteHeader(http.StatusForbidden)
		}
	})
	r.run(2*24*time.Hour, 10*time.Minute)
	for i := 1; i < len(refused); i++ {
		if gap := refused[i].Sub(refused[i-1]); gap < 4*time.Hour {
			t.Errorf("asked again after %v", gap)
		}
	}
	for name := range names {
		if len(names) != 1 || !strings.Contains(name, "Lede") || !strings.Contains(name, "https://lede.example/contact") || strings.Contains(name, "Mozilla") {
			t.Errorf("it goes by %q", name)
		}
	}
	if got := r.codes(id); len(refused) < 2 || !slices.Equal(got, []string{"feed.challenge"}) {
		t.Errorf("after %d requests the admins heard %v", len(refused), got)
	}
	p.set(func() { p.answer = nil })
	before := len(p.requests())
	r.run(24*time.Hour, 10*time.Minute)
	if asked := p.requests(); len(asked) == before || asked[before].etag != `"one"` || r.state(id).Trouble != nil {
		t.Errorf("afterwards %+v", asked[before:])
	}
}

// TestPeers13NoFeedLeadsIntoTheNetworkOfTheHost: neither its address nor a redirect, nor the page of an item; unless the operator allows that network.
func TestPeers13NoFeedLeadsIntoTheNetworkOfTheHost(t *testing.T) {
	var inside atomic.Int64
	r := open(t)
	secret := r.press("x")
	secret.set(func() {
		secret.answer = func(w http.ResponseWriter, _ *http.Request) {
			inside.Add(1)
			http.Error(w, "secret", http.StatusOK)
		}
	})
	local := r.press("a") // stands for a site on the web, which is reached by its name
	guarded := &source.Web{Local: func(address string) (string, bool) {
		return strings.TrimPrefix(local.URL, "http://"), strings.HasPrefix(address, "paper.example:")
	}}
	r.Feeds = feeds.New(feeds.Options{Store: r.kv, Web: guarded, Gap: time.Nanosecond})
	id, err := r.Follow(t.Context(), secret.address(), feeds.Follower{Guild: "g"})
	if err != nil {
		t.Fatal(err)
	}
	led, err := r.Follow(t.Context(), "http://paper.example/feed", feeds.Follower{Guild: "g"})
	if err != nil {
		t.Fatal(err)
	}
	local.redirect(http.StatusFound, secret.address())
	r.run(6*time.Hour, 10*time.Minute)
	if r.state(id.ID).Trouble == nil || r.state(led.ID).Trouble == nil {
		t.Errorf("no trouble: %+v, %+v", r.state(id.ID), r.state(led.ID))
	}
	local.serve(rss(fmt.Sprintf(`<item><guid>1</guid><title>One</title><link>%s</link><description>Short.</description></item>`, secret.address())))
	r.run(6*time.Hour, 10*time.Minute)
	if st := r.state(led.ID); inside.Load() != 0 || st.Trouble != nil {
		t.Errorf("%d requests came inside, %+v", inside.Load(), st)
	}
	r.Feeds = feeds.New(feeds.Options{Store: r.kv, Web: web(), Gap: time.Nanosecond})
	r.run(30*time.Hour, 30*time.Minute)
	if inside.Load() == 0 {
		t.Error("an operator who allows the network is not obeyed")
	}
}

// TestPeers14MemoryDoesNotGrow with what a feed has published, nor does the store: after sixty documents both are as large as after twenty.
func TestPeers14MemoryDoesNotGrow(t *testing.T) {
	r := open(t)
	p := r.press("0")
	id := r.follow(p, "g").ID
	heap := func() uint64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.GC()
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	var early uint64
	for n := range 60 {
		p.set(func() {
			p.items = numbered("item-%d", n*20, n*20+29)
			for _, guid := range p.items {
				p.more[guid] = strings.Repeat("long words ", 100)
			}
			p.more = pruned(p.more, p.items)
			p.asked = nil
		})
		r.run(24*time.Hour, 6*time.Hour)
		if n == 19 {
			early = heap()
		}
	}
	if late := heap(); float64(late) > 1.1*float64(early) {
		t.Errorf("%d bytes after twenty documents, %d after sixty", early, late)
	}
	if list, err := r.Items(t.Context(), id, 0); err != nil || len(list) > 100 {
		t.Errorf("%d items, %v", len(list), err)
	}
}

// pruned is what is still in the feed.
func pruned(all map[string]string, kept []string) map[string]string {
	out := map[string]string{}
	for _, guid := range kept {
		out[guid] = all[guid]
	}
	return out
}
