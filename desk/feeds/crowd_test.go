package feeds_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"lede/desk/feeds"
	"lede/store"
	"lede/store/boltkv"
	"lede/store/kvtest"
	"lede/store/rediskv"
)

// onEachStore runs a test on memory, on a file and on Redis, by their own clocks.
func onEachStore(t *testing.T, test func(t *testing.T, kv store.KV)) {
	for name, open := range map[string]func() (store.KV, error){
		"memory": func() (store.KV, error) { return store.NewMemory(nil), nil },
		"bolt":   func() (store.KV, error) { return boltkv.Open(filepath.Join(t.TempDir(), "lede.db"), nil) },
		"redis": func() (store.KV, error) {
			return rediskv.Open(t.Context(), kvtest.StartRedis(t), rediskv.Options{})
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			kv, err := open()
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { kv.Close() })
			test(t, kv)
		})
	}
}

// busySite is a site with several feeds, that counts who is there at once.
type busySite struct {
	*httptest.Server
	mu           sync.Mutex
	inside, most int
	asked        map[string][]time.Time
	answered     map[string][]time.Time
	elsewhere    string // where its last feed leads
}

func openSite(t *testing.T) *busySite {
	s := &busySite{asked: map[string][]time.Time{}, answered: map[string][]time.Time{}}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.inside++
		s.most = max(s.most, s.inside)
		s.asked[r.URL.Path] = append(s.asked[r.URL.Path], time.Now())
		n := len(s.asked[r.URL.Path])
		s.mu.Unlock()
		defer func() {
			s.mu.Lock()
			s.inside--
			s.mu.Unlock()
		}()
		time.Sleep(rand.N(10 * time.Millisecond))
		s.mu.Lock()
		s.answered[r.URL.Path] = append(s.answered[r.URL.Path], time.Now())
		s.mu.Unlock()
		if r.URL.Path == "/moved" {
			http.Redirect(w, r, s.elsewhere+"/1", http.StatusFound)
			return
		}
		w.Header().Set("ETag", fmt.Sprint(`"`, n, `"`))
		at := time.Now().Add(-2 * time.Second).UTC().Format(http.TimeFormat)
		fmt.Fprint(w, rss(fmt.Sprintf(`<item><guid>%d</guid><title>News %d</title><pubDate>%s</pubDate></item>`, n, n, at),
			strings.Repeat(`<item><guid>`+at+`</guid><title>A</title><pubDate>`+at+`</pubDate></item>`, 8))) // a quick feed
	}))
	t.Cleanup(s.Close)
	return s
}

// visits counts the requests for its feeds.
func (s *busySite) visits() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.asked["/1"]) + len(s.asked["/2"]) + len(s.asked["/3"])
}

// TestNeverTwoRequestsAtOnceToASite, by three processes, with redirects from site to site and people who ask besides; and no feed is asked before its time.
func TestNeverTwoRequestsAtOnceToASite(t *testing.T) {
	const floor = 100 * time.Millisecond
	onEachStore(t, func(t *testing.T, kv store.KV) {
		one, two := openSite(t), openSite(t)
		one.elsewhere, two.elsewhere = two.URL, one.URL
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		var working sync.WaitGroup
		working.Go(func() { // a busy machine takes longer to get as far
			for ctx.Err() == nil && one.visits()+two.visits() < 40 {
				time.Sleep(5 * time.Millisecond)
			}
			cancel()
		})
		var late atomic.Int64 // the longest that a claim was under way: its visit counts from the claim, by the store's clock
		news := make([]*feeds.Feeds, 3)
		for i := range news {
			news[i] = feeds.New(feeds.Options{Store: kv, Web: web(), Floor: floor, Gap: time.Millisecond})
		}
		for _, s := range []*busySite{one, two} {
			for _, path := range []string{"/1", "/2", "/3", "/moved"} {
				if _, err := news[0].Follow(ctx, s.URL+path, feeds.Follower{Guild: "g"}); err != nil {
					t.Fatal(err)
				}
			}
		}
		for _, f := range news {
			for range 2 {
				working.Go(func() { visitUntil(ctx, t, kv, f, &late) })
			}
			working.Go(func() { // somebody tries a source now and then
				for ctx.Err() == nil {
					if leave, err := f.Enter(ctx, one.URL[len("http://"):]); err == nil {
						if resp, err := http.Get(one.URL + "/tried"); err == nil {
							resp.Body.Close()
						}
						leave()
					}
					time.Sleep(50 * time.Millisecond)
				}
			})
		}
		working.Wait()
		if total := one.visits() + two.visits(); total < 40 {
			t.Errorf("%d requests in all", total)
		}
		for _, s := range []*busySite{one, two} {
			s.mu.Lock()
			if s.most != 1 {
				t.Errorf("%d requests at once", s.most)
			}
			for _, path := range []string{"/2", "/3", "/moved"} {
				// From answer to request: however long either took, no less than that went by at Lede's, by the clock of its claim.
				for i := 1; i < len(s.asked[path]); i++ {
					if gap := s.asked[path][i].Sub(s.answered[path][i-1]); gap < floor-10*time.Millisecond-time.Duration(late.Load()) {
						t.Errorf("%s was asked again after %s, and a claim took up to %s", path, gap, time.Duration(late.Load()))
					}
				}
			}
			s.mu.Unlock()
		}
	})
}

// visitUntil does visits that are due until the context ends, and keeps in late the longest that a claim of one was under way.
func visitUntil(ctx context.Context, t *testing.T, kv store.KV, f *feeds.Feeds, late *atomic.Int64) {
	for ctx.Err() == nil {
		began := time.Now()
		claims, err := kv.Claim(context.WithoutCancel(ctx), 1, time.Minute)
		if err != nil {
			t.Error(err)
			return
		}
		for _, c := range claims {
			if task, _ := feeds.TaskOf(c); task != feeds.Visit {
				continue
			}
			took := int64(time.Since(began))
			for old := late.Load(); took > old && !late.CompareAndSwap(old, took); old = late.Load() {
			}
			if err := f.Visit(context.WithoutCancel(ctx), c); err != nil {
				t.Error(err)
			}
		}
		if len(claims) == 0 {
			time.Sleep(5 * time.Millisecond)
		}
	}
}
