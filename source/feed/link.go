package feed

import (
	"net/url"
	"strings"

	"lede/pattern"
	"lede/source/feed/gate"
)

// maxAddress is the longest address, in bytes.
const maxAddress = 8 << 10

// relative holds the bases of relative addresses, the best first.
type relative struct {
	base    string // xml:base
	site    string // the feed's link, for the formats that have no base
	address string // of the document
}

// resolve makes a web address absolute. It returns "" for anything else.
func (r relative) resolve(link string) string {
	link = tidyLink(link)
	if link == "" {
		return ""
	}
	from := r.address
	if r.site != "" {
		from = r.site
	}
	if r.base != "" {
		from = gate.Resolve(from, r.base)
		if !absolute(from) {
			from = gate.Resolve(r.address, from)
		}
	}
	link = gate.Resolve(from, withScheme(link, from))
	if !absolute(link) {
		return ""
	}
	return link
}

// withScheme completes a link that begins with the feed's own host.
func withScheme(link, from string) string {
	u, err := url.Parse(from)
	if err == nil && u.Host != "" && strings.HasPrefix(link, u.Host+"/") {
		return u.Scheme + "://" + link
	}
	return link
}

// unseen lists zero-width characters that get copied into addresses.
const unseen = "\n\r\t\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"

// tidyLink repairs what happens to addresses on their way into a feed.
func tidyLink(link string) string {
	if strings.IndexByte(link, '<') >= 0 {
		href := linksTo().FindStringSubmatch(link)
		if link = plain(link); href != nil && !absolute(strings.TrimSpace(link)) {
			link = href[1]
		}
	}
	if link = unescape(link); len(link) > maxAddress {
		return ""
	}
	link = strings.Map(func(r rune) rune {
		if strings.ContainsRune(unseen, r) {
			return -1
		}
		return r
	}, link)
	link = strings.ReplaceAll(strings.TrimSpace(link), " ", "%20")
	if strings.IndexByte(link, '%') >= 0 {
		link = noEscape().ReplaceAllString(link, "%25$1")
	}
	link = oneSlash().ReplaceAllString(link, "$1//$2")
	if len(link) > 4 && strings.EqualFold(link[:4], "www.") {
		link = "https://" + link
	}
	return link
}

var (
	noEscape = pattern.Of(`%([^0-9A-Fa-f]|[0-9A-Fa-f][^0-9A-Fa-f]|.?$)`)
	linksTo  = pattern.Of(`(?i)<a\s[^>]*?href\s*=\s*["']?([^"'<>\s]+)`) // a program made the address a link
	oneSlash = pattern.Of(`^(https?:)/([^/])`)
)

func absolute(link string) bool {
	u, err := url.Parse(link)
	return err == nil && OnWeb(u)
}

// OnWeb reports whether an address is that of a page on the web.
func OnWeb(u *url.URL) bool { return u.Hostname() != "" && (u.Scheme == "http" || u.Scheme == "https") }

// link returns the address of the article.
func (r rawItem) link() string {
	for _, name := range []string{"feedburner", "pheedo"} { // the address before a service counted clicks
		if link := r.resolve(r.extension(name, "origlink")); link != "" {
			return link
		}
	}
	if r.atom != nil {
		return r.atomLink()
	}
	for _, l := range r.Links {
		if link := r.resolve(l); link != "" {
			return link
		}
	}
	for _, l := range r.Extensions["atom"]["link"] {
		if rel := attributeOf(l, "rel"); rel == "" || rel == "alternate" {
			if link := r.resolve(attributeOf(l, "href")); link != "" {
				return link
			}
		}
	}
	if r.rss != nil && r.rss.GUID != nil {
		return r.permalink(r.rss.GUID.Value, r.rss.GUID.IsPermalink)
	}
	return ""
}

// searched matches links of Google's and Bing's feeds: they count clicks, and name the page in a parameter.
var searched = pattern.Of(`(?i)^https?://(?:www\.)?(?:google\.[a-z.]{2,6}/url|bing\.com/news/apiclick\.aspx)\?`)

// direct returns the page that such a link leads to, and any other link as it is.
func direct(link string) string {
	if !searched().MatchString(link) {
		return link
	}
	u, err := url.Parse(link)
	if err != nil {
		return link
	}
	for _, name := range []string{"url", "q"} {
		if to := u.Query().Get(name); absolute(to) {
			return to
		}
	}
	return link
}

// permalink returns a GUID that is marked as an address. Without a mark, it must look like one.
func (r rawItem) permalink(guid, is string) string {
	if !strings.EqualFold(strings.TrimSpace(is), "true") {
		return ""
	}
	if guid = tidyLink(guid); absolute(guid) || strings.HasPrefix(guid, "/") {
		return r.resolve(guid)
	}
	return ""
}

// atomLink returns the page among the links of an entry.
func (r rawItem) atomLink() string {
	best, rank := "", 0
	for _, l := range r.atom.Links {
		n := rankOf(l.Rel, l.Type)
		if link := r.resolve(l.Href); n > rank && link != "" {
			best, rank = link, n
		}
	}
	if rank < 2 && r.atom.Content != nil && r.atom.Content.Src != "" {
		if link := r.resolve(r.atom.Content.Src); link != "" {
			return link
		}
	}
	if id := strings.TrimSpace(r.atom.ID); best == "" && absolute(id) {
		return id
	}
	return best
}

// rankOf ranks how likely a link of an Atom entry leads to the article itself.
func rankOf(rel, mediaType string) int {
	switch strings.ToLower(strings.TrimPrefix(rel, "http://www.iana.org/assignments/relation/")) {
	case "alternate":
		if mediaType == "" || strings.Contains(mediaType, "html") {
			return 4
		}
		return 3
	case "via", "related":
		return 1
	}
	return 0
}
