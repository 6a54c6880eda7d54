package page

import (
	"slices"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lede/source/page/sight"
)

// TestAStyleIsAClassInABox, and without either there is none.
func TestAStyleIsAClassInABox(t *testing.T) {
	doc := treeOf(t, `<div class="story"><p class="a">1</p><p class="a">2</p><p class="b">3</p><p>4</p></div><div class="other"><p class="a">5</p></div>`)
	style := map[string]uint64{}
	for n := range doc.Descendants() {
		if n.DataAtom == atom.P {
			style[sight.Text(n)] = styleOf(n)
		}
	}
	if style["1"] == 0 || style["1"] != style["2"] || style["1"] == style["3"] || style["1"] == style["5"] || style["4"] != 0 {
		t.Errorf("%v", style)
	}
	if styleOf(&html.Node{Attr: []html.Attribute{{Key: "class", Val: "a"}}}) != 0 {
		t.Error("a class in no box is a style")
	}
}

// TestHowManyLinksAreTeasers: a label and as many lines as a box has, of which nine tenths lead elsewhere.
func TestHowManyLinksAreTeasers(t *testing.T) {
	label, link := block{text: "From Holm"}, block{text: "Four ponds", linked: 9}
	for name, c := range map[string]struct {
		box  []block
		want bool
	}{
		"full":        {append([]block{label}, slices.Repeat([]block{link}, longestBox)...), true},
		"too many":    {append([]block{label}, slices.Repeat([]block{link}, longestBox+1)...), false},
		"half a link": {[]block{label, {text: "Four ponds", linked: 5}}, false},
		"a label":     {[]block{label}, false},
	} {
		if got := isTeasers(c.box); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
