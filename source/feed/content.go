package feed

import (
	"strings"

	"lede/pattern"
)

const (
	fullText      = 1500     // bytes of words from which a description is the article itself
	openingText   = 600      // bytes of an article that make its teaser
	openingMarkup = 32 << 10 // bytes of markup in which they stand
)

// content is the text of the article as the feed has it: what is given as such, or a description that is as long as one.
func content(given, description string) string {
	given = strings.TrimSpace(given)
	whole := len(description) >= fullText && len(description) > len(given)
	if !whole || len(plain(description)) < max(fullText, len(plain(given))) {
		return given
	}
	return strings.TrimSpace(description)
}

// What programs put under a teaser: a line that says where the post appeared, or the words of a link behind its end.
var (
	leftoverLine = pattern.Of(`(?i)^(?:the post .{1,300} (?:appeared first on|first appeared on) .{1,200}|comments)$`)
	leftoverEnd  = pattern.Of(`(?i)^(?:continue reading|read more|weiterlesen|lire la suite|leer más)(?:\s+["“”«»'‘].*|\s*(?:→|»|…|\.\.\.|›|>+)?)$`)
	leftoverLink = []string{"ontinue reading", "ontinue Reading", "ead more", "ead More", "EAD MORE", "eiterlesen", "ire la suite", "eer más"}
	leftoverMark = []string{"[…]", "[...]", "[..]"}
)

// teaser is the words of a description, or of a text, without what programs leave at its end.
func teaser(description string) string {
	text := plain(description)
	for range 3 {
		rest := strings.TrimSpace(withoutLeftover(text))
		if rest == text {
			break
		}
		text = rest
	}
	return text
}

func withoutLeftover(text string) string {
	for _, mark := range leftoverMark {
		if rest, is := strings.CutSuffix(text, mark); is {
			return rest
		}
	}
	line := strings.LastIndexByte(text, '\n') + 1
	if leftoverLine().MatchString(text[line:]) {
		return text[:line]
	}
	for _, link := range leftoverLink {
		if i := strings.LastIndex(text, link); i > 0 && len(text)-i < 300 && leftoverEnd().MatchString(text[i-1:]) {
			return text[:i-1]
		}
	}
	return text
}

// escapedTag is one of HTML as text.
var escapedTag = pattern.Of(`(?i)&lt;/(?:p|div|a|b|i|em|strong|span|ul|li|h[1-6]|blockquote|figure)\s*&gt;|&lt;br\s*/?&gt;`)

// escapedTwice tells HTML all of whose tags are text.
func escapedTwice(s string) bool {
	return strings.Contains(s, "&lt;") && strings.IndexByte(s, '<') < 0 && escapedTag().MatchString(s)
}

// opening is the beginning of a text, whole lines or sentences.
func opening(text string) string {
	if len(text) <= openingText {
		return text
	}
	start := cut(text, openingText)
	for _, end := range []string{"\n", ". ", "! ", "? ", "。", " "} {
		if i := strings.LastIndex(start, end); i > openingText/3 {
			return strings.TrimSpace(start[:i+len(strings.TrimSpace(end))])
		}
	}
	return start
}
