package delivery

import (
	"encoding/json"
	"fmt"
	"sync"

	"lede/briefing"
	"lede/briefing/fragment"
	"lede/briefing/story"
	"lede/cards"
)

const (
	// maxCached bounds the texts of the articles in a cache, in bytes, and longestCached each of them.
	maxCached     = 1 << 20
	longestCached = 64 << 10
	// maxCuttings bounds what is cut out of one article.
	maxCuttings = 8
)

// Cache keeps what was made of an article for one digest, for the others that tell of it: the links to its sentences, and its clippings. It
// goes by the article itself, so that a server gets nothing out of it that was not made of what it reads. The zero value is ready for
// use; nil keeps nothing.
type Cache struct {
	mu      sync.Mutex
	entries map[cacheKey]*entry
	bytes   int
}

// cacheKey is what names an article in a cache: copies of it with other key points, or another name of its site, have the same sentences.
type cacheKey struct {
	sentences       *briefing.Sentence
	title, url, tag string
}

type entry struct {
	links *fragment.Page // it keeps the article, and so the sentences that it is named by
	cut   map[string]json.RawMessage
	seen  map[string][]int // by what a card says
}

// of returns the entry of an article; nil when there is none to be kept. m.mu must be held.
func (m *Cache) of(a *briefing.Article) *entry {
	if len(a.Sentences) == 0 || len(a.Text) > longestCached {
		return nil
	}
	name := cacheKey{&a.Sentences[0], a.Title, a.URL, a.Language}
	f := m.entries[name]
	if f != nil {
		return f
	}
	if m.entries == nil || m.bytes+len(a.Text) > maxCached {
		m.entries, m.bytes = map[cacheKey]*entry{}, 0
	}
	f = &entry{links: fragment.Of(a), cut: map[string]json.RawMessage{}, seen: map[string][]int{}}
	m.entries[name], m.bytes = f, m.bytes+len(a.Text)
	return f
}

// links lead to the sentences of an article; nil when none are kept.
func (m *Cache) links(a *briefing.Article) *fragment.Page {
	if m == nil {
		return nil
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if f := m.of(a); f != nil {
		return f.links
	}
	return nil
}

// clip cuts sentences out of an article, as they are kept.
func (m *Cache) clip(a *briefing.Article, sentences []int) (json.RawMessage, error) {
	if m == nil {
		return json.Marshal(story.Clip(a, sentences))
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	f, name := m.of(a), fmt.Sprint(sentences)
	if f == nil {
		return json.Marshal(story.Clip(a, sentences))
	}
	if words := f.cut[name]; words != nil {
		return words, nil
	}
	words, err := json.Marshal(story.Clip(a, sentences))
	if err == nil && len(f.cut) < maxCuttings {
		f.cut[name], m.bytes = words, m.bytes+len(words)
	}
	return words, err
}

// shown are the sentences of an article that a card shows which says this. Nobody may change them.
func (m *Cache) shown(text string, a *briefing.Article) []int {
	if m == nil {
		return cards.ShownOf(text, a)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	f := m.of(a)
	if f == nil {
		return cards.ShownOf(text, a)
	}
	list, known := f.seen[text]
	if !known {
		list = cards.ShownOf(text, a)
		if len(f.seen) < maxCuttings && len(text) <= longestCached {
			f.seen[text], m.bytes = list, m.bytes+len(text)
		}
	}
	return list
}
