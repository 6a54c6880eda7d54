package page

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lede/source/page/plain"
	"lede/source/page/sight"
)

// Pages from before style sheets have no headings but large letters: <font size=5><b>Mill to close</b></font><br>.

const (
	largeFont     = 4  // of the seven sizes; the usual one is 3
	largerFont    = 1  // sizes above the usual one
	mostEnlarged  = 20 // lines of a page that are tried
	shortestTitle = 12 // bytes of a headline in large letters
)

// enlarged makes a line in large letters a heading, where the page has none: the last of those that the page's title has, since the
// paper's name stands above the headline in both, else the first.
func enlarged(doc *html.Node) {
	var found *html.Node
	title, tried := "", 0
	for n := range doc.Descendants() {
		switch n.DataAtom {
		case atom.H1, atom.H2, atom.H3:
			return
		case atom.Title:
			title = cmp.Or(title, plain.Letters(headingText(n)))
		case atom.Font:
			if tried == mostEnlarged || !isLarge(sight.Attr(n, "size")) {
				continue
			}
			tried++
			text := headingText(n)
			may := len(text) >= shortestTitle && len(strings.Fields(text)) >= fewestHeadWords && sight.IsLine(n)
			if may && (found == nil || strings.Contains(title, plain.Letters(text))) {
				found = n
			}
		}
	}
	if found != nil {
		found.Data, found.DataAtom = "h1", atom.H1
	}
}

// longestHeaded and mostHeaded are how much may be in a heading, in bytes and nodes. Headings may hold each other, and each is compared
// with the title.
const (
	longestHeaded = 2000
	mostHeaded    = 500
)

// unheaded makes a plain element of each heading that has more in it than any: it is not one.
func unheaded(doc *html.Node) {
	for n := range doc.Descendants() {
		switch n.DataAtom {
		case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
			if holdsMuch(n) {
				n.Data, n.DataAtom = "div", atom.Div
			}
		}
	}
}

func holdsMuch(heading *html.Node) bool {
	bytes, parts := 0, 0
	for d := range heading.Descendants() {
		if d.Type == html.TextNode {
			bytes += len(d.Data)
		}
		if parts++; bytes > longestHeaded || parts > mostHeaded {
			return true
		}
	}
	return false
}

func isLarge(size string) bool {
	if more, is := strings.CutPrefix(size, "+"); is {
		by, _ := strconv.Atoi(more)
		return by >= largerFont
	}
	is, _ := strconv.Atoi(size)
	return is >= largeFont
}

// fewestInForm is how many paragraphs a form has that is put around a page rather than in it.
const fewestInForm = 3

// unformed makes plain boxes of forms that programs put around a whole page, or around a paragraph of the story with what is to be
// filled in.
func unformed(doc *html.Node) {
	for n := range doc.Descendants() {
		switch {
		case n.DataAtom != atom.Form:
		case holdsPage(n):
			n.Data, n.DataAtom = "div", atom.Div
		case holdsNews(n):
			n.Data, n.DataAtom = "div", atom.Div
			unlabelled(n)
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

// holdsNews reports whether a form has a sentence of a story: one that does not speak to who fills it in.
func holdsNews(form *html.Node) bool {
	for d := range form.Descendants() {
		if d.DataAtom == atom.P && (block{text: sight.Text(d), kind: atom.P}).story() {
			return true
		}
	}
	return false
}

// unlabelled removes what says how a form is filled in.
func unlabelled(form *html.Node) {
	for _, d := range slices.Collect(form.Descendants()) {
		switch d.DataAtom {
		case atom.Label, atom.Legend, atom.Button:
			d.Parent.RemoveChild(d)
		}
	}
}
