package feed

import (
	"bytes"
	"slices"
	"strings"

	"lede/problem"
)

// The gate stands before the parser. It walks a document once, forgiving what documents get wrong, and writes a new one of only the
// elements that are asked for: well-formed, flat, without declarations, at most maxItems items. So the parser never meets what it
// cannot bear, and the items that went in are known by number.

// Limits on what the gate lets through.
const (
	maxBytes      = 5 << 20 // of a document in UTF-8; what is longer is read as if it were cut off there
	maxItems      = 300
	maxElements   = 20_000 // in those items
	maxDepth      = 64
	maxMarkup     = 512 // how deep the markup of one text may go
	maxAttributes = 500 // of one element
	maxAttribute  = 8 << 10
	maxLine       = 8 << 10 // of a title, a link and the like; what is longer is cut
	maxProse      = 1 << 20 // of a text
	maxWork       = 4       // how many times its own length may be walked, since a broken document is looked at again
)

var (
	errDeep       = problem.New("feed.deep", "limit", maxDepth)
	errAttributes = problem.New("feed.attributes", "limit", maxAttributes)
	errElements   = problem.New("feed.elements", "limit", maxElements)
	errTangled    = problem.New("feed.tangled")
)

// gated is what came through the gate.
type gated struct {
	kind     string // "rss" or "atom"
	document []byte
	items    []gatedItem // of the document
	texts    []string    // which the document names by number
	counted  int         // items that were there
	cut      bool        // the document ends too early
	base     string      // the xml:base of the whole
	language string      // the xml:lang of the whole
}

// gatedItem is an item in the document that is written.
type gatedItem struct {
	from, to int // in gate.items
	elements int
	texts    int    // how many there were before
	seen     uint   // of once
	base     string // what its links are relative to, as far as the document says
}

// gate is one walk.
type gate struct {
	scanner
	out gated

	root   string            // the name of the root
	prefix string            // and its prefix
	spaces map[string]string // the document's prefixes → ours
	head   []byte            // what is said of the feed
	items  []byte            // all items, one after the other
	parts  int               // elements in head
	seen   uint              // of once, in head

	base    string // of the channel, which is inside the root
	open    *gatedItem
	groups  []group        // elements with others inside that are open
	endless map[string]int // texts by name → up to where none of that name has an end
	channel struct{ closed, itemsAfter bool }
	order   order
	done    bool // the root was closed
	err     error
}

// group is an open element that has others inside.
type group struct{ name, space string }

// through lets a document through, whose root begins at root.
func through(document []byte, root int) (*gated, error) {
	g := &gate{scanner: scanner{in: document, at: root}, spaces: map[string]string{}}
	t, ok := g.tag()
	if !ok {
		return nil, errTangled
	}
	g.enter(t)
	for g.err == nil && !g.done && g.next() {
		t, ok := g.tag()
		switch {
		case !ok:
		case t.end:
			g.leave(t)
		default:
			g.meet(t)
		}
		if g.err == nil {
			g.err = g.scanner.err
		}
	}
	if g.err != nil {
		return nil, g.err
	}
	g.finish()
	return g.write()
}

// enter begins with the root.
func (g *gate) enter(t tag) {
	g.out.kind, g.root, g.prefix = "rss", t.name, t.prefix
	if t.name == "feed" || t.name == "entry" {
		g.out.kind = "atom"
	}
	g.declare(t)
	g.base = g.resolved("", t)
	g.out.base = g.base
	g.out.language = string(t.attribute("lang"))
	if t.name == "entry" {
		g.openItem(t)
	}
	g.done = t.closed
}

// itemName is what the format calls an item.
func (g *gate) itemName() string {
	if g.out.kind == "atom" {
		return "entry"
	}
	return "item"
}

// meet is a start tag outside any text.
func (g *gate) meet(t tag) {
	g.declare(t)
	space := g.space(t)
	switch {
	case space == "" && t.name == g.itemName():
		g.closeItem()
		g.openItem(t)
		return
	case space == "" && t.name == "channel" && g.open == nil:
		g.base = g.resolved(g.base, t)
		g.out.base = g.base
		return
	}
	name := t.name
	if space != "" {
		name = space + ":" + t.name
	}
	use := g.use(name)
	for len(g.groups) > 0 && !g.groups[len(g.groups)-1].holds(name) && use != ignored {
		g.closeGroup()
	}
	g.take(t, name, space, use)
}

