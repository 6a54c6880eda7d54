package page

import (
	"lede/briefing"
	"lede/source/page/sight"
)

// Fragment returns the words of a piece of HTML that is an article already, such as the content of a feed item, with blank
// lines between paragraphs; "" if it has none or cannot be parsed.
func Fragment(markup string) string {
	if len(markup) > maxPage {
		return ""
	}
	doc, err := readMarkup([]byte(markup)).tree(briefing.Options{})
	if err != nil {
		return ""
	}
	sight.Settle(doc)
	return join(blocks(doc))
}
