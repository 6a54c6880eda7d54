// Package gate protects the feed parser: bytes in, a document out that no parser can go wrong on.
//
// [Decode] turns any bytes into UTF-8, [Root] finds where the feed begins, and [Through] walks it once, tolerates what feeds
// get wrong, and writes a new document with only the elements that are asked for: well-formed, flat, without namespaces and
// declarations, at most MaxItems items. So parsed items can be told by their number. What no real feed has (endless nesting, attributes
// or elements) is refused. The package refuses to know what an element means.
package gate

import (
	"bytes"
	"slices"
	"strings"
	"time"

	"lede/problem"
)

// Limits on what the gate passes.
const (
	MaxBytes      = 5 << 20 // of a document in UTF-8; a longer one is cut off there
	MaxItems      = 300
	maxElements   = 20_000 // in those items
	maxDepth      = 64
	maxMarkup     = 512 // nesting depth of the markup in one text
	maxAttributes = 500 // of one element
	maxAttribute  = 8 << 10
	maxLine       = 8 << 10 // of a title, a link and the like; longer ones are cut
	maxProse      = 1 << 20 // of a text
	maxWork       = 4       // how many times its own length may be walked, since broken parts are scanned again
)

var (
	errDeep       = problem.New("feed.deep", "limit", maxDepth)
	errAttributes = problem.New("feed.attributes", "limit", maxAttributes)
	errElements   = problem.New("feed.elements", "limit", maxElements)
	errTangled    = problem.New("feed.tangled")
)

// Document is what came through the gate.
type Document struct {
	Kind     string   // "rss" or "atom"
	XML      []byte   // safe for any reader; long texts are replaced by numbers, see Text
	Items    []Item   // of XML
	Counted  int      // items that the input had
	Cut      bool     // the input is truncated
	Base     string   // the xml:base of the whole document
	Language string   // the xml:lang of the whole document
	texts    []string // the texts that XML refers to by number
}

// gate is one walk.
type gate struct {
	Scanner
	out   Document
	dated func(item []byte) time.Time

	root   string            // the name of the root
	prefix string            // and its prefix
	spaces map[string]string // the document's prefixes → ours
	head   []byte            // the elements about the feed
	items  []byte            // all items, one after the other
	parts  int               // elements in head
	seen   uint              // bits of once, in head

	base    string // of the channel, which is inside the root
	open    *Item
	groups  []group        // open elements that contain others
	endless map[string]int // texts by name → the offset up to which that name has no end tag
	channel struct{ closed, itemsAfter bool }
	order   order
	ended   bool // the root was closed
	done    bool // and nothing follows
	another mark // an item after the end
	err     error
}

// group is an open element that contains others.
type group struct{ name, space string }

// Through passes a document whose root begins at root. dated parses the date of an item as written in XML; if the oldest come
// first, the last MaxItems are kept instead of the first.
func Through(document []byte, root int, dated func(item []byte) time.Time) (*Document, error) {
	g := &gate{Scanner: Scanner{in: document, at: root}, dated: dated, spaces: map[string]string{}}
	t, ok := g.Tag()
	if !ok {
		return nil, errTangled
	}
	g.enter(t)
	for g.err == nil && !g.done && g.Next() {
		t, ok := g.Tag()
		switch {
		case !ok:
		case t.End:
			g.leave(t)
		default:
			g.meet(t)
		}
		if g.err == nil {
			g.err = g.Scanner.err
		}
	}
	if g.err != nil {
		return nil, g.err
	}
	g.finish()
	return g.write()
}

// enter handles the root's start tag.
func (g *gate) enter(t Tag) {
	g.out.Kind, g.root, g.prefix = "rss", t.Name, t.Prefix
	if t.Name == "feed" || t.Name == "entry" {
		g.out.Kind = "atom"
	}
	g.declare(t)
	g.base = g.resolved("", t)
	g.out.Base = g.base
	g.out.Language = string(t.Attribute("lang"))
	if t.Name == "entry" {
		g.openItem(t)
	}
	g.ended, g.done = t.Closed, t.Closed
}

// itemName returns the format's name for an item.
func (g *gate) itemName() string {
	if g.out.Kind == "atom" {
		return "entry"
	}
	return "item"
}

