package page

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Pages from before style sheets have no headings but large letters: <font size=5><b>Mill to close</b></font><br>.

const (
	largeFont     = 4  // of the seven sizes; the usual one is 3
	largerFont    = 1  // sizes above the usual one
	mostEnlarged  = 20 // lines of a page that are tried
	shortestTitle = 12 // bytes of a headline in large letters
)

// enlarged makes the first line in large letters a heading, where the page has none.
func enlarged(doc *html.Node) {
	var found *html.Node
	tried := 0
	for n := range doc.Descendants() {
		switch n.DataAtom {
		case atom.H1, atom.H2, atom.H3:
			return
		case atom.Font:
			if found != nil || tried == mostEnlarged || !isLarge(attr(n, "size")) {
				continue
			}
			tried++
			text := headingText(n)
			if len(text) >= shortestTitle && len(strings.Fields(text)) >= fewestHeadWords && isLine(n) {
				found = n
			}
		}
	}
	if found != nil {
		found.Data, found.DataAtom = "h1", atom.H1
	}
}

func isLarge(size string) bool {
	if more, is := strings.CutPrefix(size, "+"); is {
		return atoi(more) >= largerFont
	}
	return atoi(size) >= largeFont
}

func atoi(s string) int {
	if len(s) != 1 || s[0] < '0' || s[0] > '9' {
		return 0
	}
	return int(s[0] - '0')
}

// isLine reports whether nothing but line breaks and blocks stands beside n and the inline elements around it.
func isLine(n *html.Node) bool {
	for ; n.Parent != nil; n = n.Parent {
		before, after := n.PrevSibling, n.NextSibling
		for before != nil && isBlank(before) {
			before = before.PrevSibling
		}
		for after != nil && isBlank(after) {
			after = after.NextSibling
		}
		if !isEdge(before) || !isEdge(after) {
			return false
		}
		if before != nil || after != nil || isBlock(n.Parent) {
			return true
		}
	}
	return false
}

func isBlank(n *html.Node) bool {
	return n.Type == html.CommentNode || n.Type == html.TextNode && strings.TrimSpace(n.Data) == ""
}

// isEdge reports whether a line ends where n begins.
func isEdge(n *html.Node) bool { return n == nil || n.DataAtom == atom.Br || holdsBlock(n) }

// fewestInForm is how many paragraphs a form has that is put around a page rather than in it.
const fewestInForm = 3

// unformed makes plain boxes of forms that programs put around a whole page.
func unformed(doc *html.Node) {
	for n := range doc.Descendants() {
		if n.DataAtom == atom.Form && holdsPage(n) {
			n.Data, n.DataAtom = "div", atom.Div
		}
	}
}

func holdsPage(form *html.Node) bool {
	paragraphs := 0
	for d := range form.Descendants() {
		switch d.DataAtom {
		case atom.H1, atom.Article, atom.Main:
			return true
		case atom.P:
			paragraphs++
		}
	}
	return paragraphs >= fewestInForm
}
