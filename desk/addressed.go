package desk

import (
	"net/url"
	"strings"
)

// An article may be named by the address of its page, as people copy it: with what counts readers, with or without "www." and the last slash.

// isLink reports whether a name is the address of a page.
func isLink(name string) bool {
	return strings.HasPrefix(name, "http://") || strings.HasPrefix(name, "https://")
}

// leadsTo reports whether a copied link is the address of an article. What stands behind "?" may say which page is meant, so it counts, except
// where the article's own address has nothing there: then it was added.
func leadsTo(link, address string) bool {
	a, err := url.Parse(link)
	if err != nil {
		return false
	}
	b, err := url.Parse(address)
	if err != nil || b.Host == "" || !strings.EqualFold(bareHost(a), bareHost(b)) {
		return false
	}
	path := strings.TrimSuffix(b.EscapedPath(), "/")
	if strings.TrimSuffix(a.EscapedPath(), "/") != path {
		return false
	}
	// On the front page of a site the query alone names an article.
	return a.RawQuery == b.RawQuery || b.RawQuery == "" && path != ""
}

func bareHost(u *url.URL) string { return strings.TrimPrefix(strings.ToLower(u.Host), "www.") }
