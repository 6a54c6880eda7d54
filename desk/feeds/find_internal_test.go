package feeds

import (
	"testing"
	"time"

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
		found := readFound(source.Found{Address: "https://a.example/feed", Feed: &feed.Feed{Items: c.items}})
		if len(found.Newest) != len(c.items) || found.Newest[0].Title != c.first {
			t.Errorf("%v: %+v", c.items, found.Newest)
		}
	}
}
