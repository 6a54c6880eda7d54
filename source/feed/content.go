package feed

import (
	"regexp"
	"strings"
)

const (
	fullText    = 1500 // bytes of words from which a description is the article itself
	openingText = 600  // bytes of an article that make its teaser
)

// content is the text of the article as the feed has it: what is given as such, or a description that is as long as one.
func content(given, description string) string {
	given = strings.TrimSpace(given)
	longer := len(description) > len(given)
	if given != "" && (!longer || len(plain(given)) >= len(plain(description))) {
		return given
	}
	if len(description) >= fullText && len(plain(description)) >= fullText || given != "" {
		return strings.TrimSpace(description)
	}
	return ""
}

// leftover are sentences that programs put under a teaser.
var leftover = regexp.MustCompile(`(?i)(?:\n|\s)*(?:\[(?:…|\.\.\.|&hellip;)\]|(?:continue reading|read more|weiterlesen|lire la suite|leer más)(?:\s+["“”«»].*|\s*(?:→|»|…|\.\.\.)?)|the post .{1,300} (?:appeared first on|first appeared on) .{1,200}|comments)\s*$`)

// teaser is the words of a description.
func teaser(description string) string {
	text := plain(description)
	for range 3 {
		end := len(text) - min(len(text), 700)
		m := leftover.FindStringIndex(text[end:])
		if m == nil {
			break
		}
		text = strings.TrimSpace(text[:end+m[0]])
	}
	return text
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
