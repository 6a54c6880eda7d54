package sight

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// mostInPicture is how many elements a box has that is of a picture.
const mostInPicture = 6

// UnderPicture reports whether nothing is in the box around n but a picture above it.
func UnderPicture(n *html.Node) bool {
	if n.Parent == nil || !IsBox(n.Parent) {
		return false
	}
	parts, picture, above := 0, false, true
	for c := n.Parent.FirstChild; c != nil; c = c.NextSibling {
		switch parts++; {
		case c == n:
			above = false
		case parts > mostInPicture || c.Type == html.TextNode && strings.TrimSpace(c.Data) != "":
			return false
		case c.Type == html.ElementNode:
			shows, says := holdsPicture(c)
			if says {
				return false
			}
			picture = picture || shows && above
		}
	}
	return picture
}

// holdsPicture reports whether an element is or has a picture, and whether it says anything, or has too much in it to tell.
func holdsPicture(n *html.Node) (shows, says bool) {
	shows = n.DataAtom == atom.Img
	parts := 0
	for d := range n.Descendants() {
		if parts++; parts > mostInPicture || d.Type == html.TextNode && strings.TrimSpace(d.Data) != "" {
			return shows, true
		}
		shows = shows || d.DataAtom == atom.Img
	}
	return shows, false
}

// IsBox reports whether n is an element that other blocks are put into.
func IsBox(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Div, atom.Section, atom.Aside, atom.Figure:
		return true
	}
	return false
}
