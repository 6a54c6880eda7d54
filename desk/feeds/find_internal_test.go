package feeds

import (
	"testing"
	"time"

	"lede/problem"
	"lede/source"
	"lede/source/feed"
)

// TestWhatIsFoundIsShownTheNewestFirst by the dates, where every item has one, else as the document has them.
func TestWhatIsFoundIsShownTheNewestFirst(t *testing.T) {
	day := time.Date(2026, time.March, 1, 7, 0, 0, 0, time.UTC)
	item := func(title string, published time.Time) feed.Item {
		return feed.Item{Title: title, Published: published}
	}
	for _, c := range []struct {
		items []feed.Item
		first string
	}{
		{[]feed.Item{item("old", day), item("new", day.Add(time.Hour))}, "new"},
		{[]feed.Item{item("old", day), item("undated", time.Time{}), item("new", day.Add(time.Hour))}, "old"},
		{[]feed.Item{item("first", time.Time{}), item("second", time.Time{})}, "first"},
	} {
		found := readFound(source.Found{Address: "https://a.example/feed", Feed: &feed.Feed{Items: c.items}}, day.Add(time.Hour))
		if len(found.Newest) != len(c.items) || found.Newest[0].Title != c.first {
			t.Errorf("%v: %+v", c.items, found.Newest)
		}
	}
}

// TestTheRhythmOfWhatIsFoundIsThatOfMostItems: one that is kept on top, or has a date that nobody wrote, changes nothing.
func TestTheRhythmOfWhatIsFoundIsThatOfMostItems(t *testing.T) {
	day := time.Date(2026, time.March, 1, 7, 0, 0, 0, time.UTC)
	hours := func(list ...int) *feed.Feed {
		f := &feed.Feed{}
		for _, h := range list {
			f.Items = append(f.Items, feed.Item{Published: day.Add(-time.Duration(h) * time.Hour)})
		}
		return f
	}
	for name, c := range map[string]struct {
		doc  *feed.Feed
		want time.Duration
	}{
		"each hour": {hours(1, 2, 3, 4), time.Hour}, "an old one on top": {hours(60_000, 1, 2, 3, 4), time.Hour}, "one from the future": {hours(-90_000, 1, 2, 3), time.Hour}, "none": {hours(), 0}, "one": {hours(3), 0},
		"two that are far apart": {hours(1, 1001), 1000 * time.Hour}, "less and less": {hours(1, 3, 9, 27, 81), 20 * time.Hour},
	} {
		if got := paceOf(c.doc, day); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

// TestALongFeedLacksNoNews: what is left out of it is old, if each item says when it was published.
func TestALongFeedLacksNoNews(t *testing.T) {
	dated := feed.Item{Published: day0}
	for name, c := range map[string]struct {
		doc  feed.Feed
		want bool
	}{
		"whole":              {feed.Feed{Items: []feed.Item{dated}}, false},
		"long":               {feed.Feed{Items: []feed.Item{dated, dated}, Partly: true, Problem: problem.New("feed.long")}, false},
		"long, without date": {feed.Feed{Items: []feed.Item{dated, {}}, Partly: true, Problem: problem.New("feed.long")}, true},
		"cut off":            {feed.Feed{Items: []feed.Item{dated}, Partly: true, Problem: problem.New("feed.cut-off")}, true},
	} {
		if got := lacks(&c.doc); got != c.want {
			t.Errorf("%s: lacks news: %v", name, got)
		}
		if got := readFound(source.Found{Address: "https://a.example/feed", Feed: &c.doc}, day0); got.Partly != c.want {
			t.Errorf("%s: is found to be read in part: %v", name, got.Partly)
		}
	}
}

// TestAFoundFeedHasTheNameUnderWhichItIsFollowed, however its host was spelled.
func TestAFoundFeedHasTheNameUnderWhichItIsFollowed(t *testing.T) {
	got := readFound(source.Found{Address: "https://bücher.example/feed", Feed: documentOf("a")}, day0)
	if want := "https://xn--bcher-kva.example/feed"; got.Address != want || got.ID != ID(want) || got.Newest[0].Feed != ID(want) {
		t.Errorf("%+v", got)
	}
}
