package feeds_test

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"lede/desk/feeds"
	"lede/store"
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
	defer func() {
		r.unfollow(id, "g", "h")
		r.noAlias(feeds.ID(now.address()))
		if st, err := r.Follow(t.Context(), now.address(), feeds.Follower{Guild: "h"}); err != nil || st.ID != feeds.ID(now.address()) {
			t.Errorf("who follows the new address when all have gone reads %s, %v", st.ID, err)
		}
	}()
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
	r.unfollow(id, "g")
	r.unfollow(other, "g", "h")
	r.noAlias(id)
	if st, err := r.Follow(t.Context(), old.address(), feeds.Follower{Guild: "g"}); err != nil || st.ID != id {
		t.Errorf("who follows it when all have gone reads %s, %v", st.ID, err)
	}
}

// TestAnAddressThatLeadsToAForgottenFeedIsFollowedAnew, as an older Lede left it.
func TestAnAddressThatLeadsToAForgottenFeedIsFollowedAnew(t *testing.T) {
	r := open(t)
	p := r.press("a")
	id := feeds.ID(p.address())
	_, site, _ := strings.Cut(id, "@")
	err := r.kv.Update(t.Context(), "site:"+site, func(tx store.Tx) error {
		return tx.Put("aliases", id, []byte(`{"v":1,"data":"000000000000@gone.example"}`))
	})
	if err != nil {
		t.Fatal(err)
	}
	if st, err := r.Follow(t.Context(), p.address(), feeds.Follower{Guild: "g"}); err != nil || st.ID != id {
		t.Errorf("read is %s, %v", st.ID, err)
	}
	r.noAlias(id)
}

func (r *rig) unfollow(id string, guilds ...string) {
	r.t.Helper()
	for _, guild := range guilds {
		if err := r.Unfollow(r.t.Context(), id, feeds.Follower{Guild: guild}); err != nil {
			r.t.Fatal(err)
		}
	}
}

// noAlias fails when the store still knows that an address leads to another feed.
func (r *rig) noAlias(id string) {
	r.t.Helper()
	_, site, _ := strings.Cut(id, "@")
	if _, err := r.kv.Get(r.t.Context(), "site:"+site, "aliases", id); !errors.Is(err, store.ErrNotFound) {
		r.t.Errorf("%s still leads elsewhere: %v", id, err)
	}
}
