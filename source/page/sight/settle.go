package sight

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Settle changes the tree of a page into what its reader sees: what stands in for something else takes its place, and what is not
// seen goes, or says so in its own style.
func Settle(doc *html.Node) {
	s := settling{sheet: sheetOf(doc)}
	for _, n := range slices.Collect(doc.Descendants()) {
		if n.Parent != nil && n.Type == html.ElementNode {
			s.replace(n)
		}
	}
	unspoken(doc)
	s.walk(doc)
	if 2*s.hidden <= s.seen { // a page that hides most of itself waits for its script
		for _, n := range s.unseen {
			set(n, "style", "display:none")
		}
	}
	s.listened()
}

// settling is a page of which it is found out what is seen.
type settling struct {
	sheet        sheet
	unseen       []*html.Node // what is hidden by its looks
	silenced     []*html.Node // what is not read out, but seen
	hidden, seen int          // bytes of text
}

// replace puts what is seen of an element in its place.
func (s *settling) replace(n *html.Node) {
	switch n.DataAtom {
	case atom.Noembed, atom.Noframes, atom.Meter, atom.Progress, atom.Datalist: // their words are for browsers that do not know them
		n.Parent.RemoveChild(n)
	case atom.Object:
		if fallsBack(n) {
			unwrap(n)
		}
	case atom.Template:
		if Has(n, "shadowrootmode") && n.Parent.DataAtom != atom.Head {
			unshadow(n)
		}
	}
	if !Has(n, "style") {
		return
	}
	look := styleOf(n)
	if look.strikes() && !HoldsArticle(n) {
		rename(n, atom.Del)
	}
	if look.veils() {
		unveil(n)
	}
	if display := look.value("display"); display != "" && display != "none" && strings.Contains(string(look), "none") {
		set(n, "style", styleOf(n).with("display", display))
	}
}

// unwrap makes a plain element of n, which is seen for what is in it.
func unwrap(n *html.Node) {
	rename(n, atom.Span)
	for d := range n.Descendants() {
		if IsBlock(d) {
			rename(n, atom.Div)
			return
		}
	}
}

// fallsBack reports whether what is in an <object> is seen in its stead: it shows nothing, or what no browser shows any more, or
// is a picture of words in a line.
func fallsBack(n *html.Node) bool {
	data := strings.ToLower(Attr(n, "data") + " " + Attr(n, "type"))
	shows := Has(n, "data") && !strings.Contains(data, ".swf") && !strings.Contains(data, "flash")
	return !shows || !IsLine(n)
}

// unshadow puts a declared shadow tree in the place of what it is shown instead of, which stands in its slots. Of several of one
// element, browsers show the first.
func unshadow(template *html.Node) {
	host := template.Parent
	light := map[string][]*html.Node{} // by the name of the slot
	for _, c := range slices.Collect(host.ChildNodes()) {
		if c != template {
			light[Attr(c, "slot")] = append(light[Attr(c, "slot")], c)
			host.RemoveChild(c)
			if c.DataAtom == atom.Template {
				c.Attr = nil
			}
		}
	}
	unwrap(template)
	template.Attr = nil
	for _, slot := range slices.Collect(template.Descendants()) {
		if slot.DataAtom == atom.Slot {
			name := Attr(slot, "name")
			fill(slot, light[name])
			delete(light, name)
			unwrap(slot)
		}
	}
}

// fill puts nodes into a slot, in place of what it shows without any.
func fill(slot *html.Node, with []*html.Node) {
	if slices.ContainsFunc(with, func(n *html.Node) bool { return !isBlank(n) }) {
		for slot.FirstChild != nil {
			slot.RemoveChild(slot.FirstChild)
		}
	}
	for _, n := range with {
		slot.AppendChild(n)
	}
}

// unveil removes what is not seen of a hidden element in which another is declared visible.
func unveil(n *html.Node) {
	for d := range n.Descendants() {
		if styleOf(d).value("visibility") == "visible" {
			bare(n)
			set(n, "style", styleOf(n).with("visibility", "visible"))
			return
		}
	}
}

// bare removes from n what is not declared visible, and reports whether anything is left.
func bare(n *html.Node) (left bool) {
	for _, c := range slices.Collect(n.ChildNodes()) {
		if styleOf(c).value("visibility") == "visible" || bare(c) {
			left = true
			continue
		}
		n.RemoveChild(c)
	}
	return left
}

// walk finds what is not seen in n.
func (s *settling) walk(n *html.Node) {
	if n.Type == html.TextNode {
		s.seen += len(strings.TrimSpace(n.Data))
		return
	}
	if n.Type == html.ElementNode {
		switch n.DataAtom {
		case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Head:
			return
		}
		if Hidden(n) {
			set(n, "style", "display:none") // as readability knows it
			return
		}
		if s.isUnseen(n) {
			s.unseen = append(s.unseen, n)
			s.hidden += textSize(n)
			return
		}
		if Attr(n, "aria-hidden") == "true" {
			s.silenced = append(s.silenced, n)
		}
	}
	for c := range n.ChildNodes() {
		s.walk(c)
	}
}

// isUnseen reports whether n is hidden by how it looks, and is neither a headline nor what holds one.
func (s *settling) isUnseen(n *html.Node) bool {
	if len(n.Attr) == 0 || HoldsArticle(n) {
		return false
	}
	return (isFaint(n) || s.sheet.hides(n)) && !needed(n) && !hasHeadline(n)
}

func hasHeadline(n *html.Node) bool {
	if n.DataAtom == atom.H1 {
		return true
	}
	for d := range n.Descendants() {
		if d.DataAtom == atom.H1 || HoldsArticle(d) {
			return true
		}
	}
	return false
}

func textSize(n *html.Node) (size int) {
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			size += len(strings.TrimSpace(d.Data))
		}
	}
	return size
}

// listened takes the mark that it is not read out from what is seen and holds paragraphs: readability drops whatever has it.
func (s *settling) listened() {
	for _, n := range s.silenced {
		for d := range n.Descendants() {
			if d.DataAtom == atom.P {
				n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "aria-hidden" })
				break
			}
		}
	}
}
