package service

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"lede/config"
	"lede/desk"
	"lede/desk/feeds"
	"lede/source"
	"lede/store"
)

// noDiscord is a Discord that cannot be reached.
type noDiscord struct{}

func (noDiscord) RoundTrip(*http.Request) (*http.Response, error) {
	return nil, errors.New("there is none")
}

// TestWhatIsRememberedOfVisitsIsWrittenAtAStop: a visit that brought nothing is in no record before.
func TestWhatIsRememberedOfVisitsIsWrittenAtAStop(t *testing.T) {
	t.Parallel()
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path != "/feed":
			http.NotFound(w, r)
		case r.Header.Get("If-None-Match") != "":
			w.WriteHeader(http.StatusNotModified)
		default:
			w.Header().Set("Etag", `"1"`)
			fmt.Fprint(w, `<rss version="2.0"><channel><title>The Post</title><item><title>Ferry</title><link>https://post.example/1</link><guid>1</guid></item></channel></rss>`)
		}
	}))
	defer site.Close()
	now := time.Date(2026, 3, 2, 6, 0, 0, 0, time.UTC)
	kv := store.NewMemory(func() time.Time { return now })
	defer kv.Close()
	web := &source.Web{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}}
	s, err := New(Options{
		Settings: config.Config{DiscordToken: config.NewSecret("t")}, Store: kv, Client: &http.Client{Transport: noDiscord{}}, Web: web, Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	followed, err := s.feeds.Follow(t.Context(), site.URL+"/feed", feeds.Follower{Guild: "7"})
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		claims, err := kv.Claim(t.Context(), 10, time.Minute)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range claims {
			if err := s.feeds.Visit(t.Context(), c); err != nil {
				t.Fatal(err)
			}
		}
		now = now.Add(24 * time.Hour)
	}
	// requests are those that a process on the same store knows of, which remembers none.
	requests := func() int64 {
		state, err := feeds.New(feeds.Options{Store: kv}).State(t.Context(), followed.ID)
		if err != nil {
			t.Fatal(err)
		}
		return state.Requests
	}
	before := requests()
	stopped, stop := context.WithCancel(t.Context())
	stop()
	if err := s.Run(stopped); err != nil {
		t.Fatal(err)
	}
	if after := requests(); before != 1 || after != 3 {
		t.Errorf("%d requests were written before the stop, and %d after", before, after)
	}
}

// TestASourceThatIsAddedIsVisitedAtOnce, however long it is until the next look at what is due.
func TestASourceThatIsAddedIsVisitedAtOnce(t *testing.T) {
	t.Parallel()
	asked := make(chan struct{}, 100)
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked <- struct{}{}
		http.NotFound(w, r)
	}))
	defer site.Close()
	kv := store.NewMemory(nil)
	defer kv.Close()
	s, err := New(Options{
		Settings: config.Config{DiscordToken: config.NewSecret("t")}, Store: kv, Client: &http.Client{Transport: noDiscord{}}, Every: time.Hour,
		Web: &source.Web{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}}, Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.scheduler.Run(ctx) }()
	defer func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	}()
	for s.scheduler.SinceLook() == 0 { // the first look is at once
		time.Sleep(time.Millisecond)
	}
	if _, _, err := s.Desk.AddSource(ctx, "7", desk.Source{Address: site.URL + "/feed"}); err != nil {
		t.Fatal(err)
	}
	select {
	case <-asked:
	case <-time.After(time.Minute):
		t.Error("in a minute the site was not asked")
	}
}

// TestWhatVisitsBringIsReadWithinTheDesksRoom: a page may be small and take more memory to read than there is.
func TestWhatVisitsBringIsReadWithinTheDesksRoom(t *testing.T) {
	t.Parallel()
	story := "<html><body><h1>Ferry is late</h1><p>" + strings.Repeat("The ferry left at noon on Monday, the harbour master said. ", 20)
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		item := `<item><title>Ferry is late</title><link>http://` + r.Host + `%s</link><guid>%[1]s</guid></item>`
		switch r.URL.Path {
		case "/feed":
			fmt.Fprintf(w, `<rss version="2.0"><channel><title>The Post</title>`+item+item+`</channel></rss>`, "/large", "/small")
		case "/small":
			fmt.Fprint(w, story)
		case "/large":
			fmt.Fprint(w, story+strings.Repeat("<br>", 150_000))
		default:
			http.NotFound(w, r)
		}
	}))
	defer site.Close()
	kv := store.NewMemory(time.Now)
	defer kv.Close()
	web := &source.Web{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}}
	s, err := New(Options{
		Settings: config.Config{DiscordToken: config.NewSecret("t")}, Store: kv, Client: &http.Client{Transport: noDiscord{}}, Web: web, Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	followed, err := s.feeds.Follow(t.Context(), site.URL+"/feed", feeds.Follower{Guild: "7"})
	if err != nil {
		t.Fatal(err)
	}
	claims, err := kv.Claim(t.Context(), 1, time.Minute)
	if err != nil || len(claims) != 1 {
		t.Fatalf("%+v, %v", claims, err)
	}
	if err := s.feeds.Visit(t.Context(), claims[0]); err != nil {
		t.Fatal(err)
	}
	list, err := s.feeds.Items(t.Context(), followed.ID, 0)
	if err != nil || len(list) != 2 {
		t.Fatalf("%+v, %v", list, err)
	}
	for _, i := range list {
		if read := i.Text == feeds.PageText; read != strings.HasSuffix(i.Link, "/small") {
			t.Errorf("%s is read: %v", i.Link, read)
		}
	}
}

// TestNoSiteIsBlamedWhileNotEvenDiscordIsThere.
func TestNoSiteIsBlamedWhileNotEvenDiscordIsThere(t *testing.T) {
	t.Parallel()
	site := httptest.NewServer(nil)
	site.Close()
	n := idle(t, config.Config{}, &http.Client{Transport: noDiscord{}}, &source.Web{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}})
	followed, err := n.feeds.Follow(t.Context(), site.URL+"/feed", feeds.Follower{Guild: "7"})
	if err != nil {
		t.Fatal(err)
	}
	claims, err := n.store.Claim(t.Context(), 1, time.Minute)
	if err != nil || len(claims) != 1 {
		t.Fatalf("%+v, %v", claims, err)
	}
	if err := n.feeds.Visit(t.Context(), claims[0]); err != nil {
		t.Fatal(err)
	}
	st, err := n.feeds.State(t.Context(), followed.ID)
	if err != nil || st.Requests != 1 || st.Trouble != nil {
		t.Errorf("%+v, %v", st, err)
	}
}
