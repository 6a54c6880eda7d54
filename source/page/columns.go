package page

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lede/source/page/sight"
)

// Old pages are laid out in tables, with the story in one cell of a row, and columns of the site's beside it.

const (
	mostAround = 4 // cells that a headline stands in
	mostBeside = 8 // cells beside one of them
	muchLess   = 4 // times as much is in the story's
)

// unflanked removes the columns beside the one with the only headline, where they have much less in them.
func unflanked(doc *html.Node) {
	headlines := headlinesIn(doc)
	if len(headlines) != 1 {
		return
	}
	cells := 0
	for n := headlines[0]; n != nil && cells < mostAround; n = n.Parent {
		if n.DataAtom != atom.Td {
			continue
		}
		cells++
		var beside []*html.Node
		for c := n.Parent.FirstChild; c != nil && len(beside) < mostBeside; c = c.NextSibling {
			if c != n && c.DataAtom == atom.Td {
				beside = append(beside, c)
			}
		}
		own := len(sight.Text(n))
		for _, c := range beside {
			if muchLess*len(sight.Text(c)) < own {
				n.Parent.RemoveChild(c)
			}
		}
	}
}
