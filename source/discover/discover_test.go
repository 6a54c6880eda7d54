package discover_test

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"lede/source/discover"
	"lede/source/feed"
)

func found(list []discover.Candidate) string {
	var b strings.Builder
	for i, c := range list {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "%s %s", cmpOr(c.Kind, "?"), c.Address)
		if c.Title != "" {
			fmt.Fprintf(&b, " %q", c.Title)
		}
	}
	return b.String()
}

func cmpOr(a, b string) string {
	if a == "" {
		return b
	}
	return a
}

func TestThePageSaysWhereItsFeedsAre(t *testing.T) {
	const at = "https://paper.example/news/today"
	for name, c := range map[string]struct{ page, want, canonical string }{
		"all kinds": {`<html><head><link rel="alternate" type="application/rss+xml" title="The Paper" href="/feed"><link rel=alternate type=application/atom+xml href=atom.xml>
			<link rel="alternate" type="application/feed+json; charset=utf-8" href="//cdn.paper.example/feed.json"/>`,
			"atom https://paper.example/news/atom.xml\nrss https://paper.example/feed \"The Paper\"\njson https://cdn.paper.example/feed.json", ""},
		"capitals, and in the body": {`<BODY><LINK REL="ALTERNATE home" TYPE="Application/RSS+XML" HREF="/Feed">`, "rss https://paper.example/Feed", ""},
		"podcasts behind the news": {`<link rel=alternate type=application/rss+xml title="The Daily Podcast" href=/daily.xml><link rel=alternate type=application/rss+xml href=/podcasts/sea.xml><link rel=alternate type=application/atom+xml title=News href=/news.atom>`,
			"atom https://paper.example/news.atom \"News\"\nrss https://paper.example/daily.xml \"The Daily Podcast\"\nrss https://paper.example/podcasts/sea.xml", ""},
		"a podcast of the section": {`<link rel=alternate type=application/rss+xml href=/feed><link rel=alternate type=application/rss+xml href=/news/podcast>`, "rss https://paper.example/news/podcast\nrss https://paper.example/feed", ""},
		"comments last": {`<link rel=alternate type=application/rss+xml title="The Paper &raquo; Comments Feed" href=/comments/feed/><link rel=alternate type=application/rss+xml title="The Paper &raquo; Feed" href=/feed/>
			<link rel=alternate type=application/rss+xml href=/2026/03/ferry/comments/feed/>`,
			"rss https://paper.example/feed/ \"The Paper » Feed\"\nrss https://paper.example/comments/feed/ \"The Paper » Comments Feed\"\nrss https://paper.example/2026/03/ferry/comments/feed/", ""},
		"no feeds": {`<link rel=alternate type=application/json href=/wp-json/wp/v2/pages/2><link rel=alternate type=application/json+oembed href=/o?feed.json><link rel=alternate type=text/xml href=/sitemap.xml>
			<link rel=alternate type=application/activity+json href=/users/a><link rel=stylesheet type=text/css href=/feed.css><link rel=search type=application/opensearchdescription+xml href=/feed>
			<link rel=alternate hreflang=de href=/de/><!-- <link rel=alternate type=application/rss+xml href=/old> --><script>"<link rel=alternate type=application/rss+xml href=/not>"</script>`, "", ""},
		"feeds by their address": {`<link rel=alternate type=application/json href=/feed.json><link rel=alternate type=text/xml href=/rss/>`, "json https://paper.example/feed.json\n? https://paper.example/rss/", ""},
		"a base":                 {`<base href="https://other.example/x/"><base href=/y/><link rel=alternate type=application/rss+xml href=feed>`, "rss https://other.example/x/feed", ""},
		"canonical":              {`<link rel=canonical href="https://www.paper.example/"><link rel=alternate type=application/rss+xml href=feed>`, "rss https://paper.example/news/feed", "https://www.paper.example/"},
		"canonical that is known": {`<link href="https://www.youtube.com/channel/UCabcdefghijklmnopqrstuv" rel="canonical">`,
			"atom https://www.youtube.com/feeds/videos.xml?channel_id=UCabcdefghijklmnopqrstuv", "https://www.youtube.com/channel/UCabcdefghijklmnopqrstuv"},
		"odd addresses": {`<link rel=alternate type=application/rss+xml href=" feed://paper.example/a b.xml
			"><link rel=alternate type=application/rss+xml href="javascript:alert(1)"><link rel=alternate type=application/rss+xml href="https://me:pw@paper.example/"><link rel=alternate type=application/rss+xml>
			<link rel=alternate type=application/rss+xml href="http://[::1"><link rel=alternate type=application/rss+xml href="/a?b&amp;c#d">`,
			"rss https://paper.example/a%20b.xml\nrss https://paper.example/a?b&c", ""},
		"one twice":         {`<link rel=alternate type=application/rss+xml href=/feed title=A><link rel=alternate type=application/atom+xml href=/feed title=B>`, `rss https://paper.example/feed "A"`, ""},
		"links in the text": {`<a href="/about">feed</a> <a href="/feed.xml">RSS</a> <a href=/comments/feed>c</a> <a href="https://feeds.example/paper/rss?x">RSS</a>`, "? https://paper.example/feed.xml\n? https://feeds.example/paper/rss?x", ""},
		"links in the text of a page that knows better": {`<a href="/feed.xml">RSS</a><link rel=alternate type=application/rss+xml href=/rss>`, "rss https://paper.example/rss", ""},
		"nothing": {"", "", ""},
	} {
		list, canonical := discover.In([]byte(c.page), "text/html", at)
		if got := found(list); got != c.want || canonical != c.canonical {
			t.Errorf("%s: %q\n%s\nwant\n%s", name, canonical, got, c.want)
		}
	}
	list, _ := discover.In([]byte("<link rel=alternate type=application/rss+xml href=/feed title=\"Caf\xe9\">"), "text/html; charset=iso-8859-1", at)
	if found(list) != `rss https://paper.example/feed "Café"` {
		t.Errorf("%v", list)
	}
}

