package page

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lede/source/page/plain"
	"lede/source/page/schema"
	"lede/source/page/sight"
)

// Some sites put the next story below the one that was asked for, in a box like its own, so that readers scroll on.

// mostStories is how many headlines of a page are looked at.
const mostStories = 20

// alone removes the other stories of a page that has its own in a box, and others in boxes beside it that are like it.
func (e *embedded) alone(doc *html.Node) (any bool) {
	if e.h1s < 2 {
		return false
	}
	headlines := headlinesIn(doc)
	at := slices.IndexFunc(headlines, func(h1 *html.Node) bool { return e.isTitle(headingText(h1)) })
	if at < 0 {
		return false
	}
	branches := map[*html.Node]*html.Node{} // by what is around them, those that hold the page's headline
	for n := headlines[at]; n.Parent != nil; n = n.Parent {
		branches[n.Parent] = n
	}
	for _, other := range headlines[at+1:] {
		n := other
		for n.Parent != nil && branches[n.Parent] == nil {
			n = n.Parent
		}
		if n.Parent == nil {
			continue // gone already
		}
		own := branches[n.Parent]
		if another := alike(n, own) && headed(n); another && tellsStory(own) {
			n.Parent.RemoveChild(n)
			any = true
		}
	}
	return any
}

// unanswered removes the answers below the first post of a thread: articles like its own.
func (e *embedded) unanswered(doc *html.Node) {
	if e.ld.Kind != schema.ForumPosting {
		return
	}
	var first *html.Node
	for _, n := range slices.Collect(doc.Descendants()) {
		switch {
		case n.DataAtom != atom.Article:
		case first == nil:
			first = n
		case n.Parent == first.Parent && alike(n, first):
			n.Parent.RemoveChild(n)
		}
	}
}

func headlinesIn(doc *html.Node) (list []*html.Node) {
	for n := range doc.Descendants() {
		if n.DataAtom == atom.H1 && len(list) < mostStories && !isLogo(n) {
			list = append(list, n)
		}
	}
	return list
}

// isTitle reports whether a heading is in what the page calls itself.
func (e *embedded) isTitle(heading string) bool {
	key := plain.Letters(heading)
	return key != "" && slices.ContainsFunc([]string{e.ld.Headline, e.meta["og:title"], e.title}, func(title string) bool {
		return strings.HasPrefix(plain.Letters(title), key)
	})
}

// alike reports whether two boxes have the same name and the same first class.
func alike(a, b *html.Node) bool {
	first := func(n *html.Node) string {
		class, _, _ := strings.Cut(sight.Attr(n, "class"), " ")
		return class
	}
	return a.DataAtom == b.DataAtom && first(a) == first(b)
}

// headed reports whether a box is an article, or says when or by whom it was written. Parts of one story have headings alone.
func headed(n *html.Node) bool {
	if n.DataAtom == atom.Article {
		return true
	}
	for d := range n.Descendants() {
		if d.DataAtom == atom.Article || d.DataAtom == atom.Time || namesAuthor(d) {
			return true
		}
	}
	return false
}

// tellsStory reports whether a box has the paragraphs of a story.
func tellsStory(n *html.Node) bool {
	told := 0
	for d := range n.Descendants() {
		if d.DataAtom == atom.P && len(sight.Text(d)) >= proseLength {
			if told++; told == fewestTold {
				return true
			}
		}
	}
	return false
}
