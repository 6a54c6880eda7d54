package sight

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Attr returns an attribute of n, "" for none.
func Attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return strings.TrimSpace(a.Val)
		}
	}
	return ""
}

// Has reports whether n has an attribute.
func Has(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}

func set(n *html.Node, key, value string) {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			n.Attr[i].Val = value
			return
		}
	}
	n.Attr = append(n.Attr, html.Attribute{Key: key, Val: value})
}

// Tag returns the current name of n: readability makes and renames elements without setting their atoms.
func Tag(n *html.Node) atom.Atom {
	if n.Type != html.ElementNode {
		return 0
	}
	return atom.Lookup([]byte(n.Data))
}

func rename(n *html.Node, to atom.Atom) { n.Data, n.DataAtom = to.String(), to }

// HoldsArticle reports whether n is an element that a page or its article is in.
func HoldsArticle(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Html, atom.Body, atom.Main, atom.Article:
		return true
	}
	return n.Type == html.DocumentNode
}

// longestCopied is the longest beginning of a sentence, in bytes, that is looked for twice.
const longestCopied = 60

// mostParted is how many elements one is made of, or followed by, that are looked through.
const mostParted = 40

// Short returns the text of n, "" for one that is too long, or too much in parts, to be the beginning of a sentence.
func Short(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data[max(0, len(n.Data)-longestCopied):]
	}
	var b strings.Builder
	parts := 0
	for d := range n.Descendants() {
		if parts++; parts > mostParted {
			return ""
		}
		if d.Type == html.TextNode {
			if b.Len()+len(d.Data) > longestCopied {
				return ""
			}
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

// textAfter returns the first text after n in the element around it, "" for none, or none that is near.
func textAfter(n *html.Node) string {
	parts := 0
	for x := n.NextSibling; x != nil; x = x.NextSibling {
		if x.Type == html.TextNode && x.Data != "" {
			return x.Data
		}
		for d := range x.Descendants() {
			if d.Type == html.TextNode && d.Data != "" {
				return d.Data
			}
			if parts++; parts > mostParted {
				return ""
			}
		}
	}
	return ""
}
