package page

import (
	"errors"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"lede/briefing"
	"lede/source/page/charset"
)

// saidOf is what a page says of its article in the places meant for machines.
func saidOf(t *testing.T, page string) briefing.Options {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	e := embeddedIn(doc)
	return e.fill(briefing.Options{})
}

func meta(name, content string) string {
	return `<meta name="` + name + `" content="` + content + `">`
}

// TestWhereAPageSaysItsTitle: of several places the first that says something counts.
func TestWhereAPageSaysItsTitle(t *testing.T) {
	for page, want := range map[string]string{
		"<title>A b</title><title>C d</title>": "A b", "<title></title><title>C d</title>": "C d", "<svg><title>A b</title></svg>": "",
		"<title>A b</title><h1>C d</h1>": "C d", "<title>A b</title><h1>C d</h1><h1>E f</h1>": "A b",
		meta("og:title", "A b") + "<h1>C d</h1>": "A b", meta("twitter:title", "A b") + "<h1>C d</h1>": "C d", meta("twitter:title", "A b") + "<title>C d</title>": "A b",
		meta("OG:Title", "A b") + meta("og:title", "C d"): "A b", meta("og:title", "") + meta("og:title", "C d"): "C d",
		`<meta property="og:title" content="A b">`: "A b", `<meta itemprop="og:title" content="A b">`: "A b",
	} {
		if got := saidOf(t, page).Title; got != want {
			t.Errorf("%s: the title is %q, want %q", page, got, want)
		}
	}
}

func TestWhereAPageSaysItsAuthor(t *testing.T) {
	name := func(n int) string { return "Ann " + strings.Repeat("x", n-4) }
	for page, want := range map[string]string{
		"<a rel=author>Ann Poole</a>": "Ann Poole", "<b itemprop=author>Ann Poole</b><b itemprop=author>Tom Bay</b>": "Ann Poole",
		"<b itemprop=editor>Ann Poole</b>": "", "<b itemprop=author>" + name(119) + "</b>": name(119), "<b itemprop=author>" + name(120) + "</b>": "",
		"<link rel=author><p rel=author>Ann Poole": "Ann Poole", "<meta itemprop=author content='Ann Poole'>": "Ann Poole",
		meta("author", name(120)): name(120), meta("author", name(121)): "", meta("author", "ann.poole") + meta("dc.creator", "Ann Poole"): "Ann Poole",
		meta("author", "login") + meta("twitter:label1", "Verfasst von") + meta("twitter:data1", "Ann Poole"): "Ann Poole", meta("twitter:label1", "Price") + meta("twitter:data1", "Ann Poole"): "",
		meta("author", "Ann Poole") + meta("twitter:label1", "Written by") + meta("twitter:data1", "Tom Bay"): "Ann Poole", meta("cXenseParse:author", "Ann Poole"): "Ann Poole",
		meta("author", "a <b>"): "", meta("og:site_name", "The Post") + meta("author", "the post"): "",
	} {
		if got := saidOf(t, page).Author; got != want {
			t.Errorf("%s: the author is %q, want %q", page, got, want)
		}
	}
}

func TestWhereAPageSaysItsDateAddressAndLanguage(t *testing.T) {
	for page, want := range map[string]string{
		"<time itemprop=datePublished datetime=2025-02-14>": "2025-02-14", "<time pubdate datetime=2025-02-14>": "2025-02-14", "<time datetime=2025-02-14>": "",
		"<time pubdate datetime=2025-02-14><time pubdate datetime=2025-02-15>":         "2025-02-14",
		meta("article:published_time", "soon") + meta("date", "2025-02-14"):            "2025-02-14",
		meta("article:published_time", "2025-02-14") + meta("date", "2025-02-15"):      "2025-02-14",
		meta("DC.date.issued", "2025-02-15") + meta("article:published", "2025-02-14"): "2025-02-14", meta("dcterms.created", "2025-02-14"): "2025-02-14", meta("article:modified_time", "2025-02-14"): "",
	} {
		got := ""
		if at := saidOf(t, page).Published; at != nil {
			got = at.Format("2006-01-02")
		}
		if got != want {
			t.Errorf("%s: published %q, want %q", page, got, want)
		}
	}
	for page, want := range map[string]string{
		"<link rel=Canonical href=https://a.example/1>": "https://a.example/1", "<link rel=icon href=https://a.example/1>": "", "<link rel=canonical href=/a>": "",
		"<link rel=canonical href=https://a.example/1><link rel=canonical href=https://b.example/1>": "https://a.example/1",
		meta("og:url", "HTTP://a.example/1"): "HTTP://a.example/1",
		// A page that gives the home page as its address would be the same article as every other page of the site.
		"<link rel=canonical href=https://a.example/>": "", "<link rel=canonical href=https://a.example>": "", "<link rel=canonical href=https://a.example/?p=1>": "https://a.example/?p=1",
		"<link rel=canonical href=https://a.example/>" + meta("og:url", "https://a.example/1"): "https://a.example/1", meta("og:url", "https://a.example/"): "",
	} {
		if got := saidOf(t, page).URL; got != want {
			t.Errorf("%s: the address is %q, want %q", page, got, want)
		}
	}
	if got := saidOf(t, `<html lang="pt-BR">`+meta("og:locale", "en_GB")).Language; got != "pt" {
		t.Errorf("the language is %q", got)
	}
}

