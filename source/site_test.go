package source

import "testing"

func TestASiteIsARegistrableDomain(t *testing.T) {
	for address, want := range map[string]string{
		"https://feeds.bbc.co.uk/news/rss.xml":     "bbc.co.uk",
		"https://www.example.org:8443/a?b":         "example.org",
		"http://EXAMPLE.org.":                      "example.org",
		"https://me:secret@a.b.example.com/":       "example.com",
		"https://old.reddit.com/r/golang/.rss":     "reddit.com",
		"https://www.xn--bcher-kva.example/feed":   "xn--bcher-kva.example",
		"https://www.Bücher.example/feed":          "xn--bcher-kva.example",
		"https://one.github.io/feed":               "one.github.io", // others may be anybody's
		"https://co.uk/":                           "co.uk",
		"http://127.0.0.1:8080/feed":               "127.0.0.1:8080",
		"https://10.1.2.3/feed":                    "10.1.2.3:443",
		"http://[::1]/feed":                        "[::1]:80",
		"http://localhost:3000/":                   "localhost:3000",
		"http://a.localhost:3000/":                 "a.localhost:3000",
		"http://nas/feed":                          "nas:80",
		"http://nas.local:5000/feed":               "nas.local",
		" https://example.org/with spaces around ": "example.org",
		"":       "",
		"feed":   "",
		"://":    "",
		"mailto": "",
	} {
		if got := Site(address); got != want {
			t.Errorf("%q: %q, want %q", address, got, want)
		}
	}
}
