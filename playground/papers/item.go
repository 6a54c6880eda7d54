package papers

import (
	"slices"
	"time"
)

// Item is one story of a feed, as a feed shows it at some moment.
type Item struct {
	GUID  string // "" for none
	Link  string // as it is written into the feed; "" for none
	Title string // "" for none
	Lead  string // what stands in the feed where the whole text does not
	Text  []string
	// Author, Picture and Tags are left out where they are empty.
	Author, Picture string
	Tags            []string
	// At is when it appears. Changed is when it was last edited, zero for never.
	At, Changed time.Time
	// Date is what the feed says of when it was published, where that is not At. "none" leaves it out.
	Date string
	// Members marks it as for those who pay.
	Members bool
}

// Paper is what has been published by a moment, newest first, at most so many items.
type Paper func(now time.Time, most int) []Item

// Printed publishes each item at its At. One that has the GUID of an earlier one is its new version: it stands in its place,
// with the hour of the first.
func Printed(items ...Item) Paper {
	items = slices.Clone(items)
	slices.SortStableFunc(items, func(a, b Item) int { return a.At.Compare(b.At) })
	return func(now time.Time, most int) []Item {
		var out []Item
		for _, it := range items {
			if it.At.After(now) {
				break
			}
			first := slices.IndexFunc(out, func(o Item) bool { return it.GUID != "" && o.GUID == it.GUID })
			if first < 0 {
				out = append(out, it)
				continue
			}
			it.Changed, it.At = it.At, out[first].At
			out[first] = it
		}
		slices.Reverse(out)
		return out[:min(most, len(out))]
	}
}
