package page

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"

	"lede/pattern"
)

// Pages hold copies of words for readers who listen: a heading said in more words, or the whole first word beside a large first
// letter. Whoever looks at the page sees one of the two.

// spokenClass matches the classes that style sheets of any origin use for what is only listened to.
var spokenClass = pattern.Of(`(?i)(?:^|\s)(?:sr-only|screen-?reader-?(?:text|only)|(?:visually|visibility|u)-?hidden(?:-?visually)?|hidden-?visually|a11y-hidden|show-for-sr|offscreen|katex-mathml)(?:$|\s)`)

// spokenStyle matches a box that is cut down to a point, or stands far outside the window.
var spokenStyle = pattern.Of(`(?i)(?:^|;)\s*clip\s*:\s*rect\(\s*[01](?:px)?[\s,]|(?:^|;)\s*width\s*:\s*1px\s*;.*overflow\s*:\s*hidden|(?:^|;)\s*clip-path\s*:\s*inset\(\s*(?:50|100)%|(?:^|;)\s*(?:left|top|text-indent)\s*:\s*-\d{4,}(?:px|em)`)

// longestCopied is the longest beginning of a sentence, in bytes, that is looked for twice.
const longestCopied = 60

// mostParted is how many elements one is made of, or followed by, that are looked through.
const mostParted = 40

// unspoken removes what is only for listening, and then what is shown twice nevertheless. A letter that the next word needs
// stays, unless the page shows it too.
func unspoken(doc *html.Node) {
	for _, dropped := range []func(*html.Node) bool{
		func(n *html.Node) bool { return isSpoken(n) && !needed(n) },
		isCopied,
	} {
		for _, n := range slices.Collect(doc.Descendants()) {
			if n.Type == html.ElementNode && n.Parent != nil && !holdsArticle(n) && dropped(n) {
				n.Parent.RemoveChild(n)
			}
		}
	}
}

func isSpoken(n *html.Node) bool {
	if class := attr(n, "class"); class != "" && spokenClass().MatchString(class) {
		return true
	}
	style := attr(n, "style")
	return style != "" && spokenStyle().MatchString(style)
}

// needed reports whether n is the beginning of a word that nothing else shows.
func needed(n *html.Node) bool {
	text := short(n)
	if last, _ := utf8.DecodeLastRuneInString(text); !unicode.IsLetter(last) {
		return false
	}
	if next, _ := utf8.DecodeRuneInString(textAfter(n)); !unicode.IsLower(next) {
		return false
	}
	before := n.PrevSibling
	return before == nil || strings.TrimSpace(short(before)) != strings.TrimSpace(text)
}

// isCopied reports whether n is marked as not to be listened to, and what follows it says it again.
func isCopied(n *html.Node) bool {
	if attr(n, "aria-hidden") != "true" || isBlock(n) {
		return false
	}
	text := strings.TrimSpace(short(n))
	return text != "" && strings.ContainsFunc(text, unicode.IsLetter) && strings.HasPrefix(strings.TrimSpace(textAfter(n)), text)
}

// short returns the text of n, "" for one that is too long, or too much in parts, to be the beginning of a sentence.
func short(n *html.Node) string {
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
