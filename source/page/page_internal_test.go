package page

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"

	"lede/briefing"
	"lede/problem"
	"lede/store/kvtest"
)

// largePage is a page of about 50 KB as newspapers make them: a quarter is the article.
func largePage() []byte {
	var b strings.Builder
	b.WriteString(`<!doctype html><html lang="en"><head><title>Bridge opens | The Kells Post</title><meta property="og:site_name" content="The Kells Post">`)
	b.WriteString(`<script type="application/ld+json">{"@type":"NewsArticle","headline":"Bridge opens","author":{"name":"Ann Poole"},"datePublished":"2025-02-14T09:00:00Z"}</script>`)
	b.WriteString(`<script>` + strings.Repeat(`window.layer = window.layer || [];`, 300) + `</script></head><body><nav><ul>`)
	for i := range 80 {
		fmt.Fprintf(&b, `<li class="menu-item"><a href="/section/%d">Section %d</a></li>`, i, i)
	}
	b.WriteString(`</ul></nav><main><article class="story"><h1>Bridge opens</h1>`)
	for i := range 40 {
		fmt.Fprintf(&b, `<p>Paragraph %d tells, with a <a href="/x/%d">link</a>, that the bridge over the river was opened on Monday, and that the mayor, who had waited for nine years, was <em>glad</em> of it, her office said.</p>`, i, i)
	}
	b.WriteString(`</article></main><aside class="related">`)
	for i := range 120 {
		fmt.Fprintf(&b, `<div class="teaser"><a href="/news/%d"><img src="/i/%d.jpg" alt=""><span>Another story of the day, number %d</span></a></div>`, i, i, i)
	}
	b.WriteString(`</aside></body></html>`)
	return []byte(b.String())
}

