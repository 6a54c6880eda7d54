package feed_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"lede/problem"
	"lede/source/feed"
	"lede/store/kvtest"
)

// hostile are documents that cost a plain parser its memory, its time or its stack. The code is what they are refused with; "" is
// read as far as it goes.
var hostile = map[string]struct {
	code     string
	document func() []byte
}{
	"10 MB nested":            {"feed.deep", func() []byte { return rss(strings.Repeat("<a:b>", 2<<20)) }},
	"10 MB nested in an item": {"feed.deep", func() []byte { return rss("<item><title>A</title>" + strings.Repeat("<a:b>", 2<<20)) }},
	"10 MB nested in a text": {"feed.deep", func() []byte {
		return rss("<item><title>A</title><description>" + strings.Repeat("<div>", 2<<20))
	}},
	"groups in groups": {"feed.deep", func() []byte { return rss("<item>" + strings.Repeat("<media:group>", 1<<19)) }},
	"nested xml:base":  {"feed.deep", func() []byte { return rss(strings.Repeat(`<a xml:base="a/">`, 1<<19)) }},
	"long xml:base": {"", func() []byte {
		return rss(`<item xml:base="https://x.example/` + strings.Repeat("a/", 1<<20) + `"><link>b</link></item>` + strings.Repeat(`<item xml:base="`+strings.Repeat("a/", 900)+`"><link>b</link></item>`, 2000))
	}},
	"10 MB of attributes": {"feed.attributes", func() []byte { return rss("<item><x " + strings.Repeat(`a="b" `, 5<<20/3) + "/></item>") }},
	"attributes everywhere": {"", func() []byte {
		return rss("<item><title>A</title>" + strings.Repeat("<guid "+strings.Repeat("a=b ", 400)+">x</guid>", 3000) + "</item>")
	}},
	"namespaces everywhere": {"", func() []byte {
		var b strings.Builder
		for i := range 40_000 {
			fmt.Fprintf(&b, `<item xmlns:a%d="http://search.yahoo.com/mrss/" xmlns:b%d="urn:%d"><title>A</title></item>`, i, i, i)
		}
		return rss(b.String())
	}},
	"50,000 items": {"", func() []byte {
		return rss(strings.Repeat("<item><title>A</title><guid>1</guid><link>https://x.example/1</link></item>", 50_000))
	}},
	"items without end":    {"", func() []byte { return rss(strings.Repeat("<item><title>A", 400_000)) }},
	"an item of elements":  {"feed.elements", func() []byte { return rss("<item>" + strings.Repeat("<title>A</title>", 300_000) + "</item>") }},
	"a head of elements":   {"feed.elements", func() []byte { return rss(strings.Repeat("<title>A</title>", 300_000)) }},
	"comments without end": {"", func() []byte { return rss("<item><title>" + strings.Repeat("<!--", 1<<20) + "</title></item>") }},
	"CDATA without end":    {"", func() []byte { return rss("<item><title>" + strings.Repeat("<![CDATA[", 500_000)) }},
	"CDATA in CDATA": {"", func() []byte {
		return rss("<item><title>" + strings.Repeat("<![CDATA[</item>", 300_000) + "]]></title></item>")
	}},
	"instructions without end": {"", func() []byte { return rss(strings.Repeat("<?a", 1<<20)) }},
	"declarations without end": {"", func() []byte { return []byte(strings.Repeat("<!DOCTYPE [", 400_000) + "<rss>") }},
	"quotation marks":          {"", func() []byte { return rss("<item>" + strings.Repeat(`<a b="`, 800_000)) }},
	"less-than signs":          {"", func() []byte { return rss("<item><title>" + strings.Repeat("<", 5<<20) + "</title></item>") }},
	"ampersands":               {"", func() []byte { return rss("<item><title>" + strings.Repeat("&", 4<<20) + "</title></item>") }},
	"references": {"", func() []byte {
		return rss("<item><title>" + strings.Repeat("&amp;lt;b&amp;gt;", 300_000) + "</title></item>")
	}},
	"texts without end": {"", func() []byte {
		return rss("<item>" + strings.Repeat("<title><description><guid><content:encoded><summary><author>", 80_000) + "</item>")
	}},
	"unknown elements without end": {"", func() []byte {
		var b strings.Builder
		for range 60 {
			b.WriteString("<a><b/>" + strings.Repeat("x", 80_000))
		}
		return rss("<item><title>A</title>" + b.String() + "</item>")
	}},
	"a title of 5 MB":   {"", func() []byte { return rss("<item><title>" + strings.Repeat("word ", 1<<20) + "</title></item>") }},
	"a title of markup": {"", func() []byte { return rss("<item><title>" + strings.Repeat("&lt;b&gt;", 500_000) + "</title></item>") }},
	"a text of markup": {"", func() []byte {
		return rss("<item><description><![CDATA[" + strings.Repeat("<b>", 1600_000) + "]]></description></item>")
	}},
	"a text of attributes": {"", func() []byte {
		return rss("<item><description><![CDATA[<a " + strings.Repeat("b ", 2<<20) + "]]></description></item>")
	}},
	"a text of scripts": {"", func() []byte {
		return rss("<item><description><![CDATA[" + strings.Repeat("<script>", 600_000) + "]]></description></item>")
	}},
	"a text of pictures": {"", func() []byte {
		return rss("<item><description><![CDATA[" + strings.Repeat("<img src=x>", 400_000) + "]]></description></item>")
	}},
	"a date of digits": {"", func() []byte {
		return rss("<item><title>A</title><pubDate>" + strings.Repeat("1", 4<<20) + "</pubDate></item>")
	}},
	"100,000 tags": {"feed.elements", func() []byte {
		return rss("<item><title>A</title>" + strings.Repeat("<category>a</category>", 100_000) + "</item>")
	}},
	"a page of 5 MB": {"feed.page", func() []byte { return []byte("<html>" + strings.Repeat("<p>x <script>", 400_000)) }},
	"entities of entities": {"", func() []byte {
		return []byte(`<!DOCTYPE rss [<!ENTITY a "` + strings.Repeat("x", 1000) + `"><!ENTITY b "` + strings.Repeat("&a;", 1000) + `">]>` + string(rss("<item><title>A &b; B</title></item>")))
	}},
	"JSON nested": {"feed.json", func() []byte { return []byte(`{"version":"x","items":` + strings.Repeat("[", 5<<20)) }},
	"JSON in an item": {"", func() []byte {
		return []byte(`{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","a":` + strings.Repeat(`{"a":`, 1<<20))
	}},
	"JSON of many items": {"", func() []byte {
		return []byte(`{"version":"https://jsonfeed.org/version/1","items":[` + strings.Repeat(`{"id":"1","title":"A"},`, 200_000) + `{"id":"2"}]}`)
	}},
	"JSON of many tags": {"", func() []byte {
		return []byte(`{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","tags":[` + strings.Repeat(`"a",`, 1<<20) + `"b"]}]}`)
	}},
}

