package page

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lede/source/page/plain"
	"lede/source/page/sight"
)

// Readability drops single words from sentences because of their class, or because they are on a button, which can reverse the
// meaning. So it is only used to choose blocks: their words are the page's.

// window is how many blocks of one element are searched for one that readability has kept.
const window = 32

// shortestTorn is how many letters a text has, at least, that are looked for one by one among several blocks: a few are in any.
const shortestTorn = 24

// number numbers the blocks of a page, from one. Elements that are inline only by their own style get an empty mark instead of
// a number, since readability removes styles.
func number(doc *html.Node) {
	next := 1
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool { return a.Key == sight.Numbered })
		switch block := sight.IsBlock(n); {
		case block:
			n.Attr = append(n.Attr, html.Attribute{Key: sight.Numbered, Val: strconv.Itoa(next)})
			next++
		case !sight.Inline(sight.Tag(n)):
			n.Attr = append(n.Attr, html.Attribute{Key: sight.Numbered})
		}
	}
}

// wrap puts the lines in a <div> that has other blocks, or only lines, into paragraphs with the number of the <div>.
// Readability would do so too, but without numbers.
func wrap(doc *html.Node) {
	for _, n := range slices.Collect(doc.Descendants()) {
		if n.DataAtom != atom.Div || sight.Attr(n, sight.Numbered) == "" {
			continue
		}
		var p *html.Node
		for c, next := n.FirstChild, (*html.Node)(nil); c != nil; c = next {
			next = c.NextSibling
			switch {
			case sight.HoldsBlock(c):
				p = nil
			case p == nil && plain.Fold(c.Data) == "": // an element has a name
			case p == nil:
				p = &html.Node{Type: html.ElementNode, Data: "p", DataAtom: atom.P, Attr: []html.Attribute{{Key: sight.Numbered, Val: sight.Attr(n, sight.Numbered)}}}
				n.InsertBefore(p, c)
				fallthrough
			default:
				n.RemoveChild(c)
				p.AppendChild(c)
			}
		}
	}
}

func numberOf(n *html.Node) (int, bool) {
	i, err := strconv.Atoi(sight.Attr(n, sight.Numbered))
	return i, err == nil
}

// restore gives the blocks that readability has found their words on the page.
func restore(found, whole []block) []block {
	ahead, last := map[int][]block{}, map[int]string{} // by element number: the remaining blocks, and the last one taken
	for _, b := range whole {
		ahead[b.of] = append(ahead[b.of], b)
	}
	places := sync.OnceValue(func() map[string]int { return placesOf(whole) })
	var out []block
	for _, f := range found {
		if len(ahead[f.of]) == 0 && last[f.of] == "" { // the number of a box around it
			f.of = cmp.Or(places()[f.text], f.of)
		}
		near := ahead[f.of][:min(len(ahead[f.of]), window)]
		took := matching(f, near)
		if len(took) == 0 && !inOrder([]rune(plain.Letters(f.text)), []rune(plain.Letters(last[f.of]))) {
			out = append(out, f)
		}
		for _, i := range took {
			b := f
			b.text, b.linked, b.beside = near[i].text, near[i].linked, f.beside || near[i].beside
			b.path, b.style, b.box, b.pulled, b.writer = near[i].path, near[i].style, near[i].box, near[i].pulled, near[i].writer
			b.quoted, b.shown, b.under, b.image = near[i].quoted, near[i].shown, near[i].under, near[i].image
			last[f.of] = b.text
			out = append(out, b)
		}
		if n := len(took); n > 0 {
			ahead[f.of] = ahead[f.of][took[n-1]+1:]
		}
	}
	return out
}

// placesOf returns the numbers of the elements by the text of their blocks, of several the first.
func placesOf(whole []block) map[string]int {
	places := map[string]int{}
	for _, b := range slices.Backward(whole) {
		places[b.text] = b.of
	}
	return places
}

// matching returns the indices of the blocks that became f: the one with its words, else the first that contains all of them,
// else all that were joined into it because what was between them was removed.
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
	if len(out) == 0 {
		return torn(f, near)
	}
	return out
}

// torn returns the index of the first block that contains the letters of f, whose words may have lost a part: “<i>No</i>”
// leaves “”, and <b>re</b>signed leaves signed.
func torn(f block, near []block) []int {
	rest := []rune(plain.Letters(f.text))
	if len(rest) < shortestTorn && len(near) > 1 {
		return nil
	}
	for i, b := range near {
		if inOrder(rest, []rune(plain.Letters(b.text))) {
			return []int{i}
		}
	}
	return nil
}

// inOrder reports whether others contains the words, or letters, in their order.
func inOrder[T comparable](words, others []T) bool {
	for _, w := range others {
		if len(words) > 0 && words[0] == w {
			words = words[1:]
		}
	}
	return len(words) == 0
}
