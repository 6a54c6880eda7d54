package gate

import "slices"

// Item is an item in the written document.
type Item struct {
	from, to int // in gate.items
	elements int
	says     bool   // whether it has any content
	texts    int    // how many texts there were before it
	seen     uint   // bits of once
	Base     string // what its links are relative to, if the document says
}

func (g *gate) openItem(t Tag) {
	g.groups = nil
	g.channel.itemsAfter = g.channel.closed
	g.open = &Item{from: len(g.items), texts: len(g.out.texts), Base: g.resolved(g.base, t)}
	g.items = append(append(append(g.items, '<'), g.itemName()...), '>')
	if about := t.Attribute("about"); len(about) > 0 && len(about) < maxAttribute && g.out.Kind == "rss" { // RSS 1.0
		g.items = append(normal(append(g.items, `<guid isPermaLink="true">`...), about, inText), "</guid>"...)
	}
	if t.Closed {
		g.closeItem()
	}
}

// closeItem ends the open item, with all that is still open in it. An empty item is dropped.
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
		g.out.Counted++
	}
	g.open = nil
}

// keep keeps MaxItems items: the first, or the last if the document has the oldest first.
func (g *gate) keep(item Item) {
	g.out.Items = append(g.out.Items, item)
	switch {
	case len(g.out.Items) == MaxItems && g.order == unknown:
		g.order = falling
		first := g.out.Items[0]
		begun, ended := g.dated(g.items[first.from:first.to]), g.dated(g.items[item.from:item.to])
		if !begun.IsZero() && ended.After(begun) {
			g.order = rising
		}
	case len(g.out.Items) == 2*MaxItems:
		g.forget(MaxItems)
	}
}

// onlyCounts reports whether no more items are kept.
func (g *gate) onlyCounts() bool { return g.order == falling && len(g.out.Items) == MaxItems }

// order is the order of a document's items by date.
type order int

const (
	unknown order = iota
	falling       // the newest first, as nearly everywhere
	rising
)

// forget drops the first n items.
func (g *gate) forget(n int) {
	gone := g.out.Items[n].from
	g.items = g.items[:copy(g.items, g.items[gone:])]
	g.out.Items = slices.Delete(g.out.Items, 0, n)
	for i := range g.out.Items {
		g.out.Items[i].from -= gone
		g.out.Items[i].to -= gone
	}
}
