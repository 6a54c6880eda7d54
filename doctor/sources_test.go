package doctor

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
)

// TestDoctorReadsTheSourcesThatEveryServerStartsWith: a mistake there would be one of every server.
func TestDoctorReadsTheSourcesThatEveryServerStartsWith(t *testing.T) {
	t.Parallel()
	const document = `<rss version="2.0"><channel><title>The Post</title><item><title>Ferry</title><link>https://post.example/1</link><guid>1</guid></item></channel></rss>`
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/feed", "/moved/feed":
			fmt.Fprint(w, document)
		case "/old":
			http.Redirect(w, r, "/moved/feed", http.StatusMovedPermanently)
		case "/page":
			fmt.Fprint(w, `<html><head><title>The Post</title><link rel="alternate" type="application/rss+xml" href="/feed"></head><body><p>News.</p></body></html>`)
		case "/lonely":
			fmt.Fprint(w, `<html><head><title>Lonely</title></head><body><p>Nothing.</p></body></html>`)
		default:
			http.NotFound(w, r)
		}
	}))
	defer site.Close()
	at := func(path string) string { return site.URL + path }
	for name, c := range map[string]struct {
		settings []string
		status   Status
		found    []string // in the findings, in this order
		fix      string
	}{
		"none":                {nil, OK, []string{"no server starts with any"}, ""},
		"a feed":              {[]string{"LEDE_SOURCES=" + at("/feed")}, OK, []string{"1 that every server"}, ""},
		"a page with a feed":  {[]string{"LEDE_SOURCES=" + at("/page")}, Warn, []string{at("/page")}, "Write " + at("/feed")},
		"a feed that moved":   {[]string{"LEDE_SOURCES=" + at("/old")}, Warn, []string{at("/old")}, "Write " + at("/moved/feed")},
		"nothing there":       {[]string{"LEDE_SOURCES=" + at("/gone.xml")}, Warn, []string{"is not there"}, at("/gone.xml")},
		"a key that is wrong": {[]string{"LEDE_SOURCES=" + at("/gone.xml?token=s3cret")}, Warn, []string{"is not there"}, "/gone.xml"},
		"some":                {[]string{"LEDE_SOURCES=" + at("/old") + "," + at("/feed") + "," + at("/page")}, Warn, []string{at("/old"), at("/page")}, "Write"},
		"a blocked one":       {[]string{"LEDE_SOURCES=" + at("/feed"), "LEDE_SOURCES_BLOCKED=127.0.0.1"}, Warn, []string{"LEDE_SOURCES_BLOCKED"}, "one of them"},
		"more than may be":    {[]string{"LEDE_SOURCES=" + at("/feed") + "," + at("/moved/feed"), "LEDE_SOURCES_MAX=1"}, Warn, []string{"2 sources"}, "LEDE_SOURCES_MAX"},
		"a mistake":           {[]string{"LEDE_SOURCES=" + at("/feed") + ";" + at("/old")}, Skip, []string{"LEDE_SOURCES is right"}, ""},
	} {
		o := openClinic(t).options()
		o.Environ = slices.Concat(o.Environ, c.settings, []string{"LEDE_FETCH_ALLOW=127.0.0.0/8"})
		list := newExamination(o).sources(t.Context())
		if len(list) != len(c.found) {
			t.Errorf("%s: %+v", name, list)
			continue
		}
		for i, f := range list {
			if f.Status != c.status || !strings.Contains(f.Found, c.found[i]) || !strings.Contains(f.Fix, c.fix) || strings.Contains(f.Found+f.Fix, "s3cret") {
				t.Errorf("%s: %+v", name, f)
			}
		}
	}
}
