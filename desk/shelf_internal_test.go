package desk

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"lede/briefing"
	"lede/briefing/story"

	"lede/scheduler"
	"lede/store"
)

var spring = time.Date(2026, time.March, 1, 8, 0, 0, 0, time.UTC)

func TestWhoseArticlesStandFirst(t *testing.T) {
	at := func(minutes int) time.Time { return spring.Add(time.Duration(minutes) * time.Minute) }
	list := []Headline{{Ref: "b", Added: at(1)}, {Ref: "a", Added: at(1)}, {Ref: "c", Added: at(2)}, {Ref: "d", Added: at(1), item: &FeedItem{Seq: 5}}}
	slices.SortFunc(list, newestFirst)
	var order string
	for _, h := range list {
		order += h.Ref
	}
	if order != "cdab" {
		t.Errorf("in the order %s", order)
	}
	titled := []Headline{{Ref: "0123456789ab", Title: "Ferry sails"}, {Ref: "x", Title: "The ferry"}, {Ref: "y", Title: "Ferry"}}
	for name, want := range map[string]string{"": "0123456789ab", "y": "y", " FERRY ": "y", "the ferry": "x", "sails": "0123456789ab", "ferry s": "0123456789ab", "tram": ""} {
		if h, ok := named(titled, name); h.Ref != want || ok != (want != "") {
			t.Errorf("%q means %q", name, h.Ref)
		}
	}
	p := func(ref string) place { return place{Ref: ref} }
	var r reading
	for i := range 26 {
		r = r.opening(p(fmt.Sprint(i)))
	}
	if r.Ref != "25" || len(r.Before) != 24 || r.Before[0].Ref != "24" {
		t.Errorf("%+v", r)
	}
	if r = r.opening(p("3")); r.Ref != "3" || len(r.Before) != 24 || slices.Contains(r.Before, p("3")) {
		t.Errorf("opened again: %+v", r)
	}
	for ref, want := range map[string]bool{"3": true, "4": true, "0": false, "": false} {
		if _, found := r.find(ref); found != want {
			t.Errorf("%q was opened: %v", ref, found)
		}
	}
	for _, c := range []struct {
		h    Headline
		want bool
	}{{Headline{}, true}, {Headline{By: "ana"}, false}, {Headline{Feed: "f"}, false}} {
		if c.h.Shared() != c.want {
			t.Errorf("%+v is shared: %v", c.h, !c.want)
		}
	}
	edited := at(5)
	for _, c := range []struct {
		h    Headline
		want bool
	}{{Headline{Added: at(6)}, true}, {Headline{Added: at(4)}, false}, {Headline{Added: at(4), Feed: "f"}, false}, {Headline{Added: at(6), Feed: "f"}, false}, {Headline{Feed: "f", item: &FeedItem{Edited: &edited}}, true}} {
		if got := c.h.ChangedSince(at(4)); got != c.want {
			t.Errorf("%+v has changed: %v", c.h, got)
		}
	}
	if got := (Story{Articles: []Headline{{Site: "a"}, {Site: "a"}, {Site: "b"}, {Feed: "f", Ref: "1"}, {Feed: "f", Ref: "2"}, {Ref: "3"}, {Ref: "4"}}}).Sites(); got != 5 {
		t.Errorf("%d sites", got)
	}
}

