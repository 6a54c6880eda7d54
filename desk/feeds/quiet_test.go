package feeds_test

import (
	"fmt"
	"net/http"
	"slices"
	"testing"
	"time"

	"lede/desk/feeds"
	"lede/source"
	"lede/store"
)

// alone is feeds in a store that no other process uses, and the feed of a press that has been read once and changes no more.
func alone(t *testing.T) (*rig, *press, string) {
	t.Helper()
	r := open(t)
	r.restart()
	p := r.press("b", "a")
	p.etag = `"1"`
	id := r.follow(p, "g").ID
	r.tick()
	return r, p, id
}

// restart is a new process on the same store; the former one was killed.
func (r *rig) restart() {
	r.Feeds = feeds.New(feeds.Options{Store: r.kv, Web: web(), Gap: time.Nanosecond, Alone: true})
}

// written is what is stored of a press's site and of the feeds that it has.
func (r *rig) written(p *press) (list []string) {
	r.t.Helper()
	for _, kind := range []string{"site", "feeds", "items", "marks"} {
		entries, err := r.kv.List(r.t.Context(), "site:"+source.Site(p.URL), kind)
		if err != nil {
			r.t.Fatal(err)
		}
		for _, e := range entries {
			list = append(list, fmt.Sprintf("%s %s %s", kind, e.Key, e.Value))
		}
	}
	if len(list) < 2 {
		r.t.Fatalf("only %d records", len(list))
	}
	return list
}

// visits makes the visits that fall due, until there were so many.
func (r *rig) visits(n int) {
	r.t.Helper()
	for n > 0 {
		r.pass(5 * time.Minute)
		n -= r.tick()
	}
}

func TestAVisitThatBringsNothingIsRememberedAndWrittenWithTheNext(t *testing.T) {
	r, p, id := alone(t)
	before := r.written(p)
	r.visits(3)
	st := r.state(id)
	if asked := p.requests(); !slices.Equal(r.written(p), before) || st.LastTried.Before(asked[3].at) || st.Requests != 4 || st.NotModified != 3 || !st.Next.After(r.now()) {
		t.Errorf("after three visits that brought nothing: %+v", st)
	}
	p.set(func() { p.items, p.etag = []string{"c", "b", "a"}, `"2"` })
	r.visits(1)
	r.restart()
	if st := r.state(id); st.Requests != 5 || st.NotModified != 3 || !slices.Equal(r.told(id), []string{"Story c"}) {
		t.Errorf("what was written is %+v", st)
	}
}

func TestWhatIsRememberedOfVisitsIsWrittenNowAndThenAndAtTheEnd(t *testing.T) {
	r, p, id := alone(t)
	before := r.written(p)
	const remembered = 16
	r.visits(remembered)
	if !slices.Equal(r.written(p), before) {
		t.Error("a visit that brought nothing was written")
	}
	r.visits(1)
	if slices.Equal(r.written(p), before) {
		t.Error("no visit was written")
	}
	before = r.written(p)
	r.visits(2)
	if !slices.Equal(r.written(p), before) {
		t.Error("the next visit that brought nothing was written too")
	}
	want := r.state(id)
	if err := r.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	r.restart()
	if got := r.state(id); got != want || got.Requests != remembered+4 {
		t.Errorf("after the end it is %+v, not %+v", got, want)
	}
}

// What a site says of its document is never only remembered, nor is a trouble.
func TestAVisitThatBringsMoreIsWrittenAtOnce(t *testing.T) {
	for name, bring := range map[string]func(*press){
		"another validator": func(p *press) { p.changed = "Sun, 01 Mar 2026 07:00:00 GMT" },
		"a trouble":         func(p *press) { p.answer = http.NotFound },
		"the same document": func(p *press) { p.etag = "" },
	} {
		r, p, _ := alone(t)
		before := r.written(p)
		p.set(func() { bring(p) })
		r.visits(1)
		if slices.Equal(r.written(p), before) {
			t.Errorf("%s: nothing was written", name)
		}
	}
}

// After a crash, only the due index knows when the feed is due.
func TestAfterACrashNoFeedIsAskedEarly(t *testing.T) {
	for name, again := range map[string]func(*rig, *press){
		"nothing else happens": func(*rig, *press) {},
		"another feed of the site is followed": func(r *rig, p *press) {
			if _, err := r.Follow(t.Context(), p.URL+"/second", feeds.Follower{Guild: "g"}); err != nil {
				t.Fatal(err)
			}
		},
	} {
		r, p, _ := alone(t)
		p.set(func() { p.pages["/second"] = p.feed })
		r.visits(3)
		r.restart()
		again(r, p)
		r.run(12*time.Hour, 5*time.Minute)
		asked := p.requests()
		for i := 1; i < len(asked); i++ {
			if gap := asked[i].at.Sub(asked[i-1].at); gap < 15*time.Minute {
				t.Errorf("%s: request %d came after %s", name, i, gap)
			}
		}
		if len(asked) < 6 {
			t.Errorf("%s: %d requests", name, len(asked))
		}
	}
}