// meet handles a start tag outside any text.
func (g *gate) meet(t Tag) {
	if g.open == nil && g.onlyCounts() {
		if t.Name == g.itemName() && g.native(t) {
			g.out.Counted++
		}
		return
	}
	g.declare(t)
	space := g.space(t)
	if space == "" && g.structure(t) {
		return
	}
	name := t.Name
	if space != "" {
		name = space + ":" + t.Name
	}
	use := g.use(name)
	for len(g.groups) > 0 && !g.groups[len(g.groups)-1].holds(name) && use != ignored {
		g.closeGroup()
	}
	g.take(t, name, space, use)
}

// structure handles the start of an item or of the channel, and reports whether t is one.
func (g *gate) structure(t Tag) bool {
	switch {
	case t.Name == g.itemName():
		if g.closeItem(); g.onlyCounts() {
			g.out.Counted++
		} else {
			g.openItem(t)
		}
	case g.open != nil:
		return false
	case t.Name == "item" || t.Name == "entry":
		g.out.Counted++ // as another format calls one, which is read partly
		if !t.Closed {
			g.skip()
		}
	case t.Name == "channel":
		g.base = g.resolved(g.base, t)
		g.out.Base = g.base
	default:
		return false
	}
	return true
}

// take writes an element that is used, and skips one that is not.
func (g *gate) take(t Tag, name, space string, use use) {
	if binaryContent(t) || !g.first(name) {
		use = ignored
	}
	if use == prose && g.out.Kind == "rss" && slices.Contains(rssText, name) {
		name = "content:encoded"
	}
	switch {
	case g.open != nil:
		g.open.elements++
		before := len(g.items)
		g.items = g.put(g.items, t, name, space, use)
		if bare := len("<></>") + 2*len(name); len(g.items)-before > bare {
			g.open.says = true
		}
	case g.parts == maxElements:
		g.err = errElements
	default:
		g.parts++
		g.head = g.put(g.head, t, name, space, use)
	}
}

// put writes an element with its content, and moves past its end. A group stays open.
func (g *gate) put(out []byte, t Tag, name, space string, use use) []byte {
	if use == ignored {
		if !t.Closed && !t.void() {
			g.skip()
		}
		return out
	}
	if name == "image" && use == grouping && g.textFollows() {
		use = line
	}
	if name == "link" && use == attributed {
		t = g.withAddress(t)
	}
	out = append(g.attributes(append(append(out, '<'), name...), t, use), '>')
	switch {
	case t.Closed || use == attributed:
	case use == line:
		out = g.line(out, t)
	case use == prose:
		out = g.prose(out, t)
	case len(g.groups) == maxDepth:
		g.err = errDeep
	default:
		g.groups = append(g.groups, group{name, space})
		return out
	}
	return closing(out, name)
}

// withAddress gives an Atom link without an address the one in the text that follows, as RSS has it.
func (g *gate) withAddress(link Tag) Tag {
	if len(link.Attribute("href")) > 0 || !g.textFollows() {
		return link
	}
	text := g.in[g.at : g.at+bytes.IndexByte(g.in[g.at:], '<')]
	link.attributes = append(link.attributes, attribute{[]byte("href"), bytes.TrimSpace(text)})
	return link
}

// first reports whether an element that may occur once has not occurred yet: a second title belongs to something else.
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

// endFollows reports whether the element ends at once.
func (g *gate) endFollows() bool {
	return bytes.HasPrefix(g.in[g.at:], []byte("</"))
}

// binaryContent reports whether an element's text is really binary data.
func binaryContent(t Tag) bool {
	if t.Name != "content" || t.Prefix != "" {
		return false
	}
	kind, _, _ := bytes.Cut(lower(t.Attribute("type")), []byte("/"))
	switch string(kind) {
	case "image", "audio", "video":
		return true
	}
	return equal(t.Attribute("mode"), "base64")
}

// textFollows reports whether text comes next, and no tag.
func (g *gate) textFollows() bool {
	rest := bytes.TrimLeft(g.in[g.at:min(len(g.in), g.at+maxAttribute)], " \t\r\n")
	return bytes.IndexByte(rest, '<') > 0
}

func closing(out []byte, name string) []byte {
	return append(append(append(out, "</"...), name...), '>')
}