func BenchmarkPage(b *testing.B) {
	data := largePage()
	b.Run("Page", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		for b.Loop() {
			if _, _, err := Read(data, "", briefing.Options{}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("Readability", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		for b.Loop() {
			a, err := readability.FromReader(bytes.NewReader(data), nil)
			if err != nil {
				b.Fatal(err)
			}
			var text strings.Builder
			if err := a.RenderText(&text); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("Parse", func(b *testing.B) {
		for b.Loop() {
			if _, err := html.Parse(bytes.NewReader(data)); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// expected is what a page is expected to say of its article.
type expected struct{ Title, URL, Site, Author, Language, Published string }

func TestPagesGiveTheArticleAndNothingElse(t *testing.T) {
	pages, err := filepath.Glob("testdata/*.html")
	if err != nil || len(pages) == 0 {
		t.Fatalf("no pages: %v", err)
	}
	for _, path := range pages {
		text, o, err := Read(contents(t, path), "", briefing.Options{})
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		base := strings.TrimSuffix(path, ".html")
		if want := strings.TrimSpace(string(contents(t, base+".txt"))); text != want {
			t.Errorf("%s is read as\n%s\nand not as\n%s", path, text, want)
		}
		got := expected{o.Title, o.URL, o.Site, o.Author, o.Language, ""}
		if o.Published != nil {
			got.Published = o.Published.Format(time.RFC3339)
		}
		var want expected
		if err := json.Unmarshal(contents(t, base+".json"), &want); err != nil {
			t.Fatal(err)
		}
		if got != want {
			t.Errorf("%s says %+v, want %+v", path, got, want)
		}
	}
}

// parsed is the article that a page becomes.
func parsed(data []byte) (*briefing.Article, error) {
	text, o, err := Read(data, "text/html; charset=utf-8", briefing.Options{})
	if err != nil {
		return nil, err
	}
	return briefing.Parse(text, o)
}

// code is which problem an error is; "" for none.
func code(err error) string {
	var p *problem.Problem
	if !errors.As(err, &p) {
		return ""
	}
	return p.Code
}

func contents(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestTheCallersOptionsWinOverThePage(t *testing.T) {
	day := time.Date(2020, 1, 2, 0, 0, 0, 0, time.UTC)
	mine := briefing.Options{ID: "i", Title: "t", URL: "https://u.example/", Site: "s", Author: "a", Language: "fr", Published: &day, Points: 2}
	if _, o, err := Read(contents(t, "testdata/bridge.html"), "", mine); err != nil || !reflect.DeepEqual(o, mine) {
		t.Errorf("%+v, %v", o, err)
	}
}

func TestTheCharacterSetIsTheOneThatTheServerNames(t *testing.T) {
	text, _, err := Read([]byte("<html><p>Il pleut \xe0 Fon\xe8s depuis l'\xe9t\xe9.</p>"), "text/html; charset=iso-8859-1", briefing.Options{})
	if err != nil || text != "Il pleut à Fonès depuis l'été." {
		t.Errorf("%q, %v", text, err)
	}
	text, _, err = Read([]byte("<html><meta charset=iso-8859-1><p>Il pleut à Fonès.</p>"), "", briefing.Options{})
	if err != nil || text != "Il pleut à Fonès." {
		t.Errorf("valid UTF-8 was taken for something else: %q, %v", text, err)
	}
}

const (
	opening = "The county council voted on Tuesday to keep the ferry for another year, by nine votes to six."
	next    = "Its captain, Maeve Byrne, said that she had heard of the vote on the radio and was glad."
	last    = "The council will look at the ferry again in March, when the bridge has been open for a year."
	beside  = "Our readers know that good journalism costs money, and that is why we ask for yours today."
)

func ld(body string) string {
	return `<html><script type="application/ld+json">{"@type":"NewsArticle","headline":"Ferry stays","articleBody":"` + body + `"}</script><body><div>`
}

func TestTheEmbeddedTextTellsWhereTheArticleEnds(t *testing.T) {
	all := "<p>" + opening + "</p><p>" + next + "</p><p>" + last + "</p>"
	want := strings.Join([]string{opening, next, last}, "\n\n")
	for name, html := range map[string]string{
		"what follows is dropped":        ld(strings.Join([]string{opening, next, last}, " ")) + all + "<p>" + beside + "</p>",
		"a text cut short is not used":   ld(opening[:60]+" ...") + all,
		"line ends in it are no mistake": ld(opening+"\n"+next+"\n"+last) + all + "<p>" + beside + "</p>",
		"it stands in for a missing one": ld("<p>"+opening+"<\\/p><p>"+next+"<\\/p><p>"+last+"<\\/p>") + "<p>" + beside + "</p>",
	} {
		if text, _, err := Read([]byte(html), "", briefing.Options{}); err != nil || text != want {
			t.Errorf("%s: %v\n%s", name, err, text)
		}
	}
}

func TestAPageWithoutAnArticleSaysSo(t *testing.T) {
	for _, html := range []string{"<html>", "<html><script>var a = 1</script>", "<html><p>…</p>", "<html><nav>Home</nav>"} {
		_, err := parsed([]byte(html))
		if code(err) != "page.no-article" {
			t.Errorf("%s: %v", html, err)
		}
	}
}

func TestAHostilePageEndsInTime(t *testing.T) {
	share, most := 8, time.Minute // the race detector makes these pages twelve times as dear
	if os.Getenv("LEDE_FAULTS") == "whole" {
		share, most = 1, 5*time.Minute
	}
	for name, html := range map[string]string{
		"nested deep":       strings.Repeat("<div>", 100_000/share) + "x",
		"many paragraphs":   "<html>" + strings.Repeat("<p>A b.</p>", maxElements/share+1),
		"many divisions":    "<html>" + strings.Repeat("<div><p>A b, c.</p></div>", maxElements/2/share-10),
		"many links":        "<html><p>" + strings.Repeat("<a href=x>a</a> ", maxElements/2/share),
		"open formatting":   "<html>" + strings.Repeat("<p><b><i>a", 20_000/share),
		"attributes":        "<html><p " + strings.Repeat("a=1 class=share ", 100_000/share) + ">A word.",
		"an unclosed tag":   "<html><p" + strings.Repeat("<", 1<<20),
		"nested JSON":       `<html><script type="application/ld+json">` + strings.Repeat("[", 1<<20) + "</script><p>A word.",
		"more than allowed": "<html>" + strings.Repeat("word ", maxPage/5),
	} {
		start := kvtest.ProcessorTime(t)
		_, err := parsed([]byte(html))
		took := kvtest.ProcessorTime(t) - start
		t.Logf("%s: %v, %v", name, took.Round(time.Millisecond), err)
		// What grows with the square would take far longer.
		if took > most {
			t.Errorf("%s took %v", name, took)
		}
	}
}

func FuzzPage(f *testing.F) {
	for _, s := range []string{"", "<html>", "<p>A word.", "<html><title>A</title><p>A</p><br><br>b", ld("A b.") + "<p>A b.", "<html>\xff\xfe\x1b$B", "<svg><p><table><td>x"} {
		f.Add([]byte(s), "")
	}
	f.Add([]byte("\u0510\xce"), "")
	f.Add(largePage()[:1200], "text/html; charset=gbk")
	f.Fuzz(func(t *testing.T, data []byte, contentType string) {
		text, o, err := Read(data, contentType, briefing.Options{})
		if err != nil {
			return
		}
		if !utf8.ValidString(text) || !utf8.ValidString(o.Title+o.Author+o.Site) {
			t.Fatal("no UTF-8")
		}
		if text == "" || text != strings.TrimSpace(text) || strings.Contains(text, "\n\n\n") || strings.ContainsAny(text, "\u00a0\r\t") {
			t.Fatalf("the text is %q", text)
		}
		if len(o.Language) != 0 && len(o.Language) != 2 {
			t.Fatalf("the language is %q", o.Language)
		}
	})
}
