package commands

import (
	"slices"
	"strings"

	"lede/desk"
	"lede/source/feed"
)

// oncePerLink joins headlines that lead to the same page under the same title, as two feeds of one site bring them: the first is kept, with
// the names of all that bring it. A feed that links all its items to one page keeps them.
func oncePerLink[T any](list []T, headline func(*T) *desk.Headline) (kept []T) {
	type page struct{ link, title string }
	type first struct {
		feed  string
		at    int // in kept
		sites []string
	}
	firsts := map[page]*first{}
	for _, item := range list {
		h := headline(&item)
		is := page{feed.Canonical(h.URL), h.Title}
		one, known := firsts[is]
		if known && h.URL != "" && one.feed != h.Feed {
			if h.Site != "" && !slices.Contains(one.sites, h.Site) {
				one.sites = append(one.sites, h.Site)
				headline(&kept[one.at]).Site = strings.Join(one.sites, ", ")
			}
			continue
		}
		if !known {
			firsts[is] = &first{feed: h.Feed, at: len(kept)}
			if h.Site != "" {
				firsts[is].sites = []string{h.Site}
			}
		}
		kept = append(kept, item)
	}
	return kept
}

// rows are the headlines as they are listed, one for a page.
func rows(list []desk.Headline) []desk.Headline {
	return oncePerLink(list, func(h *desk.Headline) *desk.Headline { return h })
}
