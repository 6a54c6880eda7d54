package discover_test

import (
	"strings"
	"testing"

	"lede/source/discover"
)

func TestAHeaderSaysWhereTheFeedsAre(t *testing.T) {
	for header, want := range map[string]string{
		`</feed.xml>; rel="alternate"; type="application/rss+xml"; title="The Paper"`:                                         `rss https://paper.example/feed.xml "The Paper"`,
		`<a.css>;rel=preload;as=style, <atom.xml> ; REL=alternate ; Type=application/atom+xml`:                                `atom https://paper.example/news/atom.xml`,
		`<https://paper.example/wp-json/>; rel="https://api.w.org/", <https://paper.example/?p=3>; rel=shortlink`:             ``,
		`</comments/feed>; rel=alternate; type=application/rss+xml, </feed?a=1,2>; rel=alternate; type="application/rss+xml"`: "rss https://paper.example/feed?a=1,2\nrss https://paper.example/comments/feed",
		`</de>; rel=alternate; hreflang=de, <javascript:x>; rel=alternate; type=application/rss+xml`:                          ``,
		`/feed.xml; rel=alternate; type=application/rss+xml`:                                                                  ``,
		``: ``,
	} {
		if got := found(discover.InHeader(strings.Split(header, "\n"), "https://paper.example/news/")); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", header, got, want)
		}
	}
	if discover.InHeader([]string{`</feed>; rel=alternate; type=application/rss+xml`}, "mailto:a@paper.example") != nil {
		t.Error("a header of no page")
	}
}
