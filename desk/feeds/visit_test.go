package feeds_test

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"testing"
	"time"

	"lede/briefing"
	"lede/desk/feeds"
	"lede/store"
)

func TestANewFeedIsSeededSilentlyAndNewItemsAreNewsOnce(t *testing.T) {
	r := open(t)
	p := r.press("b", "a")
	id := r.follow(p, "g").ID
	if n := r.tick(); n != 1 {
		t.Fatalf("%d visits", n)
	}
	if st := r.state(id); !st.Seeded || len(r.titles(id)) != 2 || st.Title != "The Press" || len(r.told(id)) != 0 {
		t.Fatalf("seeded as %+v, told %v", st, r.told(id))
	}
	p.set(func() { p.items = []string{"d", "c", "b", "a"} })
	r.run(4*time.Hour, 5*time.Minute)
	if got := r.told(id); !slices.Equal(got, []string{"Story c", "Story d"}) {
		t.Errorf("told %v", got)
	}
	p.set(func() { p.items = []string{"a"} })
	r.run(4*time.Hour, 5*time.Minute)
	p.set(func() { p.items = []string{"d", "c", "b", "a"} })
	r.run(4*time.Hour, 5*time.Minute)
	if got := r.told(id); len(got) != 2 {
		t.Errorf("what returns is told again: %v", got)
	}
}

// The distance between two requests: never less than the floor, nor than an hour where nothing tells whether it changed, nor than the site asks for.
func TestAFeedIsNeverAskedBeforeItsTime(t *testing.T) {
	for name, c := range map[string]struct {
		set   func(*press)
		least time.Duration
		most  time.Duration // in which one request comes at least
	}{
		"no validator":                      {func(p *press) {}, time.Hour, 3 * time.Hour},
		"an ETag":                           {func(p *press) { p.etag = `"1"` }, 15 * time.Minute, 3 * time.Hour},
		"max-age":                           {func(p *press) { p.etag = `"1"`; p.header["Cache-Control"] = "max-age=14400" }, 4 * time.Hour, 6 * time.Hour},
		"a year":                            {func(p *press) { p.etag = `"1"`; p.header["Cache-Control"] = "max-age=31536000" }, 24 * time.Hour, 26 * time.Hour},
		"Retry-After, which has no ceiling": {func(p *press) { p.header["Retry-After"] = "180000" }, 50 * time.Hour, 56 * time.Hour},
	} {
		t.Run(name, func(t *testing.T) {
			r := open(t)
			p := r.press("a")
			c.set(p)
			r.follow(p, "g")
			r.run(4*c.most, 5*time.Minute)
			list := p.requests()
			for i := 1; i < len(list); i++ {
				if gap := list[i].at.Sub(list[i-1].at); gap < c.least || gap > c.most {
					t.Errorf("request %d came after %s", i, gap)
				}
			}
			if len(list) < 3 {
				t.Errorf("only %d requests", len(list))
			}
		})
	}
}

func TestBothValidatorsAreKeptFromEveryAnswer(t *testing.T) {
	r := open(t)
	p := r.press("a")
	p.etag, p.changed = `"1"`, "Sun, 01 Mar 2026 07:00:00 GMT"
	r.follow(p, "g")
	r.tick()
	p.set(func() { p.changed = "Sun, 01 Mar 2026 09:00:00 GMT" }) // the answer is 304
	r.run(3*time.Hour, 5*time.Minute)
	p.set(func() { p.etag = `"2"` }) // the same document
	r.run(3*time.Hour, 5*time.Minute)
	list := p.requests()
	last := list[len(list)-1]
	if first := list[1]; first.etag != `"1"` || first.since != "Sun, 01 Mar 2026 07:00:00 GMT" {
		t.Errorf("the second request has %+v", first)
	}
	if last.etag != `"2"` || last.since != "Sun, 01 Mar 2026 09:00:00 GMT" {
		t.Errorf("the last request has %+v", last)
	}
}

func TestAServerThatAlwaysSaysNotModifiedIsAskedWithoutConditionsOnceADay(t *testing.T) {
	r := open(t)
	p := r.press("a")
	p.etag = `"for ever"`
	id := r.follow(p, "g").ID
	r.tick()
	p.set(func() { p.items = []string{"b", "a"} })
	r.run(62*time.Hour, 15*time.Minute)
	var whole []time.Time
	for _, q := range p.requests() {
		if q.etag == "" {
			whole = append(whole, q.at)
		}
	}
	if len(whole) != 3 {
		t.Errorf("asked without conditions at %v", whole)
	}
	if got := r.told(id); len(got) != 1 {
		t.Errorf("told %v", got)
	}
}