func rss(items string) []byte {
	return []byte(`<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>` + items + `</channel></rss>`)
}

// sampled are those that make test reads; make faults reads all.
var sampled = []string{"10 MB nested", "10 MB of attributes", "nested xml:base", "50,000 items", "instructions without end", "CDATA in CDATA",
	"texts without end", "an item of elements", "a text of scripts", "JSON in an item"}

// What is hostile is refused or read within 200 ms and 100 MB, as BenchmarkHostile shows on a machine at rest; here the bound on time is
// loose, for a machine that is not.
func TestHostileDocumentsCostLittle(t *testing.T) {
	for name, h := range hostile {
		if os.Getenv("LEDE_FAULTS") == "" && !slices.Contains(sampled, name) {
			continue
		}
		t.Run(name, func(t *testing.T) {
			document := h.document()
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			begun := kvtest.ProcessorTime(t)
			f, err := feed.Parse(document, feed.Options{Address: "https://x.example/feed"})
			took := kvtest.ProcessorTime(t) - begun
			runtime.ReadMemStats(&after)
			if spent := after.TotalAlloc - before.TotalAlloc; spent > 100<<20 || took.Seconds() > 2 {
				t.Errorf("it took %v and %d MB", took, spent>>20)
			}
			var p *problem.Problem
			if code := ""; errors.As(err, &p) && h.code != "" {
				if code = p.Code; code != h.code {
					t.Errorf("refused with %s, not %s", code, h.code)
				}
			} else if h.code != "" || err != nil && p == nil {
				t.Errorf("not refused: %v, %v", f, err)
			}
			if f != nil && len(f.Items) > 300 {
				t.Errorf("%d items", len(f.Items))
			}
		})
	}
}

