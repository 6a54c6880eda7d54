package feed

import (
	"bytes"
	"regexp"
	"strings"

	"lede/problem"
)

// rootOf finds where the feed begins in a document, -1 where there is none. What stands before it (warnings of PHP, a second
// declaration, a comment) is nothing. inPage tells that it stands in a page, which may only show an example.
func rootOf(document []byte) (at int, inPage bool) {
	s := scanner{in: document}
	first := true
	for s.next() {
		before := s.at
		t, ok := s.tag()
		if !ok || t.end {
			continue
		}
		switch t.name {
		case "rss", "rdf", "feed":
			return before, inPage
		case "channel", "entry":
			if first {
				return before, inPage
			}
		case "html", "head", "body":
			inPage = true
		case "script", "style", "textarea":
			s.skipTo(t.name)
		}
		first = false
	}
	return -1, inPage
}

// binary tells documents that are no text at all.
func binary(document []byte) error {
	for start, kind := range map[string]string{
		"%PDF-": "PDF", "PK\x03\x04": "zip", "\x89PNG": "PNG", "GIF8": "GIF", "\xff\xd8\xff": "JPEG", "RIFF": "RIFF", "ID3": "MP3", "OggS": "Ogg",
	} {
		if bytes.HasPrefix(document, []byte(start)) {
			return problem.New("feed.file", "kind", kind)
		}
	}
	return nil
}

// kinds of pages that stand where a feed should, told by their words; the first that fits.
var kinds = []struct {
	is    *problem.Problem
	words *regexp.Regexp
}{
	{problem.New("feed.challenge"), regexp.MustCompile(`(?i)\bjust a moment\b|checking (?:your browser|if the site connection)|cf-browser-verification|challenge-platform|cdn-cgi/challenge|attention required! \| cloudflare|ddos protection by|verif(?:y|ying) (?:that )?you are (?:a )?human|are you a robot|not a robot|\bcaptcha\b|enable javascript and cookies to continue|_incapsula_resource|px-captcha|unusual traffic`)},
	{problem.New("feed.parked"), regexp.MustCompile(`(?i)\bdomain (?:name )?(?:is|may be|has been) (?:for sale|parked|expired|available)|buy this domain|this domain (?:name )?is for sale|domain is parked|parked (?:free|domain)|sedoparking|parkingcrew|bodis\.com|hugedomains|dan\.com|afternic|diese domain steht zum verkauf|ce (?:nom de )?domaine est à vendre|related searches.{0,300}privacy policy`)},
	{problem.New("feed.consent"), regexp.MustCompile(`(?i)before you continue to|consent\.(?:google|youtube|yahoo)|we value your privacy|(?:accept|reject|manage) (?:all )?(?:cookies|choices)|\bcookie (?:consent|wall|preferences)\b|zustimmung|einwilligung|privacy(?:-| )wall|usercentrics|didomi|onetrust`)},
	{problem.New("feed.log-in"), regexp.MustCompile(`(?i)<title[^>]*>[^<]{0,60}\b(?:log ?in|sign ?in|anmelden|connexion)\b|<input[^>]+type=["']?password`)},
	{problem.New("feed.maintenance"), regexp.MustCompile(`(?i)\b(?:down for|under|scheduled) maintenance\b|be (?:right )?back (?:soon|shortly)|temporarily (?:unavailable|down)|wartungsarbeiten|\bservice unavailable\b`)},
	{problem.New("feed.not-there"), regexp.MustCompile(`(?i)<title[^>]*>[^<]{0,60}\b(?:404|not found|page introuvable|nicht gefunden)\b|<h1[^>]*>[^<]{0,30}\b(?:404|not found)\b`)},
}

const pageHead = 16 << 10 // bytes of a page that are looked at

// whatElse names what a document is that is no feed.
func whatElse(document []byte) error {
	s := scanner{in: document}
	first := ""
	for first == "" && s.next() {
		if t, ok := s.tag(); ok && !t.end {
			first = t.name
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
	isPage := strings.Contains(lowered, "<!doctype html") || strings.Contains(lowered, "<html") || common[first] != "" || pageTags[first]
	if !isPage {
		return problem.New("feed.xml", "root", first)
	}
	for _, k := range kinds {
		if k.words.Match(head) {
			return k.is
		}
	}
	return problem.New("feed.page")
}

// pageTags are elements of HTML.
var pageTags = map[string]bool{
	"html": true, "head": true, "body": true, "title": true, "meta": true, "script": true, "style": true, "center": true, "table": true,
	"form": true, "noscript": true, "iframe": true, "font": true, "main": true, "section": true, "link": true, "h4": true, "base": true,
}
