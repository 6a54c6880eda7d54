package feeds_test

import (
	"net/http"
	"slices"
	"testing"
	"time"

	"lede/desk/feeds"
)

// TestNoSiteIsBlamedWhileThisMachineIsCutOff: after a night without a network, admins are not told of each source that it fails, and no
// feed waits for as long again.
func TestNoSiteIsBlamedWhileThisMachineIsCutOff(t *testing.T) {
	for _, offline := range []bool{true, false} {
		r := open(t)
		is := false
		r.Feeds = feeds.New(feeds.Options{Store: r.kv, Web: web(), Gap: time.Nanosecond, Offline: func() bool { return is }})
		p := r.press("a")
		id := r.follow(p, "g").ID
		r.tick()
		is = offline
		p.set(func() {
			p.answer = func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }
			p.items = []string{"b", "a"}
		})
		r.run(12*time.Hour, time.Minute)
		is = false
		p.set(func() { p.answer = nil })
		before := len(p.requests())
		r.run(20*time.Minute, time.Minute)
		soon, told := len(p.requests()) > before, r.outages(id)
		if soon != offline || slices.Equal(told, []string{"feed.failed"}) == offline {
			t.Errorf("cut off %v: asked soon %v, told %v", offline, soon, told)
		}
		if offline && len(r.told(id)) != 1 {
			t.Errorf("news: %v", r.told(id))
		}
	}
}

// TestASiteThatRefusesIsBlamedEvenThen: an answer shows that the machine is not cut off.
func TestASiteThatRefusesIsBlamedEvenThen(t *testing.T) {
	r := open(t)
	r.Feeds = feeds.New(feeds.Options{Store: r.kv, Web: web(), Gap: time.Nanosecond, Offline: func() bool { return true }})
	p := r.press("a")
	id := r.follow(p, "g").ID
	p.answer = func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) }
	r.run(6*time.Hour, time.Minute)
	if told := r.outages(id); !slices.Equal(told, []string{"feed.status"}) {
		t.Errorf("told %v", told)
	}
}
