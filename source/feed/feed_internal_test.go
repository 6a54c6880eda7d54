package feed

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"lede/source/feed/gate"
)

// FuzzGate holds what the gate writes to what it promises: well-formed, flat, and with the items that it says.
func FuzzGate(f *testing.F) {
	paths, _ := filepath.Glob("testdata/*.xml")
	for _, path := range paths {
		if data, err := os.ReadFile(path); err == nil && len(data) < 4<<10 {
			f.Add(data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		document, _ := gate.Decode(data, "")
		root, _ := gate.Root(document)
		if root < 0 {
			return
		}
		g, err := gate.Through(document, root, dateIn)
		if err != nil {
			return
		}
		if len(g.Items) > gate.MaxItems || len(g.Items) > g.Counted {
			t.Fatalf("%d items of %d", len(g.Items), g.Counted)
		}
		parsed, err := fields(g, Options{})
		if err != nil || len(parsed.Items) != len(g.Items) {
			t.Fatalf("%v: of %d items the parser finds others in\n%s", err, len(g.Items), g.XML)
		}
		again, err := gate.Through(g.XML, 0, dateIn)
		if err != nil || again.Counted != len(g.Items) || again.Cut {
			t.Fatalf("a second gate finds %+v, %v in\n%s", again, err, g.XML)
		}
	})
}

func FuzzPlain(f *testing.F) {
	for _, s := range []string{"<p>a</p>", "a &amp; b", "<script>x</script>y", "<!-- a -->b<![CDATA[c]]>", "<a title='>'>x", "5 < 6", "<img src=x", "&lt;b&gt;"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			return
		}
		for _, got := range []string{plain(s), plainTitle(s), teaser(s, "", ""), opening(s), firstWords(plain(s))} {
			if !utf8.ValidString(got) || len(got) > 3*len(s)+len("…") {
				t.Errorf("%q became %q", s, got)
			}
		}
		if strings.ContainsAny(plainTitle(s), "\n\r\t") {
			t.Errorf("the title %q", plainTitle(s))
		}
	})
}

func TestReadersSeeAnAddressWithoutWhatCountsThem(t *testing.T) {
	const site = "https://harbour.example/"
	for address, want := range map[string]string{
		"a?utm_source=rss&id=7&UTM_Medium=feed&fbclid=x#xtor=RSS-3208":   "a?id=7",
		"a#utm_source=harbour.example&utm_campaign=%2Fnews&utm_medium=m": "a",
		"a-7c0f?source=rss-91aa0b------2":                                "a-7c0f",
		"a-7c0f?source=rss----91aa0b---4":                                "a-7c0f",
		"?utm_source=rss":                                                "",
		"?p=12&mc_cid=a1":                                                "?p=12",
		"a?mtm_campaign=x&at_medium=RSS&_ga=2.1&b=%C3%A9&&c":             "a?b=%C3%A9&&c",

		// What may name the page stays.
		"a?ref=12&campaign=3&cmp=4&source=rss&cid=5":        "a?ref=12&campaign=3&cmp=4&source=rss&cid=5",
		"a?url=https%3A%2F%2Fb.example%2F%3Futm_source%3Dx": "a?url=https%3A%2F%2Fb.example%2F%3Futm_source%3Dx",
		"?utm_source":           "?utm_source",
		"a?name=utm_source":     "a?name=utm_source",
		"a?note_utm_source=x":   "a?note_utm_source=x",
		"#!/story?utm_source=x": "#!/story?utm_source=x",
		"a#part=2&utm_source=x": "a#part=2&utm_source=x",
		"a#:~:text=pier":        "a#:~:text=pier",

		// So does a link whose parameters are all vouched for.
		"a?utm_source=x&sig=abc":             "a?utm_source=x&sig=abc",
		"a?utm_source=x&X-Amz-Signature=abc": "a?utm_source=x&X-Amz-Signature=abc",
		"a?signs=2&utm_source=x":             "a?signs=2",
	} {
		if got := Uncounted(site + address); got != site+want {
			t.Errorf("%s: %s, want %s", address, got, site+want)
		}
		if shown, whole := Canonical(Uncounted(site+address)), Canonical(site+address); shown != whole {
			t.Errorf("%s is known by %s, and as readers see it by %s", address, whole, shown)
		}
	}
}

func TestCanonical(t *testing.T) {
	for address, want := range map[string]string{
		"https://www.Harbour.example/a/":                                    "harbour.example/a",
		"http://harbour.example:80/a?utm_source=rss&id=7&fbclid=x#xtor=RSS": "harbour.example/a?id=7",
		"https://harbour.example:443/a":                                     "harbour.example/a",
		"https://harbour.example:8443/a":                                    "harbour.example:8443/a",
		"https://harbour.example/a?from=rss&page=2":                         "harbour.example/a?page=2",
		"https://harbour.example/a?&page=2&&n=1&":                           "harbour.example/a?page=2&n=1",
		"https://harbour.example:80/a":                                      "harbour.example/a",
		"https://harbour.example/#/story/1":                                 "harbour.example#/story/1",
		"https://harbour.example/a#:~:text=pier":                            "harbour.example/a",
		"https://harbour.example/?ref=12345":                                "harbour.example?ref=12345",
		"https://harbour.example/a#RSS":                                     "harbour.example/a",
		"https://harbour.example/a#utm_source=b":                            "harbour.example/a",
		"https://harbour.example/a#utm_source":                              "harbour.example/a#utm_source",
		"https://harbour.example/a#part=2":                                  "harbour.example/a#part=2",
		"https://harbour.example/a?gclid=12345":                             "harbour.example/a",
		"https://harbour.example/?gclid=12345":                              "harbour.example",
		"https://harbour.example/?utm_id=12345":                             "harbour.example",
		"https://harbour.example/?ref=1":                                    "harbour.example",
		"https://harbour.example/a?source=rss-91aa0b------2":                "harbour.example/a",
		"https://harbour.example/a?ref=12345":                               "harbour.example/a",
		" urn:1 ":                                                           "urn:1",
		"%zz":                                                               "%zz",
		"urn:1":                                                             "urn:1",
	} {
		if got := Canonical(address); got != want {
			t.Errorf("%s: %s, want %s", address, got, want)
		}
	}
}