func TestWhatIsLookedAtIsKept(t *testing.T) {
	at := func(days int) time.Time { return spring.AddDate(0, 0, days) }
	looked := at(5)
	if got := firstToGo(nil); !got.IsZero() {
		t.Errorf("nothing goes at %s", got)
	}
	list := []Headline{{Added: at(3), Bytes: 2}, {Added: at(0), Looked: &looked, Bytes: 3}, {Added: at(4)}}
	if got := firstToGo(list); !got.Equal(at(33)) {
		t.Errorf("the first goes at %s", got)
	}
	if got := taken(list); got != 5 {
		t.Errorf("%d bytes", got)
	}
	if s := (Space{Server: 1}).orDefaults(); s != (Space{8 << 20, 1, 512 << 20}) {
		t.Errorf("%+v", s)
	}
	for name, c := range map[string]struct {
		g    gist
		want bool
	}{
		"fine": {gist{Bytes: 10, Points: []point{{Text: "a"}, {Sentence: 9, Text: "b"}}}, true}, "a sentence too far": {gist{Bytes: 10, Points: []point{{Sentence: 10, Text: "a"}}}, false}, "one below zero": {gist{Bytes: 10, Points: []point{{Sentence: -1, Text: "a"}}}, false}, "as long as may be": {gist{Bytes: maxArticle}, true}, "longer": {gist{Bytes: maxArticle + 1}, false},
	} {
		if got := c.g.sound(); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
	a := gist{Points: []point{{Sentence: 2, Text: "Two."}, {Text: "Nought."}}}.article(Headline{Title: "T"})
	if len(a.Sentences) != 3 || a.SentenceText(2) != "Two." || a.SentenceText(0) != "Nought." || a.SentenceText(1) != "" || !slices.Equal(a.Summary, []int{2, 0}) {
		t.Errorf("%+v", a)
	}
	quiet, err := scheduler.ParseHours("22:00-06:00")
	if err != nil {
		t.Fatal(err)
	}
	for zone, want := range map[string]time.Time{"": {}, "Asia/Tokyo": {}, "America/Los_Angeles": time.Date(2026, 3, 1, 14, 0, 0, 0, time.UTC), "nonsense": {}} {
		if got := (Settings{Zone: zone, Quiet: quiet}).QuietUntil(spring); !got.Equal(want) {
			t.Errorf("in %q it is quiet until %s", zone, got)
		}
	}
}

// TestAnArticleOfTheInstanceIsNotAServersOwn, though it has the same name.
func TestAnArticleOfTheInstanceIsNotAServersOwn(t *testing.T) {
	kv := store.NewMemory(nil)
	defer kv.Close()
	shared, own := &briefing.Article{ID: "a", Title: "Shared", Text: "Shared."}, &briefing.Article{ID: "a", Title: "Own", Text: "Own."}
	d := New(Options{Store: kv, Articles: []*briefing.Article{shared}})
	h, _, err := d.Add(t.Context(), "g", "ana", own)
	if err != nil {
		t.Fatal(err)
	}
	briefed, err := d.Brief(t.Context(), "sam", own)
	if err != nil {
		t.Fatal(err)
	}
	for want, c := range map[string]struct {
		r Reader
		h Headline
	}{"Own": {Reader{Guild: "g"}, h}, "Own ": {Reader{Person: "sam"}, briefed}, "Shared": {Reader{Person: "eve"}, Headline{Ref: h.Ref, at: place{Ref: h.Ref}}}} {
		if a, err := d.Article(t.Context(), c.r, c.h); err != nil || a.Title != strings.TrimSpace(want) {
			t.Errorf("read %+v, %v", a, err)
		}
		one := c.h
		if s, err := d.signature(t.Context(), c.r, &one); err != nil || reflect.DeepEqual(s, story.Sign(shared)) != (want == "Shared") {
			t.Errorf("%s: another signature: %v", want, err)
		}
	}
}

// TestAListHasNoMoreOfAnArticleThanACardShows: lists are read with each letter that somebody types, and a page may call itself as it likes.
func TestAListHasNoMoreOfAnArticleThanACardShows(t *testing.T) {
	l := newLarder(t, Space{})
	long := strings.Repeat("é", 2000)
	a := &briefing.Article{ID: "a", Title: "x" + long, Site: long, URL: "https://example.org/" + strings.Repeat("u", 2048-20), Text: "The bridge is closed."}
	if _, _, err := l.Add(t.Context(), "7", "1", a); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Brief(t.Context(), "1", a); err != nil {
		t.Fatal(err)
	}
	for _, r := range []Reader{{Guild: "7"}, {Person: "1"}} {
		list, err := l.Headlines(t.Context(), r)
		if err != nil || len(list) != 1 {
			t.Fatalf("%+v: %d, %v", r, len(list), err)
		}
		h := list[0]
		if h.Title != "x"+long[:998] || h.Site != long[:1000] || h.URL != a.URL {
			t.Errorf("%+v: a title of %d bytes, a site of %d, an address of %d", r, len(h.Title), len(h.Site), len(h.URL))
		}
		if whole, err := l.Article(t.Context(), r, h); err != nil || whole.Title != a.Title {
			t.Errorf("%+v: the article itself has a title of %d bytes, %v", r, len(whole.Title), err)
		}
	}
	a.URL += "u"
	if h := headline(a); h.URL != "" {
		t.Errorf("an address of %d bytes", len(h.URL))
	}
}

// TestADigestReadsNoKeyPointThatNoMessageHolds, or a few texts without a full stop would take its time.
func TestADigestReadsNoKeyPointThatNoMessageHolds(t *testing.T) {
	a := &briefing.Article{Text: strings.Repeat("a", 16<<10) + strings.Repeat("b", 16<<10+1) + "c"}
	for _, s := range []briefing.Span{{Start: 0, End: 16 << 10}, {Start: 16 << 10, End: 32<<10 + 1}, {Start: 32<<10 + 1, End: 32<<10 + 2}} {
		a.Sentences, a.Summary = append(a.Sentences, briefing.Sentence{Span: s}), append(a.Summary, len(a.Summary))
	}
	if g := gistOf(a); len(g.Points) != 2 || g.Points[0].Sentence != 0 || g.Points[1].Text != "c" || g.Bytes != len(a.Text) {
		t.Errorf("%d points of %d bytes", len(g.Points), g.Bytes)
	}
}
