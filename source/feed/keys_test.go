package feed_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"lede/source/feed"
)

// one is an item of RSS.
func one(guid, link, title, text string) string {
	var b strings.Builder
	b.WriteString("<item><title>" + title + "</title><description>" + text + "</description>")
	if guid != "" {
		b.WriteString("<guid isPermaLink=\"false\">" + guid + "</guid>")
	}
	if link != "" {
		b.WriteString("<link>" + strings.ReplaceAll(link, "&", "&amp;") + "</link>")
	}
	return b.String() + "</item>"
}

// keysOf are the keys of the items of a feed.
func keysOf(t *testing.T, items ...string) []feed.Keys {
	t.Helper()
	f, err := feed.Parse([]byte(`<rss><channel><link>https://harbour.example/</link>`+strings.Join(items, "")+`</channel></rss>`), feed.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var keys []feed.Keys
	for _, i := range f.Items {
		keys = append(keys, i.Keys)
	}
	if len(keys) != len(items) {
		t.Fatalf("%d items of %d", len(keys), len(items))
	}
	return keys
}

// same reports whether an item is known by the keys of another: by the main key of either, or by one that both have.
func same(known, now feed.Keys) bool {
	all := append([]string{known.Main}, known.Others...)
	return slices.ContainsFunc(append([]string{now.Main}, now.Others...), func(k string) bool { return slices.Contains(all, k) })
}

func TestAnItemIsKnownAgain(t *testing.T) {
	const site = "https://harbour.example"
	before := one("g1", site+"/a", "Ferry sails", "The ferry sails.")
	for name, c := range map[string]struct {
		before, now string
		edited      bool
	}{
		"nothing changed":               {before, before, false},
		"its title":                     {before, one("g1", site+"/a", "Ferry sails again", "The ferry sails."), true},
		"its text":                      {before, one("g1", site+"/a", "Ferry sails", "The ferry sails at noon."), true},
		"its address":                   {before, one("g1", site+"/b", "Ferry sails", "The ferry sails."), false},
		"its GUID, not its address":     {one(site+"/a-ferry", site+"/a", "A", "x"), one(site+"/a-boat", site+"/a", "A", "x"), false},
		"the headline in its address":   {one(site+"/news/ferry-sails-4711022", "", "A", "x"), one(site+"/news/ferry-does-not-sail-4711022", "", "A", "x"), false},
		"it, behind the number":         {one("", site+"/news/4711022-ferry-sails.html", "A", "x"), one("", site+"/news/4711022-ferry-sinks.html", "A", "x"), false},
		"https":                         {one("http://harbour.example/p/1", "", "A", "x"), one(site+"/p/1", "", "A", "x"), false},
		"the domain":                    {one("https://old.example/p/1", "https://old.example/p/1", "A", "x"), one(site+"/p/1", site+"/p/1", "A", "x"), false},
		"the domain, without a GUID":    {one("", "https://old.example/p/1", "A", "x"), one("", site+"/p/1", "A", "x"), false},
		"how readers are counted":       {one("", site+"/a?utm_source=x&id=1", "A", "x"), one("", "http://www.harbour.example/a/?id=1&utm_medium=rss&fbclid=z#xtor=RSS-1", "A", "x"), false},
		"nothing, without GUID or link": {one("", "", "A", "x"), one("", "", "A", "x"), false},
		"spaces and markup of its text": {one("g", "", "A", "one two"), one("g", "", " A ", "&lt;p&gt;one  &lt;b&gt;two&lt;/b&gt;&lt;/p&gt;"), false},
	} {
		was, now := keysOf(t, c.before)[0], keysOf(t, c.now)[0]
		if !same(was, now) {
			t.Errorf("%s changed: %+v is not %+v", name, now, was)
		}
		if (was.Text != now.Text) != c.edited {
			t.Errorf("%s changed: an edit is %v", name, was.Text != now.Text)
		}
	}
}

func TestItemsAreToldApart(t *testing.T) {
	const site = "https://harbour.example"
	for name, items := range map[string][]string{
		"one GUID for all":            {one("1", site+"/a", "A", "x"), one("1", site+"/b", "B", "x"), one("1", site+"/c", "C", "x")},
		"one GUID and no link":        {one("1", "", "A", "x"), one("1", "", "B", "x")},
		"one link for all":            {one("a", site+"/news", "A", "x"), one("b", site+"/news", "B", "x")},
		"one link and no GUID":        {one("", site+"/news", "A", "x"), one("", site+"/news", "B", "x")},
		"the site's own link":         {one("", site+"/", "A", "x"), one("", site, "B", "x")},
		"neither GUID nor link":       {one("", "", "A", "x"), one("", "", "B", "x")},
		"numbers in headlines":        {one("", site+"/house-for-250000", "A", "x"), one("", site+"/boat-for-250000", "B", "x")},
		"dates in addresses":          {one("", site+"/pier-20230102", "A", "x"), one("", site+"/ferry-20230102", "B", "x")},
		"one number for all":          {one("", site+"/a-4711022", "A", "x"), one("", site+"/b-4711022", "B", "x")},
		"parts of one page":           {one("", site+"/log#v1", "A", "x"), one("", site+"/log#v2", "B", "x")},
		"numbers in the query":        {one("", site+"/?p=1", "A", "x"), one("", site+"/?p=2", "B", "x")},
		"the same path, of two hosts": {one("https://a.example/1", "", "A", "x"), one("https://b.example/1", "", "B", "x")},
		"twice the same":              {one("1", site+"/a", "A", "x"), one("1", site+"/a", "A", "x")},
	} {
		keys := keysOf(t, items...)
		for i := range keys {
			for j := range i {
				if same(keys[i], keys[j]) {
					t.Errorf("%s: items %d and %d are one: %+v %+v", name, j, i, keys[j], keys[i])
				}
			}
		}
	}
}

// miniflux#4197: one GUID for all items. An item is known by its GUID while it is alone, and must be known when another comes with the
// same one; and the other must be new.
func TestOneGUIDForAllItemsAsTheyCome(t *testing.T) {
	const site = "https://harbour.example"
	a, b := one("1", site+"/a", "A", "x"), one("1", site+"/b", "B", "x")
	alone := keysOf(t, a)[0]
	both := keysOf(t, b, a)
	if same(alone, both[0]) || !same(alone, both[1]) {
		t.Errorf("alone %+v, then %+v", alone, both)
	}
	if later := keysOf(t, b, one("2", site+"/c", "C", "x"))[0]; !same(both[0], later) {
		t.Errorf("beside its like %+v, then alone %+v", both[0], later)
	}
}

func TestKeysHaveNoDate(t *testing.T) {
	item := func(date string) string {
		return strings.Replace(one("", "", "A", "x"), "<title>", "<pubDate>"+date+"</pubDate><title>", 1)
	}
	if a, b := keysOf(t, item("Mon, 02 Jan 2023 03:04:05 GMT"))[0], keysOf(t, item("Tue, 03 Jan 2023 03:04:05 GMT"))[0]; a.Main != b.Main || a.Text != b.Text {
		t.Errorf("%+v %+v", a, b)
	}
}

// TestKeysStayAsTheyAre: what is kept was written with them, and would be news again under others.
func TestKeysStayAsTheyAre(t *testing.T) {
	k := keysOf(t, one("urn:1", "https://a.example/1", "A", "x"))[0]
	if got := strings.Join([]string{k.Main, k.Text}, " "); got != "DoMP6sF7sgO6p0B2 h8dWcQdIPTDWkD9T" {
		t.Errorf("they are %s", got)
	}
}

func TestShown(t *testing.T) {
	for address, want := range map[string]string{
		"https://harbour.example/feed.xml":                                                   "https://harbour.example/feed.xml",
		"https://ann:secret@harbour.example/feed":                                            "https://harbour.example/feed",
		"https://harbour.example/feed?token=abc&format=rss":                                  "https://harbour.example/feed?token=…&format=rss",
		"https://harbour.example/feed?key=abc":                                               "https://harbour.example/feed?key=…",
		"https://harbour.example/feed?API_Key=abc#x":                                         "https://harbour.example/feed?API_Key=…",
		"https://harbour.example/feed?x=a81bc81bdead4e5dabff90865d1e13b1":                    "https://harbour.example/feed?x=…",
		"https://harbour.example/feed?a81bc81bdead4e5dabff90865d1e13b1":                      "https://harbour.example/feed?…",
		"https://harbour.example/feed/private/5f1c-99aa-77de-001b":                           "https://harbour.example/feed/private/…",
		"https://harbour.example/u/a81bc81bdead4e5dabff90865d1e13b1.xml":                     "https://harbour.example/u/….xml",
		"https://www.youtube.com/feeds/videos.xml?channel_id=UCabcdefghij0123456789AB":       "https://www.youtube.com/feeds/videos.xml?channel_id=UCabcdefghij0123456789AB",
		"https://harbour.example/?feed=rss2&cat=12":                                          "https://harbour.example/?feed=rss2&cat=12",
		"https://harbour.example/a-long-title-of-an-article-with-many-words-in-2023/feed":    "https://harbour.example/a-long-title-of-an-article-with-many-words-in-2023/feed",
		"//ann:secret@harbour.example/x?token=y":                                             "harbour.example/x?token=…",
		"https://ann:sec ret@harbour.example/%zz?token=y":                                    "harbour.example/%zz",
		"@harbour.example/feed":                                                              "harbour.example/feed",
		"mailto:ann@harbour.example":                                                         "harbour.example",
		"harbour.example/feed?token=y":                                                       "harbour.example/feed",
		" https://harbour.example/feed ":                                                     "https://harbour.example/feed",
		"https://harbour.example/feed?token=":                                                "https://harbour.example/feed?token=",
		"https://harbour.example/feed?x=1;token=abc":                                         "https://harbour.example/feed?x=1;token=…",
		"https://harbour.example/feed?x=https%3A%2F%2Fann%3Asecret%40else.example%2F&page=2": "https://harbour.example/feed?x=…&page=2",
	} {
		if got := feed.Shown(address); got != want {
			t.Errorf("%s: %s, want %s", address, got, want)
		}
	}
}

func TestThreeHundredItems(t *testing.T) {
	for name, c := range map[string]struct {
		items       int
		day         func(i int) int
		first, last string
	}{
		"the newest first": {400, func(i int) int { return 400 - i }, "0", "299"},
		"the oldest first": {1000, func(i int) int { return i }, "700", "999"},
		"without dates":    {301, func(int) int { return -1 }, "0", "299"},
	} {
		var b strings.Builder
		for i := range c.items {
			date := ""
			if d := c.day(i); d >= 0 {
				date = fmt.Sprintf("<pubDate>%d-%02d-%02d</pubDate>", 2020+d/336, 1+d%336/28, 1+d%28)
			}
			fmt.Fprintf(&b, "<item><guid>%d</guid><title>A</title>%s</item>", i, date)
		}
		f, err := feed.Parse(rss(b.String()), feed.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if len(f.Items) != 300 || f.Items[0].GUID != c.first || f.Items[299].GUID != c.last || f.Counted != c.items || !f.Partly || f.Problem.Code != "feed.long" {
			t.Errorf("%s: %d items, %s to %s, of %d, %v", name, len(f.Items), f.Items[0].GUID, f.Items[len(f.Items)-1].GUID, f.Counted, f.Problem)
		}
	}
}
