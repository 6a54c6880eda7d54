package feed

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestOnlyWhatIdentifiesAnItemIsItsKey: what it has in common with another, or does not have at all, is none. What is kept was
// written with these keys.
func TestOnlyWhatIdentifiesAnItemIsItsKey(t *testing.T) {
	const home, a = "https://a.example", "https://a.example/x/1"
	main := func(kind, s string) string { return kind + " " + hash(kind, s) }
	link := Canonical(a)
	for name, c := range map[string]struct {
		items []Item // whose first is looked at
		main  string
		more  []string
	}{
		"a GUID alone":                   {[]Item{{GUID: "g"}}, main("guid", "g"), nil},
		"a GUID and a link":              {[]Item{{GUID: "g", Link: a}}, main("guid", "g"), []string{main("guid+link", "g\n"+link), main("link", link)}},
		"a link alone":                   {[]Item{{Link: a}}, main("link", link), []string{main("path", "/x/1")}},
		"a link to the front page":       {[]Item{{GUID: "g", Link: home}}, main("guid", "g"), []string{main("guid+link", "g\n"+Canonical(home))}},
		"a GUID that is an address":      {[]Item{{GUID: a}}, main("guid", a), []string{main("path", "/x/1")}},
		"its query and fragment":         {[]Item{{GUID: a + "?p=2#c"}}, main("guid", a+"?p=2#c"), []string{main("path", "/x/1?p=2#c")}},
		"an address without a host":      {[]Item{{GUID: "/x/1"}}, main("guid", "/x/1"), nil},
		"no address at all":              {[]Item{{GUID: "%zz"}}, main("guid", "%zz"), nil},
		"a GUID of two, a link of one":   {[]Item{{GUID: "g", Link: a}, {GUID: "g", Link: home + "/y"}}, main("guid+link", "g\n"+link), []string{main("link", link)}},
		"a GUID of two, without a link":  {[]Item{{GUID: "g", Title: "t"}, {GUID: "g", Title: "u"}}, main("guid+title", "g\nt"), nil},
		"a link of two":                  {[]Item{{Link: a, Title: "t"}, {Link: a, Title: "u"}}, main("link+title", link+"\nt"), nil},
		"a path of two":                  {[]Item{{GUID: a}, {GUID: a, Link: home + "/y"}}, main("guid+title", a+"\n"), nil},
		"a path where hosts differ":      {[]Item{{GUID: a}, {GUID: "https://b.example/y"}}, main("guid", a), nil},
		"a story number":                 {[]Item{{GUID: home + "/x/net-4711022"}}, main("guid", home+"/x/net-4711022"), []string{main("story", "a.example/x/4711022"), main("path", "/x/net-4711022")}},
		"a story number of two":          {[]Item{{GUID: home + "/x/net-4711022"}, {GUID: home + "/x/pier-4711022"}}, main("guid", home+"/x/net-4711022"), []string{main("path", "/x/net-4711022")}},
		"www before a host is no other":  {[]Item{{GUID: a}, {GUID: "https://www.A.example/y"}}, main("guid", a), []string{main("path", "/x/1")}},
		"a slash at the end is no other": {[]Item{{GUID: a + "/"}}, main("guid", a+"/"), []string{main("path", "/x/1")}},
	} {
		f := &Feed{Link: home, Items: c.items}
		identify(f)
		named := func(key string) string {
			for _, want := range append(slices.Clone(c.more), c.main) {
				if _, hashed, _ := strings.Cut(want, " "); key == hashed {
					return want
				}
			}
			return key
		}
		k := f.Items[0].Keys
		var more []string
		for _, other := range k.Others {
			more = append(more, named(other))
		}
		if named(k.Main) != c.main || !slices.Equal(more, c.more) {
			t.Errorf("%s: %s and %q, want %s and %q", name, named(k.Main), more, c.main, c.more)
		}
	}
}

// TestTheSameAgainIsTakenApart by its text, by its date, and at last by its number.
func TestTheSameAgainIsTakenApart(t *testing.T) {
	f := &Feed{Items: []Item{{GUID: "g", Title: "t"}, {GUID: "g", Title: "t"}, {GUID: "g", Title: "t"}, {GUID: "g", Title: "t"}}}
	identify(f)
	seen := map[string]bool{}
	for _, i := range f.Items {
		if seen[i.Keys.Main] {
			t.Errorf("%s is the key of two", i.Keys.Main)
		}
		seen[i.Keys.Main] = true
	}
}

