package feeds

import (
	"slices"
	"strings"
	"testing"
	"time"

	"lede/source/feed"
)

// TestAnArticleInSeveralItemsAtOnceIsOne: the words are the same, whatever their case, and so is the time, nearly. Whatever else may be
// news of its own is told.
func TestAnArticleInSeveralItemsAtOnceIsOne(t *testing.T) {
	const told = "The price of milk fell by 12 cents a litre on Monday, the farmers of Orrin said. Their chairman called it ruinous."
	long := told + " " + strings.Repeat("He asked for help. ", 3)
	at := func(name, title, text string, minutes int) feed.Item {
		i := feed.Item{Title: title, Teaser: text, Link: "https://paper.example/" + name, Keys: feed.Keys{Main: name, Text: "text of " + name}}
		if minutes >= 0 {
			i.Published = day0.Add(time.Duration(minutes) * time.Minute)
		}
		return i
	}
	for name, c := range map[string]struct {
		items []feed.Item // the newest first
		want  []string    // the names of those that are kept
	}{
		"three times":                {[]feed.Item{at("c", "MILK FALLS", told, 3), at("b", "Milk falls", told, 2), at("a", "Milk falls", told, 1)}, []string{"a"}},
		"one for telephones":         {[]feed.Item{at("a", "Milk falls", told, 1), at("a/amp", "Milk falls", told, 1)}, []string{"a"}},
		"and the other way round":    {[]feed.Item{at("a/amp", "Milk falls", told, 1), at("a?utm_source=feed", "Milk falls", told, 1)}, []string{"a?utm_source=feed"}},
		"another title":              {[]feed.Item{at("b", "Milk rises", told, 2), at("a", "Milk falls", told, 1)}, []string{"a", "b"}},
		"another text":               {[]feed.Item{at("b", "Milk falls", strings.Replace(told, "12", "15", 1), 2), at("a", "Milk falls", told, 1)}, []string{"a", "b"}},
		"another whole text":         {[]feed.Item{func() feed.Item { i := at("b", "Milk falls", told, 2); i.Content = "<p>Another.</p>"; return i }(), at("a", "Milk falls", told, 1)}, []string{"a", "b"}},
		"an hourly bulletin":         {[]feed.Item{at("c", "Bulletin", told, 120), at("b", "Bulletin", told, 60), at("a", "Bulletin", told, 0)}, []string{"a", "b", "c"}},
		"few words":                  {[]feed.Item{at("b", "Live", "Follow what happens in our ticker.", 2), at("a", "Live", "Follow what happens in our ticker.", 1)}, []string{"a", "b"}},
		"no text":                    {[]feed.Item{at("b", "Milk falls", "", 2), at("a", "Milk falls", "", 1)}, []string{"a", "b"}},
		"no dates and many words":    {[]feed.Item{at("b", "Milk falls", long, -1), at("a", "Milk falls", long, -1)}, []string{"a"}},
		"no dates and not so many":   {[]feed.Item{at("b", "Milk falls", told, -1), at("a", "Milk falls", told, -1)}, []string{"a", "b"}},
		"one of them without a date": {[]feed.Item{at("b", "Milk falls", long, 2), at("a", "Milk falls", long, -1)}, []string{"a", "b"}},
	} {
		b := book{id: "f"}
		b.take(&feed.Feed{}, day0)
		b.seeded, b.read = true, day0.Add(-time.Hour)
		later := day0.Add(4 * time.Hour)
		names := func() (list []string) {
			for _, i := range b.items {
				list = append(list, i.Main)
			}
			return list
		}
		b.take(&feed.Feed{Items: c.items}, later)
		if got := names(); !slices.Equal(got, c.want) || b.news != len(c.want) {
			t.Errorf("%s: kept are %v, %d are news", name, got, b.news)
		}
		for n := range 3 { // nothing comes of the others later, when fewer are left
			b.news = 0
			b.take(&feed.Feed{Items: c.items[:max(1, len(c.items)-n)]}, later.Add(time.Hour))
			if got := names(); !slices.Equal(got, c.want) || b.news != 0 {
				t.Errorf("%s: kept are %v then, %d are news", name, got, b.news)
			}
		}
	}
}

// TestATwinThatComesLaterIsOne with the item that is known.
func TestATwinThatComesLaterIsOne(t *testing.T) {
	item := func(name string, minutes int) feed.Item {
		return feed.Item{Title: "Milk falls", Teaser: "The price of milk fell by 12 cents a litre on Monday, the farmers said.", Published: day0.Add(time.Duration(minutes) * time.Minute), Keys: feed.Keys{Main: name, Text: name}}
	}
	for _, c := range [][2]int{{0, 10}, {25, 35}, {35, 25}} {
		b := book{id: "f", seeded: true}
		b.take(&feed.Feed{Items: []feed.Item{item("a", c[0])}}, day0.Add(time.Hour))
		b.take(&feed.Feed{Items: []feed.Item{item("b", c[1]), item("a", c[0])}}, day0.Add(2*time.Hour))
		if len(b.items) != 1 || b.items[0].Main != "a" {
			t.Errorf("%v: %+v", c, b.items)
		}
	}
}
