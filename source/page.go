package source

import (
	"errors"

	"lede/briefing"
	"lede/pattern"
	"lede/problem"
	"lede/source/page"
)

// Page reads the article in an HTML page that is already UTF-8, as a line of JSON is. The name is used in problems.
func Page(data []byte, name string, o briefing.Options) (*briefing.Article, error) {
	return unpictured(pageArticle(data, "text/html; charset=utf-8", name, o))
}

// pageArticle reads the article in a page whose character set contentType may give.
func pageArticle(data []byte, contentType, name string, o briefing.Options) (*briefing.Article, error) {
	text, o, err := page.Read(data, contentType, o)
	if err != nil {
		return nil, pageError(name, err)
	}
	a, err := briefing.Parse(text, o)
	if err != nil {
		return nil, articleError(name, err)
	}
	return a, nil
}

// pageError returns the problem that says why a page has no readable article.
func pageError(name string, err error) error {
	if is := page.Refusal(err); is != nil {
		return is.With("name", name)
	}
	switch {
	case notOfSource(err):
		return err
	case errors.Is(err, briefing.ErrTooFine):
		return problem.New("file.too-fine", "name", name).Because(err)
	case errors.Is(err, briefing.ErrTooLong):
		return tooLong(name, maxText)
	}
	return problem.New("page.unreadable", "name", name).Because(err)
}

// How an HTML page or fragment, and a feed begin, after comments and an XML declaration.
var (
	pageStart = pattern.Of(openings + `(?:!doctype\s+html|html|head|body|title|meta|link|article|main|section|header|div|p|h1|h2|table|span)[\s>/]`)
	feedStart = pattern.Of(openings + `(?:rss|feed|rdf:rdf)[\s>]`)
)

const openings = `(?is)^(?:\x{feff}|\s|<!--.{0,800}?-->|<\?xml[^>]*>)*<`

func isPage(data []byte) bool {
	return pageStart().Match(data[:min(len(data), 1024)])
}

func isFeed(data []byte) bool { return feedStart().Match(data[:min(len(data), 1024)]) }
