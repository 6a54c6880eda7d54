package feeds

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"lede/briefing"
	"lede/source"
	"lede/store"
)

// TestNoRedirectLeadsToAHostThatIsNeverAsked, not even to one of the same site, which is entered already.
func TestNoRedirectLeadsToAHostThatIsNeverAsked(t *testing.T) {
	paper := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Host != "paper.example" {
			t.Errorf("%s was asked for %s", r.Host, r.URL)
		}
		if r.URL.Path == "/robots.txt" {
			return
		}
		http.Redirect(w, r, "http://closed.paper.example"+r.URL.Path, http.StatusMovedPermanently)
	}))
	defer paper.Close()
	s := openShelf(t)
	web := &source.Web{Local: func(string) (string, bool) { return strings.TrimPrefix(paper.URL, "http://"), true }}
	s.Feeds = New(Options{Store: s.kv, Web: web, Blocked: []string{"closed.paper.example"}})
	ctx, address := t.Context(), "http://paper.example/feed"
	if _, err := s.Follow(ctx, address, Follower{Guild: "1"}); err != nil {
		t.Fatal(err)
	}
	if tried, err := s.Try(ctx, ID(address), briefing.Options{}); err != nil || !errors.Is(tried.Problem, ErrBlocked) {
		t.Errorf("a try: %+v, %v", tried, err)
	}
	if list, err := s.Find(ctx, "http://paper.example/", briefing.Options{}); !errors.Is(err, ErrBlocked) {
		t.Errorf("a search: %v, %v", list, err)
	}
	v := &round{Feeds: s.Feeds, begun: time.Now(), resting: map[string]time.Time{}, claim: store.Claim{At: day0, Owner: ownerSite("paper.example")}}
	if v.before.Address = address; v.ask(ctx) != nil || !errors.Is(v.verdict.trouble, ErrBlocked) {
		t.Errorf("a visit: %+v", v.verdict)
	}
	v.book = &book{items: []Item{{Seq: 1, Link: "http://paper.example/1", Text: TeaserText, Wanted: true}}}
	if goesOn := v.fetchPage(ctx, 0); !goesOn || v.book.items[0].Wanted { // or it would be in the way of the others for ever
		t.Errorf("a page: goes on %v, %+v", goesOn, v.book.items[0])
	}
}
