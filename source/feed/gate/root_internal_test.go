package gate

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
)

// TestTheLimitsAreThoseOfTheDocumentation.
func TestTheLimitsAreThoseOfTheDocumentation(t *testing.T) {
	for _, c := range []struct{ limit, documented int }{{MaxItems, 300}, {MaxBytes, 5 << 20}, {maxLine, 8 << 10}, {maxProse, 1 << 20}, {maxDepth, 64}, {maxWork, 4}} {
		if c.limit != c.documented {
			t.Errorf("%d, want %d", c.limit, c.documented)
		}
	}
}

// TestItemsAreCounted: those of the format, also where they are named as another format does, and no elements inside them.
func TestItemsAreCounted(t *testing.T) {
	for document, want := range map[string]int{
		`<rss><channel><item><title>a</title></item></channel></rss>`:                                    1,
		`<rss><channel><entry><title>a</title></entry></channel></rss>`:                                  1,
		`<rss><channel><entry/><entry/></channel></rss>`:                                                 2,
		`<rss><channel><x:entry><title>a</title></x:entry></channel></rss>`:                              0,
		`<rss><channel><x:item><title>a</title></x:item></channel></rss>`:                                0,
		`<rss><channel><item><title>a</title><entry>b</entry></item></channel></rss>`:                    1,
		`<feed><entry><title>a</title></entry><item><title>b</title></item></feed>`:                      2,
		`<feed><entry><title>a</title><item>b</item></entry></feed>`:                                     1,
		`<rss><channel><item/><item></item></channel></rss>`:                                             0,
		`<rss><channel><item><title>a</title>`:                                                           1,
		`<rss><channel>` + strings.Repeat("<item><title>a</title></item>", 302):                          302,
		`<rss><channel>` + strings.Repeat("<item><title>a</title></item>", 300) + `<x:item></x:item>`:    300,
		`<rss><channel>` + strings.Repeat("<item><title>a</title></item>", 300) + `<entry/><item></rss>`: 301,
	} {
		if d, code := through(document); d.Counted != want || code != "" {
			t.Errorf("%.80s has %d items (%s), want %d", document, d.Counted, code, want)
		}
	}
}

// TestABaseIsOfASensibleLength.
func TestABaseIsOfASensibleLength(t *testing.T) {
	base := func(n int) string { return "https://a.example/" + strings.Repeat("b", n-len("https://a.example/")) }
	for n, want := range map[int]bool{maxAttribute/4 - 1: true, maxAttribute / 4: false} {
		d, _ := through(`<feed xml:base="` + base(n) + `"><entry><title>a</title></entry></feed>`)
		if (d.Base != "") != want {
			t.Errorf("a base of %d bytes counts: %v", n, d.Base != "")
		}
	}
	for n, want := range map[int]bool{0: false, 1: true, maxAttribute - 1: true, maxAttribute: false} {
		d, _ := through(`<rdf><channel/><item rdf:about="` + strings.Repeat("a", n) + `"><title>t</title></item></rdf>`)
		if got := strings.Contains(string(d.XML), "<guid"); got != want {
			t.Errorf("an address of %d bytes is a GUID: %v", n, got)
		}
	}
	d, _ := through(`<feed><entry rdf:about="a"><title>t</title></entry></feed>`)
	if strings.Contains(string(d.XML), "<guid") {
		t.Errorf("in Atom: %s", d.XML)
	}
}

// TestALinkOfTheFeedIsRelativeToItsBase, and an entry may stand alone.
func TestALinkOfTheFeedIsRelativeToItsBase(t *testing.T) {
	d, _ := through(`<feed xml:base="https://a.example/b/"><link href="c" xml:base="d/"/><entry xml:base="e/"><title>t</title><link href="f" xml:base="g/"/></entry></feed>`)
	for _, want := range []string{`href="https://a.example/b/d/c"`, `href="https://a.example/b/e/g/f"`} {
		if !strings.Contains(string(d.XML), want) {
			t.Errorf("%s is not in %s", want, d.XML)
		}
	}
	if d, code := through(`<entry><title>t</title></entry>`); len(d.Items) != 1 || d.Counted != 1 || !strings.Contains(string(d.XML), "<entry><title>t</title></entry>") {
		t.Errorf("an entry alone: %s (%s)", d.XML, code)
	}
}