// TestAFeedThatIsAskedOnceADayKeepsItsConditions: a day between two requests is no day of "not modified".
func TestAFeedThatIsAskedOnceADayKeepsItsConditions(t *testing.T) {
	r := open(t)
	p := r.press("a")
	p.etag, p.header["Cache-Control"] = `"0"`, "max-age=90000"
	r.follow(p, "g")
	r.tick()
	for _, day := range []string{"1", "2", "3"} {
		p.set(func() { p.etag, p.items = `"`+day+`"`, append([]string{day}, p.items...) })
		r.run(25*time.Hour, 15*time.Minute)
	}
	list := p.requests()
	if len(list) < 3 {
		t.Fatalf("only %d requests", len(list))
	}
	for _, q := range list[1:] {
		if q.etag == "" {
			t.Errorf("asked without conditions at %v", q.at)
		}
	}
}

// TestARestartNeverAsksEarly, nor does a process that dies while it asks, nor one whose store refuses what came.
func TestARestartNeverAsksEarly(t *testing.T) {
	for _, err := range []error{store.ErrUnavailable, store.ErrRefused, store.ErrFull} {
		t.Run(err.Error(), func(t *testing.T) { neverAsksEarly(t, err) })
	}
}

func neverAsksEarly(t *testing.T, lost error) {
	r := open(t)
	p := r.press("a")
	p.etag = `"1"`
	r.follow(p, "g")
	r.tick()
	p.set(func() {
		p.answer = func(w http.ResponseWriter, _ *http.Request) { panic(http.ErrAbortHandler) }
	})
	next := r.state(feeds.ID(p.address())).Next
	r.pass(next.Sub(r.now()))
	dying := &mute{KV: r.kv, err: lost}
	r.use(dying)
	claims, err := dying.Claim(t.Context(), 1, time.Minute)
	if err != nil || len(claims) != 1 {
		t.Fatalf("%v, %v", claims, err)
	}
	dying.updates = 1 // it begins, and dies before its end
	err = r.Visit(t.Context(), claims[0])
	if err == nil {
		t.Fatal("the visit ended")
	}
	r.use(dying.KV)
	if errors.Is(err, store.ErrRefused) { // the scheduler then puts the claim back when it can
		err := r.kv.Update(t.Context(), claims[0].Owner, func(tx store.Tx) error { return tx.Retry(claims[0], r.now()) })
		if err != nil {
			t.Fatal(err)
		}
	}
	r.run(4*time.Hour, time.Minute)
	list := p.requests()
	for i := 1; i < len(list); i++ {
		if gap := list[i].at.Sub(list[i-1].at); gap < 15*time.Minute {
			t.Errorf("request %d came after %s", i, gap)
		}
	}
	if len(list) < 3 {
		t.Errorf("only %d requests", len(list))
	}
}

func TestARateLimitPausesTheSite(t *testing.T) {
	for name, c := range map[string]struct {
		status      int
		after       string
		least, most time.Duration
	}{
		"429":                     {429, "", 4 * time.Hour, 5 * time.Hour},
		"429, seconds":            {429, "3600", time.Hour, 2 * time.Hour},
		"429, 0":                  {429, "0", 15 * time.Minute, time.Hour},
		"429, garbage":            {429, "soon", 4 * time.Hour, 5 * time.Hour},
		"403":                     {403, "", 4 * time.Hour, 5 * time.Hour},
		"503 with a time of days": {503, strconv.Itoa(2 * 24 * 3600), 48 * time.Hour, 50 * time.Hour},
	} {
		t.Run(name, func(t *testing.T) {
			r := open(t)
			p := r.press("a")
			other := p.URL + "/other"
			p.answer = func(w http.ResponseWriter, _ *http.Request) {
				if c.after != "" {
					w.Header().Set("Retry-After", c.after)
				}
				w.WriteHeader(c.status)
			}
			r.follow(p, "g")
			r.tick()
			if n := r.Fetches(); n["asked to wait"] != 1 || n["failed"]+n["new"] != 0 {
				t.Errorf("the requests are counted as %v", n)
			}
			r.pass(time.Minute)
			st, err := r.Follow(t.Context(), other, feeds.Follower{Guild: "g"})
			if err != nil || st.Paused == nil {
				t.Fatalf("the other feed of the site is %+v, %v", st, err)
			}
			if _, err := r.Enter(t.Context(), p.URL[len("http://"):]); err == nil {
				t.Error("a person may ask the site")
			}
			began := r.now()
			for len(p.asked) < 2 && r.now().Sub(began) < c.most {
				r.tick()
				r.pass(time.Minute)
			}
			if waited := r.now().Sub(start); waited < c.least || len(p.asked) < 2 {
				t.Errorf("asked %d times within %s", len(p.asked), waited)
			}
		})
	}
}

func TestAFeedThatHasEndedIsPausedAndToldOnce(t *testing.T) {
	r := open(t)
	p := r.press("a")
	id := r.follow(p, "g").ID
	r.tick()
	p.set(func() { p.answer = func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusGone) } })
	r.run(10*24*time.Hour, time.Hour)
	if n := len(p.requests()); n != 2 {
		t.Errorf("asked %d times", n)
	}
	list, err := r.Notices(t.Context(), id, 0)
	if st := r.state(id); err != nil || st.Paused == nil || len(list) != 1 || list[0].What.Code != "feed.gone" {
		t.Errorf("%+v, %+v, %v", st, list, err)
	}
}

