package internet

import (
	"net/http"
	"strings"
	"sync"
	"time"

	"lede/playground/papers"
)

// Site is the site of one host.
type Site struct {
	Host string
	in   *Internet

	mu       sync.Mutex
	things   map[string]thing // by path
	feeds    []*Feed
	troubles []Trouble
	// missing answers for paths that do not exist; nil means 404.
	missing thing
}

// thing is a resource at a path.
type thing interface {
	answer(now time.Time, r *http.Request) *Answer
}

// Address returns the http address of a path of the site.
func (s *Site) Address(path string) string { return "http://" + s.Host + path }

// Secure returns the https address of a path.
func (s *Site) Secure(path string) string { return "https://" + s.Host + path }

// Feed adds a feed at a path. The items' pages are served too, if their links lead to this site.
func (s *Site) Feed(path string, f *Feed) *Feed {
	f.site, f.path = s, path
	if f.Most == 0 {
		f.Most = 20
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.things[path] = f
	s.feeds = append(s.feeds, f)
	return f
}

// Page adds a page at a path.
func (s *Site) Page(path, html string) { s.Put(path, http.StatusOK, "text/html; charset=utf-8", html) }

// Robots sets robots.txt; by default there is none.
func (s *Site) Robots(rules string) { s.Put("/robots.txt", http.StatusOK, "text/plain", rules) }

// Put adds any content at a path.
func (s *Site) Put(path string, status int, contentType, body string) {
	s.put(path, fixed{status, contentType, "", body})
}

// Redirect redirects a path to an address, with a status such as 301.
func (s *Site) Redirect(path string, status int, to string) {
	s.put(path, fixed{status: status, location: to})
}

// Otherwise redirects every path that does not exist, like sites that send strangers to their front page.
func (s *Site) Otherwise(status int, to string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.missing = fixed{status: status, location: to}
}

func (s *Site) put(path string, t thing) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.things[path] = t
}

// Suffer gives the whole site a trouble, whatever is requested.
func (s *Site) Suffer(t ...Trouble) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.troubles = append(s.troubles, t...)
}

// Recover removes all troubles of the site and of its feeds.
func (s *Site) Recover() {
	s.mu.Lock()
	s.troubles = nil
	feeds := s.feeds
	s.mu.Unlock()
	for _, f := range feeds {
		f.Recover()
	}
}

// answer returns what the site sends, and the feed it belongs to, or nil.
func (s *Site) answer(now time.Time, r *http.Request) (*Answer, *Feed) {
	s.mu.Lock()
	t, ok := s.things[r.URL.Path]
	missing, feeds, troubles := s.missing, s.feeds, s.troubles
	s.mu.Unlock()
	switch {
	case ok:
	case r.URL.Path == "/robots.txt":
		t = fixed{http.StatusNotFound, "text/plain", "", "none"}
	default:
		t = article(feeds, now, r)
		if t == nil {
			t = missing
		}
		if t == nil {
			t = fixed{http.StatusNotFound, "text/html; charset=utf-8", "", "<!doctype html><title>Not found</title><p>There is no such page."}
		}
	}
	a := t.answer(now, r)
	for _, trouble := range troubles {
		trouble.spoil(now, a)
	}
	f, _ := t.(*Feed)
	return a, f
}

// article returns the page of an item of these feeds.
func article(feeds []*Feed, now time.Time, r *http.Request) thing {
	for _, f := range feeds {
		for _, it := range f.items(now) {
			link := strings.TrimPrefix(strings.TrimPrefix(it.Link, "https://"), "http://")
			if link, _, _ = strings.Cut(link, "?"); strings.TrimPrefix(link, f.site.Host) == r.URL.Path {
				return fixed{http.StatusOK, "text/html; charset=utf-8", "", f.press().Page(it)}
			}
		}
	}
	return nil
}

// Front makes the site's root page declare its feeds and link to their current items.
func (s *Site) Front(title string) { s.put("/", front{s, title}) }

type front struct {
	site  *Site
	title string
}

func (p front) answer(now time.Time, r *http.Request) *Answer {
	p.site.mu.Lock()
	feeds := p.site.feeds
	p.site.mu.Unlock()
	var all []papers.Feed
	var items []Item
	for _, f := range feeds {
		all, items = append(all, f.press()), append(items, f.items(now)...)
	}
	return fixed{http.StatusOK, page, "", papers.Front(p.title, all, items)}.answer(now, r)
}

// fixed is constant content.
type fixed struct {
	status                      int
	contentType, location, body string
}

func (p fixed) answer(_ time.Time, r *http.Request) *Answer {
	a := &Answer{Status: p.status, Header: http.Header{}, Body: []byte(p.body), asked: r}
	if p.contentType != "" {
		a.Header.Set("Content-Type", p.contentType)
	}
	if p.location != "" {
		a.Header.Set("Location", p.location)
	}
	return a
}
