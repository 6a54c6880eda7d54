package cli

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"

	"lede/playground"
	"lede/source"
)

// paper is a site with a feed, whose stories somebody writes.
type paper struct {
	*httptest.Server
	mu      sync.Mutex
	stories []string // the newest first
	status  int      // of the feed, when not 200
}

func openPaper(t *testing.T, stories ...string) *paper {
	t.Helper()
	p := &paper{stories: stories}
	p.Server = httptest.NewServer(p)
	t.Cleanup(p.Close)
	return p
}

func (p *paper) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case r.URL.Path == "/":
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, `<html><head><title>The Port Post</title><link rel="alternate" type="application/rss+xml" href="/feed"></head><body>News.</body></html>`)
	case r.URL.Path == "/feed" && p.status != 0:
		http.Error(w, "no", p.status)
	case r.URL.Path == "/feed":
		w.Header().Set("Content-Type", "application/rss+xml")
		fmt.Fprintf(w, `<rss version="2.0"><channel><title>The Port Post</title><link>%s/</link>`, p.URL)
		for _, s := range p.stories {
			text := strings.Repeat("The harbour master, Ida Brandt, said that "+strings.ToLower(s)+", and that nobody was hurt. ", 9)
			fmt.Fprintf(w, "<item><title>%s</title><guid isPermaLink=\"false\">%s</guid><description>%s</description></item>", s, s, text)
		}
		fmt.Fprint(w, "</channel></rss>")
	default:
		http.NotFound(w, r)
	}
}

// publish writes a story.
func (p *paper) publish(story string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.stories = append([]string{story}, p.stories...)
}

// webOfTests may fetch from this machine.
func webOfTests() *source.Web {
	return &source.Web{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("::1/128")}}
}

// until repeats a command until its answer has all of these words.
func (r *room) until(t *testing.T, command string, options map[string]any, wants ...string) string {
	t.Helper()
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(50 * time.Millisecond) {
		i, err := r.robin.Slash(t.Context(), r.hall, command, options)
		said := text(t, i, err)
		missing := ""
		for _, want := range wants {
			if !strings.Contains(said, want) {
				missing = want
			}
		}
		if missing == "" {
			return said
		}
		if time.Now().After(deadline) {
			t.Fatalf("/%s never says %q:\n%s", command, missing, said)
		}
	}
}

// addSource adds a source as an admin does: the address, and the button.
func (r *room) addSource(t *testing.T, address string) *playground.Interaction {
	t.Helper()
	i, err := r.robin.Slash(t.Context(), r.hall, "sources add", map[string]any{"address": address})
	has(t, text(t, i, err), "Add this source?", "The Port Post", "the feed has the full text")
	i, err = r.robin.Press(t.Context(), i.Message.ID, customID(t, i.Message, "sources/add"))
	has(t, text(t, i, err), "Source added", "The Port Post")
	return i
}

// TestPeers6ANewSourceFloodsNobody: what a site has when an admin adds it is no news; what it publishes later is in the next
// digest, once.
func TestPeers6ANewSourceFloodsNobody(t *testing.T) {
	t.Parallel()
	post := openPaper(t, "The light burned", "The crane stood still")
	r := openRoomWith(t, bolt, webOfTests())
	ctx := t.Context()
	r.addSource(t, post.URL)
	i, err := r.robin.Slash(ctx, r.hall, "digest set", map[string]any{"time": "07:30", "zone": "UTC", "sources": "The Port Post", "empty": "say"})
	has(t, text(t, i, err), "Digest set", "The Port Post")
	r.until(t, "headlines", map[string]any{"source": "The Port Post"}, "The light burned", "The crane stood still")
	r.until(t, "sources list", nil, "The Port Post", "next look")
	has(t, func() string {
		i, err := r.sam.Slash(ctx, r.hall, "summary", map[string]any{"article": "The light burned"})
		return text(t, i, err)
	}(), "Ida Brandt")

	r.clock.Move(morning.Add(90 * time.Minute))
	first := r.digest(t, 1)
	if strings.Contains(first, "The light burned") || strings.Contains(first, "crane") {
		t.Errorf("what the source had before is told as news:\n%s", first)
	}
	post.publish("The ferry runs again")
	r.clock.Move(morning.Add(23 * time.Hour))
	r.until(t, "headlines", map[string]any{"source": "The Port Post"}, "The ferry runs again")
	r.clock.Move(morning.Add(25*time.Hour + 30*time.Minute))
	second := r.digest(t, 2)
	has(t, second, "The ferry runs again")
	if strings.Contains(second, "The light burned") {
		t.Errorf("old news:\n%s", second)
	}
	r.clock.Move(morning.Add(49*time.Hour + 30*time.Minute))
	if third := r.digest(t, 3); strings.Contains(third, "The ferry runs again") {
		t.Errorf("told twice:\n%s", third)
	}
	i, err = r.robin.Slash(ctx, r.hall, "filter test", map[string]any{"filter": "ferry"})
	has(t, text(t, i, err), "1 of the last 3 articles pass", "passes by `ferry`", "held")
	i, err = r.robin.Slash(ctx, r.hall, "digest edit", map[string]any{"filter": "-crane"})
	has(t, text(t, i, err), "filter: -crane")
	i, err = r.robin.Slash(ctx, r.hall, "filter test", map[string]any{"digest": r.hall})
	has(t, text(t, i, err), "2 of the last 3 articles pass", "held", "by `-crane`")
	i, err = r.sam.Slash(ctx, r.hall, "search", map[string]any{"words": "ferry Brandt"})
	has(t, text(t, i, err), "1 article with “ferry Brandt”", "The ferry runs again")
}

