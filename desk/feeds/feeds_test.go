package feeds_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"

	"lede/desk/feeds"
	"lede/source"
	"lede/store"
)

var start = time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC)

// press is a site of its own: a feed at /feed, pages at other paths, and what went wrong with it today.
type press struct {
	*httptest.Server
	mu sync.Mutex
	// What the feed says.
	title string
	items []string // GUIDs, the newest first
	more  map[string]string
	// answer, when set, answers in place of the feed; pages are by path.
	answer  http.HandlerFunc
	pages   map[string]http.HandlerFunc
	etag    string
	changed string // Last-Modified
	header  map[string]string

	asked  []request
	inside int
	crowd  int // the most requests at once
}

type request struct {
	path, etag, since string
	at                time.Time
}

// rig is feeds over a real web and a store whose clock the test moves.
type rig struct {
	*feeds.Feeds
	t  testing.TB
	kv store.KV
	mu sync.Mutex
	at time.Time
}

func (r *rig) now() time.Time {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.at
}

func (r *rig) pass(d time.Duration) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.at = r.at.Add(d)
}

func web() *source.Web {
	return &source.Web{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}}
}

func open(t testing.TB) *rig {
	r := &rig{t: t, at: start}
	r.use(store.NewMemory(r.now))
	t.Cleanup(func() { r.kv.Close() })
	return r
}

func (r *rig) use(kv store.KV) {
	r.kv = kv
	r.Feeds = feeds.New(feeds.Options{Store: kv, Web: web(), Gap: time.Nanosecond})
}

func (r *rig) press(items ...string) *press {
	p := &press{title: "The Press", items: items, more: map[string]string{}, pages: map[string]http.HandlerFunc{}, header: map[string]string{}}
	p.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		p.mu.Lock()
		p.asked = append(p.asked, request{q.URL.Path, q.Header.Get("If-None-Match"), q.Header.Get("If-Modified-Since"), r.now()})
		p.inside++
		p.crowd = max(p.crowd, p.inside)
		page, feed := p.pages[q.URL.Path], p.answer
		p.mu.Unlock()
		defer func() {
			p.mu.Lock()
			p.inside--
			p.mu.Unlock()
		}()
		switch {
		case page != nil:
			page(w, q)
		case q.URL.Path == "/robots.txt":
			http.NotFound(w, q)
		case feed != nil:
			feed(w, q)
		default:
			p.feed(w, q)
		}
	}))
	r.t.Cleanup(p.Close)
	return p
}

// feed answers as a good server does.
func (p *press) feed(w http.ResponseWriter, q *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for name, value := range p.header {
		w.Header().Set(name, value)
	}
	if p.etag != "" {
		w.Header().Set("ETag", p.etag)
	}
	if p.changed != "" {
		w.Header().Set("Last-Modified", p.changed)
	}
	if p.etag != "" && q.Header.Get("If-None-Match") == p.etag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	w.Header().Set("Content-Type", "application/rss+xml")
	fmt.Fprint(w, p.document())
}

func (p *press) document() string {
	var b strings.Builder
	fmt.Fprintf(&b, `<rss version="2.0"><channel><title>%s</title><link>%s/</link>`, p.title, p.URL)
	for _, guid := range p.items {
		fmt.Fprintf(&b, `<item><guid isPermaLink="false">%[1]s</guid><title>Story %[1]s</title><link>%[2]s/%[1]s</link><description>%[3]s</description></item>`, guid, p.URL, p.more[guid]+"Words about "+guid+".")
	}
	return b.String() + `</channel></rss>`
}

func (p *press) address() string { return p.URL + "/feed" }

// requests are those for the feed.
func (p *press) requests() (list []request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, q := range p.asked {
		if q.path == "/feed" {
			list = append(list, q)
		}
	}
	return list
}

func (p *press) set(change func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	change()
}

func (r *rig) follow(p *press, guild string) feeds.State {
	r.t.Helper()
	st, err := r.Follow(r.t.Context(), p.address(), feeds.Follower{Guild: guild})
	if err != nil {
		r.t.Fatal(err)
	}
	return st
}

// tick does all visits that are due now, one after the other: a claim that waits holds its site, and a redirect to that site would wait too.
func (r *rig) tick() (visits int) {
	r.t.Helper()
	for {
		claims, err := r.kv.Claim(r.t.Context(), 1, time.Minute)
		if err != nil {
			r.t.Fatal(err)
		}
		if len(claims) == 0 {
			return visits
		}
		for _, c := range claims {
			if task, _ := feeds.TaskOf(c); task != feeds.Visit {
				continue
			}
			if err := r.Visit(r.t.Context(), c); err != nil {
				r.t.Fatal(err)
			}
			visits++
		}
	}
}

// run moves the clock on in steps, with all visits that fall due.
func (r *rig) run(d, step time.Duration) {
	r.t.Helper()
	for end := r.now().Add(d); r.now().Before(end); {
		r.tick()
		r.pass(step)
	}
}

func (r *rig) state(id string) feeds.State {
	r.t.Helper()
	st, err := r.State(r.t.Context(), id)
	if err != nil {
		r.t.Fatal(err)
	}
	return st
}

// titles lists all titles that are kept, the oldest first.
func (r *rig) titles(id string) (list []string) {
	r.t.Helper()
	items, err := r.Items(r.t.Context(), id, 0)
	if err != nil {
		r.t.Fatal(err)
	}
	for _, i := range items {
		list = append(list, i.Title)
	}
	return list
}

// told lists the titles of what is news, the oldest first.
func (r *rig) told(id string) (list []string) {
	r.t.Helper()
	items, err := r.Items(r.t.Context(), id, 0)
	if err != nil {
		r.t.Fatal(err)
	}
	for _, i := range items {
		if !i.Old {
			list = append(list, i.Title)
		}
	}
	return list
}
