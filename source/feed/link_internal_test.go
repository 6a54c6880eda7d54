package feed

import (
	"strings"
	"testing"

	"github.com/mmcdole/gofeed"
	"github.com/mmcdole/gofeed/atom"
	ext "github.com/mmcdole/gofeed/extensions"
	"github.com/mmcdole/gofeed/rss"
)

func TestAddressesAreMendedAndResolved(t *testing.T) {
	long := "https://a.example/" + strings.Repeat("a", 8192-len("https://a.example/"))
	r := relative{address: "https://a.example/feed"}
	for link, want := range map[string]string{
		"": "", "/x": "https://a.example/x", "a.example/x": "https://a.example/x", "a.example": "https://a.example/a.example", "https://b.example": "https://b.example",
		"ftp://b.example/x": "", "mailto:a@b.example": "", "http:///x": "", "https:/b.example/x": "https://b.example/x", "HTTP://b.example/": "http://b.example/",
		"www.b.example/x": "https://www.b.example/x", "WWW.b.example": "https://WWW.b.example", "www.": "https://a.example/www.", "https://b.example/a b": "https://b.example/a%20b",
		"https://b.example/\u200ba\n": "https://b.example/a", "https://b.example/100%": "https://b.example/100%25", "https://b.example/%zz": "https://b.example/%25zz",
		"https://b.example/?a&amp;b": "https://b.example/?a&b", "https://b.example/?a=1&copy=2&ampb=3&amp;lt=4": "https://b.example/?a=1&copy=2&ampb=3&lt=4", `<a href="x">https://b.example/</a>`: "https://b.example/", "%41": "https://a.example/%41",
		long: long, long + "a": "",
	} {
		if got := r.resolve(link); got != want {
			t.Errorf("%.40q: %.40q, want %q", link, got, want)
		}
	}
	for _, c := range []struct {
		from relative
		want string
	}{
		{relative{}, ""}, {relative{address: "https://a.example/b/"}, "https://a.example/b/x"},
		{relative{address: "https://a.example/", site: "https://s.example/"}, "https://s.example/x"},
		{relative{address: "https://a.example/", site: "https://s.example/", base: "b/"}, "https://s.example/b/x"},
		{relative{address: "https://a.example/c/", site: "https://s.example/", base: "%zz"}, "https://a.example/c/x"},
		{relative{address: "https://a.example/", base: "https://b.example/"}, "https://b.example/x"},
	} {
		if got := c.from.resolve("x"); got != c.want {
			t.Errorf("%+v: %q, want %q", c.from, got, c.want)
		}
	}
}

