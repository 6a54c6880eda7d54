package sight

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lede/pattern"
)

// Pages hold copies of words for readers who listen: a heading said in more words, or the whole first word beside a large first
// letter. Whoever looks at the page sees one of the two.

// spokenClass matches the classes that style sheets of any origin use for what is only listened to.
var spokenClass = pattern.Of(`(?i)(?:^|\s)(?:sr-only|screen-?reader-?(?:text|only)|(?:visually|visibility|u)-?hidden(?:-?visually)?|hidden-?visually|a11y-hidden|show-for-sr|offscreen|katex-mathml)(?:$|\s)`)

// unspoken removes what is only for listening, and then what is shown twice nevertheless. A letter that the next word needs
// stays, unless the page shows it too.
func unspoken(doc *html.Node) {
	for _, dropped := range []func(*html.Node) bool{
		func(n *html.Node) bool { return isSpoken(n) && !needed(n) },
		isCopied,
	} {
		for _, n := range slices.Collect(doc.Descendants()) {
			if n.Type == html.ElementNode && n.Parent != nil && !HoldsArticle(n) && dropped(n) {
				n.Parent.RemoveChild(n)
			}
		}
	}
}

func isSpoken(n *html.Node) bool {
	return spokenClass().MatchString(Attr(n, "class")) || isOutside(n)
}

// needed reports whether n is the first letter of a word, and nothing else shows it.
func needed(n *html.Node) bool {
	text := Short(n)
	if first := []rune(strings.TrimSpace(text)); len(first) != 1 || !unicode.IsLetter(first[0]) {
		return false
	}
	if next, _ := utf8.DecodeRuneInString(textAfter(n)); !unicode.IsLower(next) {
		return false
	}
	before := n.PrevSibling
	return before == nil || strings.TrimSpace(Short(before)) != strings.TrimSpace(text)
}

// isCopied reports whether n is marked as not to be listened to, and what follows it says it again.
func isCopied(n *html.Node) bool {
	if Attr(n, "aria-hidden") != "true" || IsBlock(n) {
		return false
	}
	text := strings.TrimSpace(Short(n))
	return text != "" && strings.ContainsFunc(text, unicode.IsLetter) && strings.HasPrefix(strings.TrimSpace(textAfter(n)), text)
}

// Footnote reports whether n is the number of a footnote: a link in small letters above the line, or one to a place of the page
// that stands right behind a word.
func Footnote(n *html.Node) bool {
	if Tag(n) == atom.Sup {
		return n.FirstChild != nil && Tag(n.FirstChild) == atom.A
	}
	if Tag(n) != atom.A || !strings.HasPrefix(Attr(n, "href"), "#") || n.PrevSibling == nil {
		return false
	}
	last := n.PrevSibling
	for last.LastChild != nil {
		last = last.LastChild
	}
	before, _ := utf8.DecodeLastRuneInString(last.Data)
	return last.Type == html.TextNode && before != utf8.RuneError && !unicode.IsSpace(before) && note().MatchString(Short(n))
}

// note matches the number of a footnote.
var note = pattern.Of(`^\s*\[?(?:\d{1,3}|[*†‡])\]?\s*$`)
