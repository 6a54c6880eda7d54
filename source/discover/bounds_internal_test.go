package discover

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"lede/source/feed"
)

const at = "https://paper.example/"

// feedLinks are n links to feeds, as the head of a page has them.
func feedLinks(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `<link rel=alternate type=application/rss+xml href="/f%d">`, i)
	}
	return b.String()
}

func TestWhatIsTakenFromAPageIsBounded(t *testing.T) {
	long := func(n int) string { return at + strings.Repeat("a", n-len(at)) }
	link := func(href, title string) string {
		return `<link rel=alternate type=application/rss+xml href="` + href + `" title="` + title + `">`
	}
	for name, c := range map[string]struct {
		page string
		want int
	}{
		"twelve": {feedLinks(mostCandidates), mostCandidates}, "thirteen": {feedLinks(mostCandidates + 1), mostCandidates}, "a long address": {link(long(longestAddress), ""), 1}, "a longer one": {link(long(longestAddress+1), ""), 0},
		"at the end of what is read": {strings.Repeat(" ", (1<<20)-len(feedLinks(1))) + feedLinks(1), 1}, "and behind it": {strings.Repeat(" ", (1<<20)-len(feedLinks(1))+1) + feedLinks(1), 0},
		"the last that is looked at": {strings.Repeat("<a>", mostLooked-1) + feedLinks(1), 1}, "and the next": {strings.Repeat("<a>", mostLooked) + feedLinks(1), 0},
		"four links": {strings.Repeat(`<a href="/feed">`, 1) + `<a href="/rss"><a href="/a.rss"><a href="/b.rss">`, mostLinks}, "five": {`<a href="/feed"><a href="/rss"><a href="/a.rss"><a href="/b.rss"><a href="/c.rss">`, mostLinks},
	} {
		if list, _ := In([]byte(c.page), "text/html", at); len(list) != c.want {
			t.Errorf("%s: %d candidates", name, len(list))
		}
	}
	for n, want := range map[int]int{longestLabel: longestLabel, longestLabel + 1: longestLabel + len("…")} {
		if got := titleOf(strings.Repeat("a", n)); len(got) != want {
			t.Errorf("a title of %d bytes: %d", n, len(got))
		}
	}
	if got := titleOf(" a\n\x00b "); got != "a b" {
		t.Errorf("%q", got)
	}
}

func TestWhatALinkIsTo(t *testing.T) {
	for page, want := range map[string]string{
		`<a rel=canonical href="/c"><a href="/feed">`: " /feed", `<link rel=canonical href="/c">`: "/c", `<link rel="next canonical" href="/c">`: "/c", `<link rel=canonicals href="/c">`: "", `<link rel=alternate type=application/rss+xml href="/f">`: " /f",
		`<link rel="stylesheet" type=application/rss+xml href="/f">`: "", `<link rel="search" type=application/rss+xml href="/f">`: "", `<link type=application/rss+xml href="/f">`: " /f", `<link rel=alternate type=text/html href="/feed">`: "", `<link rel=alternate href="/feed">`: "",
		`<link type=application/json href="/feed.json">`: " /feed.json", `<link type=application/json href="/wp-json/feed.json">`: "", `<link type=application/json href="/oembed/feed.json">`: "", `<link type=application/json href="/data.json">`: "",
		`<link type=text/xml href="/feed.xml">`: " /feed.xml", `<link type=text/xml href="/data.xml">`: "", `<a href="/comments/feed">`: "", `<a href="/page">`: "", `<base href="/x/"><link type=text/rss href="f">`: " /x/f", `<a href="ftp://a/feed">`: "", `<a href="https://u@a.example/feed">`: "", `<p href="/feed">`: "",
		`<link type=text/rss href="/f" title="Comments"><link type=text/rss href="/g">`: " /g /f", `<link type=text/rss href="/comments/f"><link type=text/rss href="/g">`: " /g /comments/f", `<link type=text/rss href="/f#x">`: " /f", `<link type=text/rss href="">`: "",
	} {
		list, canonical := In([]byte(page), "text/html", at)
		got := strings.TrimPrefix(canonical, strings.TrimSuffix(at, "/"))
		for _, c := range list {
			got += " " + strings.TrimPrefix(c.Address, strings.TrimSuffix(at, "/"))
		}
		if got != want {
			t.Errorf("%s: %q, want %q", page, got, want)
		}
	}
	for _, address := range []string{"%zz", "ftp://paper.example/", "/news", ""} {
		if list, _ := In([]byte(feedLinks(1)), "", address); list != nil || WellKnown(address) != nil {
			t.Errorf("%q is of the web", address)
		}
	}
	// Feeds of comments are told by what is said below the page's own address, which may have such a word itself.
	if list, _ := In([]byte(`<link type=text/rss href="https://comments.example/f">`), "", "https://comments.example/"); len(list) != 1 || list[0].Kind != "rss" {
		t.Errorf("%v", list)
	}
}

