package page

import (
	"slices"
	"testing"

	"golang.org/x/net/html/atom"

	"lede/source/page/sight"
)

// TestTheLinesOfABoxBecomeParagraphs where they stand beside others, with the number of the box.
func TestTheLinesOfABoxBecomeParagraphs(t *testing.T) {
	doc := treeOf(t, `<div>one <i>two</i><p>three</p> four<b>five</b> <section>six</section> </div><div>seven</div>`)
	number(doc)
	wrap(doc)
	var got []string
	for n := range doc.Descendants() {
		if n.DataAtom == atom.P {
			if sight.Attr(n, sight.Numbered) == "" {
				t.Errorf("%q has no number", sight.Text(n))
			}
			got = append(got, sight.Text(n))
		}
	}
	if want := []string{"one two", "three", "fourfive", "seven"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	for _, b := range blocks(doc) {
		if n := slices.IndexFunc(blocks(doc), func(o block) bool { return o.of == b.of && o.kind != b.kind }); b.of == 0 && n < 0 {
			t.Errorf("%+v", b)
		}
	}
}