func TestTheFeedsOfAPageThatListsThemAreToldByTheirAddresses(t *testing.T) {
	var page strings.Builder
	var want []string
	for _, to := range []string{"/rss/sport", "/services/feed/top", "https://feeds.paper.example/all", "/xml/top.rdf", "/list?a=b&type=atom", "/a_rss", "/news/world-feed.xml", "/site-rss-news", "/1/rss", "/2/rss", "/3/rss", "/4/rss", "/5/rss"} {
		page.WriteString(`<a href="/feedback">Write</a><a href="/about.html">About</a><a href="/crossfeeder">x</a><a href="` + strings.ReplaceAll(to, "&", "&amp;") + `">Top stories</a>`)
		if !strings.Contains(to, "://") {
			to = "https://paper.example" + to
		}
		want = append(want, "? "+to)
	}
	list := discover.Listed([]byte(page.String()), "text/html", "https://paper.example/help/rss")
	if got := found(list); got != strings.Join(want[:12], "\n") {
		t.Errorf("%s", got)
	}
	if list := discover.Listed([]byte(page.String()), "text/html", ""); len(list) != 0 {
		t.Errorf("of no address: %v", list)
	}
}

// TestFeedsOfCommentsAreKnownByTheirNames, which content systems translate; a section of comments on the news is none.
func TestFeedsOfCommentsAreKnownByTheirNames(t *testing.T) {
	for title, want := range map[string]bool{
		"The Paper » Comments Feed": true, "The Paper » Bridge Comments Feed": true, "Die Zeitung » Kommentar-Feed": true, "Le Journal » Flux des commentaires": true, "Газета » Лента комментариев": true,
		"新聞 » コメントフィード": true, "The Paper » Feed": false, "Commentary": false, "Documents": false, "": false,
	} {
		list, _ := discover.In([]byte(`<link rel=alternate type=application/rss+xml href=/f title="`+title+`">`), "text/html; charset=utf-8", "https://paper.example/")
		if len(list) != 1 || list[0].Comments != want {
			t.Errorf("%s: %v", title, list)
		}
	}
}

