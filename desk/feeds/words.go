package feeds

import (
	"slices"
	"strings"

	"lede/pattern"
	"lede/source/feed"
	"lede/source/page"
)

const (
	fullFrom = 600       // bytes: what is shorter is a teaser, whatever the feed calls it
	maxWords = 256 << 10 // bytes of an item's text
)

// cutShort is how teasers end.
var cutShort = pattern.Of(`(?i)(?:\.\.\.|…|\[…\]|\[\.\.\.\]|read (?:more|on|the (?:full|rest).{0,40})|continue reading.{0,80}|weiterlesen|lire la suite|leer más|seguir leyendo|the post .{1,200} appeared first on .{1,100})\W*$`)

// wordsOf is the text that a feed gives of an item, and of which kind.
func wordsOf(item feed.Item) (TextKind, string) {
	words := ""
	if item.Content != "" {
		words = page.Fragment(item.Content)
	}
	if len(words) < len(item.Teaser) {
		words = item.Teaser
	}
	words = strings.TrimSpace(words)
	switch {
	case !strings.ContainsFunc(words, isLetter):
		return NoText, ""
	case len(words) > maxWords:
		return FullText, strings.ToValidUTF8(words[:maxWords], "")
	case len(words) >= fullFrom && !item.MembersOnly && !endsCut(words[max(0, len(words)-400):]):
		return FullText, words
	}
	return TeaserText, words
}

// endsCut tells whether a text ends as teasers do. Most texts have none of these words near their end, which is told sooner than by the expression.
func endsCut(end string) bool {
	lower := strings.ToLower(end)
	return slices.ContainsFunc(strings.Split("...|…|read |continue reading|weiterlesen|lire la suite|leer más|seguir leyendo|the post ", "|"), func(mark string) bool {
		return strings.Contains(lower, mark)
	}) && cutShort().MatchString(end)
}

func isLetter(r rune) bool {
	return r > ' ' && !strings.ContainsRune("0123456789.,;:!?-–—…()[]{}\"'", r)
}