// TestAFeedThatHadEndedIsReadAgainOnceAPersonAsks: by trying it, or by adding or resuming it. What came meanwhile is told.
func TestAFeedThatHadEndedIsReadAgainOnceAPersonAsks(t *testing.T) {
	for name, c := range map[string]struct {
		back bool // it is there again
		ask  func(r *rig, id string) error
		want []string
	}{
		"tried": {true, func(r *rig, id string) error {
			_, err := r.Try(t.Context(), id, briefing.Options{})
			return err
		}, []string{"feed.gone", "feed.gone over"}},
		"added or resumed": {true, func(r *rig, id string) error { return r.AskAgain(t.Context(), id) }, []string{"feed.gone", "feed.gone over"}},
		"nobody asks":      {true, func(*rig, string) error { return nil }, []string{"feed.gone"}},
		"tried in vain": {false, func(r *rig, id string) error {
			_, err := r.Try(t.Context(), id, briefing.Options{})
			return err
		}, []string{"feed.gone"}},
		"resumed in vain": {false, func(r *rig, id string) error { return r.AskAgain(t.Context(), id) }, []string{"feed.gone"}},
	} {
		r := open(t)
		p := r.press("a")
		id := r.follow(p, "g").ID
		r.tick()
		p.set(func() { p.answer = func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusGone) } })
		r.run(26*time.Hour, time.Hour)
		if st := r.state(id); !st.Ended || st.Trouble == nil {
			t.Fatalf("%s: %+v", name, st)
		}
		if c.back {
			p.set(func() { p.answer, p.items = nil, []string{"b", "a"} })
		}
		if err := c.ask(r, id); err != nil {
			t.Fatal(err)
		}
		asked := len(p.requests())
		soon := r.state(id)
		r.run(24*time.Hour, 15*time.Minute)
		read := len(c.want) > 1
		if st, told := r.state(id), slices.Equal(r.told(id), []string{"Story b"}); st.Ended == read || (st.Trouble == nil) != read || told != read {
			t.Errorf("%s: %+v, told %v", name, st, r.told(id))
		}
		if revived := !soon.Ended; revived != (read || name == "resumed in vain") || revived && (soon.Trouble != nil || soon.Paused != nil || soon.Next.IsZero()) {
			t.Errorf("%s: stands as %+v", name, soon)
		}
		if more := len(p.requests()) - asked; !read && more > 1 || name == "tried in vain" && more > 0 {
			t.Errorf("%s: asked %d times more", name, more)
		}
		if got := r.outages(id); !slices.Equal(got, c.want) {
			t.Errorf("%s: admins are told %v", name, got)
		}
	}
}

// outages are the codes of what the followers of a feed are told, and whether it is over.
func (r *rig) outages(id string) (list []string) {
	r.t.Helper()
	all, err := r.Notices(r.t.Context(), id, 0)
	if err != nil {
		r.t.Fatal(err)
	}
	for _, n := range all {
		list = append(list, n.What.Code+map[bool]string{true: " over"}[n.Recovered])
	}
	return list
}

func TestPeersBrokenFeedsAreToldOnceAnOutageAndOnceAtRecovery(t *testing.T) {
	r := open(t)
	p := r.press("a")
	id := r.follow(p, "g").ID
	r.tick()
	broken := func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) }
	notices := func() (list []string) {
		all, err := r.Notices(t.Context(), id, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range all {
			list = append(list, n.What.Code+map[bool]string{true: " over"}[n.Recovered])
		}
		return list
	}
	p.set(func() { p.answer = broken })
	for len(p.requests()) < 3 { // two failures are a hiccup
		r.run(time.Minute, time.Minute)
	}
	p.set(func() { p.answer = nil })
	r.run(5*time.Hour, 5*time.Minute)
	if got := notices(); len(got) != 0 {
		t.Errorf("a hiccup is told: %v", got)
	}
	p.set(func() { p.answer = broken })
	r.run(30*24*time.Hour, 30*time.Minute)
	if n := len(p.requests()); n < 30 || n > 60 {
		t.Errorf("a feed that is broken for a month was asked %d times", n)
	}
	p.set(func() { p.answer = nil })
	r.run(3*24*time.Hour, 30*time.Minute)
	if got := notices(); !slices.Equal(got, []string{"feed.status", "feed.status over"}) {
		t.Errorf("told %v", got)
	}
}

func TestAPageInPlaceOfAFeedIsNamed(t *testing.T) {
	r := open(t)
	p := r.press("a")
	id := r.follow(p, "g").ID
	r.tick()
	p.set(func() {
		p.answer = func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			_, _ = w.Write([]byte(`<!DOCTYPE html><html><head><title>example</title></head><body><p>This domain is for sale.</p></body></html>`))
		}
	})
	r.run(3*time.Hour, 5*time.Minute)
	if st := r.state(id); st.Trouble == nil || st.Trouble.Code != "feed.parked" || len(r.titles(id)) != 1 {
		t.Errorf("%+v", st)
	}
}