// documents are those of testdata, by name.
func documents(t testing.TB) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	paths, err := filepath.Glob("testdata/*.*")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		if strings.HasSuffix(path, ".expect.json") {
			continue
		}
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		all[filepath.Base(path)] = data
	}
	return all
}

// TestTruncationGivesAPrefixOfWholeItems: wherever a document ends, the items that are given are the first of the whole one's, as
// they are there, and that others are missing is told.
func TestTruncationGivesAPrefixOfWholeItems(t *testing.T) {
	all := documents(t)
	for _, name := range []string{"rdf.xml", "text-encoded.xml", "text-atom-xhtml.xml", "items-outside-channel.xml", "json-external.json", "uppercase.xml"} {
		data := all[name]
		whole, err := feed.Parse(data, feed.Options{})
		if err != nil || whole.Partly {
			t.Fatal(name, err)
		}
		for end := range data {
			f, err := feed.Parse(data[:end], feed.Options{})
			if err != nil {
				continue // the beginning alone is no feed
			}
			if len(f.Items) > len(whole.Items) || len(f.Items) < len(whole.Items) && !f.Partly {
				t.Fatalf("%s, cut at %d: %d of %d items, partly %v", name, end, len(f.Items), len(whole.Items), f.Partly)
			}
			for i := range f.Items {
				if f.Items[i].GUID != whole.Items[i].GUID || f.Items[i].Title != whole.Items[i].Title || f.Items[i].Content != whole.Items[i].Content || f.Items[i].Teaser != whole.Items[i].Teaser {
					t.Fatalf("%s, cut at %d: %+v is not %+v", name, end, f.Items[i], whole.Items[i])
				}
			}
		}
	}
}

// lawful reports what no feed may be, whatever was read.
func lawful(f *feed.Feed) error {
	if (f.Counted != len(f.Items)) && !f.Partly || f.Partly != (f.Problem != nil) {
		return fmt.Errorf("%d items of %d, partly %v, %v", len(f.Items), f.Counted, f.Partly, f.Problem)
	}
	seen := map[string]bool{}
	for _, i := range f.Items {
		for _, s := range append([]string{f.Title, f.Link, i.GUID, i.Link, i.Title, i.Teaser, i.Content, i.Author, i.Picture}, i.Tags...) {
			if !utf8.ValidString(s) || strings.ContainsRune(s, 0) {
				return fmt.Errorf("%q is no good text", s)
			}
		}
		if i.Link != "" && !strings.HasPrefix(i.Link, "http") || i.Picture != "" && !strings.HasPrefix(i.Picture, "https://") {
			return fmt.Errorf("the link is %q, the picture %q", i.Link, i.Picture)
		}
		if i.Keys.Main == "" || i.Keys.Text == "" || seen[i.Keys.Main] {
			return fmt.Errorf("the keys %+v", i.Keys)
		}
		seen[i.Keys.Main] = true
	}
	return nil
}

func FuzzParse(f *testing.F) {
	for _, data := range documents(f) {
		f.Add(data, "")
	}
	f.Add([]byte("<rss>"), "text/xml; charset=utf-16")
	f.Fuzz(func(t *testing.T, data []byte, contentType string) {
		got, err := feed.Parse(data, feed.Options{ContentType: contentType, Address: "https://x.example/feed"})
		var p *problem.Problem
		if err != nil && !errors.As(err, &p) {
			t.Fatal(err)
		}
		if err == nil {
			err = lawful(got)
		}
		if err != nil && p == nil {
			t.Fatal(err)
		}
		if p != nil && p.Code == "feed.tangled" && p.Err != nil {
			t.Fatalf("the parser refused what the gate let through: %v", p.Err)
		}
	})
}

func BenchmarkHostile(b *testing.B) {
	for name, h := range hostile {
		document := h.document()
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			begun := kvtest.ProcessorTime(b)
			for b.Loop() {
				_, _ = feed.Parse(document, feed.Options{Address: "https://x.example/feed"})
			}
			b.ReportMetric(float64((kvtest.ProcessorTime(b)-begun).Milliseconds())/float64(b.N), "cpu-ms")
		})
	}
}
