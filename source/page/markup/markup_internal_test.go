package markup

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lede/briefing"
)

func nodes(t *testing.T, page string) (n int, names map[string]int) {
	t.Helper()
	doc, _, err := Read([]byte(page)).Tree(briefing.Options{})
	if err != nil {
		t.Fatal(err)
	}
	names = map[string]int{}
	for d := range doc.Descendants() {
		n++
		if d.Type == html.ElementNode {
			names[d.Data]++
			if d.DataAtom.String() != d.Data && d.DataAtom != 0 {
				t.Errorf("%s has the atom of %s", d.Data, d.DataAtom)
			}
		}
	}
	return n, names
}

// TestATreeIsNoLargerThanItsPage: elements of formatting that nobody closes are made anew in every paragraph, hundreds each time.
func TestATreeIsNoLargerThanItsPage(t *testing.T) {
	var open strings.Builder
	for i := range 400 {
		fmt.Fprintf(&open, "<%s x=%d>", []string{"b", "I", "font", "strike", "nobr"}[i%5], i)
	}
	for name, page := range map[string]string{
		"in paragraphs":   "<p>" + open.String() + "x" + strings.Repeat("<p>x", 500),
		"in a drawing":    "<svg><style>" + open.String() + "</style></svg><p>x" + strings.Repeat("<p>x", 500),
		"in one unclosed": "<svg><style>" + open.String() + strings.Repeat("<p>x", 500),
		"behind markers":  "<object>" + open.String() + strings.Repeat("</b></i></object>", 80) + strings.Repeat("<p>x", 500),
		"behind less":     "<<g></g>" + open.String() + strings.Repeat("<p>x", 500),
		"glued together":  strings.Repeat("<<svg></svg>b 1>", 300) + strings.Repeat("<p>x", 500),
	} {
		if n, _ := nodes(t, page); n > 3000 {
			t.Errorf("%s: %d nodes for %d bytes", name, n, len(page))
		}
	}
}

func TestATreeHasThePagesOwnNames(t *testing.T) {
	_, names := nodes(t, `<p>A <b class="x">bold</b> <EM>word</EM>, <s>struck</s>, <svg><path d="M0"/><g><title>Icon</title></g></svg>drawn.<p><code>if a < b</code>`)
	for _, name := range []string{"b", "em", "s", "code"} {
		if names[name] != 1 {
			t.Errorf("%d %s: %v", names[name], name, names)
		}
	}
	for _, name := range []string{"svg", "path", "g"} {
		if names[name] != 0 {
			t.Errorf("a drawing's %s is left: %v", name, names)
		}
	}
}

func TestWordsInADrawingFormNoTag(t *testing.T) {
	for page, want := range map[string]string{
		"a<math><mn>1</mn></svg>b": "a<lede-math>1</lede-math>b", "<svg><text>a<<g/>b 1></text></svg>": "<lede-svg>a&lt;b 1></lede-svg>",
	} {
		if got := Read([]byte(page)).String(); got != want {
			t.Errorf("%s: %s, want %s", page, got, want)
		}
	}
}

// TestWhatNoPageHasSoLongIsShortened, but not what tells something.
func TestWhatNoPageHasSoLongIsShortened(t *testing.T) {
	doc, _, err := Read([]byte(`<p class="` + strings.Repeat("a", 2049) + `" id=` + strings.Repeat("b", 2048) + ` title="` + strings.Repeat("c", 3000) + `">`)).Tree(briefing.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for n := range doc.Descendants() {
		if n.DataAtom == atom.P && (len(attr(n, "class")) != 2048 || len(attr(n, "id")) != 2048 || len(attr(n, "title")) != 3000) {
			t.Errorf("%d and %d bytes are left", len(attr(n, "class")), len(attr(n, "id")))
		}
	}
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
