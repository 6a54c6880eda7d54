// Package discover finds where the feeds of a site may be: by its address, by what its page says, and in the usual places.
//
// It is pure: the addresses it returns have yet to be fetched, and may not be feeds. It refuses addresses other than the web's.
package discover

import (
	"bytes"
	"cmp"
	_ "embed"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"

	"lede/pattern"
	"lede/source/feed"
)

// Candidate is an address at which a feed may be.
type Candidate struct {
	Address string
	Title   string // as the page has it; "" when it has none
	Kind    string // "rss", "atom", "json", or "" when unknown
	// Comments reports that it has what readers write, and no news.
	Comments bool
	// Named reports that the page itself says that this is its feed, so that it matters why it is none.
	Named bool
}

// Limits on what is read of a page, and on what is taken from it.
const (
	longestPage    = 1 << 20
	mostCandidates = 12
	mostLinks      = 4    // in the text of a page that names no feed in its head
	mostLooked     = 5000 // links and the like of a page, since each is compared with what leads to feeds
	longestLabel   = 200
	longestName    = 60 // of a link in the text of a page
	longestAddress = 2048
)

// In finds where a page says that its feeds are, the likeliest first, and the page's canonical address ("" when it does not
// say). Feeds of comments come last.
func In(page []byte, contentType, address string) (list []Candidate, canonical string) {
	data, d := read(page, contentType, address, false)
	if d.base == nil {
		return nil, ""
	}
	return d.all(data, address), d.canonical
}

// Listed finds the feeds of a page that is a list of them, as sites have behind a link that says RSS: they are in sections, and
// only their addresses tell.
func Listed(page []byte, contentType, address string) []Candidate {
	_, d := read(page, contentType, address, true)
	return distinct(d.linked)
}

// IsList reports whether the page at an address may be such a list.
func IsList(address string) bool { return listedPath().MatchString(address) }

// read reads a page; without a base, the address is none.
func read(page []byte, contentType, address string, lists bool) ([]byte, *discovery) {
	d := &discovery{lists: lists}
	base, err := url.Parse(address)
	if err != nil || !feed.OnWeb(base) {
		return nil, d
	}
	d.base = base
	data := page[:min(len(page), longestPage)]
	if !utf8.Valid(data) { // all but the titles is ASCII
		e, _, _ := charset.DetermineEncoding(data, contentType)
		if decoded, err := e.NewDecoder().Bytes(data); err == nil {
			data = decoded
		}
	}
	z := html.NewTokenizer(bytes.NewReader(data))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return data, d
		case html.TextToken:
			d.named(string(z.Text()))
		case html.EndTagToken:
			if name, _ := z.TagName(); string(name) == "a" {
				d.inside = ""
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			if t := z.Token(); t.Data == "link" || t.Data == "a" || t.Data == "base" {
				a := map[string]string{}
				for _, one := range slices.Backward(t.Attr) { // of two with one name the first counts
					a[one.Key] = one.Val
				}
				d.read(t.Data, a)
			}
		}
	}
}

// discovery holds what a page has said so far.
type discovery struct {
	base                    *url.URL
	based                   bool
	feeds, comments, linked []Candidate
	canonical               string
	inside                  string // the address of the link whose text is being read; "" for none
	looked                  int    // elements so far that lead somewhere
	lists                   bool   // the page is a list of feeds
}

func (d *discovery) read(tag string, a map[string]string) {
	if d.looked++; d.looked > mostLooked {
		return
	}
	to := d.resolve(a["href"])
	rel := " " + strings.ToLower(strings.Join(strings.Fields(a["rel"]), " ")) + " "
	switch {
	case to == "":
	case tag == "base" && !d.based: // the first counts
		if u, err := url.Parse(to); err == nil {
			d.base, d.based = u, true
		}
	case tag == "link" && strings.Contains(rel, " canonical "):
		d.canonical = to
	case tag == "link":
		d.readLink(to, rel, a)
	case tag == "a" && !ofComments().MatchString(to):
		d.inside = to
		if d.leads(a["type"], to) {
			d.link()
		}
		for _, name := range []string{a["title"], a["aria-label"], a["class"]} {
			d.named(name)
		}
	}
}

