package page

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lede/pattern"
	"lede/source/page/plain"
	"lede/source/page/sight"
)

// Sites put their name or slogan where a headline is expected, above all on pages that are filled in by a program.

// headline returns the first title on a page that is not the site's own, cut before the site's name.
func (e *embedded) headline(sites ...string) string {
	titles := []string{e.ld.Headline, e.meta["og:title"], e.h1, e.meta["twitter:title"], e.title}
	if e.describesHome() && e.h1 != "" {
		titles = []string{e.ld.Headline, e.h1, e.title}
	}
	for _, t := range titles {
		cut := e.cut(t, sites, t == e.title)
		confirmed := plain.Same(cut, e.h1) || plain.Same(cut, e.ld.Headline)
		if cut != "" && !isSite(cut, sites) && (confirmed || !isSlogan(cut, sites)) {
			if t == e.title {
				cut = withoutStart(cut, sites)
			}
			return withoutLabel(e.asShown(cut), e.above)
		}
	}
	if len(strings.Fields(e.h2)) >= fewestHeadWords && !isSite(e.h2, sites) {
		return e.h2
	}
	return withoutStart(e.cut(cmp.Or(titles...), sites, true), sites)
}

// labels matches the class of a label that stands in the element of the headline, before it.
var labels = pattern.Of(`(?i)(?:^|[-_\s])(?:kicker|overline|eyebrow|vignette|roofline|spitzmarke|dachzeile|antetitulo|surtitre|occhiello|label)(?:$|[-_\s])`)

// labelOf returns the label that an <h1> begins with, "" for none.
func labelOf(h1 *html.Node) string {
	for c := range h1.ChildNodes() {
		switch {
		case c.Type == html.ElementNode:
			if labels().MatchString(sight.Attr(c, "class")) {
				return headingText(c)
			}
			return ""
		case strings.TrimSpace(c.Data) != "":
			return ""
		}
	}
	return ""
}

// withoutLabel cuts a label off the beginning of a headline.
func withoutLabel(title, label string) string {
	rest, is := strings.CutPrefix(title, label)
	rest = strings.TrimLeft(rest, " :|–—•·-")
	if label == "" || !is || len(strings.Fields(rest)) < fewestHeadWords {
		return title
	}
	return rest
}

// asShown returns the page's own headline where a title, which is written for search engines and social networks, is a shorter
// form of it: readers see the longer.
func (e *embedded) asShown(title string) string {
	shown := e.h1
	if len(shown) <= len(title) || len(shown) > longestHeading || len(strings.Fields(shown)) < fewestHeadWords {
		return title
	}
	if strings.HasSuffix(plain.Letters(shown), plain.Letters(title)) { // a label stands before it
		return title
	}
	if rest, is := strings.CutPrefix(shown, title); is && !goesOn().MatchString(rest) { // a date or a label stands behind it
		return title
	}
	words, in := 0, 0
	has := strings.ToLower(bareWords(shown))
	for word := range strings.FieldsSeq(bareWords(title)) {
		if len(word) >= shortestLabel {
			words++
			if strings.Contains(has, " "+word+" ") {
				in++
			}
		}
	}
	if in < 2 || 2*in < words {
		return title
	}
	return shown
}

// goesOn matches the rest of a sentence.
var goesOn = pattern.Of(`^(?:\s*[,;:–—-]|\s+\p{Ll})`)

// describesHome reports whether the page's meta elements, copied to every page, are of the site's home page.
func (e *embedded) describesHome() bool {
	return isHome(e.url) || e.url == "" && isHome(e.meta["og:url"])
}

// isHome reports whether an address is a site's home page: no page tells a story there for long.
func isHome(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.Host != "" && homePath().MatchString(u.Path) && u.RawQuery == ""
}

// homePath matches the path of a home page, or of that in one of several languages.
var homePath = pattern.Of(`(?i)^/*(?:[a-z]{2}(?:[-_][a-z]{2})?/*)?(?:(?:index|default|home)(?:\.\w{2,5})?/*)?$`)

// namesIn returns what a site may be called by its address: each label of the host, and all of them. "www.thedaily.example" is
// The Daily's.
func namesIn(address string) []string {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" {
		return nil
	}
	host := strings.TrimPrefix(u.Hostname(), "www.")
	names := []string{host}
	for label := range strings.SplitSeq(host, ".") {
		if len(label) >= shortestLabel {
			names = append(names, label, "the "+label)
		}
	}
	return names
}

const (
	shortestLabel   = 4   // bytes of a part of a host that may be a site's name
	longestHeading  = 300 // bytes of a heading that may be the headline
	mostHeadings    = 100 // headings of a page that may be
	fewestHeadWords = 3   // words of a headline before a bar
	mostParts       = 6   // parts of a title
	longestSite     = 7   // words of a site's name, with the mark before it
)

// parting is a sign that sites set between a headline and their name.
const parting = `[|–—•·∙●▪»«›‹❯❮➤➔→▷▶►⋆★✦@~/-]`

// partings matches what stands between a headline and the site's name; colons stands there too in the element of the title, and atEnd
// where the name itself is known.
var (
	partings = pattern.Of(`\s+(?:` + parting + `|::|//)\s+|\s*[|｜]\s*`)
	colons   = pattern.Of(`\s+(?:` + parting + `|::?|//)\s+|\s*[|｜]\s*|:\s+`)
	atEnd    = pattern.Of(`(?:\s*(?:` + parting + `|[|｜:>]))+\s*$`)
)

