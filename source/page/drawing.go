package page

import (
	"slices"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lede/source/page/markup"
	"lede/source/page/sight"
)

// worded makes plain text of the words in drawings that stand in a line, and a box of one that tells something; a chart or a logo
// stands alone.
func worded(drawings []*html.Node) {
	for _, n := range drawings {
		switch {
		case !sight.IsLine(n):
			inALine(n)
		case tellsIn(n):
			n.Data, n.DataAtom = "div", atom.Div
		}
	}
}

// inALine makes n and all in it parts of a line, with spaces between.
func inALine(n *html.Node) {
	n.Data, n.DataAtom = "span", atom.Span
	for _, d := range slices.Collect(n.Descendants()) {
		if sight.IsBlock(d) {
			d.Data, d.DataAtom = "span", atom.Span
			d.Parent.InsertBefore(&html.Node{Type: html.TextNode, Data: " "}, d)
		}
	}
}

// tellsIn reports whether a drawing holds a piece of a page with a sentence.
func tellsIn(n *html.Node) bool {
	for d := range n.Descendants() {
		if d.Data == markup.ForeignObject && (block{text: sight.Text(d)}).story() {
			return true
		}
	}
	return false
}