// leads reports whether the address or the type of a link in the text is a feed's.
func (d *discovery) leads(contentType, to string) bool {
	_, isType := kindOf(contentType, to)
	return isType || feedPath().MatchString(to) || d.lists && IsList(to)
}

// named records a link in the text of a page whose words call its target a feed.
func (d *discovery) named(name string) {
	if d.inside != "" && len(name) <= longestName && feedName().MatchString(name) {
		d.link()
	}
}

func (d *discovery) link() {
	if len(d.linked) < mostLinks || d.lists && len(d.linked) < mostCandidates {
		d.linked = append(d.linked, Candidate{Address: d.inside})
	}
	d.inside = ""
}

// readLink records the feed that a link element leads to, if it does.
func (d *discovery) readLink(to, rel string, a map[string]string) {
	kind, is := kindOf(a["type"], to)
	if isXML(a["type"]) && strings.Contains(rel, " alternate ") { // of a page, which a feed alone can be
		is = !strings.Contains(to, "oembed") && !strings.Contains(to, "sitemap")
	}
	if !is || strings.Contains(rel, " stylesheet ") || strings.Contains(rel, " search ") {
		return
	}
	c := Candidate{Address: to, Title: titleOf(a["title"]), Kind: kind, Named: true}
	c.Comments = ofComments().MatchString(c.Title) || ofComments().MatchString(strings.TrimPrefix(to, d.base.String()))
	if c.Comments {
		d.comments = append(d.comments, c)
	} else {
		d.feeds = append(d.feeds, c)
	}
}

var (
	// ofComments matches feeds of readers' comments, on one article or on all.
	ofComments = pattern.Of(`(?i)(?:^|[^\pL])(?:` + strings.Join(strings.Fields(commentsText), "|") + `)(?:$|[^\pL])`)
	// feedName matches what sites call their feed where they link to it.
	feedName = pattern.Of(`(?i)(?:^|[^\pL\d])(?:rss|atom)(?:[ _-]?feeds?)?(?:$|[^\pL\d])`)
	// listedPath matches the address of a list of feeds, or of a feed in one.
	listedPath = pattern.Of(`(?i)^https?://(?:feeds?|rss)\.|^https?://[^/?#]+/(?:[^?#]*[/_-])?(?:rss|feeds?|atom|rdf)(?:[/_.-][^?#]*)?(?:[?#]|$)|\.(?:rss|rdf|atom)(?:[?#]|$)|[?&](?:feed|format|type|output)=(?:rss2?|atom)\b`)
	// feedPath matches the address of a feed as sites link to it in their text.
	feedPath = pattern.Of(`(?i)^[^?#]*/(?:feeds?|rss|atom|[^/?#]*\.(?:rss|atom)|[^/?#]*(?:feed|rss|atom|index)[^/?#]*\.(?:xml|rdf|json))/?(?:[?#]|$)`)
)

// commentsText has words that stand in the names of such feeds, as content systems translate them: an expression a line.
//
//go:embed comments.txt
var commentsText string

// isXML reports whether a type is one that feeds share with other documents.
func isXML(contentType string) bool {
	media, _, _ := strings.Cut(strings.ToLower(contentType), ";")
	media = strings.TrimSpace(media)
	return media == "text/xml" || media == "application/xml"
}

// kindOf returns the kind of feed a link leads to, by its type. A few types are also used for other things.
func kindOf(contentType, to string) (kind string, is bool) {
	media, _, _ := strings.Cut(strings.ToLower(contentType), ";")
	switch strings.TrimSpace(media) {
	case "application/rss+xml", "application/rdf+xml", "application/x-rss+xml", "text/rss+xml", "text/rss":
		return "rss", true
	case "application/atom+xml", "application/x-atom+xml", "text/atom+xml":
		return "atom", true
	case "application/feed+json":
		return "json", true
	case "application/json":
		return "json", !strings.Contains(to, "/wp-json/") && !strings.Contains(to, "oembed") && feedPath().MatchString(to)
	}
	return "", isXML(contentType) && feedPath().MatchString(to)
}