// TestATextGoesOnWhereItSaysSo: by a link to the rest, a mark, or dots.
func TestATextGoesOnWhereItSaysSo(t *testing.T) {
	for text, want := range map[string]struct {
		trim   string
		goesOn bool
	}{
		"The net was found.":                                        {"The net was found.", false},
		"The net was found. Read more":                              {"The net was found.", true},
		"The net was found. Keep reading: the pier":                 {"The net was found.", false},
		"The net was found […]":                                     {"The net was found", true},
		"The net was found…":                                        {"The net was found…", true},
		"The net was found...":                                      {"The net was found...", true},
		"The net was found.\nComments":                              {"The net was found.", false},
		"The net was found.\nComments\nRead more":                   {"The net was found.", true},
		"The net was found. Read more\nComments":                    {"The net was found.", true},
		"The net was found. Continue reading A net near the pier":   {"The net was found.", true},
		"The net was found. Continue reading A net near the piers":  {"The net was found. Continue reading A net near the piers", false},
		"The net was found. Continue reading A n":                   {"The net was found. Continue reading A n", false},
		"The net was found. Continue reading A net":                 {"The net was found.", true},
		"The net was found, continue reading A net near the pier":   {"The net was found, continue reading A net near the pier", false},
		"The net was foundRead more":                                {"The net was foundRead more", false},
		"Мост закрытЧитать далее":                                   {"Мост закрыт", true},
		"A net near the pier\nThe net was found.":                   {"The net was found.", false},
		"By Ann Rowe\nThe net was found.":                           {"The net was found.", false},
		"3 March 2026\nThe net was found.":                          {"The net was found.", false},
		"A net near the pier\n\nAnn Rowe\nThe net was found.\nEnd.": {"The net was found.\nEnd.", false},
	} {
		trim, goesOn := Item{Title: "A net near the pier", Author: "Ann Rowe"}.Trim(text)
		if trim != want.trim || goesOn != want.goesOn {
			t.Errorf("%q is %q, goes on %v; want %q, %v", text, trim, goesOn, want.trim, want.goesOn)
		}
	}
}

// TestALineIsADateWithNothingElse.
func TestALineIsADateWithNothingElse(t *testing.T) {
	for line, want := range map[string]bool{
		"3 March 2026": true, "Tue, 3 March 2026": true, "Tue, 3 March 2026 GMT": true, "Tue, the 3 March 2026 GMT": false, "03/03/2026": true, "Tue 03/03/2026": true, "2026-03-03": true,
		"3 March 1926": true, "3 March 1826": false, "3 March": false, "3 March 26": false, "March 12026": false, "3 March 2026" + strings.Repeat(" ", 28): true, "3 March 2026" + strings.Repeat(" ", 29): false,
	} {
		if dateAlone(line) != want {
			t.Errorf("%q is a date: %v", line, !want)
		}
	}
}

