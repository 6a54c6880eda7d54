// Package initial puts the first letter of a story, which pages set large and apart, back before the rest of its word.
//
// It changes the tree of a page, and refuses to move a letter that may be a word of its own.
package initial

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"

	"lede/pattern"
	"lede/source/page/plain"
	"lede/source/page/sight"
)

// Rejoin puts first letters back before their words. silent reports whether the text of an element is not read.
func Rejoin(doc *html.Node, silent func(*html.Node) bool) {
	dropCaps(doc, silent)
	closeUp(doc, silent)
}

// dropCaps moves a first letter in a block of its own back before the rest of its word.
func dropCaps(doc *html.Node, silent func(*html.Node) bool) {
	var alone *html.Node // the last block of one letter
	for _, n := range slices.Collect(doc.Descendants()) {
		says := n.Type == html.TextNode && strings.ContainsFunc(n.Data, plain.IsWord)
		switch {
		case says && alone != nil && !holds(alone, n):
			letter := sight.Text(alone)
			if first, _ := utf8.DecodeRuneInString(strings.TrimSpace(n.Data)); unicode.IsLower(first) {
				n.Data = letter + space(letter, n.Data) + n.Data
				alone.Parent.RemoveChild(alone)
			}
			alone = nil
		case n.Type == html.ElementNode && sight.IsBlock(n) && isCapital(n, silent):
			alone = n
		}
	}
}

// initialClass matches the class of a first letter that is set large within its paragraph.
var initialClass = pattern.Of(`(?i)(?:^|[-_\s])(?:drop[-_]?caps?|drop|initiale?s?|lettrine|capolettera|capitular|first[-_]?letter)(?:$|[-_\s])`)

// closeUp removes the space that markup leaves within and behind a first letter that is set large, before the rest of its word.
func closeUp(doc *html.Node, silent func(*html.Node) bool) {
	var initial *html.Node
	var texts []*html.Node // in it, and behind it
	letter := ""
	for n := range doc.Descendants() {
		switch {
		case initial == nil:
			if letter = initialIn(n, silent); letter != "" {
				initial, texts = n, nil
			}
		case n.Type != html.TextNode:
			if sight.IsBlock(n) {
				initial = nil
			}
		case !strings.ContainsFunc(n.Data, plain.IsWord) || holds(initial, n):
			texts = append(texts, n)
		default:
			rest := strings.TrimSpace(n.Data)
			if first, _ := utf8.DecodeRuneInString(rest); unicode.IsLower(first) && !mayBeWord(letter, rest) {
				for _, t := range texts {
					t.Data = ""
				}
				texts[0].Data, n.Data = letter, strings.TrimLeftFunc(n.Data, unicode.IsSpace)
			}
			initial = nil
		}
	}
}

// initialIn returns the first letter that an element within a paragraph holds alone, with the quotation mark before it; "" for none.
func initialIn(n *html.Node, silent func(*html.Node) bool) (letter string) {
	const most = 20 // nodes: elements that hold each other are all looked at
	parts := 0
	for d := range n.Descendants() {
		text := ""
		if d.Type == html.TextNode {
			text = strings.TrimSpace(d.Data)
		}
		if parts++; parts > most || len(letter)+len(text) > 2*utf8.UTFMax {
			return ""
		}
		letter += text
	}
	bare := []rune(strings.TrimLeft(letter, `"'“„«‘»`))
	capital := len(bare) == 1 && unicode.IsUpper(bare[0])
	if !capital || sight.IsBlock(n) || silent(n) || !initialClass().MatchString(sight.Attr(n, "class")) {
		return ""
	}
	return letter
}

// mayBeWord reports whether a letter may be a word of its own before the rest: words of one letter are vowels, and prepositions in
// Slavic languages.
func mayBeWord(letter, rest string) bool {
	return strings.ContainsAny(letter, "AEIOUYÀÁÈÉÍÓÖÅÆØАЕИІОУЯЄВКСЗ") && !(strings.HasSuffix(letter, "A") && afterA().MatchString(rest))
}

// isCapital reports whether an element holds one capital letter and nothing else.
func isCapital(n *html.Node, silent func(*html.Node) bool) bool {
	if n.Parent == nil || silent(n) {
		return false
	}
	for d := range n.Descendants() {
		if d.Type == html.TextNode && len(strings.TrimSpace(d.Data)) > utf8.UTFMax {
			return false
		}
	}
	text := []rune(sight.Text(n))
	return len(text) == 1 && unicode.IsUpper(text[0])
}

func holds(n, inner *html.Node) bool {
	for ; inner != nil; inner = inner.Parent {
		if inner == n {
			return true
		}
	}
	return false
}

// afterA matches the rest of words that stories begin with after an A.
var afterA = pattern.Of(`^(?:fter|lthough|mid|mong|bout|round|gainst|cross|long|nother|s|t|n|nd|ll|ny|re|lso|lready|head|way|gain|lmost|` +
	`merican?s?|frican?s?|sian?s?|ustralian?s?|ctivists?|uthorities|ir|rmy|rmed|t least|pril|ugust|nn\w*|l\w)\b`)

// space returns what goes between a letter and the rest: nothing, unless the letter is a word itself.
func space(letter, rest string) string {
	if letter != "A" || unicode.IsSpace(rune(rest[0])) || afterA().MatchString(rest) {
		return ""
	}
	return " "
}
