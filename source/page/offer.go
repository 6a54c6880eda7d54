package page

import (
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lede/pattern"
	"lede/source/notice"
)

// Sites put boxes of their own between a story's paragraphs and below them, in words that may be anybody's. What such a box is for
// shows in where its links lead, or in the player that its words are a label of.

const (
	longestOffer = 700 // bytes of such a box
	mostOffered  = 8   // blocks of one
)

// bought matches a part of an address where sites sell subscriptions, send letters from, or let subscribers in.
var bought = pattern.Of(`(?i)^(?:log-?in|sign-?in|signup|sign-up|subscri(?:be|ptions?)(?:-now)?|newsletters?|abo|abos|abonn\w*|abonament\w*|suscri\w*|assin(?:e|atura|aturas)|abbon\w*|prenumer\w*|membership|checkout)$`)

// channels are the hosts where sites have channels and apps of their own.
var channels = map[string]bool{"whatsapp.com": true, "t.me": true, "apps.apple.com": true, "itunes.apple.com": true, "play.google.com": true, "news.google.com": true}

// box is what an element holds.
type box struct {
	bytes, blocks         int
	story, tells, ends    bool // set like the story; told as one; with a sentence
	sells, channel, plays bool // a link to buy, one that is a line of its own to a channel, and a player
}

func (x *box) add(y box) {
	x.bytes += y.bytes
	x.blocks += y.blocks
	x.story, x.tells, x.ends = x.story || y.story, x.tells || y.tells, x.ends || y.ends
	x.sells, x.channel, x.plays = x.sells || y.sells, x.channel || y.channel, x.plays || y.plays
}

// isOffer reports whether a box is the site's, and no part of its story.
func (x box) isOffer() bool {
	if x.blocks == 0 || x.story || x.tells {
		return false
	}
	offers := x.blocks > 1 && (x.sells || x.channel)
	return offers && x.bytes <= longestOffer && x.blocks <= mostOffered || x.plays && !x.ends && x.bytes <= longestEdge
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
		if like && b.sentence() && o.from == 0 {
			o.from = b.of
		}
		x := o.own[b.of]
		x.add(box{len(b.text), 1, like, notice.Tells(b.text), b.sentence(), false, false, false})
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
		x.sells, x.channel = leadsToBuy(n)
	case atom.Iframe, atom.Audio, atom.Video, atom.Object, atom.Form:
		return box{plays: true}
	}
	before := len(o.found)
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		x.add(o.walk(c))
	}
	if ok && of > o.from && isBox(n) && x.isOffer() {
		o.found = append(o.found[:before], n)
	}
	return x
}

// isBox reports whether n may be a box of the site's.
func isBox(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Div, atom.Section, atom.Aside, atom.Figure:
		return true
	}
	return false
}

// leadsToBuy reports whether a link leads to where the site sells or sends something, and whether it is a line of its own that leads to
// a channel.
func leadsToBuy(a *html.Node) (sells, channel bool) {
	to, err := url.Parse(attr(a, "href"))
	if err != nil {
		return false, false
	}
	parts := strings.Split(strings.Trim(to.Path, "/"), "/")
	if len(parts) <= mostParts && slices.ContainsFunc(parts, bought().MatchString) {
		return true, false
	}
	return false, channels[strings.TrimPrefix(to.Host, "www.")] && isLine(a)
}
