package feed

import (
	"slices"
	"testing"

	"lede/source/feed/gate"
)

// TestAFeedSaysWhyItIsReadPartly, and nothing where all of it is read, however much that is.
func TestAFeedSaysWhyItIsReadPartly(t *testing.T) {
	for name, c := range map[string]struct {
		read, counted int
		cut           bool
		want          string
	}{
		"all": {2, 2, false, ""}, "none": {0, 0, false, ""}, "as many as there may be": {gate.MaxItems, gate.MaxItems, false, ""}, "one more": {gate.MaxItems, gate.MaxItems + 1, false, "feed.long"},
		"more, and cut off": {gate.MaxItems, gate.MaxItems + 1, true, "feed.long"}, "cut off": {2, 2, true, "feed.cut-off"}, "cut off in an item": {2, 3, true, "feed.cut-off"},
		"fewer than it has": {2, 3, false, "feed.uneven"}, "more than it has": {3, 2, false, "feed.uneven"},
	} {
		f := Feed{Items: make([]Item, c.read), Counted: c.counted}
		f.judge(c.cut)
		got := ""
		if f.Problem != nil {
			got = f.Problem.Code
		}
		if got != c.want || f.Partly != (c.want != "") {
			t.Errorf("%s: %q, partly %v", name, got, f.Partly)
		}
	}
}

// TestALinkTellsAnItemThatHasItAlone, and is not the address of the whole site.
func TestALinkTellsAnItemThatHasItAlone(t *testing.T) {
	const home, one, two = "https://a.example/", "https://a.example/1", "https://a.example/2"
	byLink := func(link string) string { return hash("link", Canonical(link)) }
	for name, c := range map[string]struct {
		items []Item
		want  bool
	}{
		"alone":             {[]Item{{Link: one, Title: "a"}, {Link: two, Title: "b"}}, true},
		"of two items":      {[]Item{{Link: one, Title: "a"}, {Link: one, Title: "b"}}, false},
		"of the whole site": {[]Item{{Link: home, Title: "a"}, {Link: two, Title: "b"}}, false},
		"none":              {[]Item{{Title: "a"}, {Link: two, Title: "b"}}, false},
	} {
		f := Feed{Link: home, Items: c.items}
		identify(&f)
		if got := f.Items[0].Keys.Main == byLink(c.items[0].Link); got != c.want {
			t.Errorf("a link %s tells the item: %v", name, got)
		}
	}
	same := Item{Link: one, Title: "a", Teaser: "the same"}
	f := Feed{Items: []Item{same, same, same, {Title: "alone"}}}
	identify(&f)
	var all []string
	for _, i := range f.Items {
		if slices.Contains(all, i.Keys.Main) {
			t.Errorf("two items are told by %q", i.Keys.Main)
		}
		all = append(all, i.Keys.Main)
	}
}
