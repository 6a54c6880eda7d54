package feed

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"lede/pattern"
	"lede/problem"
	"lede/source/feed/gate"
	"lede/source/notice"
)

// fileKinds maps the first bytes of files that are not text to their kinds.
var fileKinds = map[string]string{
	"%PDF-": "PDF", "PK\x03\x04": "zip", "\x89PNG": "PNG", "GIF8": "GIF", "\xff\xd8\xff": "JPEG", "RIFF": "RIFF", "ID3": "MP3", "OggS": "Ogg",
}

// fileKind returns the kind of a file that is not text, "" for text. A file with a control character in every fifty bytes is
// not text.
func fileKind(data []byte) string {
	for start, kind := range fileKinds {
		if bytes.HasPrefix(data, []byte(start)) {
			return kind
		}
	}
	if gate.Wide(data) {
		return ""
	}
	head, controls := data[:min(len(data), headBytes)], 0
	for _, c := range head {
		if c < ' ' && !isBlank(c) {
			controls++
		}
	}
	if controls > len(head)/50 {
		return "binary"
	}
	return ""
}

// kinds lists the kinds of pages found where a feed should be; the first match counts.
var kinds = []struct {
	is    *problem.Problem
	words notice.Kind           // of its title, or of a line of a page with little text; "" for none
	marks func() *regexp.Regexp // in its markup; these concern only feeds
	long  bool                  // it may have a lot of other text; then its title must say so
}{
	{problem.New("feed.challenge"), notice.Challenge, pattern.Of(`(?i)cf-browser-verification|challenge-platform|cdn-cgi/challenge|\bcaptcha\b|enable javascript and cookies to continue|_incapsula_resource|px-captcha`), false},
	{problem.New("feed.parked"), "", pattern.Of(`(?i)\bdomain (?:name )?(?:is|may be|has been) (?:for sale|parked|expired|available)|buy this domain|this domain (?:name )?is for sale|domain is parked|parked (?:free|domain)|sedoparking|parkingcrew|bodis\.com|hugedomains|dan\.com|afternic|diese domain steht zum verkauf|ce (?:nom de )?domaine est à vendre|related searches.{0,300}privacy policy`), false},
	{problem.New("feed.consent"), notice.Consent, pattern.Of(`(?i)consent\.(?:google|youtube|yahoo)|\bcookie (?:consent|wall|preferences)\b|zustimmung|einwilligung|privacy(?:-| )wall|usercentrics|didomi|onetrust`), true},
	{problem.New("feed.log-in"), "", pattern.Of(`(?i)<title[^>]*>[^<]{0,60}\b(?:log ?in|sign ?in|anmelden|connexion)\b|<input[^>]+type=["']?password`), false},
	{problem.New("feed.maintenance"), "", pattern.Of(`(?i)\b(?:down for|under|scheduled) maintenance\b|be (?:right )?back (?:soon|shortly)|temporarily (?:unavailable|down)|wartungsarbeiten|\bservice unavailable\b`), false},
	{problem.New("feed.not-there"), notice.Missing, pattern.Of(`(?i)<title[^>]*>[^<]{0,60}\b(?:404|page introuvable|nicht gefunden)\b`), true},
}

const headBytes = 1 << 10 // of a document, which show what it is

const pageHead = 16 << 10 // bytes of a page that are examined

// longNotice is the longest text, in bytes, of a page that only asks for consent or the like.
const longNotice = 1000

var pageTitle = pattern.Of(`(?is)<title[^>]*>[^<]*`)

// beforeFeed matches what may precede the root of a feed that a page shows, feedStart what opens it, once, and feedEnd what
// ends it.
var (
	beforeFeed = pattern.Of(`^(?:<[?!][^>]*>\s*)*$`)
	feedStart  = pattern.Of(`(?i)<(?:\w+:)?(?:rss|feed|rdf)[\s>]`)
	feedEnd    = pattern.Of(`(?i)</(?:\w+:)?(?:rss|feed|rdf)\s*>\s*$`)
)

// shownIn returns the feed that a page shows as its only text, unlike a page that explains feeds, which has text before or
// after it; nil if there is none.
func shownIn(page []byte) []byte {
	var shown []byte
	hidden := false
	for z := html.NewTokenizer(bytes.NewReader(page)); ; {
		switch z.Next() {
		case html.ErrorToken:
			if isFeedAlone(shown) {
				return shown
			}
			return nil
		case html.StartTagToken:
			name, _ := z.TagName()
			hidden = slices.Contains([]string{"title", "script", "style"}, string(name))
		case html.EndTagToken:
			hidden = false
		case html.TextToken:
			if hidden {
				continue
			}
			shown = bytes.TrimLeft(append(shown, z.Text()...), " \t\r\n")
			if len(shown) > 0 && shown[0] != '<' {
				return nil
			}
		}
	}
}

// isFeedAlone reports whether a text is one feed, and nothing else.
func isFeedAlone(text []byte) bool {
	root, inPage := gate.Root(text)
	if root < 0 || inPage || !beforeFeed().Match(text[:root]) {
		return false
	}
	return len(feedStart().FindAllIndex(text, 2)) < 2 && feedEnd().Match(text)
}

// whatElse returns the problem that says what a document is that is not a feed.
func whatElse(data, document []byte) error {
	if kind := fileKind(data); kind != "" {
		return problem.New("feed.file", "kind", kind)
	}
	s := gate.Scan(string(document[:min(len(document), 64<<10)]))
	first := ""
	for first == "" && s.Next() {
		if t, ok := s.Tag(); ok && !t.End {
			first = t.Name
		}
	}
	switch first {
	case "":
		return problem.New("feed.text")
	case "opml":
		return problem.New("feed.opml")
	case "urlset", "sitemapindex":
		return problem.New("feed.sitemap")
	}
	head := document[:min(len(document), pageHead)]
	lowered := strings.ToLower(string(head[:min(len(head), headBytes)]))
	isPage := strings.Contains(lowered, "<!doctype html") || strings.Contains(lowered, "<html") || pageTags[first]
	if !isPage {
		return problem.New("feed.xml", "root", first)
	}
	return pageKind(head)
}

// pageKind returns the problem that says what a page is, by its beginning.
func pageKind(head []byte) error {
	words, long := plain(string(head)), false
	if long = len(words) > longNotice; long {
		head = pageTitle().Find(head)
		words = plain(string(head))
	}
	said := map[notice.Kind]bool{}
	for line := range strings.Lines(words) {
		said[notice.In(strings.TrimSpace(line))] = true
	}
	for _, k := range kinds {
		told := k.words != "" && said[k.words] || k.marks().Match(head)
		if told && (k.long || !long) {
			return k.is
		}
	}
	return problem.New("feed.page")
}

// pageTags holds elements of HTML.
var pageTags = map[string]bool{
	"html": true, "head": true, "body": true, "title": true, "meta": true, "script": true, "style": true, "center": true, "table": true,
	"form": true, "p": true, "br": true, "b": true, "div": true, "h1": true, "h2": true, "h3": true, "a": true, "img": true, "span": true, "strong": true, "pre": true, "ul": true, "article": true, "noscript": true, "iframe": true, "font": true, "main": true, "section": true, "link": true, "h4": true, "base": true,
}
