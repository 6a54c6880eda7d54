package page

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lede/pattern"
	"lede/source/page/plain"
	"lede/source/page/sight"
)

// What somebody posted on a network stands in a story as a box of the network's: the words, the author with the date, and links to the
// network. Readers see by the frame whose words they are. So it becomes a paragraph: the words in quotation marks, and their author.

const (
	mostPosts     = 200 // such boxes of a page that are read
	longestSigned = 160 // bytes of the line that names the author
)

var (
	// postClass matches the class that networks give to such a box.
	postClass = pattern.Of(`(?i)(?:^|\s)(?:twitter-(?:tweet|video)|[a-z]+-embed|instagram-media|text-post-media|fb-xfbml-parse-ignore)(?:$|\s)`)
	// account matches an account on a network, with the name before it.
	account = pattern.Of(`(?:[\p{Lu}\p{Lo}][\p{L}\p{M}\p{N}.'’&-]*\s+)*\(?@\w[\w.-]*(?:@[\w.-]+)?\)?`)
	// pictured matches what stands for pictures at the end of a post.
	pictured = pattern.Of(`(?:\s*(?:pic\.(?:twitter|x)\.com/\w+|https?://t\.co/\w+|\[image or embed\]))+$`)
)

// posts makes a paragraph of each such box that has words, and removes the others.
func posts(doc *html.Node) {
	var boxes []*html.Node
	for n := range doc.Descendants() {
		if n.DataAtom == atom.Blockquote && len(boxes) < mostPosts && postClass().MatchString(sight.Attr(n, "class")) {
			boxes = append(boxes, n)
		}
	}
	for _, n := range boxes {
		text, signed := readPost(n)
		if !signed {
			continue
		}
		for sight.IsBox(n.Parent) && isLone(n) {
			n = n.Parent
		}
		if text != "" {
			p := &html.Node{Type: html.ElementNode, Data: "p", DataAtom: atom.P}
			p.AppendChild(&html.Node{Type: html.TextNode, Data: text})
			n.Parent.InsertBefore(p, n)
		}
		n.Parent.RemoveChild(n)
	}
}

// readPost returns the words in such a box with their author behind them; signed is false if it names none.
func readPost(n *html.Node) (text string, signed bool) {
	lines := blocks(n)
	at := len(lines) - 1
	for at >= 0 && !lines[at].signs() {
		at--
	}
	if at < 0 {
		return "", false
	}
	by := writerOf(lines[at].text, n)
	lines = without(slices.Delete(lines, at, at+1), func(b block) bool { return b.kind != atom.P })
	words := pictured().ReplaceAllString(strings.ReplaceAll(join(lines), "\n\n", " "), "")
	switch {
	case !strings.ContainsFunc(words, plain.IsWord):
		return "", true
	case strings.ContainsAny(words, "“”„«»\""):
		return words + " " + by, true
	}
	return "“" + words + "” " + by, true
}

// signs reports whether a line in such a box names the author: it follows a dash, names an account, or stands in no paragraph.
func (b block) signs() bool {
	if len(b.text) > longestSigned || b.kind == atom.P && b.sentence() {
		return false
	}
	return b.kind == atom.Blockquote || isDashed(b.text) || account().MatchString(b.text)
}

func isDashed(line string) bool {
	return strings.HasPrefix(line, "—") || strings.HasPrefix(line, "–")
}

// writerOf returns whom a line in the box n names as the author, behind a dash: from an account on, or else the first link.
func writerOf(line string, n *html.Node) string {
	if isDashed(line) {
		return withoutLink(line, n)
	}
	if at := account().FindStringIndex(line); at != nil {
		return "— " + line[at[0]:]
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.A {
			return "— " + sight.Text(c)
		}
	}
	return "— " + line
}

// withoutLink returns a line without the link at its end in n, unless that is the date of the post.
func withoutLink(line string, n *html.Node) string {
	for c := n.LastChild; c != nil; c = c.PrevSibling {
		if c.DataAtom == atom.A {
			rest, _ := strings.CutSuffix(line, sight.Text(c))
			if strings.ContainsFunc(line[len(rest):], unicode.IsDigit) {
				return line
			}
			return strings.TrimSpace(rest)
		}
	}
	return line
}

// isLone reports whether nothing that is read stands beside n.
func isLone(n *html.Node) bool {
	for c := n.Parent.FirstChild; c != nil; c = c.NextSibling {
		if c != n && !isBlank(c) {
			return false
		}
	}
	return true
}

// isBlank reports whether n is white space, a comment or a program.
func isBlank(n *html.Node) bool {
	return n.Type == html.CommentNode || n.DataAtom == atom.Script || n.Type == html.TextNode && strings.TrimSpace(n.Data) == ""
}
