package source

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"

	"lede/briefing"
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
			if _, _, err := page(data, "", briefing.Options{}); err != nil {
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
