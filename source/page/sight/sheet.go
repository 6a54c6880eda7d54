package sight

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lede/pattern"
)

// A page's own style sheet may hide what has a class or an id. Only plain rules are followed, and none where another rule of the
// page might show the same.

const (
	longestSheet = 1 << 20 // bytes of the style sheets of a page that are read
	mostNested   = 4       // conditions around a rule
)

// sheet holds what the page's rules hide, in each way.
type sheet struct {
	ways [wayCount]way
	left int
}

// way holds selectors, as “.gone”, “#gone” and “p.gone”, of what rules hide in one way, and the classes and ids of which others may say
// otherwise.
type way struct{ hidden, shown map[string]bool }

// The ways to hide: nothing is shown, it stands where nobody sees it, its letters have no colour or size.
const (
	byDisplay = iota
	byPlace
	byLook
	wayCount
)

// saying lists the properties that decide whether a rule hides in each way.
var saying = [wayCount][]string{
	byDisplay: {"display", "visibility"},
	byPlace:   {"position", "left", "top", "right", "bottom", "clip", "clip-path", "width", "height", "max-width", "max-height", "overflow"},
	byLook:    {"color", "background", "background-color", "background-image", "font", "font-size"},
}

// named matches each class and id in a selector; state a selector of what is only so when a reader does something.
var (
	named  = pattern.Of(`[.#][\w-]+`)
	state  = pattern.Of(`:(?:hover|focus|active|target|checked)|::?(?:before|after)`)
	remark = pattern.Of(`(?s)/\*.*?\*/`)
)

func sheetOf(doc *html.Node) sheet {
	s := sheet{left: longestSheet}
	for i := range s.ways {
		s.ways[i] = way{map[string]bool{}, map[string]bool{}}
	}
	for n := range doc.Descendants() {
		if n.DataAtom != atom.Style || n.FirstChild == nil {
			continue
		}
		if text := n.FirstChild.Data; len(text) <= s.left {
			s.left -= len(text)
			s.read(strings.ToLower(remark().ReplaceAllString(text, "")), !strings.Contains(Attr(n, "media"), "print"), mostNested)
		}
	}
	return s
}

// read reads the rules of a style sheet; always is whether they hold for every reader with a screen, and
// deep how many conditions are followed.
func (s sheet) read(text string, always bool, deep int) {
	for text != "" && deep >= 0 {
		open := strings.IndexByte(text, '{')
		if open < 0 {
			return
		}
		selectors := text[:open]
		if end := strings.LastIndexAny(selectors, ";}"); end >= 0 {
			selectors = selectors[end+1:]
		}
		body, rest := braced(text[open+1:])
		if selectors = strings.TrimSpace(selectors); strings.HasPrefix(selectors, "@") {
			if at, _, _ := strings.Cut(selectors, " "); at == "@media" || at == "@supports" || at == "@layer" {
				s.read(body, always && isForScreens(selectors), deep-1)
			}
		} else {
			s.rule(selectors, style(body), always)
		}
		text = rest
	}
}

// braced splits a text behind an opening brace at the one that closes it.
func braced(text string) (body, rest string) {
	depth := 1
	for i := range len(text) {
		switch text[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return text[:i], text[i+1:]
			}
		}
	}
	return text, ""
}

func isForScreens(condition string) bool {
	switch condition {
	case "@media screen", "@media all", "@media only screen", "@media screen, print":
		return true
	}
	return false
}

func (s sheet) rule(selectors string, body style, always bool) {
	b := box{style: body}
	hides := [wayCount]bool{byDisplay: body.hides() || body.veils(), byPlace: b.isOutside(), byLook: b.isBare()}
	for i, w := range s.ways {
		says := slices.ContainsFunc(saying[i], func(property string) bool { return body.value(property) != "" })
		if hides[i] || says {
			w.rule(selectors, hides[i], always)
		}
	}
}

func (w way) rule(selectors string, hides, always bool) {
	for selector := range strings.SplitSeq(selectors, ",") {
		selector = strings.TrimSpace(selector)
		switch {
		case state().MatchString(selector):
		case !hides:
			for _, name := range named().FindAllString(selector, -1) {
				w.shown[name] = true
			}
		case always: // others than of one class or id are never asked for
			w.hidden[selector] = true
		}
	}
}

// hides reports whether a rule hides n.
func (s sheet) hides(n *html.Node) bool {
	own := styleOf(n)
	if own.value("display") == "" && s.ways[byDisplay].hides(n) {
		return true
	}
	return own == "" && (s.ways[byPlace].hides(n) || s.ways[byLook].hides(n) && isPlain(n))
}

func (w way) hides(n *html.Node) bool {
	if len(w.hidden) == 0 || len(n.Attr) == 0 {
		return false
	}
	is := func(name string) bool {
		return (w.hidden[name] || w.hidden[n.Data+name]) && !w.shown[name]
	}
	if id := Attr(n, "id"); id != "" && is("#"+strings.ToLower(id)) {
		return true
	}
	for class := range strings.FieldsSeq(Attr(n, "class")) {
		if is("." + strings.ToLower(class)) {
			return true
		}
	}
	return false
}
