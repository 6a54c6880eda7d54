package markup

import (
	"bytes"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A formula or a drawing may stand in a sentence, and readers see the words in it. Other rules apply to its elements than to the
// page's, so they are left out and their words put into one element in their place.

// drawing is an <svg> or <math> that is being read.
type drawing struct {
	name       string // svg or math
	open       int    // elements <svg> and <math> that are open
	at         int    // where it begins in what has been copied
	attributes int    // of its first element
	written    bool
	// shown and unshown count the open elements whose words are seen, and those whose words are not.
	shown, unshown int
	apart          bool // the next words come from another element than the last
	foreign        bool // words of a page follow, within it
}

// shows reports whether the words in an element of a drawing or formula are seen.
func shows(name string) bool {
	switch name {
	case "text", "mi", "mn", "mo", "ms", "mtext":
		return true
	}
	return false
}

// unshows reports whether nothing in an element of a drawing or formula is seen.
func unshows(name string) bool {
	switch name {
	case "annotation", "annotation-xml", "clippath", "defs", "desc", "marker", "mask", "metadata", "mphantom", "pattern", "script", "style", "symbol", "title":
		return true
	}
	return false
}

// element records that an element within the drawing begins or ends.
func (d *drawing) element(name string, kind html.TokenType) {
	step := 0
	switch kind {
	case html.StartTagToken:
		step = 1
	case html.EndTagToken:
		step = -1
	}
	switch {
	case shows(name):
		d.shown, d.apart = max(0, d.shown+step), d.apart || step > 0
	case unshows(name):
		d.unshown = max(0, d.unshown+step)
	}
}

// drawn copies words in a drawing, if they are seen.
func (m *Markup) drawn(raw []byte) {
	d := &m.drawing
	if d.shown == 0 && !d.foreign || d.unshown > 0 || len(bytes.TrimSpace(raw)) == 0 {
		return
	}
	if d.apart && d.written && !bytes.HasSuffix(m.Bytes(), []byte(" ")) {
		m.WriteByte(' ') // three over four is not 34
	}
	d.apart, d.written = false, true
	m.text += len(raw)
	m.Write(bytes.ReplaceAll(raw, []byte("<"), []byte("&lt;")))
}

// drawingTag reads a tag of a drawing: its first, its last, or one in between.
func (m *Markup) drawingTag(z *html.Tokenizer, kind html.TokenType, raw []byte, name string, more bool) {
	switch {
	case name == "svg" || name == "math":
		m.drawingEdge(z, kind, raw, name, more)
	case m.drawing.foreign:
		m.foreignTag(z, kind, raw, name, more)
	case name == ForeignObject && kind == html.StartTagToken && m.drawing.name == "svg":
		m.drawing.foreign = true
		m.writeForeign("<")
	default:
		m.drawing.element(name, kind)
	}
}

// drawingEdge reads the tag that begins or ends a drawing, or another within it.
func (m *Markup) drawingEdge(z *html.Tokenizer, kind html.TokenType, raw []byte, name string, more bool) {
	d := &m.drawing
	begins, ends := kind == html.StartTagToken, kind == html.EndTagToken
	switch {
	case begins && d.open > 0:
		d.open++
	case begins && !m.unended:
		*d = drawing{name: name, open: 1, at: m.Len()}
		m.rename(raw)
		for more {
			_, _, more = z.TagAttr()
			d.attributes++
		}
	case ends && d.open > 1:
		d.open--
	case ends && d.open == 1:
		m.endDrawing()
	case d.open == 0:
		m.leaveOut()
	}
}

// ForeignObject is the element of a drawing that holds a piece of a page.
const ForeignObject = "foreignobject"

// writeForeign writes the tag of a foreign element; it begins with < or </.
func (m *Markup) writeForeign(tag string) {
	m.Elements++
	m.drawing.written = true
	m.WriteString(tag + unruled + ForeignObject + ">")
}

// foreignTag reads a tag within a piece of a page in a drawing. Its paragraphs are no part of the one that the drawing is in, and so
// get names that no rule of paragraphs applies to.
func (m *Markup) foreignTag(z *html.Tokenizer, kind html.TokenType, raw []byte, name string, more bool) {
	d := &m.drawing
	switch atom.Lookup([]byte(name)) {
	case atom.Foreignobject:
		if kind == html.EndTagToken {
			d.foreign = false
			m.writeForeign("</")
		}
	case atom.P, atom.Div, atom.Li, atom.H1, atom.H2, atom.H3, atom.H4:
		m.Elements++
		m.rename(raw)
		for more {
			_, _, more = z.TagAttr()
			m.attributes++
		}
	case atom.Br:
		m.WriteByte(' ')
	default:
		d.element(name, kind)
	}
}

// endDrawing keeps the words of the drawing that ends, or what stands for one without any.
func (m *Markup) endDrawing() {
	d := &m.drawing
	if d.foreign {
		m.writeForeign("</")
	}
	if d.written {
		m.Elements++
		m.attributes += d.attributes
		m.WriteString("</" + unruled + d.name + ">")
	} else {
		m.Truncate(d.at)
		m.leaveOut()
	}
	*d = drawing{}
}

// leaveOut writes what stands for a drawing.
func (m *Markup) leaveOut() {
	if !bytes.HasSuffix(m.Bytes(), []byte(leftOut)) {
		m.WriteString(leftOut)
	}
}

// rename copies a tag with a name that HTML has no rules for.
func (m *Markup) rename(raw []byte) {
	named := len(raw) - len(bytes.TrimLeft(raw, "</"))
	m.Write(raw[:named])
	m.WriteString(unruled)
	m.Write(raw[named:])
}
