package feeds

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"lede/briefing"
	"lede/problem"
	"lede/source"
	"lede/source/feed"
)

const document = `<rss><channel><title>A</title><item><guid>1</guid><title>T</title></item></channel></rss>`

func TestWhatAnAnswerMeans(t *testing.T) {
	failed := errors.New("failed")
	answer := func(status int, body string) source.Answer { return source.Answer{Status: status, Body: []byte(body)} }
	cutOff := answer(http.StatusOK, strings.TrimSuffix(document, "</channel></rss>"))
	cutBehind := answer(http.StatusOK, document) // the server had promised more
	cutOff.Cut, cutBehind.Cut = true, true
	unchanged := source.Answer{Status: http.StatusNotModified, Conditional: true}
	for name, c := range map[string]struct {
		a      source.Answer
		err    error
		before entry
		came   string
		want   string // trouble, blamed, rests, gone, whole, partly
	}{
		"a document":            {answer(200, document), nil, entry{}, fetchedNew, "whole"},
		"the same as before":    {answer(200, document), nil, entry{Body: hash(document)}, fetchedUnchanged, "whole"},
		"one that is cut off":   {cutOff, nil, entry{}, fetchedNew, "whole partly"},
		"cut off behind it":     {cutBehind, nil, entry{}, fetchedNew, "whole"},
		"nothing changed":       {unchanged, nil, entry{}, fetchedUnchanged, ""},
		"no feed":               {answer(200, "<html>"), nil, entry{}, fetchedFailed, "trouble blamed"},
		"not there":             {answer(404, ""), nil, entry{}, fetchedFailed, "trouble blamed"},
		"gone for good":         {answer(410, ""), nil, entry{}, fetchedGone, "trouble blamed gone"},
		"too many requests":     {answer(429, ""), nil, entry{}, fetchedAway, "trouble blamed rests"},
		"forbidden":             {answer(403, ""), nil, entry{}, fetchedAway, "trouble blamed rests"},
		"no service":            {answer(503, ""), nil, entry{}, fetchedAway, "trouble blamed rests"},
		"no answer":             {source.Answer{}, failed, entry{}, fetchedFailed, "trouble blamed"},
		"another site was busy": {source.Answer{}, ErrBusy, entry{}, fetchedFailed, "trouble"},
		"nobody waited":         {source.Answer{}, errStopped, entry{}, fetchedFailed, "trouble"},
	} {
		v := judge(c.a, c.err, c.before, briefing.Options{})
		got := ""
		for _, one := range []struct {
			is   bool
			word string
		}{{v.trouble != nil, "trouble"}, {v.blamed, "blamed"}, {v.rests, "rests"}, {v.gone, "gone"}, {v.whole, "whole"}, {v.doc != nil && v.doc.Partly, "partly"}} {
			if one.is {
				got += " " + one.word
			}
		}
		if want := c.want; got != "" && got[1:] != want || got == "" && want != "" || v.came() != c.came {
			t.Errorf("%s: %q, %s", name, got, v.came())
		}
	}
}

func TestARequestIsCounted(t *testing.T) {
	e := entry{visits: visits{Same: day0.Add(-time.Hour)}, ETag: "old"}
	e.account(source.Answer{Status: 429, Bytes: 3, ETag: "new"}, verdict{trouble: ErrBusy}, day0)
	if e.Requests != 1 || e.TooMany != 1 || e.NotModified != 0 || e.Bytes != 3 || !e.Tried.Equal(day0) || !e.Read.IsZero() || e.ETag != "old" {
		t.Errorf("trouble: %+v", e)
	}
	e.account(source.Answer{Status: 304, Bytes: 2, ETag: "new"}, verdict{}, day0)
	if e.Requests != 2 || e.NotModified != 1 || e.TooMany != 1 || e.Bytes != 5 || !e.Read.Equal(day0) || e.ETag != "new" || !e.Same.Equal(day0.Add(-time.Hour)) {
		t.Errorf("unchanged: %+v", e)
	}
	e.account(source.Answer{Status: 200}, verdict{whole: true, body: "b"}, day0)
	if e.Body != "b" || !e.Same.IsZero() || e.NotModified != 1 {
		t.Errorf("a document: %+v", e)
	}
	e.account(source.Answer{Status: 304}, verdict{}, day0)
	if !e.Same.Equal(day0) || e.Body != "b" {
		t.Errorf("unchanged since then: %+v", e)
	}
}

