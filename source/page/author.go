package page

import (
	"cmp"
	_ "embed"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lede/pattern"
	"lede/source/page/byline"
	"lede/source/page/plain"
	"lede/source/page/sight"
)

// authorClass matches the class of an element that holds an author's name, authorBox that of a box about one,
// and otherClass that of what is around the names of other writers.
var (
	authorClass = pattern.Of(`(?i)(?:^|[-_\s])(?:authors?|byline|writers?|reporters?|autore?|auteurs?|autor(?:in)?|verfasser|redakteur|fn)(?:[-_]{0,2}\w{0,12}?[-_]{0,2}names?)?(?:$|[-_\s])`)
	authorBox   = pattern.Of(`(?i)(?:^|[-_\s])(?:author|autor|auteur|autore)(?:[-_]{0,2}(?:bio|box|card|info|profile|details?|about))?(?:$|\s)|(?-i:Author(?:Short)?(?:Bio|Box|Card|Info))(?:$|[-_\s])`)
	otherClass  = pattern.Of(`(?i)comment|related|recirc|recommend|sidebar|popular|teaser|repl(?:y|ies)\b|reviews?\b`)
)

// authorPost matches the class of what is told of an author beside the name.
var authorPost = pattern.Of(`(?i)[-_](?:title|role|job|position|location|bio|desc(?:ription)?)(?:$|[-_\s])`)

// authorPage matches the address of a page about an author.
var authorPage = pattern.Of(`(?i)^(?:https?://[^/]+)?/(?:[\w-]+/)?(?:authors?|staff|by|contributors?|journalists?|reporters?|profiles?|autore?s?|autori|auteurs?|autoren)/[^?#]`)

// namesAuthor reports whether the class of an element, or where it links to, says that its text is the author's name.
func namesAuthor(n *html.Node) bool {
	class := classOf(n)
	if class != "" && authorClass().MatchString(class) {
		return !authorPost().MatchString(class)
	}
	return n.DataAtom == atom.A && (authorPage().MatchString(sight.Attr(n, "href")) || isLabelled(n))
}

// isLabelled reports whether a label before a link says that it is to the author: “Autor: <a>…</a>”.
func isLabelled(n *html.Node) bool {
	before := n.PrevSibling
	if before == nil || before.Type != html.TextNode || len(before.Data) > longestTail {
		return false
	}
	label := strings.TrimSpace(before.Data)
	return strings.HasSuffix(label, ":") && byline.Unlabelled(label+" ") == ""
}

// ofOthers reports whether n stands beside the story, or among comments.
func ofOthers(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if sight.Tag(n) == atom.Aside || otherClass().MatchString(sight.Attr(n, "class")+" "+sight.Attr(n, "id")) {
			return true
		}
	}
	return false
}

// mostAuthors is how many elements of a page may name its author, since all that is around each is looked at.
const mostAuthors = 50

// addAuthor takes the name in n for the author's, or for another one's beside the first.
func (e *embedded) addAuthor(n *html.Node) {
	if e.authors++; e.authors > mostAuthors {
		return
	}
	name := byline.Named(headingText(n))
	switch {
	case name == "" || holdsAuthor(n) || holdsLinks(n) || ofOthers(n):
	case e.byClass == "":
		e.byClass, e.byPlace = name, n.Parent
	case len(e.byClass)+len(name) < byline.LongestName-1 && (n.Parent == e.byPlace || n.Parent.Parent == e.byPlace.Parent):
		if !strings.Contains(e.byClass, name) {
			e.byClass += ", " + name
		}
	}
}

// holdsAuthor reports whether an element within n names the author, perhaps beside other words of n.
func holdsAuthor(n *html.Node) bool {
	for d := range n.Descendants() {
		if namesAuthor(d) && byline.Named(headingText(d)) != "" {
			return true
		}
	}
	return false
}

// holdsLinks reports whether n has several links, each to one of several authors.
func holdsLinks(n *html.Node) bool {
	links := 0
	for d := range n.Descendants() {
		if d.DataAtom == atom.A {
			links++
		}
	}
	return links > 1
}

// headlineIn returns the index of the block of a page that shows the headline, -1 for none.
func headlineIn(whole []block, title, h1 string) int {
	shows := func(b block) bool { return plain.Same(b.text, title) || plain.Same(b.text, h1) }
	if at := slices.IndexFunc(whole, func(b block) bool { return b.kind == atom.H1 && shows(b) }); at >= 0 || h1 != "" {
		return at
	}
	return slices.IndexFunc(whole, shows)
}

// under drops the blocks found that stand above the headline, but for whole sentences of a story.
func under(whole, found []block, title, h1 string) []block {
	type place struct {
		of   int
		text string
	}
	above := map[place]bool{}
	for _, b := range whole[:max(0, headlineIn(whole, title, h1))] {
		above[place{b.of, b.text}] = true
	}
	return without(found, func(b block) bool { return above[place{b.of, b.text}] && !b.tells() })
}

// bylined returns the name in a line of its own between the headline and the story, where a word before it or a post behind it says
// that it is the author's.
func bylined(whole []block, title, h1, site string) string {
	from := headlineIn(whole, title, h1)
	if from < 0 {
		return ""
	}
	for i, b := range whole[from:] {
		if b.tells() {
			return ""
		}
		line := b.text
		if next := from + i + 1; next < len(whole) && whole[next].of == b.of { // the post, in a line of its own
			line += " " + whole[next].text
		}
		if name := cmp.Or(byline.In(b.text), byline.In(line), byline.AmongDates(b.text)); name != "" {
			return byline.Clean(name, site)
		}
	}
	return ""
}
