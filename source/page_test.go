package source

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"

	"lede/briefing"
)

// TestOnlyAPageThatWasFetchedNamesItsPicture: a file could name any.
func TestOnlyAPageThatWasFetchedNamesItsPicture(t *testing.T) {
	const (
		picture = "https://img.example/a.jpg"
		story   = `<html><head><meta property="og:image" content="` + picture + `"></head><p>The bridge is closed, the mayor said on Monday.`
		json    = `{"text":"The bridge is closed, the mayor said on Monday.","image":"` + picture + `"}`
	)
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		body := story
		if strings.HasSuffix(r.URL.Path, ".json") {
			w.Header().Set("Content-Type", "application/json")
			body = json
		}
		_, _ = w.Write([]byte(body))
	}))
	defer site.Close()
	web := &Web{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}}
	files := &Attachments{Hosts: []string{site.URL}}
	for name, c := range map[string]struct {
		read func() (*briefing.Article, error)
		want string
	}{
		"a page": {func() (*briefing.Article, error) { return web.Article(t.Context(), site.URL+"/a", briefing.Options{}) }, picture},
		"JSON on the web": {func() (*briefing.Article, error) {
			return web.Article(t.Context(), site.URL+"/a.json", briefing.Options{})
		}, ""},
		"an attached page": {func() (*briefing.Article, error) {
			return files.Article(t.Context(), site.URL+"/a", "a.html", briefing.Options{})
		}, ""},
		"a page of a line":     {func() (*briefing.Article, error) { return Page([]byte(story), "a", briefing.Options{}) }, ""},
		"a page from the disk": {func() (*briefing.Article, error) { return Read(strings.NewReader(story), "a", briefing.Options{}) }, ""},
		"a structured article": {func() (*briefing.Article, error) { return Read(strings.NewReader(json), "a", briefing.Options{}) }, ""},
		"a page said to be that": {func() (*briefing.Article, error) {
			return Read(strings.NewReader(story), "a", briefing.Options{URL: site.URL})
		}, ""},
	} {
		if a, err := c.read(); err != nil || a.Image != c.want {
			t.Errorf("%s: %+v, %v", name, a, err)
		}
	}
}

func TestMarkupIsNotBriefedAsText(t *testing.T) {
	for _, piece := range []string{"<article><p>%</p></article>", `<div class="entry"><p>%</p></div>`, "<!-- x --><p>%</p>"} {
		words := "The ferry to Skarholm runs again after nine days of repair, the harbour office said on Monday."
		a, err := parse([]byte(strings.Replace(piece, "%", words, 1)), "", "it", briefing.Options{})
		if err != nil || a.Text != words {
			t.Errorf("%s: %v, %v", piece, a, err)
		}
	}
	for _, feed := range []string{`<?xml version="1.0"?><rss version="2.0"><channel/></rss>`, "<feed xmlns='http://www.w3.org/2005/Atom'></feed>"} {
		_, err := parse([]byte(feed), "text/plain", "it", briefing.Options{})
		says(t, err, "is a feed")
	}
}

func TestAFileThatIsSentAsAPageIsRefused(t *testing.T) {
	_, err := parse([]byte("\r\n%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj"), "text/html", "it", briefing.Options{})
	says(t, err, "PDF")
}

// TestWhatIsWrongWithAPageIsToldByItsName: a person who gives several learns which one.
func TestWhatIsWrongWithAPageIsToldByItsName(t *testing.T) {
	for _, page := range []string{
		"<html><p>…", "<title>Page not found</title><p>The page you requested was not found.", "<p>This article is for subscribers only.",
		"<title>Just a moment...</title><p>Checking your browser.", "<p>We use cookies on our site. Accept all cookies?",
		"<main>" + strings.Repeat("<li><a href=/x>Council votes to close the bath in the lane</a></li>", 9),
	} {
		_, err := Page([]byte(page), "the page", briefing.Options{})
		says(t, err, "the page ")
	}
}