// TestPeers10TheListSaysWhatIsWrong: a source that cannot be read is named to admins, with the reason, and readers see nothing of it.
func TestPeers10TheListSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	post := openPaper(t, "The light burned")
	r := openRoomWith(t, bolt, webOfTests())
	r.addSource(t, post.URL)
	r.until(t, "headlines", nil, "The light burned")
	post.mu.Lock()
	post.status = http.StatusNotFound
	post.mu.Unlock()
	r.clock.Move(morning.Add(13 * time.Hour))
	r.until(t, "sources list", nil, "Cannot be read** since", "404")
	i, err := r.sam.Slash(t.Context(), r.hall, "headlines", nil)
	said := text(t, i, err)
	if strings.Contains(said, "404") {
		t.Errorf("a reader is told:\n%s", said)
	}
	has(t, said, "The light burned")
	r.clock.Move(morning.Add(13*time.Hour + 5*time.Minute))
	i, err = r.robin.Slash(t.Context(), r.hall, "sources test", nil)
	has(t, text(t, i, err), "answered 404")
}

// TestStoriesArePostedAsTheyCome: one by one, no more than were asked for in an hour, none in the quiet hours, and none lost.
func TestStoriesArePostedAsTheyCome(t *testing.T) {
	t.Parallel()
	post := openPaper(t, "The light burned")
	r := openRoomWith(t, bolt, webOfTests())
	ctx := t.Context()
	admin := func(command string, options map[string]any, wants ...string) {
		t.Helper()
		i, err := r.robin.Slash(ctx, r.hall, command, options)
		has(t, text(t, i, err), wants...)
	}
	r.addSource(t, post.URL)
	r.until(t, "headlines", nil, "The light burned")
	admin("settings", map[string]any{"quiet": "22:00-07:00"}, "22:00-07:00")
	admin("digest set", map[string]any{"when": "as-it-comes", "limit": "2", "time": "07:30"}, "has no time")
	admin("digest set", map[string]any{"when": "as-it-comes", "limit": "2", "sources": "the port post"}, "Digest set", "The Port Post")
	for n, story := range []string{"One boat sank", "Two boats sank", "Three boats sank", "Four boats sank"} {
		post.publish(story)
		if n == 0 {
			r.clock.Move(morning.Add(8 * time.Hour)) // 14:00
			has(t, r.digest(t, 1), story)
		}
	}
	r.clock.Move(morning.Add(17 * time.Hour)) // 23:00
	r.until(t, "headlines", nil, "Four boats sank")
	time.Sleep(200 * time.Millisecond) // several ticks
	r.digest(t, 1)
	r.clock.Move(morning.Add(25*time.Hour + 30*time.Minute))      // 07:30
	has(t, r.digest(t, 3), "Three boats sank", "Four boats sank") // the second of the hour tells everything left
	admin("digest edit", map[string]any{"when": "at-set-times", "time": "09:00"}, "Digest changed", "09:00")
}
