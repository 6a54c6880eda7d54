package page

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lede/briefing"
	"lede/pattern"
	"lede/source/page/initial"
	"lede/source/page/plain"
	"lede/source/page/sight"
)

// block is a paragraph, a heading or a list item on a page.
type block struct {
	text   string
	linked int // bytes of it that are links
	italic int // bytes of it that are in italics
	kind   atom.Atom
	inside int    // the <article> or <main> it is in, counted from one
	beside bool   // within a box whose class says that it is not the article
	pulled bool   // within one whose class says that it is pulled from the article
	writer bool   // within one whose class says that it is about the author
	quoted bool   // within a block quotation
	shown  bool   // the first words behind a picture
	under  bool   // with nothing around it but a picture above
	image  bool   // of an element whose class, or that of the box around it, is of pictures
	of     int    // the number of its element, 0 when that has none
	path   uint64 // hash of the classes around it, 0 when there are none
	style  uint64 // hash of its own class and that of the box around it, 0 when it has none
	box    uint64 // hash of the classes of the box it is in, and of its own where it is one
}

// mainText chooses between what readability takes for the article and all paragraphs of the <article> element, and uses the
// text in the page's JSON-LD to find where the article begins and ends.
func mainText(doc *html.Node, e embedded, o *briefing.Options) (string, error) {
	initial.Rejoin(doc, silent)
	number(doc)
	all := blocks(doc)
	whole := all
	offered, noticed, commented := unoffered(doc, all), unnoticed(doc, all), uncommented(doc, all)
	if offered || noticed || commented {
		whole = without(blocks(doc), block.strips)
	}
	wrap(doc)
	if o.Author == "" {
		o.Author = bylined(whole, o.Title, e.h1, o.Site)
	}
	var found []block
	if n := readable(doc, whole, o.URL); n != nil {
		found = under(whole, restore(blocks(n), whole), o.Title, e.h1)
		found = opened(found, whole, o.Title, e.h1)
		found = tidy(found, *o, e.h1)
	}
	prose := without(whole, func(b block) bool { return !b.prose() })
	if inside := largest(prose); size(inside) > 2*size(found) {
		found = tidy(inside, *o, e.h1)
	}
	if len(found) == 0 {
		found = tidy(prose, *o, e.h1)
	}
	if len(found) == 0 {
		found = whole
	}
	found = told(e.ld.Body, found, whole)
	err := noArticle(e, o.Title, append(all, e.unscripted...), found)
	if brought := e.brought(found, err, o); brought != nil {
		return join(brought), nil
	}
	if err != nil {
		return "", err
	}
	if !slices.ContainsFunc(found, func(b block) bool { return !litter(b) }) {
		// What a program shows until it has loaded the article, which it may have brought along.
		if found = paragraphs(e.ld.Body); !slices.ContainsFunc(found, block.story) {
			return "", nil
		}
	}
	o.Partly = onlyBeginning(all, found)
	return join(found), nil
}

// largest returns the blocks of the <article> or <main> that has the most of them: others on the page are teasers.
func largest(bs []block) []block {
	sizes := map[int]int{}
	best := 0
	for _, b := range bs {
		if b.inside > 0 {
			sizes[b.inside] += len(b.text)
			if sizes[b.inside] > sizes[best] {
				best = b.inside
			}
		}
	}
	return without(bs, func(b block) bool { return best == 0 || b.inside != best })
}

func join(bs []block) string {
	var b strings.Builder
	for i, x := range bs {
		if i > 0 {
			b.WriteString("\n\n")
		}
		b.WriteString(x.text)
	}
	return b.String()
}

// writer collects blocks in page order.
type writer struct {
	blocks  []block
	line    strings.Builder
	breaks  []lineBreak
	linked  int
	italic  int
	words   int  // bytes of the line that are not on a button
	broken  bool // nothing since a line break
	picture bool // no words since a picture
	stories int  // <article> and <main> elements so far
}

func blocks(n *html.Node) []block {
	var w writer
	w.walk(n, surroundings{})
	w.end(surroundings{})
	return w.blocks
}

// surroundings describes what is around a node.
type surroundings struct {
	kind         atom.Atom
	link, beside bool
	card         bool // in a link, and all blocks in it with it
	italic       bool
	pulled       bool
	writer       bool
	quoted       bool
	at           *html.Node // the innermost block
	button       bool
	inside, of   int
	path, here   uint64 // hashes of the classes around the innermost block, without and with its own
	style        uint64
}

// box returns the hash of the innermost box.
func (c surroundings) box() uint64 {
	switch c.kind {
	case atom.Div, atom.Section, atom.Aside:
		return c.here
	}
	return c.path
}

func (w *writer) end(c surroundings) {
	if text := plain.Fold(w.line.String()); w.words > 0 && strings.ContainsFunc(text, plain.IsWord) {
		b := block{
			text: text, linked: w.linked, italic: w.italic, kind: c.kind, inside: c.inside, beside: c.beside, pulled: c.pulled, writer: c.writer,
			quoted: c.quoted, shown: w.picture, of: c.of, path: c.path, style: c.style, box: c.box(),
		}
		if w.picture && c.at != nil {
			b.image, b.under = showsPicture(c.at), sight.UnderPicture(c.at)
		}
		w.blocks = append(w.blocks, b.lines(w.line.String(), w.breaks)...)
		w.picture = false
	}
	w.line.Reset()
	w.linked, w.italic, w.words, w.breaks = 0, 0, 0, nil
}

