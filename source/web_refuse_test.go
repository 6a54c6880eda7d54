package source

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"lede/briefing"
)

// TestNoHopLeadsToWhatIsRefused, on the same site too: by a redirect, by a page that only leads on, or as a guess where a feed may be.
func TestNoHopLeadsToWhatIsRefused(t *testing.T) {
	refusal := errors.New("left alone")
	w, url := site(t, func(w http.ResponseWriter, r *http.Request) {
		switch {
		case strings.HasPrefix(r.URL.Path, "/closed"):
			t.Errorf("%s was asked", r.URL)
		case r.URL.Path == "/leads":
			w.Header().Set("Content-Type", "text/html")
			_, _ = w.Write([]byte(`<meta http-equiv="refresh" content="0; url=/closed/2">`))
		case r.URL.Path == "/names":
			w.Header().Set("Content-Type", "text/html")
			_, _ = w.Write([]byte(`<link rel="alternate" type="application/rss+xml" href="/closed/feed">`))
		default:
			http.Redirect(w, r, "/closed/1", http.StatusMovedPermanently)
		}
	})
	ask := func(path string) Request {
		return Request{Address: url + path, Refuse: func(address string) error {
			if strings.Contains(address, "/closed") {
				return refusal
			}
			return nil
		}}
	}
	for name, fetch := range map[string]func() error{
		"a feed":           func() error { _, err := w.Feed(t.Context(), ask("/feed")); return err },
		"a feed at once":   func() error { _, err := w.Feed(t.Context(), ask("/closed/feed")); return err },
		"a page":           func() error { _, _, err := w.Page(t.Context(), ask("/page"), briefing.Options{}); return err },
		"one that leads":   func() error { _, _, err := w.Page(t.Context(), ask("/leads"), briefing.Options{}); return err },
		"robots.txt":       func() error { _, err := w.Robots(t.Context(), ask("/page")); return err },
		"a search":         func() error { _, err := w.Find(t.Context(), ask("/page")); return err },
		"a page's feed":    func() error { _, err := w.Find(t.Context(), ask("/names")); return err },
		"a search at once": func() error { _, err := w.Find(t.Context(), ask("/closed")); return err },
	} {
		if err := fetch(); !errors.Is(err, refusal) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
