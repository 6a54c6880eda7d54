package page

import (
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// TestAStyleIsAClassInABox, and without either there is none.
func TestAStyleIsAClassInABox(t *testing.T) {
	doc := treeOf(t, `<div class="story"><p class="a">1</p><p class="a">2</p><p class="b">3</p><p>4</p></div><div class="other"><p class="a">5</p></div>`)
	style := map[string]uint64{}
	for n := range doc.Descendants() {
		if n.DataAtom == atom.P {
			style[inlineText(n)] = styleOf(n)
		}
	}
	if style["1"] == 0 || style["1"] != style["2"] || style["1"] == style["3"] || style["1"] == style["5"] || style["4"] != 0 {
		t.Errorf("%v", style)
	}
	if styleOf(&html.Node{Attr: []html.Attribute{{Key: "class", Val: "a"}}}) != 0 {
		t.Error("a class in no box is a style")
	}
}