func TestTroubleIsToldWhenItLastsAndOnce(t *testing.T) {
	trouble := verdict{trouble: problem.New("feed.page"), blamed: true}
	after := func(hours float64) time.Time { return day0.Add(time.Duration(hours * float64(time.Hour))) }
	var e entry
	for i, c := range []struct {
		v     verdict
		at    float64 // hours
		fails int
		heard int64
		told  bool
	}{
		{trouble, 0, 1, 0, false}, {trouble, 1, 2, 0, false}, {verdict{trouble: ErrBusy}, 2, 2, 0, false}, {trouble, 3, 3, 1, true}, {trouble, 4, 4, 1, true},
		{verdict{}, 5, 0, 2, false}, {verdict{}, 6, 0, 2, false}, // well again
		{trouble, 10, 1, 2, false}, {trouble, 33.9, 2, 2, false}, {verdict{}, 33.95, 0, 2, false}, // too short
		{trouble, 40, 1, 2, false}, {trouble, 64, 2, 3, true}, {verdict{}, 65, 0, 4, false}, // a day
		{verdict{trouble: ErrNoFeed, blamed: true, gone: true}, 70, 1, 5, true},
	} {
		e.judged(c.v, after(c.at))
		if e.Fails != c.fails || e.Heard != c.heard || e.Told != c.told {
			t.Errorf("%d: %d failures, %d notices, told %v", i, e.Fails, e.Heard, e.Told)
		}
	}
	if e.Paused == nil || !e.Notices[1].Recovered || e.Notices[0].Recovered || !e.Since.Equal(after(70)) {
		t.Errorf("%+v", e)
	}
	for range 20 {
		e.notice(Notice{What: ErrNoFeed}, day0)
	}
	if len(e.Notices) != 8 || e.Notices[7].N != e.Heard {
		t.Errorf("%d notices are kept of %d: %+v", len(e.Notices), e.Heard, e.Notices)
	}
}

// TestWhoWaitsIsWokenByNews alone.
func TestWhoWaitsIsWokenByNews(t *testing.T) {
	for name, c := range map[string]struct {
		e    entry
		news int
		want bool
	}{"somebody waits": {entry{AtOnce: true}, 1, true}, "nothing is new": {entry{AtOnce: true}, 0, false}, "nobody waits": {entry{}, 1, false}} {
		v := round{Feeds: &Feeds{}, id: "f", book: &book{news: c.news}}
		if got := v.settle(&site{Next: map[string]int64{}}, &c.e, true, day0); got.wake != c.want {
			t.Errorf("%s: woken %v", name, got.wake)
		}
	}
}

func TestADocumentTellsOfItsFeed(t *testing.T) {
	learn := func(e entry, doc feed.Feed, b book) entry {
		v := round{Feeds: &Feeds{}, book: &b, verdict: verdict{doc: &doc}}
		v.learn(&e, day0)
		return e
	}
	e := learn(entry{Title: "Before"}, feed.Feed{Link: "l", Every: time.Hour}, book{newest: 7})
	if e.Title != "Before" || e.Link != "l" || e.Every != time.Hour || e.Newest != 7 || !e.Seeded || !e.LastNew.IsZero() || e.Heard != 0 {
		t.Errorf("%+v", e)
	}
	if e = learn(e, feed.Feed{Title: "Now", Partly: true, Problem: ErrNoFeed}, book{news: 1}); e.Title != "Now" || !e.LastNew.Equal(day0) || e.Heard != 1 || !e.Partly {
		t.Errorf("%+v", e)
	}
	if e = learn(e, feed.Feed{Partly: true, Problem: ErrNoFeed}, book{reseeded: 1}); e.Heard != 2 || e.Notices[1].What.Code != "feed.renumbered" {
		t.Errorf("told again, or not: %+v", e)
	}
	if e := learn(entry{}, feed.Feed{Partly: true, Problem: problem.New("feed.long")}, book{}); e.Partly || e.Heard != 0 {
		t.Errorf("of a long feed the admins are told: %+v", e)
	}
	if e = learn(e, feed.Feed{}, book{}); e.Partly || e.Heard != 2 {
		t.Errorf("%+v", e)
	}
	before := fmt.Sprint(e)
	v := round{Feeds: &Feeds{}, verdict: verdict{trouble: ErrNoFeed}}
	if v.learn(&e, day0); fmt.Sprint(e) != before {
		t.Errorf("without a document: %+v", e)
	}
}

func TestStandingsAreOfTheLatestVisits(t *testing.T) {
	f := &Feeds{}
	a, b, c, d := ID("https://a.example/f"), ID("https://b.example/f"), ID("https://c.example/f"), ID("https://d.example/f")
	f.states.note(a, entry{}, time.Hour)
	f.states.note(b, entry{Trouble: ErrBusy, Since: day0.Add(time.Hour)}, time.Hour)
	f.states.note(c, entry{Trouble: ErrBusy, Paused: ErrNoFeed, Since: day0}, time.Hour)
	f.states.note(d, entry{Partly: true}, time.Hour)
	counts, troubled := f.States()
	if fmt.Sprint(counts) != "map[ended:1 failing:1 partly read:1 well:1]" || len(troubled) != 2 || troubled[0].Site != "c.example" || troubled[0].What != ErrNoFeed || troubled[1].Site != "b.example" {
		t.Errorf("%v, %+v", counts, troubled)
	}
	f.states.drop(b)
	f.states.note(d, entry{}, -2*overdue) // another process has it by now
	if counts, troubled := f.States(); fmt.Sprint(counts) != "map[ended:1 failing:0 partly read:0 well:1]" || len(troubled) != 1 {
		t.Errorf("%v, %+v", counts, troubled)
	}
}

func TestFetchesAreCountedFromZero(t *testing.T) {
	f := &Feeds{}
	f.fetches.Add(fetchedNew)
	if got := fmt.Sprint(f.Fetches()); got != "map[asked to wait:0 failed:0 gone:0 new:1 unchanged:0]" {
		t.Error(got)
	}
}
