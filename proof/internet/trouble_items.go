package internet

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// editing returns a trouble with each item.
func editing(f func(now time.Time, it *Item)) Trouble {
	return Trouble{Items: func(now time.Time, items []Item) []Item {
		items = slices.Clone(items)
		for i := range items {
			f(now, &items[i])
		}
		return items
	}}
}

// GUIDs changes the GUID of each item, as in a migration to a new system, or to https.
func GUIDs(f func(Item) string) Trouble {
	return editing(func(_ time.Time, it *Item) { it.GUID = f(*it) })
}

// OneGUID gives all items the same GUID.
func OneGUID(guid string) Trouble { return GUIDs(func(Item) string { return guid }) }

// HeadlineGUIDs derives GUIDs from headlines, so that they change with them.
func HeadlineGUIDs() Trouble {
	return GUIDs(func(it Item) string { return strings.ToLower(strings.ReplaceAll(it.Title, " ", "-")) })
}

// NoGUIDs removes the GUIDs.
func NoGUIDs() Trouble { return GUIDs(func(Item) string { return "" }) }

// NoLinks removes the links.
func NoLinks() Trouble { return editing(func(_ time.Time, it *Item) { it.Link = "" }) }

// Touched dates every item to the time of the request.
func Touched() Trouble {
	return editing(func(now time.Time, it *Item) { it.Date = now.UTC().Format(time.RFC1123Z) })
}

// Dated gives every item the same publication date: "none" for no date at all.
func Dated(date string) Trouble { return editing(func(_ time.Time, it *Item) { it.Date = date }) }

// Ahead dates items into the future.
func Ahead(by time.Duration) Trouble {
	return editing(func(_ time.Time, it *Item) { it.Date = it.At.Add(by).UTC().Format(time.RFC1123Z) })
}

// Retitled changes the headline of each item at regular intervals, as live blogs do, and nothing else.
func Retitled(every time.Duration) Trouble {
	return editing(func(now time.Time, it *Item) {
		if n := int(now.Sub(it.At) / every); n > 0 {
			it.Title = fmt.Sprintf("%s: update %d", it.Title, n)
			it.Changed = it.At.Add(time.Duration(n) * every)
		}
	})
}

// Members marks every item as for subscribers only.
func Members() Trouble { return editing(func(_ time.Time, it *Item) { it.Members = true }) }

// Tracked adds a tracking parameter to links, different in every answer.
func Tracked() Trouble {
	return editing(func(now time.Time, it *Item) {
		it.Link += fmt.Sprintf("?utm_source=feed&utm_medium=rss&utm_campaign=%d", now.Unix())
	})
}

// Flood shows n items that were never there before, all at once.
func Flood(n int, write func(n int) Item) Trouble {
	return Trouble{Items: func(now time.Time, items []Item) []Item {
		flood := make([]Item, 0, n+len(items))
		for i := range n {
			it := write(i)
			if it.At.IsZero() {
				it.At = now
			}
			flood = append(flood, it)
		}
		return append(flood, items...)
	}}
}

// Empty removes all items.
func Empty() Trouble {
	return Trouble{Items: func(time.Time, []Item) []Item { return nil }}
}
