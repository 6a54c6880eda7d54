package discover

import (
	"net/url"
	"strings"

	"lede/pattern"

	"lede/source/feed"
)

var (
	// headerLink matches a link in a Link header with its parameters (RFC 8288), and parameter one of these.
	headerLink = pattern.Of(`<([^<>]*)>((?:\s*;\s*[\w*-]+(?:\s*=\s*(?:"[^"]*"|[^\s,;"]+))?)*)`)
	parameter  = pattern.Of(`([\w*-]+)\s*=\s*(?:"([^"]*)"|([^\s,;"]+))`)
)

// InHeader finds the feeds that the Link headers of a page name.
func InHeader(links []string, address string) []Candidate {
	base, err := url.Parse(address)
	if err != nil || !feed.OnWeb(base) {
		return nil
	}
	d := &discovery{base: base}
	for _, link := range headerLink().FindAllStringSubmatch(strings.Join(links, ", "), mostLooked) {
		a := map[string]string{"href": link[1]}
		for _, p := range parameter().FindAllStringSubmatch(link[2], -1) {
			a[strings.ToLower(p[1])] = p[2] + p[3]
		}
		d.read("link", a)
	}
	return distinct(append(nearest(d.feeds, address), d.comments...))
}
