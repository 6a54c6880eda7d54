package command

import (
	"context"
	"slices"
	"strings"

	"lede/cards"
	"lede/desk"
	"lede/source/feed"
)

// Every list of articles shows the same ones, once for a page.

// Listed returns the articles that can be read here: in a direct message those the person has opened, before the instance's.
func Listed(ctx context.Context, d *desk.Desk, in Input) ([]desk.Headline, error) {
	list, err := d.Headlines(ctx, in.Reader())
	if err != nil || in.Guild != "" {
		return list, err
	}
	opened, err := d.Opened(ctx, in.Person.ID)
	if err != nil {
		return nil, err
	}
	for _, h := range list {
		if !slices.ContainsFunc(opened, func(o desk.Headline) bool { return o.Ref == h.Ref }) {
			opened = append(opened, h)
		}
	}
	return opened, nil
}

// OncePerLink joins headlines that lead to the same page under the same title, as two feeds of one site bring them: the first is kept, with
// the names of all that bring it. A feed that links all its items to one page keeps them.
func OncePerLink[T any](list []T, headline func(*T) *desk.Headline) (kept []T) {
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

// Rows are the headlines as they are listed, one for a page.
func Rows(list []desk.Headline) []desk.Headline {
	return OncePerLink(list, func(h *desk.Headline) *desk.Headline { return h })
}

// Lines turns the desk's headlines into a card's.
func Lines(list []desk.Headline) []cards.Headline {
	out := make([]cards.Headline, len(list))
	for i, h := range list {
		out[i] = Line(h)
	}
	return out
}

// Line is one of them.
func Line(h desk.Headline) cards.Headline {
	return cards.Headline{Ref: h.Ref, Title: h.Title, Source: h.Source, URL: h.URL, Site: h.Site, Published: h.Published, Added: h.Added, Members: h.Members, Shared: h.Shared()}
}
