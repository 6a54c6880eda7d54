package page

import (
	"testing"

	"golang.org/x/net/html/atom"
)

func TestAnOpeningThatWasLeftIsPutBack(t *testing.T) {
	p := func(of int, path uint64, text string) block {
		return block{text: text, kind: atom.P, of: of, path: path}
	}
	story := p(2, 7, full(90))
	for name, c := range map[string]struct {
		whole []block
		title string
		want  int
	}{
		"a box of the same class":        {[]block{p(1, 7, full(20)), story, p(3, 7, full(20))}, "", 3},
		"boxes of other classes":         {[]block{p(1, 8, full(90)), story, p(3, 8, full(90))}, "", 1},
		"no sentence after it":           {[]block{story, p(3, 7, line(20))}, "", 1},
		"what stands below the headline": {[]block{p(0, 0, "The headline"), p(1, 8, full(proseLength)), story}, "The headline", 2},
		"a short line there":             {[]block{p(0, 0, "The headline"), p(1, 8, full(shortestStand-1)), story}, "The headline", 1},
		"no sentence there":              {[]block{p(0, 0, "The headline"), p(1, 8, line(shortestStand)), story}, "The headline", 2},
		"what stands above it":           {[]block{p(1, 7, full(90)), p(0, 0, "The headline"), story}, "The headline", 1},
		"no paragraph":                   {[]block{{text: full(20), kind: atom.Div, of: 1, path: 7}, story}, "", 1},
	} {
		if got := opened([]block{story}, c.whole, c.title, ""); len(got) != c.want {
			t.Errorf("%s: %q", name, texts(got))
		}
	}
	if got := opened([]block{{text: "x"}}, []block{story}, "", ""); len(got) != 1 {
		t.Errorf("of what is nowhere on the page: %q", texts(got))
	}
}
