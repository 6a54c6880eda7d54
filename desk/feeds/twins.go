package feeds

import (
	"strings"
	"time"
	"unicode"

	"lede/source/feed"
)

// twinsWithin is how far apart the dates of one article in two items may be. An hourly bulletin says the same each time, and is news.
const twinsWithin = 30 * time.Minute

// withoutTwins leaves out the items unknown to us that another item of the document repeats word for word at the same time, as some
// programs do that publish an article anew for each change. They are seen, so that none is news later.
func withoutTwins(unknown []int, items []feed.Item, found []int) (list []int) {
	if len(unknown) == 0 || len(items) < 2 {
		return unknown
	}
	dates := map[string][]time.Time{} // of what was seen, by its words; the latest few
	see := func(words string, i int) {
		dates[words] = append(dates[words], items[i].Published)[max(0, len(dates[words])+1-keptTwins):]
	}
	for i, at := range found {
		if at >= 0 {
			if words := spoken(items[i]); words != "" {
				see(words, i)
			}
		}
	}
	for _, i := range unknown {
		words := spoken(items[i])
		if words != "" && near(items[i].Published, dates[words]) {
			continue
		}
		see(words, i)
		list = append(list, i)
	}
	return list
}

// keptTwins bounds how many dates of the same words are compared.
const keptTwins = 8

// near reports whether a date lies close to one of others. Without a date, only another without one does.
func near(at time.Time, others []time.Time) bool {
	for _, other := range others {
		if at.IsZero() == other.IsZero() && at.Sub(other).Abs() <= twinsWithin {
			return true
		}
	}
	return false
}

// spoken returns the words of an item's title and text, whatever their case and punctuation; "" where there are too few to know an
// article by. Without a date, more of them are needed.
func spoken(item feed.Item) string {
	fields := func(s string) []string {
		return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	}
	text := fields(item.Teaser)
	least := twinWords
	if item.Published.IsZero() {
		least = printedFrom
	}
	if len(text) < least {
		return ""
	}
	return hash(strings.Join(fields(item.Title), " ") + "\n" + strings.Join(text, " ") + "\n" + strings.Join(fields(item.Content), " "))
}

// twinWords is how many words of a text tell an article: “Listen to the latest bulletin” tells none.
const twinWords = 12
