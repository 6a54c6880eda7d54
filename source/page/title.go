package page

import (
	"strings"

	"lede/pattern"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Sites put their name or slogan where a headline is expected, above all on pages that are filled in by a program.

// headline returns the first title on a page that is not the site's own, cut before the site's name.
func (e *embedded) headline(sites ...string) string {
	titles := []string{e.ld.headline, e.meta["og:title"], e.h1, e.meta["twitter:title"], e.title}
	for _, t := range titles {
		cut := withoutSite(t, sites...)
		confirmed := same(cut, e.h1) || same(cut, e.ld.headline)
		if cut != "" && !isSite(cut, sites) && (confirmed || !isSlogan(cut, sites)) {
			return cut
		}
	}
	return withoutSite(first(titles...), sites...)
}

func isSite(title string, sites []string) bool {
	for _, site := range sites {
		if same(title, site) {
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

// logos matches words in the class or id of a heading that is the site's name.
var logos = pattern.Of(`(?i)(?:^|[-_\s])(?:logo|masthead|brand|branding|site-?(?:title|name))(?:$|[-_\s])`)

// isLogo reports whether a heading is the site's: by its class, or because it links to the front page.
func isLogo(n *html.Node) bool {
	for x := range n.Descendants() {
		if x.DataAtom == atom.A && attr(x, "href") == "/" {
			return true
		}
	}
	around := n.Parent
	if around.DataAtom == atom.Body { // its class is of the whole page
		around = n
	}
	return attr(around, "href") == "/" || logos().MatchString(strings.Join([]string{attr(n, "class"), attr(n, "id"), attr(around, "class"), attr(around, "id")}, " "))
}

// withoutSite cuts the site's name off a title, as in "Bridge opens | The Daily".
func withoutSite(title string, sites ...string) string {
	for _, site := range sites {
		if site == "" || len(title) <= len(site) || !strings.EqualFold(title[len(title)-len(site):], site) {
			continue
		}
		rest := strings.TrimRight(title[:len(title)-len(site)], " ")
		if cut := strings.TrimRight(rest, "|-–—:·• "); cut != rest && cut != "" {
			return cut
		}
	}
	return title
}
