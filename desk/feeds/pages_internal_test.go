package feeds

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"lede/source/furniture"
)

// TestTheFeedThatWaitedLongestIsFirst: of several since the same moment, always the same one.
func TestTheFeedThatWaitedLongestIsFirst(t *testing.T) {
	for want, next := range map[string]map[string]int64{
		" false": {}, "a false": {"a": 5}, "b false": {"a": 5, "b": 4}, "b true": {"a": 5, pagesKey("b"): 4, "b": 9}, "c false": {"e": 7, "d": 7, "c": 7, "f": 7},
	} {
		for range 10 { // a map has no order
			if id, pages := (site{Next: next}).first(); fmt.Sprint(id, " ", pages) != want {
				t.Errorf("%v: %s, %v, want %s", next, id, pages, want)
			}
		}
	}
}

// TestPagesAreWantedOfTheNewest: of few of those that stood in a new feed, and of no more than is reasonable of those that came since.
func TestPagesAreWantedOfTheNewest(t *testing.T) {
	for name, c := range map[string]struct {
		items, want int
		item        Item
	}{
		"a new feed":           {seedPages + 2, seedPages, Item{Old: true, Link: "l"}},
		"news":                 {seedPages + 2, seedPages + 2, Item{Link: "l"}},
		"very much news":       {mostWanted + 2, mostWanted, Item{Link: "l"}},
		"news without a page":  {2, 0, Item{}},
		"news with its text":   {2, 0, Item{Link: "l", Text: FullText}},
		"news with an extract": {2, 2, Item{Link: "l", Text: NoText}},
	} {
		b := &book{}
		for i := range c.items {
			b.items, b.fresh = append(b.items, c.item), append(b.fresh, i)
		}
		b.want()
		for i, item := range b.items {
			if want := i >= c.items-c.want; item.Wanted != want {
				t.Errorf("%s: the page of %d of %d is wanted: %v", name, i, c.items, item.Wanted)
			}
		}
		if b.wanting() != (c.want > 0) {
			t.Errorf("%s: pages are still to be fetched: %v", name, b.wanting())
		}
	}
}

// TestMorePagesAreFetchedSoon where some came and no site wants to be left alone.
func TestMorePagesAreFetchedSoon(t *testing.T) {
	floor := time.Hour
	for name, c := range map[string]struct {
		fetched int
		resting map[string]time.Time
		left    []Item
		soon    bool
	}{
		"some came":                  {1, nil, []Item{{Wanted: true}}, true},
		"none came":                  {0, nil, []Item{{Wanted: true}}, false},
		"a site rests":               {1, map[string]time.Time{"a.example": day0}, []Item{{Wanted: true}}, false},
		"only those that had faults": {1, nil, []Item{{}, {Wanted: true, Again: true}}, false},
		"others too":                 {1, nil, []Item{{Wanted: true}, {Wanted: true, Again: true}}, true},
	} {
		v := round{Feeds: &Feeds{floor: floor}, fetched: c.fetched, resting: c.resting, book: &book{items: c.left}}
		if got := v.pagesAgain(); got < floor != c.soon {
			t.Errorf("%s: after %s", name, got)
		}
	}
}

// TestTheLatestWholeTextsOfAFeedAreRemembered, and no others, so that what is stored does not grow.
func TestTheLatestWholeTextsOfAFeedAreRemembered(t *testing.T) {
	b := &book{items: make([]Item, mostRemembered+3)}
	for place := range b.items {
		b.write(place, FullText, "The council met on Monday.")
	}
	b.write(0, FullText, "The council met on Tuesday.")
	b.write(len(b.items)-1, TeaserText, "It met.")
	for place, i := range b.items {
		if got, want := len(i.Lines) > 0, place >= 3; got != want {
			t.Errorf("item %d is remembered: %v", place, got)
		}
	}
}

// TestWhatIsNotRememberedHidesNothing: an item without lines shows nothing, and so must not stand for those that are about the same.
func TestWhatIsNotRememberedHidesNothing(t *testing.T) {
	const offer = "The Ferring Post lives on what its friends give: a crown a week is enough."
	story := strings.Repeat("The harbour board will shut the outer pier until the spring, its clerk said on Monday. ", 3)
	lines := furniture.Read(offer).Sums()
	b := &book{items: []Item{
		{Title: "Swimmers want another bath", Lines: lines}, {Title: "Mayor resigns over trees", Lines: lines},
		{Title: "What the mayor said", Text: TeaserText}, {Title: "Pier shut until spring"},
	}}
	if got := b.own(3, story+"\n\n"+offer); got != story {
		t.Errorf("%q", got)
	}
}