// cut returns the headline in a title: the part that is a heading of the page, else the title without the site's name.
func (e *embedded) cut(title string, sites []string, atColons bool) string {
	if e.isHeading(title) || len(title) > longestHeading {
		return withoutSite(title, sites...)
	}
	at := partings().FindAllStringIndex(title, mostParts)
	if atColons {
		at = colons().FindAllStringIndex(title, mostParts)
	}
	best := ""
	for _, p := range at {
		for _, part := range []string{title[:p[0]], title[p[1]:]} {
			if len(part) > len(best) && e.isHeading(part) && !isSite(part, sites) {
				best = part
			}
		}
	}
	rest, before := strings.CutPrefix(title, best)
	shown := before && plain.Same(best, e.h1) && len(strings.Fields(best)) >= fewestHeadWords && len(strings.Fields(rest)) <= longestSite
	if shown || 2*len(best) >= len(title) {
		return best
	}
	return beforeBar(withoutSite(withoutEnd(title, at, sites), sites...))
}

// isHeading reports whether a text is the page's headline: an <h1>, or any heading of a page without one.
func (e *embedded) isHeading(text string) bool {
	level, is := e.headings[plain.Letters(text)]
	return is && (level == atom.H1 || e.h1s == 0)
}

// withoutEnd cuts the last parts of a title from the site's name on.
func withoutEnd(title string, at [][]int, sites []string) string {
	ends := append(slices.Clone(at), []int{len(title)})
	for i, p := range at {
		if isSite(title[p[1]:ends[i+1][0]], sites) {
			return title[:p[0]]
		}
	}
	return title
}

// withoutStart cuts the site's name off the beginning of a title.
func withoutStart(title string, sites []string) string {
	if p := colons().FindStringIndex(title); p != nil && isSite(title[:p[0]], sites) {
		return title[p[1]:]
	}
	return title
}

// beforeBar returns the headline before the last bar of a title: no headline has one, but a label may stand before it, as in
// “Opinion | Why I left”.
func beforeBar(title string) string {
	at := strings.LastIndexAny(title, "|｜")
	if at < 0 {
		return title
	}
	head, rest := strings.TrimSpace(title[:at]), title[at+1:]
	if len(strings.Fields(head)) < fewestHeadWords || len(rest) > len(head) {
		return title
	}
	return beforeBar(head)
}

func isSite(title string, sites []string) bool {
	for _, site := range sites {
		if plain.Same(title, site) {
			return true
		}
	}
	return false
}

// slogans matches how sites describe themselves. News about the news has a verb after such words, or a name before them.
var slogans = pattern.Of(`(?i)^(?:home(?: ?page)?|front page|untitled|welcome\b.*|news)$` +
	`|^(?:(?:the|all|your) )?(?:latest|breaking|top|local|today.s) (?:[\w-]+ ){0,2}(?:news|headlines|stories)(?:$|\s*[,&|–—-]|,? and .*\b(?:news|headlines|sports?|weather|opinion|analysis|videos?|photos|updates)\b)` +
	`|\bnews(?:,| &| and) (?:headlines|sports?|weather|opinion|analysis|views|videos?|photos|updates)\b.{0,60}$` +
	`|\byour (?:\w+ )?source (?:for|of)\b`)

// isSlogan reports whether a title begins with the site's name, or is such a description.
func isSlogan(title string, sites []string) bool {
	for _, site := range sites {
		if site == "" || len(title) <= len(site) || !strings.EqualFold(title[:len(site)], site) {
			continue
		}
		if rest := strings.TrimLeft(title[len(site):], " "); strings.IndexAny(rest, "|-–—:·•,") == 0 {
			return true
		}
	}
	return slogans().MatchString(title)
}

// headingText returns the text of a heading, "" for one that is too long for a headline.
func headingText(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		switch {
		case d.Type == html.TextNode:
			b.WriteString(d.Data)
		case d.DataAtom == atom.Br || sight.IsBlock(d):
			b.WriteByte(' ')
		}
		if b.Len() > 2*longestHeading {
			return ""
		}
	}
	return plain.Fold(b.String())
}

// logos matches words in the class or id of a heading that is the site's name.
var logos = pattern.Of(`(?i)(?:^|[-_\s])(?:logo|masthead|brand|branding|site-?(?:title|name))(?:$|[-_\s])`)

// isLogo reports whether a heading is the site's: by its class, or because it links to the front page.
func isLogo(n *html.Node) bool {
	for x := range n.Descendants() {
		if x.DataAtom == atom.A && sight.Attr(x, "href") == "/" {
			return true
		}
	}
	around := n.Parent
	if around.DataAtom == atom.Body { // its class is of the whole page
		around = n
	}
	for x := n.Parent; x != nil; x = x.Parent {
		if sight.Attr(x, "id") == "header" {
			return true
		}
	}
	return sight.Attr(around, "href") == "/" || logos().MatchString(strings.Join([]string{sight.Attr(n, "class"), sight.Attr(n, "id"), sight.Attr(around, "class"), sight.Attr(around, "id")}, " "))
}

// withoutSite cuts the site's name off a title, as in "Bridge opens | The Daily".
func withoutSite(title string, sites ...string) string {
	for _, site := range sites {
		if site == "" || len(title) <= len(site) || !strings.EqualFold(title[len(title)-len(site):], site) {
			continue
		}
		rest := title[:len(title)-len(site)]
		if cut := atEnd().ReplaceAllString(rest, ""); cut != rest && cut != "" {
			return cut
		}
	}
	return title
}
