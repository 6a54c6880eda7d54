package page

import (
	"slices"
	"testing"

	"golang.org/x/net/html/atom"
)

// TestAParagraphThatWasLeftOutIsPutBack where it is set as three of the story are, and tells as they do.
func TestAParagraphThatWasLeftOutIsPutBack(t *testing.T) {
	p := func(of int, style uint64, text string) block {
		return block{text: text, kind: atom.P, of: of, style: style}
	}
	story := []block{p(1, 5, full(90)), p(2, 5, full(90)), p(3, 5, full(90))}
	for name, c := range map[string]struct {
		found []block
		left  block
		want  int
	}{
		"set as they are":       {story, p(9, 5, full(proseLength)), 4},
		"set in another way":    {story, p(9, 6, full(proseLength)), 3},
		"set in no way":         {story, p(9, 0, full(proseLength)), 3},
		"short":                 {story, p(9, 5, full(proseLength-1)), 3},
		"no sentence":           {story, p(9, 5, line(proseLength)), 3},
		"no paragraph":          {story, block{text: full(90), kind: atom.Div, of: 9, style: 5}, 3},
		"among two":             {story[:2], p(9, 5, full(proseLength)), 2},
		"a part of one of them": {story, p(2, 5, full(proseLength)), 3},
	} {
		last := len(c.found) - 1
		whole := slices.Concat(c.found[:last], []block{c.left}, c.found[last:])
		if got := opened(c.found, whole, "", ""); len(got) != c.want {
			t.Errorf("%s: %q", name, texts(got))
		}
	}
}

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