// take writes an element that is used, and passes over one that is not.
func (g *gate) take(t tag, name, space string, use use) {
	out := &g.head
	if g.open != nil {
		out = &g.items
		g.open.elements++
	} else if g.parts++; g.parts > maxElements {
		g.err = errElements
		return
	}
	if binaryContent(t) || !g.first(name) {
		use = ignored
	}
	if use == prose && g.out.kind == "rss" && slices.Contains(rssText, name) {
		name = "content:encoded"
	}
	switch use {
	case ignored:
		if !t.closed && !t.void() {
			g.skip(t)
		}
	case attributed:
		if name == "link" && len(t.attribute("href")) == 0 && g.textFollows() { // RSS's way in Atom
			text := g.in[g.at : g.at+bytes.IndexByte(g.in[g.at:], '<')]
			t.attributes = append(t.attributes, attribute{[]byte("href"), bytes.TrimSpace(text)})
		}
		*out = g.attributes(append(append(*out, '<'), name...), t, use)
		*out = closing(append(*out, '>'), name)
	case grouping:
		if name == "image" && g.textFollows() {
			g.take(t, name, space, line)
			return
		}
		*out = append(g.attributes(append(append(*out, '<'), name...), t, use), '>')
		if t.closed {
			*out = closing(*out, name)
			return
		}
		g.groups = append(g.groups, group{name, space})
		if len(g.groups) > maxDepth {
			g.err = errDeep
		}
	case line, prose:
		*out = append(g.attributes(append(append(*out, '<'), name...), t, use), '>')
		switch {
		case t.closed:
		case use == line:
			*out = g.line(*out, t)
		default:
			*out = g.prose(*out, t)
		}
		*out = closing(*out, name)
	}
}

// first tells whether an element may still come, of those that there can be one of: the second title is somebody else's.
func (g *gate) first(name string) bool {
	seen := &g.seen
	if g.open != nil {
		seen = &g.open.seen
	}
	bit := slices.Index(once, name)
	if bit < 0 || len(g.groups) > 0 {
		return true
	}
	if *seen&(1<<bit) != 0 {
		return false
	}
	if !g.endFollows() {
		*seen |= 1 << bit
	}
	return true
}

// endFollows tells whether the element ends at once.
func (g *gate) endFollows() bool {
	return bytes.HasPrefix(g.in[g.at:], []byte("</"))
}

// binaryContent tells text that is none.
func binaryContent(t tag) bool {
	if t.name != "content" || t.prefix != "" {
		return false
	}
	kind, _, _ := bytes.Cut(lower(t.attribute("type")), []byte("/"))
	switch string(kind) {
	case "image", "audio", "video":
		return true
	}
	return equal(t.attribute("mode"), "base64")
}

// textFollows tells whether words come next, and no tag.
func (g *gate) textFollows() bool {
	rest := bytes.TrimLeft(g.in[g.at:min(len(g.in), g.at+maxAttribute)], " \t\r\n")
	return len(rest) > 0 && rest[0] != '<' && bytes.IndexByte(rest, '<') > 0
}

func closing(out []byte, name string) []byte {
	return append(append(append(out, "</"...), name...), '>')
}

// leave is an end tag outside any text. One that fits nothing is passed over.
func (g *gate) leave(t tag) {
	if g.boundary(t) {
		g.closeItem()
		g.channel.closed = g.channel.closed || t.name == "channel"
		g.done = t.name == g.root || isRoot(t.name)
		return
	}
	for i := len(g.groups) - 1; i >= 0; i-- {
		if local(g.groups[i].name) == t.name {
			for len(g.groups) > i {
				g.closeGroup()
			}
			return
		}
	}
}

func local(name string) string {
	_, after, prefixed := strings.Cut(name, ":")
	if prefixed {
		return after
	}
	return name
}

func (g *gate) openItem(t tag) {
	g.groups = nil
	g.channel.itemsAfter = g.channel.closed
	g.open = &gatedItem{from: len(g.items), texts: len(g.out.texts), base: g.resolved(g.base, t)}
	g.items = append(append(append(g.items, '<'), g.itemName()...), '>')
	if about := t.attribute("about"); len(about) > 0 && len(about) < maxAttribute && g.out.kind == "rss" { // RSS 1.0
		g.items = append(normal(append(g.items, `<guid isPermaLink="true">`...), about, inText), "</guid>"...)
	}
	if t.closed {
		g.closeItem()
	}
}

// closeItem ends the open item, whatever of it is still open. One that has nothing in it is none.
func (g *gate) closeItem() {
	for len(g.groups) > 0 {
		g.closeGroup()
	}
	if g.open == nil {
		return
	}
	if g.open.elements == 0 {
		g.items = g.items[:g.open.from]
	} else {
		g.items = closing(g.items, g.itemName())
		g.open.to = len(g.items)
		g.keep(*g.open)
		g.out.counted++
	}
	g.open = nil
}

// keep keeps maxItems items: the first, or the last where the document has the oldest first.
func (g *gate) keep(item gatedItem) {
	n := len(g.out.items)
	if n == maxItems && g.order == unknown {
		g.order = falling
		first, last := g.out.items[0], g.out.items[n-1]
		begun, ended := dateIn(g.items[first.from:first.to]), dateIn(g.items[last.from:last.to])
		if !begun.IsZero() && ended.After(begun) {
			g.order = rising
		}
	}
	if n >= maxItems && g.order == falling {
		g.items, g.out.texts = g.items[:item.from], g.out.texts[:item.texts]
		return
	}
	g.out.items = append(g.out.items, item)
	if n == 2*maxItems {
		g.forget(maxItems)
	}
}