// text adds words to a line. A line of nothing but buttons is not part of the article; a button within a sentence is.
func (w *writer) text(data string, c surroundings) {
	w.line.WriteString(data)
	words := strings.TrimSpace(data)
	if words != "" {
		w.broken = false
	}
	if c.link {
		w.linked += len(words)
	}
	if c.italic {
		w.italic += len(words)
	}
	if !c.button {
		w.words += len(words)
	}
}

func (w *writer) walk(n *html.Node, c surroundings) {
	switch {
	case n.Type == html.TextNode:
		w.text(n.Data, c)
		return
	case n.Type == html.ElementNode && silent(n):
		w.picture = w.picture && n.DataAtom != atom.Figcaption // that is what is said of it
		return
	}
	outer, breaks := c, sight.IsBlock(n)
	switch kind := sight.Tag(n); kind {
	case atom.Q: // browsers write the marks
		w.line.WriteString("“")
		defer w.line.WriteString("”")
	case atom.Br:
		w.lineBreak(c)
	case atom.Sup:
		if raised := w.raised(n); raised != sight.Short(n) {
			w.text(raised, c)
			return
		}
	default:
		c = w.enter(n, kind, c)
	}
	if breaks {
		w.end(outer)
		c = c.block(n)
		c.beside = c.beside || outer.card && sight.Tag(n) != atom.H1 // a link around whole blocks leads to something else
	}
	for x := n.FirstChild; x != nil; x = x.NextSibling {
		w.walk(x, c)
	}
	if breaks {
		w.end(c)
	}
}

// enter returns the surroundings of what is in an element that says what its words are.
func (w *writer) enter(n *html.Node, kind atom.Atom, c surroundings) surroundings {
	switch kind {
	case atom.A:
		c.link = !isHeadingOf(c.kind, n)
		c.card = c.link && sight.Has(n, "href")
	case atom.Em, atom.I:
		c.italic = true
	case atom.Button:
		c.button = true
	case atom.Img:
		w.picture = true
	case atom.Blockquote:
		c.quoted = true
	case atom.Article, atom.Main:
		w.stories++
		c.inside = w.stories
	}
	return c
}

// lineBreak ends a line. Two in a row are how old pages end a paragraph.
func (w *writer) lineBreak(c surroundings) {
	if len(w.breaks) < mostLines {
		w.breaks = append(w.breaks, lineBreak{w.line.Len(), w.linked, w.italic})
	}
	w.line.WriteByte(' ')
	if w.broken {
		w.end(c)
	}
	w.broken = true
}

// block returns the surroundings of what is in a block that stands in these.
func (c surroundings) block(n *html.Node) surroundings {
	if kind := sight.Tag(n); kind != atom.P || c.kind != atom.Li {
		c.kind = kind
	}
	c.path, c.here, c.style = c.here, within(c.here, n), styleOf(n)
	if of, ok := numberOf(n); ok {
		c.of = of
	}
	class, id := classOf(n), sight.Attr(n, "id")
	c.at = n
	if class != "" {
		c.pulled = c.pulled || pullQuote().MatchString(class)
		c.writer = c.writer || authorBox().MatchString(class)
	}
	if class != "" || id != "" {
		c.beside = c.beside || boxes().MatchString(class+" "+id)
	}
	return c
}

// isHeadingOf reports whether the link a, in a block of a kind, is a heading's link to its own place on a page, as in live
// blogs, and leads to no other article.
func isHeadingOf(kind atom.Atom, a *html.Node) bool {
	switch kind {
	case atom.H2, atom.H3, atom.H4:
		_, place, _ := strings.Cut(sight.Attr(a, "href"), "#")
		return place != "" && !strings.HasPrefix(place, "comment")
	}
	return false
}

// silent reports whether the text of an element is not read, or not part of the article.
func silent(n *html.Node) bool {
	switch sight.Tag(n) {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Head, atom.Iframe, atom.Object, atom.Svg, atom.Form,
		atom.Del, atom.S, atom.Strike, // struck out
		atom.Rp, // browsers that know ruby do not show it
		atom.Select, atom.Textarea, atom.Input, atom.Nav, atom.Figcaption, atom.Video, atom.Audio, atom.Canvas:
		return true
	}
	switch sight.Tag(n) {
	case atom.Dialog:
		return !sight.Has(n, "open")
	case atom.Rt: // in the line, it would be read with the word below it
		return pronounced().MatchString(sight.Text(n))
	}
	return sight.Hidden(n) || strings.HasPrefix(n.Data, "amp-") && besideAMP().MatchString(n.Data) || sight.Footnote(n)
}

// pronounced matches signs that say how those below them are pronounced.
var pronounced = pattern.Of(`^[\p{Hiragana}\p{Katakana}\p{Bopomofo}ー・ˊˇˋ˙ ]*$`)

// besideAMP matches the names of the elements of AMP that hold no part of an article.
var besideAMP = pattern.Of(`^amp-(?:ad|auto-ads|sticky-ad|consent|sidebar|social-share|embed|next-page|user-notification|twitter|facebook(?:-\w+)?|instagram|tiktok)$`)