// A site that always says that nothing has changed is asked for all of its feed once a day.
func TestWhatIsRememberedTellsWhenToAskForAllOfAFeed(t *testing.T) {
	r, p, _ := alone(t)
	p.set(func() { p.items, p.etag, p.header["Cache-Control"] = []string{"c", "b", "a"}, `"2"`, "max-age=14400" })
	r.visits(1)
	r.run(36*time.Hour, 5*time.Minute)
	if last := p.requests()[3:]; !slices.ContainsFunc(last, func(q request) bool { return q.etag == "" }) {
		t.Errorf("in %d requests it was not", len(last))
	}
}

func TestASiteThatFellOutOfTheDueIndexIsNotAskedEarly(t *testing.T) {
	r, p, id := alone(t)
	r.visits(3)
	next := r.state(id).Next
	owner := "site:" + source.Site(p.URL)
	if err := r.kv.Update(t.Context(), owner, func(tx store.Tx) error { return tx.Unschedule(feeds.VisitID) }); err != nil {
		t.Fatal(err)
	}
	if mended, err := r.Remind(t.Context(), owner); err != nil || !mended {
		t.Fatal(mended, err)
	}
	if at, ok, err := r.kv.NextDue(t.Context()); err != nil || !ok || !at.Equal(next) {
		t.Errorf("it is due at %s, not %s: %v", at, next, err)
	}
}

// The due index holds one instant of a site, which says nothing about its other feeds.
func TestOfASiteWithTwoFeedsEveryVisitIsWritten(t *testing.T) {
	r, p, _ := alone(t)
	p.set(func() { p.pages["/second"] = p.feed })
	if _, err := r.Follow(t.Context(), p.URL+"/second", feeds.Follower{Guild: "g"}); err != nil {
		t.Fatal(err)
	}
	r.visits(2)
	for range 8 {
		before := r.written(p)
		r.visits(1)
		if slices.Equal(r.written(p), before) {
			t.Fatal("a visit was not written")
		}
	}
}

func TestAFeedThatIsFollowedAnewIsAskedAtOnceAndCountsAnew(t *testing.T) {
	r, p, id := alone(t)
	r.visits(3)
	if err := r.Unfollow(t.Context(), id, feeds.Follower{Guild: "g"}); err != nil {
		t.Fatal(err)
	}
	if st := r.follow(p, "g"); st.Requests != 0 || st.Next.After(r.now()) {
		t.Errorf("it is %+v", st)
	}
	if n := r.tick(); n != 1 {
		t.Errorf("%d visits", n)
	}
}

// Where others use the store, they must see what came of every visit.
func TestInASharedStoreEveryVisitIsWritten(t *testing.T) {
	r := open(t)
	p := r.press("a")
	p.etag = `"1"`
	r.follow(p, "g")
	r.tick()
	before := r.written(p)
	r.visits(1)
	if slices.Equal(r.written(p), before) {
		t.Error("nothing was written")
	}
}

// TestAClockThatWasAheadSilencesNoFeed, whether its last visits are written or only remembered.
func TestAClockThatWasAheadSilencesNoFeed(t *testing.T) {
	for _, leap := range []time.Duration{12 * time.Hour, 365 * 24 * time.Hour} {
		r, p, id := alone(t)
		rewind := func(want bool) {
			t.Helper()
			r.pass(time.Minute) // a visit takes a moment, in which this clock stands still
			if mended, err := r.Rewind(t.Context(), "site:"+source.Site(p.URL), r.now()); mended != want || err != nil {
				t.Errorf("after %v it is due again: %v, want %v, %v", leap, mended, want, err)
			}
		}
		rewind(false)
		r.pass(leap)
		if r.tick() == 0 {
			t.Fatal("nothing was visited")
		}
		r.pass(-leap)
		rewind(true)
		if next := r.state(id).Next; next.After(r.now()) {
			t.Errorf("after %v it is visited at %v, and it is %v", leap, next, r.now())
		}
		if r.tick() == 0 {
			t.Errorf("after %v it is not visited", leap)
		}
		rewind(false)
	}
}
