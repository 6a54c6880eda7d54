package feeds

import (
	"fmt"
	"testing"
	"time"

	"lede/source/feed"
)

// TestOneOddDateCostsNoDaysNews: nothing ran for a day, and all of a busy feed is new. Editors date some items back, others have no date.
func TestOneOddDateCostsNoDaysNews(t *testing.T) {
	dated := func(name string, at time.Time) feed.Item {
		i := one(name)
		i.Published = at
		return i
	}
	now := day0.Add(24 * time.Hour)
	for name, c := range map[string]struct {
		odd        []feed.Item
		news, anew int
	}{
		"dated back":                 {[]feed.Item{dated("x", day0.Add(-3*time.Hour))}, 17, 0},
		"without dates":              {[]feed.Item{one("x"), one("y"), one("z")}, 19, 0},
		"of next year":               {[]feed.Item{dated("x", now.AddDate(1, 0, 0))}, 17, 0},
		"an old one under a new key": {[]feed.Item{func() feed.Item { i := dated("x", day0.Add(-2*time.Hour)); i.Title = "known"; return i }()}, 16, 0},
		"a title that is used again": {[]feed.Item{func() feed.Item { i := dated("x", now.Add(-time.Hour)); i.Title = "known"; return i }()}, 17, 0},
		"too many odd ones":          {[]feed.Item{one("v"), one("w"), one("x"), one("y"), one("z")}, 0, 21},
	} {
		b := book{id: "f"}
		b.take(&feed.Feed{Items: []feed.Item{dated("known", day0.Add(-2*time.Hour)), dated("other", day0.Add(-time.Hour))}}, day0)
		b.seeded, b.read, b.news, b.fresh = true, day0, 0, nil
		document := &feed.Feed{Items: c.odd}
		for n := range 16 {
			document.Items = append(document.Items, dated(fmt.Sprint("new ", n), now.Add(-time.Duration(n+1)*time.Hour)))
		}
		if b.take(document, now); b.news != c.news || b.reseeded != c.anew {
			t.Errorf("%s: %d of %d are news, %d look new", name, b.news, len(document.Items), b.reseeded)
		}
	}
}