// resolve returns a link as a web address without its fragment, "" for other links.
func (d *discovery) resolve(href string) string {
	href = feed.Tidy(href)
	u, err := d.base.Parse(href)
	if href == "" || err != nil || !feed.OnWeb(u) || u.User != nil {
		return ""
	}
	u.Fragment, u.RawFragment = "", ""
	if s := u.String(); len(s) <= longestAddress {
		return s
	}
	return ""
}

// all returns what the page has said, and what is known about its site.
func (d *discovery) all(data []byte, address string) []Candidate {
	var list []Candidate
	for _, at := range []string{d.canonical, address} {
		list = append(list, Known(at)...)
	}
	list = append(list, nearest(d.feeds, address)...)
	list = append(list, channelIn(data, address)...)
	if len(list) == 0 {
		list = append(list, d.linked...)
	}
	list = append(list, fediverse(address)...)
	return distinct(append(list, d.comments...))
}

// nearest returns feeds with those first that are in the same section of the site as a page, and podcasts behind what is to be read.
func nearest(list []Candidate, address string) []Candidate {
	page := sections(address)
	shared := func(c Candidate) (n int) {
		for _, section := range sections(c.Address) {
			if n == len(page) || page[n] != section {
				break
			}
			n++
		}
		return n
	}
	heard := func(c Candidate) int {
		if podcast().MatchString(c.Title + " " + c.Address) {
			return 1
		}
		return 0
	}
	return slices.SortedStableFunc(slices.Values(list), func(a, b Candidate) int {
		return cmp.Or(cmp.Compare(shared(b), shared(a)), cmp.Compare(heard(a), heard(b)))
	})
}

var podcast = pattern.Of(`(?i)podcast`)

// sections returns the parts of the path of an address.
func sections(address string) []string {
	_, path, _ := strings.Cut(address, "://")
	path, _, _ = strings.Cut(path, "?")
	_, path, _ = strings.Cut(path, "/")
	return strings.FieldsFunc(path, func(r rune) bool { return r == '/' })
}

// distinct drops repeated candidates, and all beyond a reasonable number.
func distinct(list []Candidate) (out []Candidate) {
	seen := map[string]bool{}
	for _, c := range list {
		if len(out) < mostCandidates && !seen[c.Address] {
			out = append(out, c)
		}
		seen[c.Address] = true
	}
	return out
}

// titleOf returns a title on one line, and not long.
func titleOf(s string) string {
	s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
	if len(s) > longestLabel {
		s = strings.ToValidUTF8(s[:longestLabel], "") + "…"
	}
	return s
}

// WellKnown returns addresses at which sites tend to have their feed: in the folder of a page, then at the root of the site.
func WellKnown(address string) (list []string) {
	u, err := url.Parse(address)
	if err != nil || !feed.OnWeb(u) {
		return nil
	}
	names := []string{"feed/", "rss.xml", "feed.xml", "atom.xml", "index.xml", "rss/", "feed.json", "feed.atom", "index.rss"}
	for _, folder := range folders(u.Path) {
		for _, name := range names {
			list = append(list, (&url.URL{Scheme: u.Scheme, Host: u.Host, Path: folder + name}).String())
		}
	}
	return list
}

// folders returns the folder of a path, and the root. A path whose last part has no dot may be a folder itself.
func folders(path string) []string {
	end := strings.LastIndexByte(path, '/')
	folder := path[:end+1]
	if last := path[end+1:]; last != "" && !strings.Contains(last, ".") {
		folder = path + "/"
	}
	if folder == "" || folder == "/" || strings.Count(folder, "/") > 6 {
		return []string{"/"}
	}
	return []string{folder, "/"}
}
