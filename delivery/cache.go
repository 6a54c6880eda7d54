package delivery

import (
	"encoding/json"
	"fmt"

	"lede/briefing"
	"lede/briefing/fragment"
	"lede/briefing/story"
	"lede/cards"
	"lede/memo"
)

// maxCached bounds, in bytes, the texts whose links, and the cards whose sentences, are remembered; maxCuttings bounds the number of
// clippings, maxDrawings that of drawn digests.
const (
	maxCached   = 1 << 20
	maxCuttings = 400
	maxDrawings = 64
)

// Cache keeps what was made of an article for one digest, for other digests with the same article: the links to its sentences, its
// clippings, and which of them a card shows; and whole digests as drawn. It is keyed by the article itself, so a server gets nothing
// from it that was not made of what the server reads. The zero value is ready for use; nil keeps nothing.
type Cache struct {
	pages memo.Memo[cacheKey, *fragment.Page]
	cut   memo.Memo[wordsOf, json.RawMessage]
	seen  memo.Memo[wordsOf, []int]

	drawings memo.Memo[drawing, drawn]
}

// cacheKey identifies an article in a cache: copies with other key points, or another name of its site, have the same sentences.
type cacheKey struct {
	sentences       *briefing.Sentence // keeps the sentences alive, so that no other article gets the same pointer
	title, url, tag string
}

// wordsOf are words about an article: those of a card, or the numbers of sentences.
type wordsOf struct {
	cacheKey
	words string
}

// keyOf returns ok false if nothing is kept: without a cache, or for an article without sentences.
func (m *Cache) keyOf(a *briefing.Article) (k cacheKey, ok bool) {
	if m == nil || len(a.Sentences) == 0 {
		return k, false
	}
	return cacheKey{&a.Sentences[0], a.Title, a.URL, a.Language}, true
}

// links lead to the sentences of an article; nil when none are kept.
func (m *Cache) links(a *briefing.Article) *fragment.Page {
	k, ok := m.keyOf(a)
	if !ok {
		return nil
	}
	page, _ := m.pages.Of(k, len(a.Text), maxCached, func() (*fragment.Page, error) { return fragment.Of(a), nil })
	return page
}

// clip cuts sentences out of an article, in stored form.
func (m *Cache) clip(a *briefing.Article, sentences []int) (json.RawMessage, error) {
	clip := func() (json.RawMessage, error) { return json.Marshal(story.Clip(a, sentences)) }
	k, ok := m.keyOf(a)
	if !ok {
		return clip()
	}
	return m.cut.Of(wordsOf{k, fmt.Sprint(sentences)}, 1, maxCuttings, clip)
}

// shown returns the sentences of an article that a card with this text shows. The caller must not change them.
func (m *Cache) shown(text string, a *briefing.Article) []int {
	k, ok := m.keyOf(a)
	if !ok {
		return cards.ShownOf(text, a)
	}
	list, _ := m.seen.Of(wordsOf{k, text}, len(text), maxCached, func() ([]int, error) { return cards.ShownOf(text, a), nil })
	return list
}
