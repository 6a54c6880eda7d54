package feeds

import (
	"strings"
	"time"

	"lede/source/feed"
)

const (
	// twinsWithin is how far apart the dates of one article in two items may be, and never twice that: an hourly bulletin says the same
	// each time, and is news.
	twinsWithin = 30 * time.Minute
	// twinWords is how many words of a text tell an article: “Listen to the latest bulletin” tells none.
	twinWords = 12
)

// twin is what two items of one article have in common: their words, and nearly their time.
type twin struct {
	words string
	span  int64 // of twinsWithin, counted from year 1
}

// withoutTwins leaves out the items unknown to us that another item of the document repeats word for word at the same time, as some
// programs do that publish an article anew for each change. They are seen, so that none is news later. Of two the one with the shorter
// address stays: a page for telephones is known by a word more.
func withoutTwins(unknown []int, items []feed.Item, found []int) (list []int) {
	if len(unknown) == 0 || len(items) < 2 {
		return unknown
	}
	const known = -1
	seen := map[twin]int{} // the place of the item in the list
	for i, at := range found {
		if at >= 0 {
			seen[twinOf(items[i])] = known
		}
	}
	for _, i := range unknown {
		t := twinOf(items[i])
		place, repeated := t.in(seen)
		switch {
		case t.words == "" || !repeated:
			seen[t] = len(list)
			list = append(list, i)
		case place != known && len(feed.Canonical(items[i].Link)) < len(feed.Canonical(items[list[place]].Link)):
			list[place] = i
		}
	}
	return list
}

// in looks for a twin, or one published a little earlier or later.
func (t twin) in(seen map[twin]int) (place int, ok bool) {
	for _, span := range []int64{t.span, t.span - 1, t.span + 1} {
		if place, ok = seen[twin{t.words, span}]; ok {
			return place, true
		}
	}
	return 0, false
}

// twinOf returns the words of an item, whatever their case and punctuation, and its time. The words are "" where there are too few to
// know an article by; without a date, more of them are needed.
func twinOf(item feed.Item) twin {
	text, least := wordsIn(item.Teaser), twinWords
	if item.Published.IsZero() {
		least = printedFrom
	}
	if len(text) < least {
		return twin{}
	}
	all := strings.Join(wordsIn(item.Title), " ") + "\n" + strings.Join(text, " ") + "\n" + strings.Join(wordsIn(item.Content), " ")
	return twin{hash(all), (item.Published.Unix() - time.Time{}.Unix()) / int64(twinsWithin/time.Second)}
}
