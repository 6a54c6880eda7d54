package source

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lede/briefing"
)

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// block is a paragraph, a heading or an item of a list on a page.
type block struct {
	text   string
	linked int // bytes of it that are links
	kind   atom.Atom
	inside bool // within an <article> or <main>
}

// mainText chooses among what tells the article's text: the page's own blocks that its JSON-LD repeats, what
// readability takes for the article, and the paragraphs of the <article> element.
func mainText(doc *html.Node, e embedded, o briefing.Options) string {
	all := blocks(doc)
	var found []block
	if n := readable(doc, o.URL); n != nil {
		found = blocks(n)
	}
	return join(tidy(found, o.Title, e), all)
}

func join(bs []block, _ []block) string {
	var b strings.Builder
	for i, x := range bs {
		if i > 0 {
			b.WriteString("\n\n")
		}
		b.WriteString(x.text)
	}
	return b.String()
}

// writer collects blocks in the order of the page.
type writer struct {
	blocks []block
	line   strings.Builder
	linked int
}

func blocks(n *html.Node) []block {
	var w writer
	w.walk(n, surroundings{})
	w.end(surroundings{})
	return w.blocks
}

// surroundings are what stands around a node.
type surroundings struct {
	kind         atom.Atom
	link, inside bool
}

func (w *writer) end(c surroundings) {
	if text := fold(w.line.String()); strings.ContainsFunc(text, isWord) {
		w.blocks = append(w.blocks, block{text, w.linked, c.kind, c.inside})
	}
	w.line.Reset()
	w.linked = 0
}

func (w *writer) walk(n *html.Node, c surroundings) {
	switch n.Type {
	case html.TextNode:
		w.line.WriteString(n.Data)
		if c.link {
			w.linked += len(strings.TrimSpace(n.Data))
		}
		return
	case html.ElementNode:
		if silent(n) {
			return
		}
	}
	outer := c
	breaks := false
	switch n.DataAtom {
	case atom.Br:
		w.line.WriteByte(' ')
	case atom.A:
		c.link = true
	case atom.Article, atom.Main:
		c.inside = true
	}
	if n.Type == html.ElementNode && !inline(n.DataAtom) {
		breaks = true
		w.end(outer)
		c.kind = n.DataAtom
	}
	for x := n.FirstChild; x != nil; x = x.NextSibling {
		w.walk(x, c)
	}
	if breaks {
		w.end(c)
	}
}

// silent are elements whose text is not read, or not the article's.
func silent(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Head, atom.Iframe, atom.Object, atom.Svg, atom.Form,
		atom.Button, atom.Select, atom.Textarea, atom.Input, atom.Nav, atom.Figcaption, atom.Video, atom.Audio, atom.Canvas:
		return true
	}
	return has(n, "hidden")
}

func inline(a atom.Atom) bool {
	switch a {
	case atom.A, atom.Abbr, atom.Acronym, atom.B, atom.Bdi, atom.Bdo, atom.Big, atom.Br, atom.Cite, atom.Code, atom.Data,
		atom.Del, atom.Dfn, atom.Em, atom.Font, atom.I, atom.Img, atom.Ins, atom.Kbd, atom.Label, atom.Mark, atom.Q, atom.S,
		atom.Samp, atom.Small, atom.Span, atom.Strike, atom.Strong, atom.Sub, atom.Sup, atom.Time, atom.Tt, atom.U,
		atom.Var, atom.Wbr:
		return true
	}
	return false
}

// inlineText is all the text in n as one line.
func inlineText(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return fold(b.String())
}

// fold makes one space of every run of white space, of which no-break spaces are a kind here, and drops what is
// not seen.
func fold(s string) string {
	s = unseen.Replace(s)
	return strings.Join(strings.Fields(s), " ")
}

var unseen = strings.NewReplacer("\u00ad", "", "\u200b", "", "\u200c", "", "\u2060", "", "\ufeff", "", "\x00", "")

var litter = regexp.MustCompile(`^(?i:advertisement|share this.*)$`)

// tidy drops the headline and what is beside the article.
func tidy(bs []block, title string, e embedded) []block {
	var kept []block
	for _, b := range bs {
		if len(kept) == 0 && (same(b.text, title) || same(b.text, e.h1)) || litter.MatchString(b.text) {
			continue
		}
		kept = append(kept, b)
	}
	return kept
}

// same tells whether two texts have the same letters and digits.
func same(a, b string) bool {
	return b != "" && letters(a) == letters(b)
}

func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if !isWord(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}
