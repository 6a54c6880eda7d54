package feeds

import (
	"slices"

	"lede/source/furniture"
)

// mostRemembered is how many whole texts of a feed are remembered: what they have in common is the site's.
const mostRemembered = 8

// own returns the text of an item without what its site puts into other items too, and remembers it.
func (b *book) own(place int, text string) string {
	item := &b.items[place]
	read := furniture.Read(text)
	item.Lines = read.Sums()
	var others []furniture.Page
	var headlines []string
	remembered := 0
	for at := range slices.Backward(b.items) {
		i := &b.items[at]
		if len(i.Lines) > 0 {
			remembered++
		}
		if remembered > mostRemembered {
			i.Lines = nil
		}
		if at == place {
			continue
		}
		if len(i.Lines) > 0 {
			others = append(others, furniture.Page{Title: i.Title, Lines: i.Lines})
		}
		if !i.TitleMade {
			headlines = append(headlines, i.Title)
		}
	}
	return read.Without(item.Title, others, headlines)
}
