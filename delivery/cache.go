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

// maxCached bounds the texts whose links, and the cards whose sentences, are remembered, in bytes; maxCuttings how many clippings, maxDrawings how
// many drawn digests.
const (
	maxCached   = 1 << 20
	maxCuttings = 400
	maxDrawings = 64
)

// Cache keeps what was made of an article for one digest, for the others that tell of it: the links to its sentences, its clippings, and which of
// them a card shows; and whole digests as they were drawn. It goes by the article itself, so that a server gets nothing out of it that was not made of what it reads. The zero value is
// ready for use; nil keeps nothing.
type Cache struct {
	pages memo.Memo[cacheKey, *fragment.Page]
	cut   memo.Memo[wordsOf, json.RawMessage]
	seen  memo.Memo[wordsOf, []int]

	drawings memo.Memo[drawing, drawn]
}

// cacheKey is what names an article in a cache: copies of it with other key points, or another name of its site, have the same sentences.
type cacheKey struct {
	sentences       *briefing.Sentence // which keeps them, so that no other article has the same
	title, url, tag string
}

// wordsOf are words about an article: those of a card, or the numbers of sentences.
type wordsOf struct {
	cacheKey
	words string
}

// keyOf fails where nothing is kept: without a cache, and of an article that has no sentences.
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

// clip cuts sentences out of an article, as they are kept.
func (m *Cache) clip(a *briefing.Article, sentences []int) (json.RawMessage, error) {
	clip := func() (json.RawMessage, error) { return json.Marshal(story.Clip(a, sentences)) }
	k, ok := m.keyOf(a)
	if !ok {
		return clip()
	}
	return m.cut.Of(wordsOf{k, fmt.Sprint(sentences)}, 1, maxCuttings, clip)
}

// shown are the sentences of an article that a card shows which says this. Nobody may change them.
func (m *Cache) shown(text string, a *briefing.Article) []int {
	k, ok := m.keyOf(a)
	if !ok {
		return cards.ShownOf(text, a)
	}
	list, _ := m.seen.Of(wordsOf{k, text}, len(text), maxCached, func() ([]int, error) { return cards.ShownOf(text, a), nil })
	return list
}