func TestMoreSitesWhoseAddressesTell(t *testing.T) {
	const channel = "UCabcdefghijklmnopqrstuv"
	for address, want := range map[string]int{
		"https://bsky.app/profile/a.example": 1, "https://bsky.app/profile/a.example/post/1": 0, "https://bsky.app/search/a": 0, "https://bsky.app/": 0, "https://medium.com/paper": 1, "https://medium.com/": 0, "https://medium.com/feed/paper": 0, "https://medium.com/tag/news": 0,
		"https://youtube.com/": 0, "https://youtube.com/user": 0, "https://youtube.com/x/" + channel: 0, "https://youtube.com/channel/" + channel + "x": 0, "https://youtube.com/feeds/videos.xml?list=PL0123456789abc": 0, "https://youtube.com/watch?list=PL0123456789abc": 1, "https://youtube.com/watch?list=short": 0,
		"https://www.youtube-nocookie.com/user/a": 1, "https://youtu.be/user/a": 1, "https://notyoutu.be/user/a": 0, "https://reddit.com/r": 0, "https://reddit.com/r/a/new": 1, "https://reddit.com/r/a/old": 1, "https://reddit.com/domain/a.example": 1, "https://reddit.com/x/a": 0,
		"https://reddit.com/r/a/comments": 1, "https://reddit.com/r/a/comments/1": 2, "https://reddit.com/r/a/x/1": 1, "https://reddit.com/user/a/m": 1, "https://reddit.com/user/a/m/b": 1, "https://github.com/": 0, "https://github.com/a": 1, "https://github.com/a.atom": 0, "https://github.com/Topics/a": 0, "https://github.com/topics": 0,
		"https://github.com/orgs/a/discussions": 1, "https://github.com/orgs/a/people": 0, "https://github.com/orgs/a": 0, "https://github.com/a/b/discussions": 1, "https://github.com/a/b/tree": 1, "https://github.com/a/b/tree/main": 1, "https://github.com/a/b/pulls": 2, "https://github.com/a/b": 3,
	} {
		if got := Known(address); len(got) != want {
			t.Errorf("%s: %v, want %d", address, got, want)
		}
	}
	for address, want := range map[string]string{
		"https://reddit.com/r/a/top?t=week": "https://www.reddit.com/r/a/top/.rss?t=week", "https://reddit.com/r/a/top": "https://www.reddit.com/r/a/top/.rss", "https://reddit.com/r/a/b/top": "https://www.reddit.com/r/a/.rss", "https://reddit.com/r/a/top/b": "https://www.reddit.com/r/a/.rss", "https://reddit.com/user/a/m": "https://www.reddit.com/user/a/.rss", "https://reddit.com/user/a/x/b": "https://www.reddit.com/user/a/.rss",
		"https://github.com/a/b/tree": "https://github.com/a/b/commits.atom", "https://github.com/a/b/blob/main/c d": "https://github.com/a/b/commits/main/c%20d.atom", "https://github.com/orgs/a/discussions": "https://github.com/orgs/a/discussions.atom", "https://github.com/x/a/discussions": "https://github.com/x/a/discussions.atom",
	} {
		if got := Known(address); len(got) != 1 || got[0].Address != want {
			t.Errorf("%s: %v, want %s", address, got, want)
		}
	}
	for address, want := range map[string]int{"https://s.example/@a": 1, "https://s.example/@a/": 1, "https://s.example/@a.rss": 0, "https://s.example/users/a": 3, "https://s.example/c/a": 1, "https://s.example/tags/a": 1, "https://s.example/tags/": 0, "https://s.example/x/a": 0, "https://www.youtube.com/@a": 0, "%zz": 0} {
		if got := fediverse(address); len(got) != want {
			t.Errorf("%s: %v", address, got)
		}
	}
	for path, want := range map[string]string{"": "/", "/": "/", "/a": "/a/ /", "/a/": "/a/ /", "/a.html": "/", "/a/b.html": "/a/ /", "/a/b/c/d/e/": "/a/b/c/d/e/ /", "/a/b/c/d/e/f/": "/"} {
		if got := strings.Join(folders(path), " "); got != want {
			t.Errorf("%s: %s", path, got)
		}
	}
}

// TestAnAddressOnTheWebHasAHostAndAScheme.
func TestAnAddressOnTheWebHasAHostAndAScheme(t *testing.T) {
	for address, want := range map[string]bool{"https://a.example/": true, "http://a.example": true, "ftp://a.example/": false, "https:///a": false, "https://:80/a": false, "/a": false, "mailto:a@a.example": false} {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		if feed.OnWeb(u) != want {
			t.Errorf("%s is on the web: %v", address, !want)
		}
	}
}

// TestWhichLinksOfAPageAreToFeeds: by their type or address, or by what they are called; none to what readers say.
func TestWhichLinksOfAPageAreToFeeds(t *testing.T) {
	for link, want := range map[string]bool{
		`<a href="/x" type="application/rss+xml">News</a>`: true, `<a href="/x.rss">News</a>`: true, `<a href="/feed">News</a>`: true, `<a href="/x">News</a>`: false,
		`<base href="/x"><base href="/feed">News`: false, `<a href="/x" title="RSS">News</a>`: true, `<a href="/x" aria-label="RSS feed">News</a>`: true, `<a href="/x" class="rss">News</a>`: true, `<a href="/x">RSS</a>`: true,
		`<a href="/comments/feed">RSS</a>`: false, `<a href="/comments/feed" title="RSS">News</a>`: false, `<a title="RSS">News</a>`: false, `<a href="/x">News</a> RSS`: false,
		`<a href="/x" title="RSS ` + strings.Repeat("a", longestName-4) + `">News</a>`: true, `<a href="/x" title="RSS ` + strings.Repeat("a", longestName-3) + `">News</a>`: false, // of a story about feeds
	} {
		list, _ := In([]byte("<body>"+link), "text/html", "https://a.example/")
		if got := len(list) == 1; got != want || len(list) > 1 {
			t.Errorf("%s leads to %+v", link, list)
		}
	}
}
