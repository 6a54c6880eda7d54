// Package page finds the article in an HTML page.
//
// Bytes go in, whatever their character set; the article's words come out, and what the page says about it: title, authors,
// date, language, picture. What is not an article, such as a paywall, a consent dialog or a list of links, is refused with a
// problem that says what it is. The package refuses to fetch anything, and to drop words from a paragraph that it keeps.
package page

import (
	"net/url"
	"strings"
	"unicode"

	"codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"

	"lede/briefing"
	"lede/problem"
	"lede/source/page/charset"
	"lede/source/page/markup"
	"lede/source/page/plain"
	"lede/source/page/sight"
)

// Limits on a page. The parser itself refuses elements nested deeper than 512, so walking a tree may recurse.
const (
	maxPage = briefing.MaxTextBytes
	// maxElements is the most elements that are scored: news pages have a few thousand, and scoring time grows faster than
	// their number.
	maxElements = 50_000
)

var errNoArticle = problem.New("page.no-article")

// Read returns the article's words, with blank lines between paragraphs, and what the page says about it where o does not. The
// contentType may give the character set.
func Read(data []byte, contentType string, o briefing.Options) (text string, filled briefing.Options, err error) {
	if len(data) > maxPage {
		return "", o, briefing.ErrTooLong
	}
	data, err = charset.Decode(data, contentType)
	if err != nil {
		return "", o, err
	}
	m := markup.Read(data)
	err = o.Within(m.Need(), func() error {
		text, filled, err = article(m, o)
		return err
	})
	return text, filled, err
}

// build returns the tree of a page, with the words of its drawings in their places.
func build(m *markup.Markup, o briefing.Options) (*html.Node, error) {
	doc, drawings, err := m.Tree(o)
	worded(drawings)
	return doc, err
}

// article finds the article's words in the page's tree.
func article(m *markup.Markup, o briefing.Options) (text string, filled briefing.Options, err error) {
	doc, err := build(m, o)
	if err != nil {
		return "", o, err
	}
	sight.Settle(doc)
	unheaded(doc)
	enlarged(doc)
	unformed(doc)
	unflanked(doc)
	posts(doc)
	sight.Rows(doc)
	// Readability changes the tree, so everything else is read first.
	e := embeddedIn(doc)
	if e.alone(doc) {
		e = embeddedIn(doc)
	}
	e.unanswered(doc)
	filled = e.fill(o)
	text, err = mainText(doc, e, &filled)
	if err != nil {
		return "", o, err
	}
	switch words := strings.ContainsFunc(text, plain.IsWord); {
	case !words && e.scripted:
		return "", o, errScript
	case !words:
		return "", o, errNoArticle
	}
	return text, filled, nil
}

// Readability takes a text of fewer letters than this for what is left when too much was removed, and brings back what it had removed.
// Signs for words or syllables say as much in fewer.
const (
	fewLetters = 500
	fewSigns   = 200
)

// shortest returns how many letters or signs an article has at least, in the script of a page.
func shortest(whole []block) int {
	const first = 'ᄀ' // of Hangul, with all other such scripts behind it
	signs, others := 0, 0
	for _, b := range whole {
		for _, r := range b.text {
			if r >= first && unicode.In(r, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana) {
				signs++
			} else {
				others++
			}
		}
	}
	if signs > others {
		return fewSigns
	}
	return fewLetters
}

// readable returns the part of doc that readability takes for the article, or nil. Whole is what there is to choose from.
func readable(doc *html.Node, whole []block, address string) *html.Node {
	p := readability.NewParser()
	p.DisableJSONLD = true // it has been read already
	p.KeepClasses = true   // they distinguish a share box from a paragraph
	p.MaxElemsToParse = maxElements
	p.CharThresholds = shortest(whole)
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
