package papers

import (
	"slices"
	"time"
)

// Item is one story of a feed, as the feed shows it at some moment.
type Item struct {
	GUID  string // "" for none
	Link  string // as written into the feed; "" for none
	Title string // "" for none
	Lead  string // shown in the feed in place of the whole text
	Text  []string
	// Author, Picture and Tags are omitted if empty.
	Author, Picture string
	Tags            []string
	// At is when it appears. Changed is when it was last edited, zero for never.
	At, Changed time.Time
	// Date replaces At as the publication date in the feed. "none" omits it.
	Date string
	// Members marks it as for subscribers only.
	Members bool
}

// Paper returns what has been published by a moment, newest first, at most the given number of items.
type Paper func(now time.Time, most int) []Item

// Printed publishes each item at its At. An item with the GUID of an earlier one is its new version: it replaces it,
// with the time of the first.
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
