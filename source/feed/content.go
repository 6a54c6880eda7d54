package feed

import (
	"strings"

	"lede/pattern"
)

const (
	fullText      = 1500     // bytes of words from which on a description is the article itself
	openingText   = 600      // bytes of an article that make its teaser
	openingMarkup = 32 << 10 // bytes of markup they are taken from
)

// content returns the text of the article as the feed has it: declared content, or a description as long as an article.
func content(given, description string) string {
	given = strings.TrimSpace(given)
	if len(given) < len(description) && teaser(given, "", "") == "" { // a link to the article, and nothing of it
		given = ""
	}
	whole := len(description) >= fullText && len(description) > len(given)
	if !whole || len(plain(description)) < max(fullText, len(plain(given))) {
		return given
	}
	return strings.TrimSpace(description)
}

// escapedTag matches an HTML tag written as text.
var escapedTag = pattern.Of(`(?i)&lt;/(?:p|div|a|b|i|em|strong|span|ul|li|h[1-6]|blockquote|figure)\s*&gt;|&lt;br\s*/?&gt;`)

// escapedTwice reports whether all tags of some HTML are text.
func escapedTwice(s string) bool {
	return strings.Contains(s, "&lt;") && strings.IndexByte(s, '<') < 0 && escapedTag().MatchString(s)
}

// opening returns the beginning of a text, in whole lines or sentences.
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
