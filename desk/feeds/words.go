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
	whole, words := "", ""
	if item.Content != "" {
		whole, words = page.Fragment(item.Content, briefing.Options{Author: item.Author})
	}
	if len(whole) < len(item.Teaser) {
		whole, words = item.Teaser, item.Teaser
	}
	_, goesOn := item.Trim(strings.TrimSpace(whole)) // a link to the rest is no word of the story
	words, more := item.Trim(strings.TrimSpace(words))
	goesOn = goesOn || more
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