// TestSitesWhoseAddressesTell: for some sites the address is enough, for others a page has to be read.
func TestSitesWhoseAddressesTell(t *testing.T) {
	const channel, videos = "UCabcdefghijklmnopqrstuv", "https://www.youtube.com/feeds/videos.xml?"
	for address, want := range map[string]string{
		"https://www.youtube.com/channel/" + channel:                 videos + "channel_id=" + channel,
		"https://m.youtube.com/channel/" + channel + "/videos?a=b":   videos + "channel_id=" + channel,
		"https://youtube.com/user/paper":                             videos + "user=paper",
		"https://www.youtube.com/playlist?list=PL0123456789abc":      videos + "playlist_id=PL0123456789abc",
		"https://www.youtube.com/watch?v=abc&list=PL0123456789abc":   videos + "playlist_id=PL0123456789abc",
		"https://www.youtube.com/@paper":                             "",
		"https://www.youtube.com/c/paper":                            "",
		"https://www.youtube.com/channel/short":                      "",
		videos + "channel_id=" + channel:                             "",
		"https://www.reddit.com/r/golang":                            "https://www.reddit.com/r/golang/.rss",
		"https://old.reddit.com/r/golang+rust/":                      "https://www.reddit.com/r/golang+rust/.rss",
		"https://reddit.com/r/golang/top/?t=week&x=y":                "https://www.reddit.com/r/golang/top/.rss?t=week",
		"https://www.reddit.com/r/golang/comments/1abc/a_title/":     "https://www.reddit.com/r/golang/.rss https://www.reddit.com/r/golang/comments/1abc/.rss",
		"https://www.reddit.com/u/gopher":                            "https://www.reddit.com/user/gopher/.rss",
		"https://www.reddit.com/user/gopher/m/news":                  "https://www.reddit.com/user/gopher/m/news/.rss",
		"https://www.reddit.com/r/golang/.rss":                       "",
		"https://www.reddit.com/":                                    "",
		"https://github.com/golang/go":                               "https://github.com/golang/go/releases.atom https://github.com/golang/go/commits.atom https://github.com/golang/go/discussions.atom",
		"https://github.com/golang/go.git":                           "https://github.com/golang/go/releases.atom https://github.com/golang/go/commits.atom https://github.com/golang/go/discussions.atom",
		"https://github.com/golang/go/releases":                      "https://github.com/golang/go/releases.atom",
		"https://github.com/golang/go/releases/tag/go1.26":           "https://github.com/golang/go/releases.atom",
		"https://github.com/golang/go/tags":                          "https://github.com/golang/go/tags.atom",
		"https://github.com/golang/go/commits":                       "https://github.com/golang/go/commits.atom",
		"https://github.com/golang/go/commits/master/src/net":        "https://github.com/golang/go/commits/master/src/net.atom",
		"https://github.com/golang/go/discussions/123":               "https://github.com/golang/go/discussions.atom",
		"https://github.com/orgs/community/discussions/categories/a": "https://github.com/orgs/community/discussions.atom",
		"https://github.com/golang/go/issues/1":                      "https://github.com/golang/go/releases.atom https://github.com/golang/go/commits.atom",
		"https://github.com/gopher":                                  "https://github.com/gopher.atom",
		"https://github.com/golang/go/releases.atom":                 "",
		"https://github.com/trending/go":                             "",
		"https://bsky.app/profile/paper.example":                     "https://bsky.app/profile/paper.example/rss",
		"https://medium.com/@paper/a-story-1":                        "https://medium.com/feed/@paper",
		"https://notyoutube.com/channel/" + channel:                  "",
		"https://paper.example/":                                     "",
		"%":                                                          "",
	} {
		var got []string
		for _, c := range discover.Known(address) {
			got = append(got, c.Address)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %v, want %s", address, got, want)
		}
	}
	for address, c := range map[string][2]string{
		"https://www.youtube.com/@paper":      {`<meta itemprop="identifier" content="` + channel + `">`, "atom " + videos + "channel_id=" + channel},
		"https://www.youtube.com/c/paper":     {`{"channelId":"UCother67890123456789012","externalId":"` + channel + `"}`, "atom " + videos + "channel_id=" + channel},
		"https://youtu.be/abc":                {`{"videoDetails":{"channelId":"` + channel + `"}}`, "atom " + videos + "channel_id=" + channel},
		"https://paper.example/":              {`{"channelId":"` + channel + `"}`, ""},
		"https://social.example/@paper":       {"", "rss https://social.example/@paper.rss"},
		"https://social.example/@paper/12":    {"", ""},
		"https://social.example/users/paper/": {"", "? https://social.example/users/paper.rss\n? https://social.example/users/paper/feed.atom\n? https://social.example/users/paper.atom"},
		"https://lemmy.example/c/news@x.y":    {"", "rss https://lemmy.example/feeds/c/news@x.y.xml"},
		"https://social.example/@paper.rss":   {"", ""},
	} {
		if list, _ := discover.In([]byte(c[0]), "", address); found(list) != c[1] {
			t.Errorf("%s: %s, want %s", address, found(list), c[1])
		}
	}
}

func TestWellKnownAddressesAreOfTheFolderAndOfTheRoot(t *testing.T) {
	for address, want := range map[string]string{
		"https://paper.example":                    "https://paper.example/",
		"https://paper.example/?a=b":               "https://paper.example/",
		"https://paper.example/index.html":         "https://paper.example/",
		"https://paper.example/blog":               "https://paper.example/blog/ https://paper.example/",
		"https://paper.example/blog/":              "https://paper.example/blog/ https://paper.example/",
		"https://paper.example/blog/a.html#top":    "https://paper.example/blog/ https://paper.example/",
		"https://paper.example:8443/a/b/c/d/e/f/g": "https://paper.example:8443/",
		"nonsense": "",
	} {
		var got []string
		for _, a := range discover.WellKnown(address) {
			if folder, ok := strings.CutSuffix(a, "atom.xml"); ok {
				got = append(got, folder)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %v", address, got)
		}
	}
	if list := discover.WellKnown("https://paper.example/"); !slices.Contains(list, "https://paper.example/feed/") || len(list) > 9 {
		t.Errorf("%v", list)
	}
}

func FuzzDiscover(f *testing.F) {
	f.Add([]byte(`<base href=/x><link rel="canonical alternate" type=application/rss+xml href="feed:?a b" title="&amp;"><a href=/feed/>`), "text/html; charset=x", "https://www.youtube.com/@a")
	f.Add([]byte(`<link rel=alternate type=application/json href="//[::1]/feed.json">"channelId":"UCabcdefghijklmnopqrstuv"`), "", "https://h/users/a")
	f.Fuzz(func(t *testing.T, page []byte, contentType, address string) {
		list, _ := discover.In(page, contentType, address)
		for _, c := range list {
			u, err := url.Parse(c.Address)
			if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
				t.Errorf("%q leads to %q", page, c.Address)
			}
		}
		if len(list) > 12 {
			t.Errorf("%d candidates", len(list))
		}
		discover.WellKnown(feed.Address(address))
	})
}
