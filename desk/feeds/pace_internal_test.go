package feeds

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"lede/source"
	"lede/store"
)

var day0 = time.Date(2026, time.March, 1, 8, 0, 0, 0, time.UTC)

func TestHowLongAFeedIsNotAskedFor(t *testing.T) {
	const floor = 5 * time.Minute
	known := entry{ETag: "e"}
	with := func(change func(*entry)) entry {
		e := known
		change(&e)
		return e
	}
	for name, c := range map[string]struct {
		e      entry
		maxAge time.Duration
		want   time.Duration
	}{
		"half of its pace":                     {with(func(e *entry) { e.Pace = 4 * time.Hour }), -1, 2 * time.Hour},
		"no pace yet":                          {known, -1, time.Hour},
		"never below the floor":                {with(func(e *entry) { e.Pace = time.Minute }), -1, floor},
		"nor below an hour without validators": {entry{Pace: time.Minute}, -1, time.Hour},
		"one validator is enough":              {entry{Pace: time.Minute, LastModified: "l"}, -1, floor},
		"as the server says":                   {with(func(e *entry) { e.Pace = time.Minute }), 3 * time.Hour, 3 * time.Hour},
		"as its publisher says":                {with(func(e *entry) { e.Pace, e.Every = time.Minute, 6*time.Hour }), -1, 6 * time.Hour},
		"a day at most":                        {with(func(e *entry) { e.Pace = 90 * time.Hour }), 50 * time.Hour, 24 * time.Hour},
	} {
		if got := c.e.wait(floor, c.maxAge); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
	for fails, want := range map[int]time.Duration{0: floor, 1: floor, 2: 2 * floor, 3: 4 * floor, 9: 256 * floor, 10: ceiling, 100: ceiling} {
		if got := backoff(floor, fails); got != want {
			t.Errorf("after %d failures: %s, want %s", fails, got, want)
		}
	}
	if got := backoff(time.Second, 100); got != 1024*time.Second {
		t.Errorf("a small floor doubles ten times: %s", got)
	}
	for asked, want := range map[time.Duration]time.Duration{-1: restFor, 0: floor, time.Minute: floor, 2 * time.Hour: 2 * time.Hour, 30 * 24 * time.Hour: 7 * 24 * time.Hour} {
		if got := rest(floor, asked); got != want {
			t.Errorf("a site that asks for %s rests for %s, want %s", asked, got, want)
		}
	}
	for wait, most := range map[time.Duration]time.Duration{time.Hour: 6 * time.Minute, 24 * time.Hour: mostJitter, 0: 0} {
		for range 100 {
			if got := jittered(wait); got < wait || got > wait+most {
				t.Fatalf("%s became %s", wait, got)
			}
		}
	}
}

func TestThePaceIsTheTimeBetweenItems(t *testing.T) {
	at := func(hours int) Item { return Item{Seen: day0.Add(time.Duration(hours) * time.Hour)} }
	published := func(seen, hours int) Item {
		i, p := at(seen), day0.Add(time.Duration(hours)*time.Hour)
		i.Published = &p
		return i
	}
	var many []Item
	for range 80 {
		many = append(many, at(0))
	}
	for range 20 {
		many = append(many, at(60))
	}
	for name, c := range map[string]struct {
		items []Item
		now   int // hours
		want  time.Duration
	}{
		"none": {nil, 9, 0}, "one": {[]Item{at(0)}, 9, 9 * time.Hour}, "three": {[]Item{at(0), at(3), at(6)}, 9, 3 * time.Hour}, "what came since counts": {[]Item{at(0), at(3), at(6)}, 18, 6 * time.Hour},
		"when they were published": {[]Item{published(9, 0), published(9, 3), published(9, 6)}, 9, 3 * time.Hour}, "unless that cannot be": {[]Item{published(0, 99)}, 9, 9 * time.Hour}, "the first, wherever it stands": {[]Item{at(6), at(0)}, 8, 4 * time.Hour},
		"the latest": {many, 80, time.Hour}, "one kept on top is none of them": {[]Item{published(0, -60_000), published(0, -3), published(0, -2), published(0, -1)}, 0, time.Hour},
		"nor are two of eight":        {[]Item{published(0, -60_000), published(0, -50_000), published(0, -6), published(0, -5), published(0, -4), published(0, -3), published(0, -2), published(0, -1)}, 0, time.Hour},
		"ten times as old as an hour": {[]Item{published(0, -10), published(0, -1), published(0, -1), published(0, -1)}, 0, 2*time.Hour + 30*time.Minute}, "and older": {[]Item{published(0, -11), published(0, -1), published(0, -1), published(0, -1)}, 0, 20 * time.Minute},
	} {
		if got := observed(c.items, day0.Add(time.Duration(c.now)*time.Hour)); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func TestASiteIsDueWhenItsFirstFeedIs(t *testing.T) {
	at := func(minutes int) time.Time { return day0.Add(time.Duration(minutes) * time.Minute) }
	var s site
	if !s.due().IsZero() {
		t.Error("a site without a feed is due")
	}
	s.set("a", at(5))
	s.set("b", at(3))
	s.set("c", at(9))
	for until, want := range map[int]int{0: 3, 3: 3, 4: 4} {
		if s.Until = at(until); !s.due().Equal(at(want)) {
			t.Errorf("left alone for %d minutes, it is due at %s", until, s.due())
		}
	}
	s.Visit = visit{Token: "t", Until: at(1)}
	for name, c := range map[string]struct {
		token string
		now   time.Time
		want  bool
	}{"by somebody else": {"u", at(0), true}, "by oneself": {"t", at(0), false}, "by somebody whose time is over": {"u", at(1), false}} {
		if got := s.busy(c.token, c.now); got != c.want {
			t.Errorf("visited %s: %v", name, got)
		}
	}
	s.Visit.Token = ""
	if s.busy("u", at(0)) {
		t.Error("nobody visits it")
	}
}

func TestHowAFeedIsShown(t *testing.T) {
	id := ID("https://a.example/feed")
	at := func(minutes int) time.Time { return day0.Add(time.Duration(minutes) * time.Minute) }
	why := ErrBlocked
	for name, c := range map[string]struct {
		s      site
		paused bool // the feed itself
		next   time.Time
		why    bool // it tells why the site is left alone
	}{
		"next":                              {site{Next: map[string]int64{id: at(5).UnixMilli()}}, false, at(5), false},
		"of a site that is left alone":      {site{Next: map[string]int64{id: at(5).UnixMilli()}, Until: at(9), Why: why}, false, at(9), true},
		"of one that was":                   {site{Next: map[string]int64{id: at(5).UnixMilli()}, Until: at(0), Why: why}, false, at(5), false},
		"later than the site is left alone": {site{Next: map[string]int64{id: at(5).UnixMilli()}, Until: at(3), Why: why}, false, at(5), true},
		"paused for a reason of its own":    {site{Until: at(3), Why: why}, true, at(3), false},
		"not at all":                        {site{}, false, time.Time{}, false},
	} {
		e := entry{}
		if c.paused {
			e.Paused = ErrNoFeed
		}
		st := e.state(id, c.s, day0)
		if !st.Next.Equal(c.next) || (st.Paused == why) != c.why || c.paused && st.Paused != ErrNoFeed {
			t.Errorf("%s: %+v", name, st)
		}
	}
}

func TestRecordsOfEachKindAreRead(t *testing.T) {
	for _, kind := range []string{kindSite, kindFeeds, kindItems, kindMarks, kindTexts, kindSigns, kindRobots, kindAliases, kindCursors, kindReaders + "x", kindWaiting + "x"} {
		if ours, err := Readable(kind, store.Entry{Value: []byte("{")}); !ours || err == nil {
			t.Errorf("damage of %s is not seen", kind)
		}
	}
	for kind, wrong := range map[string]string{kindSite: `[]`, kindFeeds: `[]`, kindItems: `{}`} {
		if ours, err := Readable(kind, store.Entry{Value: []byte(`{"v":1,"data":` + wrong + `}`)}); !ours || err == nil {
			t.Errorf("%s is read as a record of %s", wrong, kind)
		}
	}
	if ours, err := Readable("digests", store.Entry{Value: []byte("{")}); ours || err != nil {
		t.Errorf("a kind of another package: %v", err)
	}
}

// slowWeb answers after some time.
type slowWeb struct {
	Web
	after time.Duration
}

func (w slowWeb) Feed(context.Context, source.Request) (source.Answer, error) {
	time.Sleep(w.after)
	return source.Answer{}, errors.New("nothing is there")
}

// TestASlowFeedIsAskedForSeldom: hundreds of sites that take all the time they are given would keep all other feeds waiting.
func TestASlowFeedIsAskedForSeldom(t *testing.T) {
	const floor = time.Minute
	for _, c := range []struct{ after, least, most time.Duration }{
		{4 * time.Second, 0, 10 * time.Minute},
		{5 * time.Second, 15 * time.Minute, 17 * time.Minute},
		{20 * time.Second, time.Hour, 67 * time.Minute},
	} {
		synctest.Test(t, func(t *testing.T) {
			v := &round{Feeds: New(Options{Web: slowWeb{after: c.after}, Floor: floor}), begun: time.Now(), resting: map[string]time.Time{}, claim: store.Claim{At: day0, Owner: ownerSite("paper.example")}}
			if err := v.ask(t.Context()); err != nil {
				t.Fatal(err)
			}
			if wait := v.untilNext(entry{Fails: 1}); wait < c.least || wait > c.most {
				t.Errorf("after %s: not asked for %s", c.after, wait)
			}
		})
	}
}
