package feeds_test

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"lede/briefing"
	"lede/desk/feeds"
	"lede/problem"
	"lede/source"
)

// turns are a desk's, in which nothing is read while they are refused.
type turns struct {
	refused *problem.Problem
	asked   int
	sites   map[string]bool
}

func (s *turns) turn(_ context.Context, site string, o briefing.Options) briefing.Options {
	s.sites[site] = true
	o.More = func() (func(), error) { return func() {}, nil }
	o.Room = func(_ int64, work func() error) error {
		if s.asked++; s.refused != nil {
			return s.refused
		}
		return work()
	}
	return o
}

// reserving is a web that knows for what memory is reserved.
type reserving struct {
	*source.Web
	feeds, pages int
}

func (w *reserving) Feed(ctx context.Context, r source.Request) (source.Answer, error) {
	if r.More != nil {
		w.feeds++
	}
	return w.Web.Feed(ctx, r)
}

func (w *reserving) Page(ctx context.Context, r source.Request, o briefing.Options) (*briefing.Article, source.Answer, error) {
	if r.More != nil {
		w.pages++
	}
	return w.Web.Page(ctx, r, o)
}

// TestWhatAVisitBringsIsReadInItsTurn: the feed and the pages of its items. If the turn does not come, nobody is to blame, and what was
// not read is asked for again.
func TestWhatAVisitBringsIsReadInItsTurn(t *testing.T) {
	for _, why := range []string{"bot.busy", "desk.worked-enough"} {
		t.Run(why, func(t *testing.T) {
			r, s, w := open(t), &turns{sites: map[string]bool{}}, &reserving{Web: web()}
			r.Feeds = feeds.New(feeds.Options{Store: r.kv, Web: w, Gap: time.Nanosecond, Turn: s.turn})
			p := r.press()
			story := "<p>" + strings.Repeat("The net was found at the pier on Monday, the harbour master said. ", 20)
			p.pages["/page"] = func(w http.ResponseWriter, _ *http.Request) {
				s.refused = problem.New(why) // once the feed was read
				w.Header().Set("Content-Type", "text/html")
				fmt.Fprint(w, "<html><body><h1>Net found at the pier</h1>"+story)
			}
			p.answer = func(w http.ResponseWriter, _ *http.Request) {
				fmt.Fprintf(w, `<rss><channel><title>The Press</title><item><guid>1</guid><title>Net found at the pier</title><link>%s/page</link><description>Short.</description></item></channel></rss>`, p.URL)
			}
			id := r.follow(p, "g").ID
			s.refused = problem.New(why)
			r.tick()
			if st := r.state(id); st.Trouble != nil || st.Seeded || s.asked != 1 {
				t.Fatalf("when the feed has no turn: %+v, asked %d times", st, s.asked)
			}
			s.refused = nil
			r.run(2*time.Hour, 5*time.Minute)
			if st := r.state(id); st.Trouble != nil || !slices.Equal(r.titles(id), []string{"Net found at the pier"}) {
				t.Fatalf("has %q, %+v", r.titles(id), st)
			}
			p.set(func() {
				page := p.pages["/page"]
				p.pages["/page"] = func(w http.ResponseWriter, q *http.Request) { page(w, q); s.refused = nil }
			})
			s.refused = nil
			r.run(2*time.Hour, 5*time.Minute)
			list, err := r.Items(t.Context(), id, 0)
			if err != nil || len(list) != 1 || list[0].Text != feeds.PageText {
				t.Errorf("%+v, %v", list, err)
			}
			if w.feeds < 2 || w.pages < 2 {
				t.Errorf("memory is reserved for %d feeds and %d pages", w.feeds, w.pages)
			}
			if !s.sites[strings.TrimPrefix(p.URL, "http://")] || len(s.sites) != 1 {
				t.Errorf("turns of %v", s.sites)
			}
		})
	}
}
