package feed

import (
	"strings"
	"unicode"

	"lede/pattern"
)

const (
	longestTitle = 500 // bytes
	madeTitle    = 90  // bytes of text that make a title
)

// formatting matches a tag that titles have by mistake or for looks. Others may be what a title is about: "What <article> is
// for".
var formatting = pattern.Of(`(?is)</?(?:b|i|u|em|strong|small|big|span|font|a|sup|sub|br|p|div|img|wbr|mark|q|cite|code|tt|abbr|bdi|bdo|nobr|h[1-6])(?:\s[^<>]*)?/?>`)

// plainTitle removes markup from a title and undoes escaping, up to twice: what the feed escaped was sometimes escaped before.
func plainTitle(title string) string {
	for range 2 {
		before := title
		title = meant(withoutMarkup(title))
		if title == before {
			break
		}
	}
	return cut(oneLine(visible(withoutMarkup(title))), longestTitle)
}

// withoutMarkup removes formatting: tags in pairs, with attributes, or of elements without an end tag.
func withoutMarkup(s string) string {
	if strings.IndexByte(s, '<') < 0 {
		return s
	}
	all := formatting().FindAllStringIndex(s, -1)
	names := map[string]int{} // bits for opened and closed: both are set for a pair
	for _, m := range all {
		name, end := tagName(s[m[0]:m[1]])
		if end {
			names[name] |= 2
		} else {
			names[name] |= 1
		}
	}
	var b strings.Builder
	from := 0
	for _, m := range all {
		raw := s[m[0]:m[1]]
		name, _ := tagName(raw)
		alone := name == "br" || name == "img" || name == "wbr" || name == "p"
		if names[name] != 3 && !alone && !strings.Contains(raw, "=") {
			continue
		}
		b.WriteString(s[from:m[0]])
		if name == "br" || name == "p" || name == "div" {
			b.WriteByte(' ')
		}
		from = m[1]
	}
	b.WriteString(s[from:])
	return b.String()
}

func tagName(raw string) (name string, end bool) {
	raw = strings.TrimPrefix(raw, "<")
	raw, end = strings.CutPrefix(raw, "/")
	name = raw[:strings.IndexFunc(raw, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })]
	return strings.ToLower(name), end
}

// firstWords makes a title from a text: its first sentence or line, or as many of its words as fit.
func firstWords(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	line = strings.TrimSpace(line)
	if len(line) <= madeTitle {
		return line
	}
	words := line[:madeTitle]
	for _, end := range []string{". ", "! ", "? ", "… ", "。"} {
		if i := strings.Index(line[:min(len(line), 2*madeTitle)], end); i >= madeTitle/4 && i < madeTitle {
			return line[:i+len(strings.TrimSpace(end))]
		}
	}
	if i := strings.LastIndexByte(words, ' '); i > madeTitle/3 {
		words = words[:i]
	}
	return strings.TrimRight(cut(words, madeTitle), " ,;:–—-") + "…"
}

// cut returns at most so many bytes of a text, in whole letters.
func cut(s string, most int) string { return strings.ToValidUTF8(s[:min(len(s), most)], "") }