// order is how the items of a document follow each other.
type order int

const (
	unknown order = iota
	falling       // the newest first, as nearly everywhere
	rising
)

// forget drops the first n items.
func (g *gate) forget(n int) {
	gone := g.out.items[n].from
	g.items = g.items[:copy(g.items, g.items[gone:])]
	g.out.items = slices.Delete(g.out.items, 0, n)
	for i := range g.out.items {
		g.out.items[i].from -= gone
		g.out.items[i].to -= gone
	}
}

func (g *gate) closeGroup() {
	last := len(g.groups) - 1
	out := &g.head
	if g.open != nil {
		out = &g.items
	}
	*out = closing(*out, g.groups[last].name)
	g.groups = g.groups[:last]
}

// finish takes away the item in which the document ends.
func (g *gate) finish() {
	g.out.cut = !g.done
	channelWhole := g.channel.closed && !g.channel.itemsAfter && g.out.counted > 0
	if channelWhole && g.open == nil && g.root != "rdf" {
		g.out.cut = false
	}
	if g.open != nil {
		g.groups = nil
		g.items = g.items[:g.open.from]
		g.open = nil
		g.out.counted++
	}
	for len(g.groups) > 0 {
		g.closeGroup()
	}
}

// write puts the document together.
func (g *gate) write() (*gated, error) {
	if more := len(g.out.items) - maxItems; more > 0 {
		g.forget(more)
	}
	elements := 0
	for i, item := range g.out.items {
		if elements += item.elements; elements > maxElements {
			g.out.items = g.out.items[:i]
			break
		}
	}
	if elements > maxElements && len(g.out.items) == 0 {
		return nil, errElements
	}
	before, after := "<rss><channel>", "</channel></rss>"
	if g.out.kind == "atom" {
		before, after = "<feed>", "</feed>"
	}
	size := len(before) + len(g.head) + len(g.items) + len(after)
	document := append(append(make([]byte, 0, min(size, 2*maxBytes)), before...), g.head...)
	for _, item := range g.out.items {
		document = append(document, g.items[item.from:item.to]...)
	}
	g.out.document = append(document, after...)
	return &g.out, nil
}

// skip passes over an element that is not used, with all that is inside. What has no end within its item is passed over alone.
func (g *gate) skip(t tag) {
	from, depth := g.at, 1
	for g.next() {
		before := g.at
		inner, ok := g.tag()
		switch {
		case !ok || inner.closed:
			continue
		case g.boundary(inner):
			g.work(before - from)
			g.at = from
			return
		case inner.end:
			depth--
		case !inner.void():
			depth++
		}
		if depth == 0 {
			return
		}
		if depth+len(g.groups) > maxDepth-3 { // the root, the channel and the item
			g.err = errDeep
			return
		}
	}
}

// boundary tells a tag that no text and no element of an item goes across.
func (g *gate) boundary(t tag) bool {
	if !g.native(t) {
		return false
	}
	structure := isRoot(t.name) || t.name == "channel"
	return t.name == g.itemName() || t.end && structure
}

// isRoot tells what the formats call their root.
func isRoot(name string) bool { return name == "rss" || name == "rdf" || name == "feed" }

// native tells whether an element belongs to the format itself.
func (g *gate) native(t tag) bool { return g.space(t) == "" }

// space is our prefix of an element, "" where it is the format's own.
func (g *gate) space(t tag) string {
	if t.prefix == "" {
		if own := t.attribute("xmlns"); len(own) > 0 && len(own) < 100 {
			return g.foreign(prefixOf(own))
		}
		if n := len(g.groups); n > 0 && !t.end {
			return g.groups[n-1].space
		}
		return ""
	}
	if t.prefix == g.prefix {
		return ""
	}
	if ours, known := g.spaces[t.prefix]; known {
		return g.foreign(ours)
	}
	return g.foreign(t.prefix)
}

// foreign is "" for the prefixes of the format itself.
func (g *gate) foreign(prefix string) string {
	own := prefix == "rss" || prefix == "atom" && g.out.kind == "atom"
	if own {
		return ""
	}
	return prefix
}

// declare learns the prefixes that an element declares.
func (g *gate) declare(t tag) {
	for _, a := range t.attributes {
		prefix, ok := bytes.CutPrefix(a.name, []byte("xmlns:"))
		if !ok || len(g.spaces) > 100 || len(prefix) > 40 || len(a.value) > 100 {
			continue
		}
		if ours := prefixOf(a.value); ours != "" {
			g.spaces[string(lower(prefix))] = ours
		}
	}
}

// work counts what is walked a second time.
func (g *gate) work(n int) {
	if g.again += n; g.again > maxWork*len(g.in) {
		g.err = errTangled
	}
}
