package page

import (
	"encoding/binary"
	"hash/fnv"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lede/pattern"
	"lede/source/page/byline"
	"lede/source/page/plain"
	"lede/source/page/sight"
)

// Readability takes one of several boxes that a story is told in, and leaves the others when they are short or stand a level
// away. The missing parts of such a story are found by the classes of its boxes.

// opened completes the blocks that readability has found with the paragraphs before and after them in boxes of the same
// classes, but none before the headline, and with the prose between that and the first.
func opened(found, whole []block, title, h1 string) []block {
	taken := map[int]bool{}
	for _, b := range found {
		taken[b.of] = taken[b.of] || b.of > 0
	}
	isTaken := func(b block) bool { return taken[b.of] }
	start, end := slices.IndexFunc(whole, isTaken), len(whole)
	if start < 0 {
		return found
	}
	for !isTaken(whole[end-1]) {
		end--
	}
	as, over := settingOf(whole[start:end], isTaken), headingsOver(whole[start:end], isTaken)
	found = rejoined(found, whole[start:end], func(b block) bool {
		left := !isTaken(b) && b.paragraph() && b.tells()
		return over[b.of] || left && as.matches(b)
	})
	from := belowHeadline(whole[:start], title, h1)
	leads := map[int]bool{}
	if from > 0 {
		leads = leading(whole[from:start])
	}
	before := without(whole[from:start], func(b block) bool {
		return !leads[b.of] && !(as.paths[b.path] && b.paragraph())
	})
	after := without(whole[end:], func(b block) bool { return !as.paths[b.path] || !b.sentence() || !b.paragraph() })
	return slices.Concat(before, found, after)
}

// headingsOver returns the numbers of the headings that are not taken and stand right over a paragraph that is, in one box with it.
func headingsOver(bs []block, taken func(block) bool) map[int]bool {
	over := map[int]bool{}
	for i, b := range bs[:len(bs)-1] {
		next := bs[i+1]
		left := b.isHeading() && b.kind != atom.H1 && !taken(b)
		if left && taken(next) && b.path == next.path {
			over[b.of] = true
		}
	}
	return over
}

const (
	fewestPointWords = 4  // words of a point below a headline
	shortestStand    = 40 // bytes of a standfirst
)

// leading returns the numbers of the blocks between a headline and the story that lead into it: paragraphs, the first line that may be a
// standfirst, and points.
func leading(bs []block) map[int]bool {
	leads := map[int]bool{}
	stands := false
	for i, b := range bs {
		long := len(b.text) >= shortestStand
		first := long && !stands && (b.isHeading() || b.plain())
		switch {
		case b.paragraph() && b.tells(), b.isPoint():
			leads[b.of] = true
		case first || b.kind == atom.Li && isPoints(bs, i):
			leads[b.of] = b.maySum()
		}
		stands = stands || long
	}
	return leads
}

// maySum reports whether a line below the headline may sum up the story: it is not about a picture, or about who wrote it and when, and
// leads nowhere.
func (b block) maySum() bool {
	leads := b.linked > 0 || litter(b) || b.addresses()
	return !leads && !b.shown && !b.dates() && byline.In(b.text) == ""
}

// isPoints reports whether the list that item i of some blocks is in has several items, and each of them says something.
func isPoints(bs []block, i int) bool {
	items := 0
	for _, b := range bs {
		if b.kind != atom.Li || b.box != bs[i].box {
			continue
		}
		if items++; b.linked > 0 || b.isStamp() || len(strings.Fields(b.text)) < fewestPointWords {
			return false
		}
	}
	return items > 1
}

// setting is how a page sets the paragraphs of its story.
type setting struct {
	paths  map[uint64]bool // the classes of the boxes around them
	styles map[uint64]int  // how many have each style
}

// settingOf returns how the paragraphs that are taken are set.
func settingOf(blocks []block, taken func(block) bool) setting {
	as := setting{map[uint64]bool{}, map[uint64]int{}}
	for _, b := range blocks {
		if taken(b) && b.paragraph() {
			as.paths[b.path] = b.path != 0
			as.styles[b.style]++
		}
	}
	return as
}

// fewestStyled is how many paragraphs of one class, in boxes of one class, show how a page sets its stories.
const fewestStyled = 3

// matches reports whether a block is set like the story.
func (as setting) matches(b block) bool {
	return as.paths[b.path] || b.style != 0 && as.styles[b.style] >= fewestStyled
}

