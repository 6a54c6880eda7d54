package commands

import "lede/desk"

// oncePerLink keeps the first of several headlines that lead to the same page under the same title, as two feeds of one site bring them.
// A feed that links all its items to one page keeps them.
func oncePerLink[T any](list []T, headline func(T) desk.Headline) (kept []T) {
	type page struct{ link, title string }
	first := map[page]string{} // the feed that brought it first
	for _, item := range list {
		h := headline(item)
		at := page{h.URL, h.Title}
		feed, known := first[at]
		if known && h.URL != "" && feed != h.Feed {
			continue
		}
		if !known {
			first[at] = h.Feed
		}
		kept = append(kept, item)
	}
	return kept
}
