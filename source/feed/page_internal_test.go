package feed

import (
	"fmt"
	"strings"
	"testing"
)

// TestAPageIsToldFromOtherMarkup by its doctype, its root, or the first of its elements.
func TestAPageIsToldFromOtherMarkup(t *testing.T) {
	for document, want := range map[string]string{
		"<!DOCTYPE html><x-app></x-app>": "feed.page", "<x-app><html></html></x-app>": "feed.page", "<div>a</div>": "feed.page", "</x><div>a</div>": "feed.page", "<x-app>a</x-app>": "feed.xml", "<x-app>" + strings.Repeat(" ", 1<<10) + "<html>": "feed.xml",
		"": "feed.text", "a": "feed.text", "<opml></opml>": "feed.opml", "<urlset></urlset>": "feed.sitemap", "<sitemapindex></sitemapindex>": "feed.sitemap", "<title>Log in</title>": "feed.log-in",
	} {
		if got := fmt.Sprint(whatElse([]byte(document), []byte(document))); !strings.Contains(got, want) {
			t.Errorf("%.40q is %s, want %s", document, got, want)
		}
	}
	// A notice of a thousand bytes is still all that a page says.
	notice := "under maintenance "
	for n, want := range map[int]string{1000: "feed.maintenance", 1001: "feed.page"} {
		page := "<html><body><p>" + notice + strings.Repeat("a", n-len(notice)) + "</p>"
		if got := fmt.Sprint(whatElse([]byte(page), []byte(page))); !strings.Contains(got, want) {
			t.Errorf("a notice of %d bytes is %s, want %s", n, got, want)
		}
	}
}