// rejoined inserts, at their places among the blocks found, the page's missing blocks between them.
func rejoined(found, whole []block, missing func(block) bool) []block {
	var gap, out []block
	next := 0 // index in found
	for _, b := range whole {
		if missing(b) {
			gap = append(gap, b)
			continue
		}
		at := slices.IndexFunc(found[next:], func(f block) bool { return f.of == b.of && f.of > 0 })
		if at < 0 {
			continue
		}
		out = append(out, found[next:next+at]...)
		out, gap = append(append(out, gap...), found[next+at]), nil
		next += at + 1
	}
	return slices.Concat(out, gap, found[next:])
}

// styleOf returns a hash of the class of n and that of the box around it; 0 when it has none.
func styleOf(n *html.Node) uint64 {
	if classOf(n) == "" || n.Parent == nil {
		return 0
	}
	return within(within(1, n.Parent), n)
}

// isPoint reports whether a list item is a sentence, as those are that say in a few points what happened.
func (b block) isPoint() bool {
	item := b.kind == atom.Li && b.prose() && b.linked == 0
	return item && b.sentence() && !litter(b) && !b.addresses()
}

func (b block) paragraph() bool { return b.kind == atom.P && b.prose() && !litter(b) }

// belowHeadline returns the index after the last block that is the headline, 0 when none is.
func belowHeadline(bs []block, title, h1 string) int {
	i := len(bs)
	for i > 0 && !plain.Same(bs[i-1].text, title) && !plain.Same(bs[i-1].text, h1) {
		i--
	}
	return i
}

// dropCaps moves a first letter in a block of its own back before the rest of its word.
func dropCaps(doc *html.Node) {
	var alone *html.Node // the last block of one letter
	for _, n := range slices.Collect(doc.Descendants()) {
		says := n.Type == html.TextNode && strings.ContainsFunc(n.Data, plain.IsWord)
		switch {
		case says && alone != nil && !holds(alone, n):
			letter := inlineText(alone)
			if first, _ := utf8.DecodeRuneInString(strings.TrimSpace(n.Data)); unicode.IsLower(first) {
				n.Data = letter + space(letter, n.Data) + n.Data
				alone.Parent.RemoveChild(alone)
			}
			alone = nil
		case n.Type == html.ElementNode && sight.IsBlock(n) && isCapital(n):
			alone = n
		}
	}
}

// initialClass matches the class of a first letter that is set large within its paragraph.
var initialClass = pattern.Of(`(?i)(?:^|[-_\s])(?:drop[-_]?caps?|drop|initiale?s?|lettrine|capolettera|capitular|first[-_]?letter)(?:$|[-_\s])`)

// closeUp removes the space that markup leaves within and behind a first letter that is set large, before the rest of its word.
func closeUp(doc *html.Node) {
	var initial *html.Node
	var texts []*html.Node // in it, and behind it
	letter := ""
	for n := range doc.Descendants() {
		switch {
		case initial == nil:
			if letter = initialIn(n); letter != "" {
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
func initialIn(n *html.Node) (letter string) {
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
func isCapital(n *html.Node) bool {
	if n.Parent == nil || silent(n) {
		return false
	}
	for d := range n.Descendants() {
		if d.Type == html.TextNode && len(strings.TrimSpace(d.Data)) > utf8.UTFMax {
			return false
		}
	}
	text := []rune(inlineText(n))
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

// within adds the class of n to the hash of the classes around it.
func within(around uint64, n *html.Node) uint64 {
	class := classOf(n)
	if n.DataAtom == atom.P {
		class = unmodified(class)
	}
	if class == "" {
		return around
	}
	h := fnv.New64a()
	h.Write(binary.LittleEndian.AppendUint64(nil, around))
	h.Write([]byte(n.Data + "." + class))
	return h.Sum64()
}

// unmodified returns a paragraph's class without what only this one is: the first with a large letter, or a variant of a class that all
// have.
func unmodified(class string) string {
	if !hasAny(class, "--", "cap", "first", "last") {
		return class
	}
	all := strings.Fields(class)
	kept := slices.DeleteFunc(slices.Clone(all), func(name string) bool {
		switch name {
		case "first", "last", "dropcap", "drop-cap", "has-drop-cap":
			return true
		}
		of, _, variant := strings.Cut(name, "--")
		return variant && slices.Contains(all, of)
	})
	return strings.Join(kept, " ")
}

// classOf returns the class of n and what its makers call it for their tests: where classes are made by a program, only that says
// what a box is.
func classOf(n *html.Node) string {
	class, called := "", ""
	for _, a := range n.Attr {
		switch a.Key {
		case "class":
			class = strings.TrimSpace(a.Val)
		case "data-testid", "data-test-id", "data-qa", "data-component", "data-component-name", "data-cy":
			called = strings.TrimSpace(a.Val)
		}
	}
	if class == "" || called == "" {
		return class + called
	}
	return class + " " + called
}