func TestTheLinkOfAnItemIsThePage(t *testing.T) {
	const site = "https://a.example"
	entry := func(id string, links ...*atom.Link) rawItem {
		return rawItem{Item: &gofeed.Item{}, atom: &atom.Entry{ID: id, Links: links}}
	}
	link := func(rel, kind, href string) *atom.Link { return &atom.Link{Rel: rel, Type: kind, Href: href} }
	source := entry("")
	source.atom.Content = &atom.Content{Src: site + "/content"}
	related := entry("", link("related", "", site+"/related"))
	related.atom.Content = &atom.Content{Src: site + "/content"}
	both := entry("", link("alternate", "", site+"/page"))
	both.atom.Content = &atom.Content{Src: site + "/content"}
	nowhere := entry(site + "/id")
	nowhere.atom.Content = &atom.Content{Src: "urn:x"}
	guid := func(value, is string) rawItem {
		return rawItem{Item: &gofeed.Item{}, relative: relative{address: site + "/feed"}, rss: &rss.Item{GUID: &rss.GUID{Value: value, IsPermalink: is}}}
	}
	other := func(attributes ...map[string]string) rawItem {
		var all []ext.Extension
		for _, a := range attributes {
			all = append(all, ext.Extension{Attrs: a})
		}
		return rawItem{Item: &gofeed.Item{Extensions: ext.Extensions{"atom": {"link": all}}}, rss: &rss.Item{}}
	}
	for name, c := range map[string]struct {
		item rawItem
		want string
	}{
		"HTML before others":            {entry("", link("alternate", "application/pdf", site+"/pdf"), link("alternate", "text/html", site+"/page")), "/page"},
		"without a type it is a page":   {entry("", link("alternate", "application/pdf", site+"/pdf"), link("ALTERNATE", "", site+"/page")), "/page"},
		"the first of two pages":        {entry("", link("alternate", "", site+"/1"), link("alternate", "", site+"/2")), "/1"},
		"a page before what is related": {entry("", link("via", "", site+"/via"), link("alternate", "x/y", site+"/y")), "/y"},
		"what is related":               {entry("", link("self", "", site+"/self"), link("related", "", site+"/related")), "/related"},
		"where it came from":            {entry("", link("via", "", site+"/via")), "/via"},
		"neither itself nor a file":     {entry("", link("self", "", site+"/self"), link("enclosure", "", site+"/mp3")), ""},
		"a relation by its address":     {entry("", link("http://www.iana.org/assignments/relation/alternate", "", site+"/page")), "/page"},
		"a link that is no address":     {entry("", link("alternate", "", "urn:x"), link("related", "", site+"/related")), "/related"},
		"the source of the content":     {source, "/content"},
		"before what is related":        {related, "/content"},
		"but behind the page":           {both, "/page"},
		"an identity that is one":       {entry(" " + site + "/id "), "/id"},
		"no other":                      {entry("urn:x"), ""},
		"whose content is nowhere":      {nowhere, "/id"},
		"a link before the identity":    {entry(site+"/id", link("alternate", "", site+"/page")), "/page"},
		"a GUID said to be an address":  {guid(site+"/guid", "true"), "/guid"},
		"a path said to be one":         {guid("/guid", " TRUE "), "/guid"},
		"a GUID that is not":            {guid(site+"/guid", "false"), ""},
		"nor is this one":               {guid("guid", "true"), ""},
		"a GUID without a word":         {guid(site+"/guid", ""), ""},
		"a link of Atom in RSS":         {other(map[string]string{"rel": "self", "href": site + "/self"}, map[string]string{"href": site + "/page"}), "/page"},
		"an alternate one":              {other(map[string]string{"rel": "alternate", "href": "urn:x"}, map[string]string{"rel": "alternate", "href": site + "/page"}), "/page"},
		"none at all":                   {rawItem{Item: &gofeed.Item{}, rss: &rss.Item{}}, ""},
		"nor of JSON":                   {rawItem{Item: &gofeed.Item{}}, ""},
	} {
		want := c.want
		if want != "" {
			want = site + want
		}
		if got := c.item.link(); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

func TestAPictureIsOneForReaders(t *testing.T) {
	r := rawItem{Item: &gofeed.Item{}, relative: relative{address: "https://a.example/"}}
	for markup, want := range map[string]string{
		`<img src="p.png">`: "p.png", `<IMG SRC='p.png'>`: "p.png", `<p>no</p>`: "", `<img alt="x">`: "", `<img src="http://a.example/p.png">`: "",
		`<img src="p.png" width="1">`: "", `<img src="p.png" height=" 32px ">`: "", `<img src="p.png" width="33" height="33">`: "p.png", `<img src="p.png" width="0">`: "",
		`<img src="p.png" width="auto">`: "p.png", `<img src="p.png" width="">`: "p.png", `<img src="p.png" class="wp-smiley">`: "", `<img src="p.png" class="emoji">`: "", `<img src="p.png" class="photo">`: "p.png",
		`<img src="/pixel.gif">`: "", `</img src="p.png"><img src="q.png">`: "q.png", `<image src="p.png"><img src="q.png">`: "q.png",
		`<img src="1x1/pixel.png"><img src="q.png">`:                            "q.png",
		strings.Repeat(`<img width="1">`, mostPictures-1) + `<img src="p.png">`: "p.png",
		strings.Repeat(`<img width="1">`, mostPictures) + `<img src="p.png">`:   "",
	} {
		if want != "" {
			want = "https://a.example/" + want
		}
		if got := r.inText(markup); got != want {
			t.Errorf("%.60s: %q, want %q", markup, got, want)
		}
	}
	for _, c := range []struct {
		kind, medium, address string
		want                  bool
	}{
		{"image/png", "", "x", true}, {"IMAGE/JPEG", "", "x", true}, {"", "image", "x", true}, {"", "Image", "", true}, {"video/mp4", "", "p.png", false},
		{"video/mp4", "image", "", true}, {"", "video", "p.png", false}, {"", "", "p.png", true}, {"", "", "p.jpg?x", true}, {"", "", "p.mp4", false},
	} {
		if got := isPicture(c.kind, c.medium, c.address); got != c.want {
			t.Errorf("%+v is a picture: %v", c, got)
		}
	}
}

func TestSecretsAreNotShown(t *testing.T) {
	made := "a1" + strings.Repeat("b", 30) // 32 that a machine made up
	for address, want := range map[string]string{
		"https://a.example/" + made:                    "https://a.example/…",
		"https://a.example/" + made[:31]:               "https://a.example/" + made[:31],
		"https://a.example/u/" + made[:12]:             "https://a.example/u/…",
		"https://a.example/u/" + made[:11]:             "https://a.example/u/" + made[:11],
		"https://a.example/" + strings.Repeat("b", 32): "https://a.example/" + strings.Repeat("b", 32),
		"https://a.example/" + strings.Repeat("1", 32): "https://a.example/" + strings.Repeat("1", 32),
		"https://a.example/?" + made:                   "https://a.example/?…",
		"https://a.example/?" + made + "=":             "https://a.example/?" + made + "=",
		"https://a.example/?x=" + made[:20]:            "https://a.example/?x=…",
		"https://a.example/?x=" + made[:19]:            "https://a.example/?x=" + made[:19],
		"https://a.example/?x=ann@b.example":           "https://a.example/?x=…",
		"https://a.example/?x=ann%40b.example":         "https://a.example/?x=…",
		"https://a.example/?x=1&y=2":                   "https://a.example/?x=1&y=2",
		"mailto:ann@b.example?x":                       "b.example",
		"a.example#" + made:                            "a.example",
	} {
		if got := Shown(address); got != want {
			t.Errorf("%s: %s, want %s", address, got, want)
		}
	}
	for s, want := range map[string]bool{made: true, "1" + strings.Repeat("a-", 10): false, "1-a-a-aaaaaaaaaaaaaaa": true, "1-a-a-a-aaaaaaaaaaaaa": false} {
		if random(s) != want {
			t.Errorf("a machine made up %s: %v", s, !want)
		}
	}
}
