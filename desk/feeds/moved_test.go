package feeds_test

import (
	"net/http"
	"slices"
	"testing"
	"time"

	"lede/desk/feeds"
)

func (p *press) redirect(status int, to string) {
	p.set(func() {
		p.answer = func(w http.ResponseWriter, q *http.Request) { http.Redirect(w, q, to, status) }
	})
}

func TestAPermanentRedirectIsBelievedAfterSixDays(t *testing.T) {
	r := open(t)
	old, now := r.press("b", "a"), r.press("b", "a")
	id := r.follow(old, "g").ID
	r.tick()
	old.redirect(http.StatusMovedPermanently, now.address())
	now.set(func() { now.items = []string{"c", "b", "a"} })
	r.run(3*24*time.Hour, 30*time.Minute)
	now.set(func() { now.items = []string{"c2", "c", "b", "a"} })
	r.run(2*24*time.Hour, 30*time.Minute)
	if st := r.state(id); st.Address != old.address() || !slices.Equal(r.told(id), []string{"Story c", "Story c2"}) {
		t.Errorf("after five days %s, told %v", st.Address, r.told(id))
	}
	now.set(func() { now.items = []string{"d", "c2", "c", "b", "a"} })
	r.run(3*24*time.Hour, 30*time.Minute)
	now.set(func() { now.items = []string{"e", "d", "c2", "c", "b", "a"} })
	r.run(2*24*time.Hour, 30*time.Minute)
	if st := r.state(id); st.Address != now.address() || !slices.Equal(r.codes(id), []string{"feed.moved"}) {
		t.Errorf("after ten days %s, told %v", st.Address, r.codes(id))
	}
	asked := len(old.requests())
	r.run(2*24*time.Hour, 30*time.Minute)
	if n := len(old.requests()); n != asked {
		t.Errorf("the old address is still asked")
	}
	if st, err := r.Follow(t.Context(), now.address(), feeds.Follower{Guild: "h"}); err != nil || st.ID != id {
		t.Errorf("who follows the new address reads %s, %v", st.ID, err)
	}
	if got := r.told(id); !slices.Equal(got, []string{"Story c", "Story c2", "Story d", "Story e"}) {
		t.Errorf("told %v", got)
	}
}

func TestAMaintenancePageIsNeverTakenForTheFeed(t *testing.T) {
	r := open(t)
	p := r.press("a")
	id := r.follow(p, "g").ID
	r.tick()
	p.set(func() {
		p.pages["/maintenance"] = func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			_, _ = w.Write([]byte("<!DOCTYPE html><html><body><p>We are back soon.</p></body></html>"))
		}
	})
	p.redirect(http.StatusMovedPermanently, p.URL+"/maintenance")
	r.run(10*24*time.Hour, time.Hour)
	if st := r.state(id); st.Address != p.address() || st.Trouble == nil {
		t.Errorf("%+v", st)
	}
	// Nor is another feed, with none of this one's items.
	elsewhere := r.press("x", "y", "z", "w", "v")
	p.redirect(http.StatusMovedPermanently, elsewhere.address())
	for day := range 9 {
		elsewhere.set(func() { elsewhere.items = append([]string{"more-" + string(rune('0'+day))}, elsewhere.items...) })
		r.run(24*time.Hour, time.Hour)
	}
	if st := r.state(id); st.Address != p.address() {
		t.Errorf("%+v", st)
	}
	p.set(func() { p.answer, p.items = nil, []string{"b", "a"} })
	r.run(3*24*time.Hour, time.Hour)
	if got := r.told(id); !slices.Contains(got, "Story b") {
		t.Errorf("told %v", got)
	}
}

func TestAFeedThatMovesOntoAnotherSourceIsMerged(t *testing.T) {
	r := open(t)
	old, now := r.press("b", "a"), r.press("b", "a")
	id, other := r.follow(old, "g").ID, r.follow(now, "h").ID
	r.tick()
	old.redirect(http.StatusPermanentRedirect, now.address())
	for day := range 10 {
		now.set(func() { now.items = append([]string{"day-" + string(rune('0'+day))}, now.items...) })
		r.run(24*time.Hour, 30*time.Minute)
	}
	into, err := r.Merged(t.Context(), id)
	if err != nil || into != other || r.state(id).Paused == nil {
		t.Errorf("merged into %q, %v, %+v", into, err, r.state(id))
	}
	if st, err := r.Follow(t.Context(), old.address(), feeds.Follower{Guild: "g"}); err != nil || st.ID != other {
		t.Errorf("who followed it reads %s, %v", st.ID, err)
	}
}
