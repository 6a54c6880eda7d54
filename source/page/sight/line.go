package sight

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lede/source/page/plain"
)

// Numbered is the attribute that identifies a block of the page in readability's result. It is empty for an element that its own
// style puts into a line.
const Numbered = "data-lede-block"

// IsBlock reports whether an element begins and ends a line.
func IsBlock(n *html.Node) bool {
	if n.Type != html.ElementNode {
		return false
	}
	if Has(n, Numbered) {
		return Attr(n, Numbered) != ""
	}
	switch styleOf(n).value("display") {
	case "inline":
		return false
	case "block", "flex", "grid", "table":
		return true
	}
	return !Inline(Tag(n)) && !isCentred(n)
}

// isCentred reports whether n centres words in the middle of a sentence, which goes on behind them.
func isCentred(n *html.Node) bool {
	if Tag(n) != atom.Center || n.PrevSibling == nil || n.PrevSibling.Type != html.TextNode {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(strings.TrimSpace(n.PrevSibling.Data))
	after, _ := utf8.DecodeRuneInString(strings.TrimSpace(textAfter(n)))
	return unicode.IsLetter(before) && unicode.IsLower(after)
}

// Inline reports whether browsers put elements of a name into a line.
func Inline(a atom.Atom) bool {
	switch a {
	case 0, // a custom element, which browsers display inline
		atom.A, atom.Abbr, atom.Acronym, atom.B, atom.Bdi, atom.Bdo, atom.Big, atom.Br, atom.Button, atom.Cite, atom.Code, atom.Data,
		atom.Del, atom.Dfn, atom.Em, atom.Embed, atom.Font, atom.I, atom.Img, atom.Ins, atom.Kbd, atom.Label, atom.Mark, atom.Marquee, atom.Math, atom.Meter, atom.Nobr, atom.Output,
		atom.Picture, atom.Progress, atom.Q, atom.Rb, atom.Rp, atom.Rt, atom.Ruby, atom.S, atom.Samp, atom.Slot, atom.Small, atom.Span, atom.Strike, atom.Strong, atom.Sub, atom.Sup, atom.Time, atom.Tt, atom.U,
		atom.Var, atom.Wbr:
		return true
	}
	return false
}

// HoldsBlock reports whether n is a block, or contains one.
func HoldsBlock(n *html.Node) bool {
	if IsBlock(n) {
		return true
	}
	for d := range n.Descendants() {
		if IsBlock(d) {
			return true
		}
	}
	return false
}

// IsLine reports whether nothing but line breaks and blocks stands beside n and the inline elements around it.
func IsLine(n *html.Node) bool {
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
		if before != nil || after != nil || IsBlock(n.Parent) {
			return true
		}
	}
	return false
}

func isBlank(n *html.Node) bool {
	return n.Type == html.CommentNode || strings.TrimSpace(n.Data) == "" // an element has a name
}

// isEdge reports whether a line ends where n begins.
func isEdge(n *html.Node) bool { return n == nil || n.DataAtom == atom.Br || HoldsBlock(n) }

// Text returns all the text in n as one line.
func Text(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		switch {
		case d.Type == html.TextNode:
			b.WriteString(d.Data)
		case Tag(d) == atom.Br || IsBlock(d):
			b.WriteByte(' ')
		}
	}
	return plain.Fold(b.String())
}
