package page

import (
	"lede/briefing"
	"lede/source/page/initial"
	"lede/source/page/markup"
	"lede/source/page/sight"
)

// mostOfFragment is how many elements a piece may have: the longest articles of feeds have some thousand, and the memory for them is
// not counted.
const mostOfFragment = 20_000

// Fragment returns the words of a piece of HTML that is an article already, such as the content of a feed item, with blank
// lines between paragraphs; "" if it has none or cannot be parsed, or has more elements than any article. In story, what programs put
// between and below the paragraphs is left out, as on pages; of o it uses the author. Short lines at the ends stay, as prices or names.
func Fragment(piece string, o briefing.Options) (whole, story string) {
	if len(piece) > maxPage {
		return "", ""
	}
	m := markup.Read([]byte(piece))
	if m.Elements > mostOfFragment {
		return "", ""
	}
	doc, err := build(m, briefing.Options{})
	if err != nil {
		return "", ""
	}
	sight.Settle(doc)
	posts(doc)
	sight.Rows(doc)
	initial.Rejoin(doc, silent)
	bs := blocks(doc)
	whole = join(bs)
	for i := range bs {
		if bs[i].isHeading() { // a letter that tells what was in the papers has links to them as headings
			bs[i].linked = 0
		}
	}
	return whole, join(tidied(bs, o, func(bs []block) []block {
		bs = footless(bs, max(min(1, len(bs)), len(bs)-tails), o)
		for len(bs) > 1 && bs[len(bs)-1].isHeading() {
			bs = bs[:len(bs)-1]
		}
		return bs
	}))
}