func TestWhatJSONLDSaysOfAnArticle(t *testing.T) {
	script := func(s string) string { return `<script type="Application/LD+JSON">` + s + `</script>` }
	nested := func(n int) string {
		return script(strings.Repeat("[", n) + `{"@type":"Article","headline":"A b"}` + strings.Repeat("]", n))
	}
	for page, want := range map[string][3]string{
		nested(4): {"A b"}, nested(5): {},
		script(`[{"@type":"Article","headline":"A b"},{"@type":"Article","headline":"C d"}]`):                                         {"A b"},
		script(`[{"@type":"Article","articleBody":"x"},{"@type":"Article","headline":"C d"}]`):                                        {},
		script(`{"@type":["Thing","NewsArticle"],"headline":"A b"}`):                                                                  {"A b"},
		script(`{"@type":["Thing"],"headline":"A b"}`):                                                                                {},
		script(`{"@graph":[{"@type":"Article","headline":"A b"}]}`):                                                                   {"A b"},
		script(`{"@type":"Article","creator":"Ann Poole"}`):                                                                           {"", "Ann Poole"},
		script(`{"@type":"Article","author":"Tom Bay","creator":"Ann Poole"}`):                                                        {"", "Tom Bay"},
		script(`{"@type":"Article","author":[{"name":"Ann Poole"},"Tom Bay","Ann Poole",""],"publisher":{"name":"The Post | News"}}`): {"", "Ann Poole, Tom Bay", "The Post"},
		`<script>{"@type":"Article","headline":"A b"}</script>`:                                                                       {},
		`<script type="application/ld+json"></script>`:                                                                                {},
	} {
		o := saidOf(t, page)
		if got := [3]string{o.Title, o.Author, o.Site}; got != want {
			t.Errorf("%s: %q, want %q", page, got, want)
		}
	}
}

// TestAPageIsDecodedThoughItsBytesLookLikeUTF8: in UTF-16 without a mark, and in the escapes of ISO 2022.
func TestAPageIsDecodedThoughItsBytesLookLikeUTF8(t *testing.T) {
	wide := func(s string, first bool) (b []byte) {
		for _, r := range []byte(s) {
			if first {
				b = append(b, 0, r)
			} else {
				b = append(b, r, 0)
			}
		}
		return b
	}
	for name, c := range map[string]struct {
		data []byte
		kind string
		want string
	}{
		"big end first":    {wide("<p>A word.", true), "text/html; charset=utf-16be", "<p>A word."},
		"little end first": {wide("<p>A word.", false), "text/html; charset=utf-16le", "<p>A word."},
		"ISO 2022":         {[]byte("<p>\x1b$B$\"\x1b(B"), "text/html; charset=iso-2022-jp", "<p>あ"},
		"a mark":           {[]byte("\ufeff<p>A"), "", "<p>A"},
		"a slip in UTF-8":  {[]byte("<p>é \xff"), "text/html; charset=utf-8", "<p>é \ufffd"},
	} {
		if got, err := charset.Decode(c.data, c.kind); err != nil || string(got) != c.want {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestAPageMayBeAsLongAsAText(t *testing.T) {
	page := "<html><p>A word.</p><!--"
	for n, want := range map[int]error{maxPage: nil, maxPage + 1: briefing.ErrTooLong} {
		_, err := parsed([]byte(page + strings.Repeat("x", n-len(page)-3) + "-->"))
		if !errors.Is(err, want) {
			t.Errorf("%d bytes: %v", n, err)
		}
	}
}
