package feeds

import (
	"strings"

	"lede/briefing"
	"lede/source/feed"
	"lede/source/page"
)

const (
	fullFrom = 600       // bytes: a shorter text is a teaser, whatever the feed calls it
	maxWords = 256 << 10 // bytes of an item's text
	maxNeed  = 32 << 20  // bytes of memory to structure it, which is done for every server that reads it: the longest article needs half
)

// wordsOf returns the text that a feed gives for an item, and its kind.
func wordsOf(item feed.Item) (TextKind, string) {
	words := ""
	if item.Content != "" {
		words = page.Fragment(item.Content)
	}
	if len(words) < len(item.Teaser) {
		words = item.Teaser
	}
	words, goesOn := item.Trim(strings.TrimSpace(words))
	long := len(words) > maxWords
	if long {
		words = strings.ToValidUTF8(words[:maxWords], "")
	}
	switch {
	case !strings.ContainsFunc(words, isLetter), briefing.Need(words) > maxNeed:
		return NoText, ""
	case long:
		return FullText, words
	case len(words) >= fullFrom && !item.MembersOnly && !goesOn:
		return FullText, words
	}
	return TeaserText, words
}

func isLetter(r rune) bool {
	return r > ' ' && !strings.ContainsRune("0123456789.,;:!?-–—…()[]{}\"'", r)
}