// TestAYearIsNoOtherNumber.
func TestAYearIsNoOtherNumber(t *testing.T) {
	for text, want := range map[string]string{
		"2 Jan 23": "2023-01-02", "2 Jan 69": "2069-01-02", "2 Jan 70": "1970-01-02", "2 Jan 5": "", "2 Jan 202": "", "2 Jan 10:30 2023": "2023-01-02", "2 Jan 10:30": "", "2 Jan 10:30 +2023": "",
		"13/12/2023": "2023-12-13", "12/13/2023": "2023-12-13", "5/5/2023": "2023-05-05", "5/6/2023": "", "13/14/2023": "", "14/13/2023": "", "12/12/2023": "2023-12-12",
	} {
		got := ""
		if at := parseDate(text); !at.IsZero() {
			got = at.Format("2006-01-02")
		}
		if got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
	for _, c := range []struct {
		a, b int
		want string
	}{{13, 12, "12 13"}, {12, 13, "12 13"}, {13, 13, "13 13"}, {14, 13, ""}, {13, 14, ""}, {11, 12, ""}, {12, 12, "12 12"}} {
		got := ""
		if d := orderOf(c.a, c.b, 2023); d != nil {
			got = fmt.Sprint(d.month, " ", d.day)
		}
		if got != c.want {
			t.Errorf("%d and %d are %q, want %q", c.a, c.b, got, c.want)
		}
	}
}

// TestAJSONFeedIsToldFromOtherJSON by its version or, without one, by what its items have.
func TestAJSONFeedIsToldFromOtherJSON(t *testing.T) {
	const version = `"version":"https://jsonfeed.org/version/1.1"`
	for document, want := range map[string]bool{
		`{` + version + `}`: true, `{` + version + `,"items":[{"a":1}]}`: true, `{"items":[]}`: true, `{"items":[{"a":1}]}`: false, `{"items":[{"id":"1","title":"t"}]}`: true, `{"title":"t"}`: false, `{}`: false, `[]`: false, `{"version":"2","items":[{"a":1}]}`: false,
	} {
		if _, err := parseJSON([]byte(document), false, Options{}); (err == nil) != want {
			t.Errorf("%s is a feed: %v", document, err)
		}
	}
	for picture, want := range map[string]string{"https://a.example/b.jpg": "https://a.example/b.jpg", "http://a.example/b.jpg": "", "": ""} {
		_, items, _, _ := readJSON([]byte(`{"items":[{"id":"1","image":"` + picture + `"}]}`))
		if got := items[0].item(relative{}, "").Picture; got != want {
			t.Errorf("the picture %s is shown as %q", picture, got)
		}
	}
	for item, want := range map[string]bool{
		`{"id":"1","title":"t"}`: true, `{"url":"u","summary":"t"}`: true, `{"content_text":"t"}`: true, `{"content_html":"t"}`: true, `{"id":"1","url":"u"}`: false, `{"title":"t","summary":"s"}`: false, `{}`: false,
	} {
		_, items, _, _ := readJSON([]byte(`{"items":[{"x":1},` + item + `]}`))
		if likeItems(items) != want {
			t.Errorf("%s is like an item: %v", item, !want)
		}
	}
}

// TestAFeedAloneIsOneThatAPageShows.
func TestAFeedAloneIsOneThatAPageShows(t *testing.T) {
	for text, want := range map[string]bool{
		"<rss></rss>": true, "<?xml version='1.0'?> <rss></rss> ": true, "<!-- a --><x:rdf></x:rdf>": true, "a <rss></rss>": false, "<p><rss></rss>": false, "<html><rss></rss>": false, "<rss></rss> a": false, "<rss></rss><rss></rss>": false, "": false, "<p>": false, "<rss>": false,
	} {
		if isFeedAlone([]byte(text)) != want {
			t.Errorf("%q is a feed alone: %v", text, !want)
		}
	}
	for page, want := range map[string]string{
		"<pre>&lt;rss>&lt;/rss></pre>": "<rss></rss>", "<title>a</title><style>b</style><script>c</script>&lt;rss>&lt;/rss>": "<rss></rss>", "<title>a</title>b&lt;rss>&lt;/rss>": "", "<p>a</p>&lt;rss>&lt;/rss>": "", "&lt;rss>&lt;/rss><p>a</p>": "", "": "",
	} {
		if got := string(shownIn([]byte(page))); got != want {
			t.Errorf("%q shows %q, want %q", page, got, want)
		}
	}
}

// TestAPageIsToldFromOtherMarkup by its doctype, its root, or the first of its elements.
func TestAPageIsToldFromOtherMarkup(t *testing.T) {
	for document, want := range map[string]string{
		"<!DOCTYPE html><x-app></x-app>": "feed.page", "<x-app><html></html></x-app>": "feed.page", "<div>a</div>": "feed.page", "</x><div>a</div>": "feed.page", "<x-app>a</x-app>": "feed.xml", "<x-app>" + strings.Repeat(" ", 1<<10) + "<html>": "feed.xml",
		"": "feed.text", "a": "feed.text", "<opml></opml>": "feed.opml", "<urlset></urlset>": "feed.sitemap", "<sitemapindex></sitemapindex>": "feed.sitemap", "<title>Log in</title>": "feed.log-in",
	} {
		if got := fmt.Sprint(whatElse([]byte(document), []byte(document))); !strings.Contains(got, want) {
			t.Errorf("%.40q is %s, want %s", document, got, want)
		}
	}
	// A notice of a thousand bytes is still all that a page says.
	notice := "under maintenance "
	for n, want := range map[int]string{1000: "feed.maintenance", 1001: "feed.page"} {
		page := "<html><body><p>" + notice + strings.Repeat("a", n-len(notice)) + "</p>"
		if got := fmt.Sprint(whatElse([]byte(page), []byte(page))); !strings.Contains(got, want) {
			t.Errorf("a notice of %d bytes is %s, want %s", n, got, want)
		}
	}
}

// TestWhatIsLeftOfAnEmptyPart is nothing, and nothing breaks.
func TestWhatIsLeftOfAnEmptyPart(t *testing.T) {
	for typed, want := range map[string]string{"feed:": "", "FEED:feed:": "", "feed:a": "a", "feed://a.example": "https://a.example", "fee": "fee", "": ""} {
		if got := Tidy(typed); got != want {
			t.Errorf("%q is tidied to %q, want %q", typed, got, want)
		}
	}
	const picture = `<img src="https://a.example/b.jpg">`
	if got := content(picture, "x"); got != picture {
		t.Errorf("a picture that is longer than the description: %q", got)
	}
	if got := content(picture, strings.Repeat("x", len(picture))); got != picture {
		t.Errorf("a picture that is as long: %q", got)
	}
	if got := content(picture, strings.Repeat("x", len(picture)+1)); got != "" {
		t.Errorf("a picture that is shorter: %q", got)
	}
	tags := make([]string, 30)
	for i := range tags {
		tags[i] = fmt.Sprint("tag ", i)
	}
	if got := tidyTags(tags); len(got) != 20 {
		t.Errorf("%d tags", len(got))
	}
	if got := authors([]string{"A", "B", "C", "D", "E", "F"}); got != "A, B, C, D, E" {
		t.Errorf("%s", got)
	}
}
