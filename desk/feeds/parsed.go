package feeds

import (
	"sync"

	"lede/briefing"
)

const (
	// maxParsed bounds the texts of the articles that are remembered, in bytes, and longestParsed each of them.
	maxParsed     = 1 << 20
	longestParsed = 64 << 10
)

// sheet is all that the structure of an item's text depends on.
type sheet struct {
	id, text, title, link, site, picture, published string

	members, teaser bool
}

// parsed remembers articles as they were structured: all servers that follow a feed tell of the same ones, often within the same second. What is
// remembered goes by every byte that it was made of, so that it is never another version. Nobody may change these articles. The zero value is
// ready for use.
type parsed struct {
	mu       sync.Mutex
	articles map[sheet]*briefing.Article
	bytes    int
}

// of returns the article of a sheet, as it is remembered or else as make structures it.
func (p *parsed) of(s sheet, make func() (*briefing.Article, error)) (*briefing.Article, error) {
	p.mu.Lock()
	a := p.articles[s]
	p.mu.Unlock()
	if a != nil {
		return a, nil
	}
	a, err := make()
	if err == nil && len(s.text) <= longestParsed {
		p.keep(s, a)
	}
	return a, err
}

// keep remembers an article. When there is no room all others are forgotten.
func (p *parsed) keep(s sheet, a *briefing.Article) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.articles == nil || p.bytes+len(s.text) > maxParsed {
		p.articles, p.bytes = map[sheet]*briefing.Article{}, 0
	}
	if p.articles[s] == nil {
		p.articles[s], p.bytes = a, p.bytes+len(s.text)
	}
}
