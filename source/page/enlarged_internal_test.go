package page

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

func treeOf(t *testing.T, page string) *html.Node {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// TestALetterThatIsSetAloneIsPutBackBeforeItsWord, once, and no other letter is.
func TestALetterThatIsSetAloneIsPutBackBeforeItsWord(t *testing.T) {
	for page, want := range map[string][]string{
		`<div>T</div><p>he bridge opened.</p>`:                      {"The bridge opened."},
		`<div><b> T </b></div><p>he bridge opened.</p>`:             {"The bridge opened."},
		`<div>T</div> <p>“</p><p>he bridge opened.</p>`:             {"The bridge opened."},
		`<div>A</div><p>bridge opened.</p>`:                         {"A bridge opened."},
		`<div>A</div><p> bridge opened.</p>`:                        {"A bridge opened."},
		`<div>A</div><p>fter rain it opened.</p>`:                   {"After rain it opened."},
		`<div>O</div><p>slo opened it.</p><p>ther words.</p>`:       {"Oslo opened it.", "ther words."},
		`<div>T</div><p>He opened it.</p>`:                          {"T", "He opened it."},
		`<div>T</div><p>He opened it.</p><p>others did not.</p>`:    {"T", "He opened it.", "others did not."},
		`<div>t</div><p>he bridge opened.</p>`:                      {"t", "he bridge opened."},
		`<div>TH</div><p>e bridge opened.</p>`:                      {"TH", "e bridge opened."},
		`<div>5</div><p>bridges opened.</p>`:                        {"5", "bridges opened."},
		`<div hidden>T</div><p>he bridge opened.</p>`:               {"he bridge opened."},
		`<div></div><p>he bridge opened.</p>`:                       {"he bridge opened."},
		`<span>T</span><p>he bridge opened.</p>`:                    {"T", "he bridge opened."},
		`<p>First.</p><div>B</div><div>C</div><p>ut it closed.</p>`: {"First.", "B", "Cut it closed."},
	} {
		doc := treeOf(t, page)
		dropCaps(doc)
		if got := texts(blocks(doc)); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", page, got, want)
		}
	}
}

// TestALetterIsAloneWhateverElementItIsIn, and lines become paragraphs only in numbered boxes.
func TestALetterIsAloneWhateverElementItIsIn(t *testing.T) {
	for _, page := range []string{`<div><strong>T</strong></div><p>he bridge opened.</p>`, `<div><!-- a drop cap --><em>T</em></div><p>he bridge opened.</p>`} {
		doc := treeOf(t, page)
		dropCaps(doc)
		if got := texts(blocks(doc)); !slices.Equal(got, []string{"The bridge opened."}) {
			t.Errorf("%s: %q", page, got)
		}
	}
	doc := treeOf(t, `<div>one<p>two</p></div><section>three<p>four</p></section>`)
	wrap(doc)
	var paragraphs []string
	for n := range doc.Descendants() {
		if n.DataAtom == atom.P {
			paragraphs = append(paragraphs, inlineText(n))
		}
	}
	if !slices.Equal(paragraphs, []string{"two", "four"}) {
		t.Errorf("paragraphs are %q", paragraphs)
	}
}
