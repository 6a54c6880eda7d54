package page

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Readability takes single words out of sentences when their class, or that they stand on a button, tells it to, which can
// turn what is said into its opposite. So it only chooses blocks here: their words are those of the page.

// numbered is the attribute by which a block of the page is known again in what readability has made of it.
const numbered = "data-lede-block"

// window is how many blocks of one element are looked at for one that readability has kept.
const window = 32

// number numbers the blocks of a page, from one. What only its own style makes inline has no number, but an empty mark, since
// readability takes the styles away.
func number(doc *html.Node) {
	next := 1
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool { return a.Key == numbered })
		switch block := isBlock(n); {
		case block:
			n.Attr = append(n.Attr, html.Attribute{Key: numbered, Val: strconv.Itoa(next)})
			next++
		case !inline(tag(n)):
			n.Attr = append(n.Attr, html.Attribute{Key: numbered})
		}
	}
}

// wrap puts the lines that stand in a <div> beside other blocks, or alone, into paragraphs of the same number. Readability would
// do so too, but with paragraphs that have none.
func wrap(doc *html.Node) {
	for _, n := range slices.Collect(doc.Descendants()) {
		if n.DataAtom != atom.Div || attr(n, numbered) == "" {
			continue
		}
		var p *html.Node
		for c, next := n.FirstChild, (*html.Node)(nil); c != nil; c = next {
			next = c.NextSibling
			switch {
			case holdsBlock(c):
				p = nil
			case p == nil && c.Type == html.TextNode && fold(c.Data) == "":
			case p == nil:
				p = &html.Node{Type: html.ElementNode, Data: "p", DataAtom: atom.P, Attr: []html.Attribute{{Key: numbered, Val: attr(n, numbered)}}}
				n.InsertBefore(p, c)
				fallthrough
			default:
				n.RemoveChild(c)
				p.AppendChild(c)
			}
		}
	}
}

// holdsBlock reports whether n is a block, or holds one.
func holdsBlock(n *html.Node) bool {
	if isBlock(n) {
		return true
	}
	for d := range n.Descendants() {
		if isBlock(d) {
			return true
		}
	}
	return false
}

func numberOf(n *html.Node) (int, bool) {
	i, err := strconv.Atoi(attr(n, numbered))
	return i, err == nil
}

// restore gives the blocks that readability has found the words that they have on the page.
func restore(found, whole []block) []block {
	ahead, last := map[int][]block{}, map[int]string{} // by the number of the element: what is to come, and what was taken
	for _, b := range whole {
		ahead[b.of] = append(ahead[b.of], b)
	}
	var out []block
	for _, f := range found {
		near := ahead[f.of][:min(len(ahead[f.of]), window)]
		took := matching(f, near)
		if len(took) == 0 && !inOrder(strings.Fields(f.text), strings.Fields(last[f.of])) {
			out = append(out, f)
		}
		for _, i := range took {
			b := f
			b.text, b.linked = near[i].text, near[i].linked
			last[f.of] = b.text
			out = append(out, b)
		}
		if n := len(took); n > 0 {
			ahead[f.of] = ahead[f.of][took[n-1]+1:]
		}
	}
	return out
}

// matching are the blocks that have become f: the one with its words, else the first that has all of them and more, else
// all that were joined into it, because what stood between them was taken out.
func matching(f block, near []block) []int {
	for i, b := range near {
		if b.text == f.text {
			return []int{i}
		}
	}
	words := strings.Fields(f.text)
	for i, b := range near {
		if inOrder(words, strings.Fields(b.text)) {
			return []int{i}
		}
	}
	var out []int
	for i, b := range near {
		if inOrder(strings.Fields(b.text), words) {
			out = append(out, i)
		}
	}
	return out
}

// inOrder reports whether the words stand in the others, in their order.
func inOrder(words, others []string) bool {
	for _, w := range others {
		if len(words) > 0 && words[0] == w {
			words = words[1:]
		}
	}
	return len(words) == 0
}
