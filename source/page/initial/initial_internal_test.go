package initial

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// read has all text read.
func read(*html.Node) bool { return false }

// TestACapitalThatStandsAlone is one letter in a block of its own.
func TestACapitalThatStandsAlone(t *testing.T) {
	for page, want := range map[string]bool{
		"<div>A</div>": true, "<div> A </div>": true, "<div><span>A</span></div>": true, "<div></div>": false, "<div>a</div>": false, "<div>AB</div>": false, "<div>A bridge fell</div>": false, "<div>1</div>": false,
		"<div>Ж</div>": true,
	} {
		doc, err := html.Parse(strings.NewReader(page))
		if err != nil {
			t.Fatal(err)
		}
		div := doc.LastChild.LastChild.FirstChild // in the body
		if got := isCapital(div, read); got != want {
			t.Errorf("%s: %v", page, got)
		}
	}
	if isCapital(&html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div, FirstChild: &html.Node{Type: html.TextNode, Data: "A"}}, read) {
		t.Error("what is in no page cannot be moved")
	}
}

// TestALetterThatIsAWordIsSetApart from the next, and no other is.
func TestALetterThatIsAWordIsSetApart(t *testing.T) {
	for _, c := range []struct{ letter, rest, want string }{{"B", "ridge", ""}, {"A", "fter", ""}, {"A", " bridge", ""}, {"A", "bridge", " "}, {"A", "n old", ""}} {
		if got := space(c.letter, c.rest); got != c.want {
			t.Errorf("%s and %s: %q", c.letter, c.rest, got)
		}
	}
}
