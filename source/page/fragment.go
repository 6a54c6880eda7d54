package page

import (
	"lede/briefing"
	"lede/source/page/sight"
)

// mostOfFragment is how many elements a piece may have: the longest articles of feeds have some thousand, and the memory for them is
// not counted.
const mostOfFragment = 20_000

// Fragment returns the words of a piece of HTML that is an article already, such as the content of a feed item, with blank
// lines between paragraphs; "" if it has none or cannot be parsed, or has more elements than any article.
func Fragment(markup string) string {
	if len(markup) > maxPage {
		return ""
	}
	m := readMarkup([]byte(markup))
	if m.elements > mostOfFragment {
		return ""
	}
	doc, err := m.tree(briefing.Options{})
	if err != nil {
		return ""
	}
	sight.Settle(doc)
	return join(blocks(doc))
}
