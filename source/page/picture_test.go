package page

import (
	"strings"
	"testing"

	"lede/briefing"
)

// TestAPageNamesItsPicture: in the places that sites use, and only where everybody may fetch it.
func TestAPageNamesItsPicture(t *testing.T) {
	const base = "https://news.example/2026/bridge"
	meta := func(name, content string) string { return `<meta property="` + name + `" content="` + content + `">` }
	for _, c := range []struct{ head, want string }{
		{meta("og:image", "https://img.example/a.jpg?w=1200&amp;h=630"), "https://img.example/a.jpg?w=1200&h=630"},
		{meta("og:image", "/a.jpg"), "https://news.example/a.jpg"},
		{meta("og:image", "//img.example/a.jpg#top"), "https://img.example/a.jpg"},
		{meta("og:image", "http://img.example/a.jpg") + meta("og:image:secure_url", "https://img.example/b.jpg"), "https://img.example/b.jpg"},
		{meta("og:image", "") + `<meta name="twitter:image" content="https://img.example/t.jpg">`, "https://img.example/t.jpg"},
		{`<script type="application/ld+json">{"@type":"NewsArticle","headline":"x","image":[{"@type":"ImageObject","url":"https://img.example/ld.jpg"}]}</script>`, "https://img.example/ld.jpg"},
		{`<script type="application/ld+json">{"@type":"NewsArticle","headline":"x","image":"ld.jpg"}</script>`, "https://news.example/2026/ld.jpg"},
		{meta("og:image", "http://img.example/a.jpg"), ""},
		{meta("og:image", "javascript:alert(1)"), ""},
		{meta("og:image", "data:image/png;base64,AAAA"), ""},
		{meta("og:image", "https://user:secret@img.example/a.jpg"), ""},
		{meta("og:image", "https://10.0.0.1/a.jpg"), ""},
		{meta("og:image", "https://[::1]/a.jpg"), ""},
		{meta("og:image", "https://localhost/a.jpg"), ""},
		{meta("og:image", "https://img.example:8443/a.jpg"), ""},
		{meta("og:image", "https://img.example/logo.SVG"), ""},
		{meta("og:image", "https://img.example/"+strings.Repeat("a", 1000)), ""},
		{`<script type="application/ld+json">{"@type":"NewsArticle","headline":"x","image":[[["https://img.example/a.jpg"]],5]}</script>`, "https://img.example/a.jpg"},
		{`<script type="application/ld+json">{"@type":"NewsArticle","headline":"x","image":[]}</script>`, ""},
		{"", ""},
	} {
		_, o, err := Read([]byte("<html><head>"+c.head+"</head><p>The bridge is closed."), "", briefing.Options{URL: base})
		if err != nil || o.Image != c.want {
			t.Errorf("%s: %q, %v, want %q", c.head, o.Image, err, c.want)
		}
	}
}
