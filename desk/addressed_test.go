package desk_test

import (
	"errors"
	"testing"

	"lede/briefing"
	"lede/desk"
	"lede/problem"
)

// TestAnArticleIsFoundByTheAddressOfItsPage, as people copy it. Who gives the address of another page is told how to have that one briefed.
func TestAnArticleIsFoundByTheAddressOfItsPage(t *testing.T) {
	at := func(id, url string) *briefing.Article {
		a := article(id, "About "+id)
		a.URL = url
		return a
	}
	d, _, _ := open(t, at("flood", "https://www.example.org/news/Flood/"), at("query", "https://example.org/?p=12"), at("front", "https://example.net/"))
	for link, want := range map[string]string{
		"https://www.example.org/news/Flood/":                       "About flood",
		" http://example.org/news/Flood?utm_source=a&fbclid=b ":     "About flood",
		"HTTPS://EXAMPLE.ORG/news/Flood#comments":                   "About flood",
		"https://example.org/?p=12":                                 "About query",
		"https://example.net":                                       "About front",
		"https://example.org/news/flood-2":                          "",
		"https://example.com/news/Flood":                            "",
		"https://example.org/?p=13":                                 "",
		"https://example.net/?p=13":                                 "",
		"https://example.org/%zz":                                   "",
		"https://nobody.example/news/Flood/?u=https://example.org/": "",
	} {
		h, err := d.Find(t.Context(), desk.Reader{Guild: "g"}, link)
		if h.Title != want {
			t.Errorf("%q finds %q, %v", link, h.Title, err)
		}
		var told *problem.Problem
		if want == "" && (!errors.Is(err, desk.ErrNoSuchArticle) || !errors.As(err, &told) || told.Code != "desk.no-such-page") {
			t.Errorf("%q: %v", link, err)
		}
	}
}
