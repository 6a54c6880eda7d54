package feed

import "slices"

// gatedItem is an item in the document that is written.
type gatedItem struct {
	from, to int // in gate.items
	elements int
	says     bool   // whether there is anything in it
	texts    int    // how many there were before
	seen     uint   // of once
	base     string // what its links are relative to, as far as the document says
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
	if !g.open.says {
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
