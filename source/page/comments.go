package page

import (
	"slices"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lede/pattern"
	"lede/source/page/sight"
)

// commentBox matches the class or id of the box that holds readers' comments.
var commentBox = pattern.Of(`(?i)(?:^|\s)(?:comments?|discussions?|comments?-?(?:list|area|section|thread|wrapper|container)|disqus_thread|respond)(?:$|\s)`)

// fewestTold is how many paragraphs of a story there must be above its comments.
const fewestTold = 2

// uncommented removes readers' comments from a page that has a story above them: they may be longer than the story.
func uncommented(doc *html.Node, whole []block) (any bool) {
	var told []int // the numbers of the story's elements, in order
	for _, b := range whole {
		if b.tells() && b.plain() && !b.beside {
			told = append(told, b.of)
		}
	}
	if len(told) < fewestTold {
		return false
	}
	for _, n := range slices.Collect(doc.Descendants()) {
		if number, _ := numberOf(n); number > told[fewestTold-1] && holdsComments(n) {
			n.Parent.RemoveChild(n)
			any = true
		}
	}
	return any
}

func holdsComments(n *html.Node) bool {
	if sight.Attr(n, "itemprop") == "comment" {
		return true
	}
	switch n.DataAtom {
	case atom.Div, atom.Section, atom.Aside, atom.Ol, atom.Ul:
		return commentBox().MatchString(sight.Attr(n, "class")) || commentBox().MatchString(sight.Attr(n, "id"))
	}
	return false
}
