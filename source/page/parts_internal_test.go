package page

import (
	"slices"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lede/source/notice"
)

// TestAParagraphOfTheStory is one by its element, by its words, and by what of it is links.
func TestAParagraphOfTheStory(t *testing.T) {
	text := full(80)
	for name, c := range map[string]struct {
		b    block
		want bool
	}{
		"a paragraph": {block{kind: atom.P, text: text}, true}, "an item of a list": {block{kind: atom.Li, text: text}, false}, "a quotation": {block{kind: atom.Blockquote, text: text}, false}, "a heading": {block{kind: atom.H2, text: text}, false},
		"beside the article": {block{kind: atom.P, text: text, beside: true}, false}, "half of it links": {block{kind: atom.P, text: text, linked: 40}, false}, "nearly half": {block{kind: atom.P, text: text, linked: 39}, true}, "a sign": {block{kind: atom.P, text: "Sign up for our newsletter."}, false},
	} {
		if c.b.paragraph() != c.want {
			t.Errorf("%s: %v", name, !c.want)
		}
	}
	for _, c := range []struct {
		b    block
		want bool
	}{{block{text: full(proseLength)}, true}, {block{text: full(proseLength - 1)}, false}, {block{text: line(proseLength)}, false}} {
		if c.b.tells() != c.want {
			t.Errorf("%d bytes tell: %v", len(c.b.text), !c.want)
		}
	}
}

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

// TestAWallIsANoticeThatSaysThatThereIsMore: neither alone is enough.
func TestAWallIsANoticeThatSaysThatThereIsMore(t *testing.T) {
	text := block{text: full(100)}
	for wall, want := range map[string]bool{subscribe: true, "Our members support us: already a subscriber.": false, "The rest of the bridge is only for trains.": false} {
		if got := onlyBeginning([]block{text, {text: wall}}, []block{text}); got != want {
			t.Errorf("%q is a wall: %v (%v)", wall, got, notice.In(wall))
		}
	}
}

// TestLinksOnwardEndTheStory where nothing of it follows.
func TestLinksOnwardEndTheStory(t *testing.T) {
	story, label := block{text: full(200), kind: atom.P}, block{text: "Most popular"}
	if !onwardLabel().MatchString(label.text) {
		t.Fatal("it is no such label")
	}
	link, plain := block{text: line(20), linked: 20}, block{text: line(20)}
	for name, c := range map[string]struct {
		bs   []block
		left int
	}{
		"links":                 {[]block{story, label, link, link}, 1},
		"the story goes on":     {[]block{story, label, link, story}, 4},
		"names":                 {[]block{story, label, plain, plain}, 4},
		"as many names":         {[]block{story, label, link, plain}, 1},
		"more names":            {[]block{story, label, link, plain, plain}, 5},
		"a label and nothing":   {[]block{story, label}, 1},
		"no label":              {[]block{story, link, link}, 3},
		"no story":              {[]block{label, link}, 0},
		"two labels":            {[]block{story, label, link, label, link}, 1},
		"nothing":               {nil, 0},
		"the story, then links": {[]block{label, link, story, label, link}, 3},
	} {
		if got := untilOnward(c.bs); len(got) != c.left {
			t.Errorf("%s: %d blocks are left, want %d", name, len(got), c.left)
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
	for text, want := range map[string]int{"": 0, "a\x7f": 0, "\u0080": 1, "aéb漢": 2} {
		if got := foreign([]byte(text)); got != want {
			t.Errorf("%q has %d letters beyond ASCII", text, got)
		}
	}
}
