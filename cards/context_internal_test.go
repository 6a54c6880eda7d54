package cards

import (
	"slices"
	"strings"
	"testing"

	"lede/briefing"
	"lede/cards/markup"
	"lede/languages"
)

func articleOf(sentences ...string) *briefing.Article {
	a := &briefing.Article{Title: "T", Text: strings.Join(sentences, " ")}
	at := 0
	for _, s := range sentences {
		a.Sentences = append(a.Sentences, briefing.Sentence{Span: briefing.Span{Start: at, End: at + len(s)}})
		at += len(s) + 1
	}
	return a
}

func TestASentenceIsFoundAgainByItsCitation(t *testing.T) {
	a, moved := articleOf("One.", "Two.", "Three."), articleOf("Nought.", "One.", "Three.")
	one, two, three := citation(a, 0), citation(a, 1), citation(a, 2)
	for _, c := range []struct {
		in   *briefing.Article
		said string
		want []int
	}{
		{a, "1", []int{0}}, {a, "3", []int{2}}, {a, "0", nil}, {a, "4", nil}, {a, "-1", nil}, {a, "", nil}, {a, "x", nil}, {a, "[2]", []int{1}}, {a, "3.1.3", []int{0, 2}}, {a, "1.9", nil},
		{a, one, []int{0}}, {a, two + "." + one, []int{0, 1}}, {moved, one, []int{1}}, {moved, two, nil}, {moved, three, []int{2}}, {a, "9-" + imprint("Two."), []int{1}}, {a, "2-" + imprint("One."), []int{0}}, {a, "2-xxx", nil},
	} {
		got, ok := Cited(c.in, c.said)
		if ok != (c.want != nil) || ok && !slices.Equal(got, c.want) {
			t.Errorf("%q: %v, %v", c.said, got, ok)
		}
	}
	twice := articleOf("One.", "Two.", "One.")
	if got, _ := Cited(twice, citation(twice, 2)); !slices.Equal(got, []int{2}) {
		t.Errorf("of two that are alike: %v", got)
	}
	var many []int
	long := articleOf(strings.Fields(strings.Repeat("Word. ", 60))...)
	for i := range long.Sentences {
		many = append(many, i)
	}
	link := contextOf(long, "0123456789ab", many)
	if n := len(link.String()); n+len("&from=99") > maxCustomID || n < maxCustomID/2 {
		t.Errorf("a link of %d characters: %s", n, link)
	}
	if text, size := passage(a, []int{1}); size != len("One.Two.Three.") || strings.Count(text, "\n") < 2 {
		t.Errorf("%q, %d", text, size)
	}
	if _, size := passage(a, []int{0}); size != len("One.Two.") {
		t.Errorf("the first has one neighbour: %d", size)
	}
	if _, size := passage(a, []int{2}); size != len("Two.Three.") {
		t.Errorf("the last has one neighbour: %d", size)
	}
}

func TestALinkEndsWhereItShould(t *testing.T) {
	for address, want := range map[string]string{"https://a.example/~b": "https://a.example/%7Eb", "https://a.example/\x7f": "https://a.example/%7F", "https://a.example/ ": "https://a.example/%20", "https://a.example/!": "https://a.example/!", "https://a.example/(é)": "https://a.example/%28%C3%A9%29"} {
		if got := markup.InLink(address); got != want {
			t.Errorf("%q: %s, want %s", address, got, want)
		}
	}
	for title, want := range map[string]bool{"News of b.example": true, "News of a.example": false, "News of example": false, "Sub.a.example": true, "b.exa\u200bmple": true, "A. B": false} {
		if got := markup.Pretends(title, "a.example"); got != want {
			t.Errorf("%q pretends: %v", title, got)
		}
	}
	if markup.Pretends("News of a.example", "www.a.example") {
		t.Error("a title that names the site itself pretends")
	}
}

func TestAListHasFurtherPagesWhereThereIsMore(t *testing.T) {
	ids := func(p *Page) string {
		var list []string
		for _, b := range p.turns() {
			list = append(list, b.CustomID)
		}
		return strings.Join(list, " ")
	}
	for name, c := range map[string]struct {
		from, items, omitted int
		paged                bool
		want                 int
	}{"all of it": {0, 5, 0, true, 0}, "the first of two": {0, 5, 2, true, 1}, "the last of two": {3, 5, 0, true, 1}, "one between": {3, 9, 2, true, 2}, "no further pages": {0, 5, 2, false, 0}} {
		p := NewPage(languages.Language{})
		if p.items, p.omitted = c.items, c.omitted; c.paged {
			p.Paged(c.from, Link{Command: "sources"})
		}
		if got := len(p.turns()); got != c.want {
			t.Errorf("%s: %s", name, ids(p))
		}
	}
	p := NewPage(languages.Language{})
	p.Paged(-5, Link{Command: "sources"})
	if p.from != 0 || p.more == nil {
		t.Errorf("%d, %v", p.from, p.more)
	}
	p = NewPage(languages.Language{})
	if p.Paged(3, Link{Command: "sources", Options: map[string]string{"x": strings.Repeat("y", maxCustomID)}}); p.more != nil || p.from != 0 {
		t.Error("a link that Discord does not take leads on")
	}
}
