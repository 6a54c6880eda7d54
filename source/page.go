package source

import (
	"errors"
	"net/url"
	"regexp"
	"strings"

	"codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"

	"lede/briefing"
	"lede/problem"
)

// Limits on a page. The parser itself refuses elements nested deeper than 512, so walking a tree may recurse.
const (
	maxPage = briefing.MaxTextBytes
	// maxElements is the most elements that are scored: news pages have a few thousand, and the time that
	// scoring takes grows faster than they do.
	maxElements = 50_000
)

var errNoArticle = problem.New("page.no-article")

// Page reads the article in a page of HTML that is UTF-8 already, as a line of JSON is. The name is what problems call it.
func Page(data []byte, name string, o briefing.Options) (*briefing.Article, error) {
	return unpictured(pageArticle(data, "text/html; charset=utf-8", name, o))
}

// pageArticle reads the article in a page whose character set may be told by the contentType.
func pageArticle(data []byte, contentType, name string, o briefing.Options) (*briefing.Article, error) {
	text, o, err := page(data, contentType, o)
	if err != nil {
		return nil, pageError(name, err)
	}
	a, err := briefing.Parse(text, o)
	if err != nil {
		return nil, articleError(name, err)
	}
	return a, nil
}

// page returns the article's words, a paragraph each between blank lines, and what the page tells about it where
// o does not.
func page(data []byte, contentType string, o briefing.Options) (text string, filled briefing.Options, err error) {
	if len(data) > maxPage {
		return "", o, briefing.ErrTooLong
	}
	data, err = decode(data, contentType)
	if err != nil {
		return "", o, err
	}
	m := readMarkup(data)
	err = o.Within(m.need(), func() error {
		text, filled, err = m.article(o)
		return err
	})
	return text, filled, err
}

// article finds the article's words in the page's tree.
func (m *markup) article(o briefing.Options) (text string, filled briefing.Options, err error) {
	doc, err := m.tree(o)
	if err != nil {
		return "", o, err
	}
	// Readability changes the tree, so everything else is read before it.
	e := embeddedIn(doc)
	filled = e.fill(o)
	text, err = mainText(doc, e, &filled)
	if err != nil {
		return "", o, err
	}
	if !strings.ContainsFunc(text, isWord) {
		return "", o, errNoArticle
	}
	return text, filled, nil
}

// readable returns the part of doc that readability takes for the article, or nil.
func readable(doc *html.Node, address string) *html.Node {
	p := readability.NewParser()
	p.DisableJSONLD = true // it is read already
	p.KeepClasses = true   // they tell a share box from a paragraph
	p.MaxElemsToParse = maxElements
	base, err := url.Parse(address)
	if err != nil || base.Host == "" {
		base = nil
	}
	a, err := p.ParseAndMutate(doc, base)
	if err != nil {
		return nil
	}
	return a.Node
}

func pageError(name string, err error) error {
	for _, is := range notArticles() {
		if errors.Is(err, is) {
			return is.With("name", name)
		}
	}
	switch {
	case notOfSource(err):
		return err
	case errors.Is(err, briefing.ErrTooFine):
		return problem.New("file.too-fine", "name", name).Because(err)
	case errors.Is(err, briefing.ErrTooLong):
		return tooLong(name, maxPage)
	}
	return problem.New("page.unreadable", "name", name).Because(err)
}

// How a page of HTML, or a piece of one, and a feed begin, after comments and an XML declaration.
var (
	pageStart = regexp.MustCompile(openings + `(?:!doctype\s+html|html|head|body|title|meta|link|article|main|section|header|div|p|h1|h2|table|span)[\s>/]`)
	feedStart = regexp.MustCompile(openings + `(?:rss|feed|rdf:rdf)[\s>]`)
)

const openings = `(?is)^(?:\x{feff}|\s|<!--.{0,800}?-->|<\?xml[^>]*>)*<`

func isPage(data []byte) bool {
	return pageStart.Match(data[:min(len(data), 1024)])
}

func isFeed(data []byte) bool { return feedStart.Match(data[:min(len(data), 1024)]) }
