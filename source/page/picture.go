package page

import (
	"net/netip"
	"net/url"
	"path"
	"slices"
	"strings"
)

// longestPicture is the longest picture address that is kept, in bytes.
const longestPicture = 1000

// picture returns the address of the picture that a page names for its article, "" for none. base is the page's address. It is
// not fetched here: Discord does that when it shows it.
func (e *embedded) picture(base string) string {
	for _, s := range []string{e.meta["og:image:secure_url"], e.meta["og:image"], e.meta["og:image:url"], e.meta["twitter:image"], e.meta["twitter:image:src"], e.ld.Image} {
		if at := pictureAt(base, s); at != "" {
			return at
		}
	}
	return ""
}

// pictureAt resolves the address of a picture, and returns "" when it is not one that a site shows to everybody.
func pictureAt(base, s string) string {
	from, err := url.Parse(base)
	if err != nil || s == "" {
		return ""
	}
	u, err := from.Parse(s)
	if err != nil || u.Scheme != "https" || u.User != nil {
		return ""
	}
	u.Fragment = ""
	_, notIP := netip.ParseAddr(u.Hostname())
	public := notIP != nil && strings.Contains(u.Hostname(), ".") && slices.Contains([]string{"", "443"}, u.Port())
	drawing := strings.EqualFold(path.Ext(u.Path), ".svg") // Discord shows none
	if at := u.String(); public && !drawing && len(at) <= longestPicture {
		return at
	}
	return ""
}