// TestAFeedIsFoundInWhatStandsBeforeIt.
func TestAFeedIsFoundInWhatStandsBeforeIt(t *testing.T) {
	for document, want := range map[string]string{
		"<rss>": "0 false", " <rdf>": "1 false", "<feed>": "0 false", "<channel>": "0 false", "<entry>": "0 false", "<a><channel>": "-1 false", "</a><entry>": "4 false", "<channel></channel><rss>": "0 false", "</rss>": "-1 false", "<html><rss>": "6 true", "<body><feed>": "6 true", "<head><rdf>": "6 true",
		"<script><rss></script><feed>": "22 false", "<textarea><rss></textarea>": "-1 false", "<style><rss></style>": "-1 false", "": "-1 false", "<rss": "-1 false",
	} {
		at, inPage := Root([]byte(document))
		if got := fmt.Sprint(at, inPage); got != want {
			t.Errorf("%s: %s, want %s", document, got, want)
		}
	}
}

// TestAnEntryInAFeedOfItemsIsCounted, and nothing behind an empty one is taken for its content.
func TestAnEntryInAFeedOfItemsIsCounted(t *testing.T) {
	for entry, inside := range map[string]string{"<entry/>": "", "<entry></entry>": "", "<entry><title>not read</title></entry>": "not read"} {
		d, code := through("<rss><channel>" + entry + "<item><title>a</title></item><item><title>b</title></item></channel></rss>")
		if code != "" || d.Counted != 3 || len(d.Items) != 2 || inside != "" && strings.Contains(string(d.XML), inside) {
			t.Errorf("%s: %d of %d, %s (%s)", entry, len(d.Items), d.Counted, d.XML, code)
		}
	}
}

// TestHowManyElementsADocumentMayHave: the items that have more together are left out, and one that has more alone is refused.
func TestHowManyElementsADocumentMayHave(t *testing.T) {
	for name, c := range map[string]struct {
		elements []int
		want     int // -1 where it is refused
	}{
		"as many as may be": {[]int{maxElements}, 1}, "one more": {[]int{maxElements + 1}, -1}, "as many in two": {[]int{maxElements - 1, 1}, 2},
		"one more in two": {[]int{maxElements - 1, 2}, 1}, "none": {nil, 0},
	} {
		var g gate
		for _, n := range c.elements {
			g.out.Items = append(g.out.Items, Item{elements: n})
		}
		if d, err := g.write(); (err != nil) != (c.want < 0) || err == nil && len(d.Items) != c.want {
			t.Errorf("%s: %+v, %v", name, d, err)
		}
	}
}

// TestWhatABrokenDocumentIsWrittenIn: Japanese by what kana begin with, else Western unless most letters stand side by side.
func TestWhatABrokenDocumentIsWrittenIn(t *testing.T) {
	for data, want := range map[string]encoding.Encoding{
		"caf\xe9": charmap.Windows1252, "\x82\xa0": japanese.ShiftJIS, "\x83A": japanese.ShiftJIS, "\x84A": charmap.Windows1252, "\x81A": charmap.Windows1252,
		"\x82\xa0\x88\xa4\x88\xa4": charmap.Windows1252, // one in six begins a kana
		"\x82\xa0\x88\xa4":         charmap.Windows1252, // one in four
		"\x82\xa0\x88":             charmap.Windows1252, // no Shift JIS
		"":                         charmap.Windows1252,
	} {
		if got := unsaid([]byte(data)); got != want {
			t.Errorf("%q is written in %v, want %v", data, got, want)
		}
	}
	for text, want := range map[string]string{
		"<a>caf\xe9</a><b>café</b>": "<a>café</a><b>café</b>", "<b>café \xe9</b>": "<b>café \xe9</b>", "caf\xe9": "café", "<a>café</a>": "<a>café</a>",
	} {
		if got := string(mended([]byte(text))); got != want {
			t.Errorf("%q is mended to %q, want %q", text, got, want)
		}
	}
	if n := ascii([]byte("a\x7f\x80\xff")); n != 2 {
		t.Errorf("%d bytes are ASCII", n)
	}
}
