package page

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

func TestTheHeadlineIsFoundAboveTheStory(t *testing.T) {
	bs := paragraphsOf("Bridge opens", "The lead", "Old bridge")
	for _, c := range []struct {
		title, h1 string
		want      int
	}{{"bridge opens!", "", 1}, {"", "Old Bridge", 3}, {"Bridge opens", "Old bridge", 3}, {"x", "y", 0}, {"", "", 0}} {
		if got := belowHeadline(bs, c.title, c.h1); got != c.want {
			t.Errorf("%q, %q: %d", c.title, c.h1, got)
		}
	}
}

func TestTheSitesOwnNameIsNoTitle(t *testing.T) {
	for _, c := range []struct{ title, site, want string }{
		{"Bridge opens | The Daily", "The Daily", "Bridge opens"}, {"Bridge opens — the daily", "The Daily", "Bridge opens"}, {"Bridge opens The Daily", "The Daily", "Bridge opens The Daily"}, {"The Daily", "The Daily", "The Daily"},
		{"| The Daily", "The Daily", "| The Daily"}, {"Bridge opens | The Daily", "", "Bridge opens | The Daily"}, {"Bridge opens –", "", "Bridge opens –"}, {"Bridge | Another", "The Daily", "Bridge | Another"}, {"Daily", "The Daily", "Daily"},
	} {
		if got := withoutSite(c.title, c.site); got != c.want {
			t.Errorf("%q of %q: %q", c.title, c.site, got)
		}
	}
	for title, want := range map[string]bool{
		"The Daily | News for all": true, "The Daily – sport": true, "The daily, since 1901": true, "The Daily wins a prize": false, "The Daily": false, "The Dail": false, "Home": true, "Latest news": true, "Your source for news": true, "Bridge opens": false, "News from the bridge": false, "The Weekly | Bridge": false, "Bridge ok | x": false,
	} {
		if got := isSlogan(title, []string{"", "The Daily"}); got != want {
			t.Errorf("%q is a slogan: %v", title, got)
		}
	}
	if isSite("Bridge", []string{"The Daily"}) || !isSite("the daily!", []string{"x", "The Daily"}) {
		t.Error("a title is the site's by its letters")
	}
	for page, want := range map[string]bool{
		`<h1>Bridge</h1>`: false, `<h1><a href="/">Daily</a></h1>`: true, `<h1><a href="/bridge">Bridge</a></h1>`: false, `<h1 class="site-title">Daily</h1>`: true, `<h1 id=logo>Daily</h1>`: true,
		`<div class="masthead"><h1>Daily</h1></div>`: true, `<div id="brand"><h1>Daily</h1></div>`: true, `<a href="/"><h1>Daily</h1></a>`: true, `<body class="branding"><h1>Bridge</h1>`: false, `<h1 class="logos-and-more">Bridge</h1>`: false,
	} {
		doc, err := html.Parse(strings.NewReader(page))
		if err != nil {
			t.Fatal(err)
		}
		for n := range doc.Descendants() {
			if n.DataAtom == atom.H1 && isLogo(n) != want {
				t.Errorf("%s is a logo: %v", page, !want)
			}
		}
	}
}

// TestATitleThatTheHeadingOrItsDataConfirmIsNoSlogan, though it looks like one.
func TestATitleThatTheHeadingOrItsDataConfirmIsNoSlogan(t *testing.T) {
	with := func(title, h1, data string) string {
		e := embedded{title: title, h1: h1}
		e.ld.Headline = data
		return e.headline("", "The Daily")
	}
	for _, c := range []struct{ title, h1, data, want string }{
		{"Latest news | The Daily", "", "", "Latest news"}, // there is no other
		{"Latest news", "Bridge opens", "", "Bridge opens"},
		{"Bridge opens | The Daily", "Latest news", "", "Latest news"},
		{"Bridge opens | The Daily", "The Daily", "", "Bridge opens"},
		{"Bridge opens", "", "Breaking headlines", "Breaking headlines"},
		{"The Daily", "", "", "The Daily"},
		{"", "", "", ""},
	} {
		if got := with(c.title, c.h1, c.data); got != c.want {
			t.Errorf("%+v: %q", c, got)
		}
	}
	e := embedded{meta: map[string]string{"og:title": "Latest news", "twitter:title": "Bridge opens"}, title: "Another"}
	if got := e.headline("The Daily"); got != "Bridge opens" {
		t.Errorf("of what several places say: %q", got)
	}
}
