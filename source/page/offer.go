package page

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lede/pattern"
	"lede/source/notice"
	"lede/source/page/plain"
	"lede/source/page/sight"
)

// Sites put boxes of their own between a story's paragraphs and below them, in words that may be anybody's. What such a box is for
// shows in where its links lead, or in the player that its words are a label of.

const (
	longestOffer = 700 // bytes of such a box
	mostOffered  = 8   // blocks of one
)

//go:embed bought.txt
var boughtText string

// bought are the parts of an address where sites sell subscriptions, send letters from, or let subscribers in.
var bought = sync.OnceValue(func() map[string]bool { return plain.Words(boughtText) })

// channels are the hosts where sites have channels and apps of their own.
var channels = strings.Fields("whatsapp.com t.me apps.apple.com itunes.apple.com play.google.com news.google.com")

// box is what an element holds.
type box struct {
	bytes, blocks         int
	story, tells, ends    bool // set like the story; told as one; with a sentence
	sells, channel, plays bool // a link to buy, one that is a line of its own and calls, or leads to a channel, and a player
	reaches               bool // either link, wherever it stands
	asks                  bool // a form to fill in
}

func (x *box) add(y box) {
	x.bytes += y.bytes
	x.blocks += y.blocks
	x.story, x.tells, x.ends = x.story || y.story, x.tells || y.tells, x.ends || y.ends
	x.sells, x.channel, x.plays, x.reaches = x.sells || y.sells, x.channel || y.channel, x.plays || y.plays, x.reaches || y.reaches
	x.asks = x.asks || y.asks
}

// isOffer reports whether a box is the site's, and no part of its story.
func (x box) isOffer() bool {
	if x.blocks == 0 || x.story || x.tells {
		return false
	}
	sells := x.blocks > 1 && (x.sells || x.channel) || x.asks
	small := x.bytes <= longestOffer && x.blocks <= mostOffered
	label := x.plays && !x.ends && x.bytes <= longestEdge
	return sells && small || label
}

// offers finds such boxes.
type offers struct {
	own   map[int]box
	from  int // the number of the element with the story's first paragraph
	found []*html.Node
}

// unoffered removes such boxes from a page whose story is set alike.
func unoffered(doc *html.Node, whole []block) (any bool) {
	story, alike := storyLook(whole)
	if !alike {
		return false
	}
	o := offers{own: map[int]box{}}
	for _, b := range whole {
		like := b.look() == story && b.plain()
		if like && o.from == 0 {
			o.from = b.of
		}
		if o.from == 0 {
			continue
		}
		tells := !like && len(b.text) <= longestOffer && notice.Tells(b.text) // which takes a while
		x := o.own[b.of]
		x.add(box{bytes: len(b.text), blocks: 1, story: like, tells: tells, ends: b.sentence()})
		o.own[b.of] = x
	}
	o.walk(doc)
	for _, n := range o.found {
		n.Parent.RemoveChild(n)
	}
	return len(o.found) > 0
}

// walk returns what n holds, and collects the largest boxes in it that are the site's.
func (o *offers) walk(n *html.Node) (x box) {
	of, ok := numberOf(n)
	if ok {
		x = o.own[of]
	}
	switch n.DataAtom {
	case atom.A:
		x.sells, x.reaches = leadsToBuy(n)
		x.channel = (x.reaches || isButton(n)) && sight.IsLine(n)
		x.reaches = x.reaches || x.sells
	case atom.Iframe, atom.Audio, atom.Video, atom.Object:
		return box{plays: true}
	case atom.Form:
		return box{plays: true, asks: true}
	}
	before := len(o.found)
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		x.add(o.walk(c))
	}
	if sites := sight.IsBox(n) && x.isOffer() || x.reaches && isCall(n); ok && sites {
		o.found = append(o.found[:before], n)
	}
	return x
}

// isCall reports whether n is a paragraph that is emphasised as a whole and speaks to the reader.
func isCall(n *html.Node) bool {
	if n.DataAtom != atom.P || n.FirstChild == nil {
		return false
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.DataAtom {
		case atom.Strong, atom.B, atom.Em, atom.I:
		default:
			if !isBlank(c) {
				return false
			}
		}
	}
	text := sight.Text(n)
	return len(text) <= longestOffer && notice.Speaks(text) && !notice.Tells(text)
}

// buttons matches the class of a link that is drawn as a button.
var buttons = pattern.Of(`(?i)(?:^|[-_\s])(?:btn|button|cta)(?:$|[-_\s])`)

// isButton reports whether a link is a short call: it is drawn as a button, or in capitals alone.
func isButton(a *html.Node) bool {
	text := sight.Short(a)
	if text == "" || len(text) > shortestLink || strings.HasPrefix(sight.Attr(a, "href"), "mailto:") {
		return false
	}
	return sight.Attr(a, "role") == "button" || buttons().MatchString(sight.Attr(a, "class")) || strings.Contains(text, " ") && strings.ToUpper(text) == text
}

// leadsToBuy reports whether a link leads to where the site sells or sends something, or to a channel.
func leadsToBuy(a *html.Node) (sells, channel bool) {
	to := strings.ToLower(sight.Attr(a, "href"))
	if _, after, is := strings.Cut(to, "://"); is {
		to = after
	}
	if end := strings.IndexAny(to, "?#"); end >= 0 {
		to = to[:end]
	}
	host, path, _ := strings.Cut(to, "/")
	if site, _, _ := strings.Cut(host, "."); bought()[site] {
		return true, false
	}
	for range mostParts {
		part, rest, more := strings.Cut(path, "/")
		if bought()[part] {
			return true, false
		}
		if path = rest; !more {
			break
		}
	}
	return false, slices.Contains(channels, strings.TrimPrefix(host, "www."))
}
