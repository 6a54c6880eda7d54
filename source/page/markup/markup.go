// Package markup builds the tree of an HTML page, and sees to it that it is no larger than the page's tags say.
//
// It says before what the tree will cost. It refuses to know what an article is, and what readers see.
package markup

import (
	"bytes"
	"io"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lede/briefing"
)

// A few kilobytes of HTML can demand gigabytes of tree: an unclosed formatting element is created anew in every following
// paragraph, and so is each of hundreds. So a page's tags are counted before its tree is built, and until then formatting
// elements have names that this rule does not apply to.

// The maximum cost of the parts of a page while its article is searched for, in bytes of memory.
const (
	costPage      = 1 << 20
	costPageByte  = 4
	costTextByte  = 20
	costLinked    = 60 // a byte of JSON-LD
	costElement   = 900
	costAttribute = 130
)

// unruled precedes the name of a formatting element until the tree is built.
const unruled = "lede-"

// leftOut replaces a drawing; otherwise the text before and after might form a tag together.
const leftOut = "<!---->"

// Markup is a page whose tree is no larger than its tags say.
type Markup struct {
	bytes.Buffer
	Elements         int // and comments
	attributes, text int
	linked           int  // bytes of the longest script that may be JSON-LD
	script           bool // in a script or a style, which is not read unless it is JSON-LD
	drawing          drawing
	unended          bool // a drawing has no end, and so hides nothing
}

// Read goes through the tags of a page.
func Read(page []byte) *Markup {
	m := &Markup{}
	m.read(page)
	if m.drawing.open > 0 {
		m = &Markup{unended: true}
		m.read(page)
	}
	return m
}

func (m *Markup) read(page []byte) {
	m.Grow(len(page) + len(page)/16)
	z := html.NewTokenizer(bytes.NewReader(page))
	for {
		switch kind := z.Next(); kind {
		case html.ErrorToken:
			m.copy(z.Raw())
			return
		case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
			m.tag(z, kind)
		case html.TextToken:
			m.words(z.Raw())
		default:
			m.Elements++
			m.copy(z.Raw())
		}
	}
}

// copy copies what is not in a drawing.
func (m *Markup) copy(raw []byte) {
	if m.drawing.open == 0 {
		m.Write(raw)
	}
}

func (m *Markup) words(raw []byte) {
	switch {
	case m.drawing.open > 0:
		m.drawn(raw)
	case !m.script:
		m.text += len(raw)
	case len(raw) <= LongestScript:
		m.linked = max(m.linked, len(raw))
	}
	m.copy(raw)
}

func (m *Markup) tag(z *html.Tokenizer, kind html.TokenType) {
	at, raw := m.Len(), z.Raw()
	m.Write(raw) // before its name is read, which changes it
	name, more := z.TagName()
	tag := atom.Lookup(name)
	m.script = kind == html.StartTagToken && (tag == atom.Script || tag == atom.Style)
	if m.drawing.open > 0 || tag == atom.Svg || tag == atom.Math {
		m.Truncate(at)
		m.drawingTag(z, kind, raw, string(name), more)
		return
	}
	if isFormatting(tag) {
		m.Truncate(at)
		m.rename(raw)
	}
	if kind == html.EndTagToken {
		return
	}
	m.Elements++
	for more {
		_, _, more = z.TagAttr()
		m.attributes++
	}
}

// isFormatting reports whether HTML's rules make an element anew in every paragraph until it is closed.
func isFormatting(tag atom.Atom) bool {
	switch tag {
	case atom.B, atom.Big, atom.Code, atom.Em, atom.Font, atom.I, atom.Nobr, atom.S, atom.Small, atom.Strike, atom.Strong, atom.Tt, atom.U:
		return true
	}
	return false
}

// Need returns how much memory, in bytes, finding the article takes at most.
func (m *Markup) Need() int64 {
	return int64(costPage + costPageByte*m.Len() + costTextByte*m.text + costLinked*m.linked + costElement*m.Elements + costAttribute*m.attributes)
}

// Tree builds the page's tree, unless the work is cancelled, and returns the drawings in it, too.
func (m *Markup) Tree(o briefing.Options) (doc *html.Node, drawings []*html.Node, err error) {
	doc, err = html.Parse(wanted{bytes.NewReader(m.Bytes()), o})
	if err != nil {
		return nil, nil, err
	}
	if w := (depths{}); !w.bearable(doc, 0) {
		return nil, nil, briefing.ErrTooFine
	}
	for n := range doc.Descendants() {
		if name, ok := strings.CutPrefix(n.Data, unruled); ok && n.Type == html.ElementNode {
			n.Data, n.DataAtom = name, atom.Lookup([]byte(name))
			if n.DataAtom == atom.Svg {
				drawings = append(drawings, n)
			}
		}
		bounded(n)
	}
	return doc, drawings, nil
}

// What is within what is looked through again for each of what it is in, so elements count as often as they are deep, and so does text, by
// the byte. Articles have a hundredth of it.
const (
	mostDeep     = 10_000_000
	mostDeepText = 100_000_000
)

// depths are how deep the elements and the text of a page are, together.
type depths struct{ elements, text int }

// bearable adds n, which is so deep, and reports whether the page is not too much to look through.
func (d *depths) bearable(n *html.Node, deep int) bool {
	d.elements += deep
	if n.Type == html.TextNode {
		d.text += deep * len(n.Data)
	}
	if d.elements > mostDeep || d.text > mostDeepText {
		return false
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if !d.bearable(c, deep+1) {
			return false
		}
	}
	return true
}

// LongestScript is the longest JSON-LD, in bytes, that is worth reading: decoded, it takes many times as much memory.
const LongestScript = 256 << 10

// longestClass is the longest class or id of an element, in bytes, that is read to its end: each is searched for many words.
const longestClass = 2 << 10

// bounded shortens what no page has so long.
func bounded(n *html.Node) {
	for i, a := range n.Attr {
		if len(a.Val) > longestClass && (a.Key == "class" || a.Key == "id") {
			n.Attr[i].Val = strings.ToValidUTF8(a.Val[:longestClass], "")
		}
	}
}

// wanted is a reader that stops when the work is cancelled.
type wanted struct {
	io.Reader
	o briefing.Options
}

func (w wanted) Read(p []byte) (int, error) {
	if w.o.Stopped() {
		return 0, briefing.ErrStopped
	}
	return w.Reader.Read(p)
}