// leave handles an end tag outside any text. One that matches nothing is skipped.
func (g *gate) leave(t Tag) {
	if g.boundary(t) {
		g.closeItem()
		g.channel.closed = g.channel.closed || t.Name == "channel"
		if t.Name == g.root || isRoot(t.Name) {
			g.ended, g.done = true, !g.itemsFollow()
		}
		return
	}
	for i := len(g.groups) - 1; i >= 0; i-- {
		if local(g.groups[i].name) == t.Name {
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

func (g *gate) closeGroup() {
	last := len(g.groups) - 1
	out := &g.head
	if g.open != nil {
		out = &g.items
	}
	*out = closing(*out, g.groups[last].name)
	g.groups = g.groups[:last]
}

// finish drops the item in which a truncated document ends.
func (g *gate) finish() {
	g.out.Cut = !g.ended
	channelWhole := g.channel.closed && !g.channel.itemsAfter && g.out.Counted > 0
	if channelWhole && g.open == nil && g.root != "rdf" {
		g.out.Cut = false
	}
	if g.open != nil {
		g.groups = nil
		g.items = g.items[:g.open.from]
		g.open = nil
		g.out.Counted++
	}
	for len(g.groups) > 0 {
		g.closeGroup()
	}
}

// write assembles the document.
func (g *gate) write() (*Document, error) {
	if more := len(g.out.Items) - MaxItems; more > 0 {
		g.forget(more)
	}
	elements := 0
	for i, item := range g.out.Items {
		if elements += item.elements; elements > maxElements {
			g.out.Items = g.out.Items[:i]
			break
		}
	}
	if elements > maxElements && len(g.out.Items) == 0 {
		return nil, errElements
	}
	before, after := "<rss><channel>", "</channel></rss>"
	if g.out.Kind == "atom" {
		before, after = "<feed>", "</feed>"
	}
	size := len(before) + len(g.head) + len(g.items) + len(after)
	document := append(append(make([]byte, 0, min(size, 2*MaxBytes)), before...), g.head...)
	for _, item := range g.out.Items {
		document = append(document, g.items[item.from:item.to]...)
	}
	g.out.XML = append(document, after...)
	return &g.out, nil
}

// skip moves past an unused element whose tag was read, and its content. If it has no end within its item, only the tag is skipped.
func (g *gate) skip() {
	from, depth := g.at, 1
	for g.Next() {
		before := g.at
		inner, ok := g.Tag()
		switch {
		case !ok || inner.Closed:
			continue
		case g.boundary(inner):
			g.work(before - from)
			g.at = from
			return
		case inner.End:
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

// itemsFollow reports whether there are items after the root's end: some documents are several.
func (g *gate) itemsFollow() bool {
	_, follow := g.past(g.at, []byte("<"+g.itemName()), &g.another)
	return follow
}

// boundary reports whether a tag is one that no text and no element of an item can span.
func (g *gate) boundary(t Tag) bool {
	if !g.native(t) {
		return false
	}
	structure := isRoot(t.Name) || t.Name == "channel"
	return t.Name == g.itemName() || t.End && structure
}

// isRoot reports whether a name is that of the root of one of the formats.
func isRoot(name string) bool { return name == "rss" || name == "rdf" || name == "feed" }

// native reports whether an element belongs to the format itself.
func (g *gate) native(t Tag) bool { return g.space(t) == "" }

// space returns our prefix for an element, "" if it is the format's own.
func (g *gate) space(t Tag) string {
	if t.Prefix == "" {
		if own := t.Attribute("xmlns"); len(own) > 0 && len(own) < 100 {
			return g.foreign(prefixOf(own))
		}
		if n := len(g.groups); n > 0 && !t.End {
			return g.groups[n-1].space
		}
		return ""
	}
	if t.Prefix == g.prefix {
		return ""
	}
	if ours, known := g.spaces[t.Prefix]; known {
		return g.foreign(ours)
	}
	return g.foreign(t.Prefix)
}

// foreign returns "" for the prefixes of the format itself.
func (g *gate) foreign(prefix string) string {
	own := prefix == "rss" || prefix == "atom" && g.out.Kind == "atom"
	if own {
		return ""
	}
	return prefix
}

// declare records the prefixes that an element declares.
func (g *gate) declare(t Tag) {
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

// work counts bytes that are walked again.
func (g *gate) work(n int) {
	if g.again += n; g.again > maxWork*len(g.in) {
		g.err = errTangled
	}
}
