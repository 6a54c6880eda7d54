package page

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html/atom"

	"lede/briefing"
)

func TestWordsAreThoseOfThePage(t *testing.T) {
	for name, c := range map[string]struct {
		found string
		near  []string
		want  []int
	}{
		"the same":        {"a b", []string{"x", "a b", "a b c"}, []int{1}},
		"words were lost": {"a c", []string{"x", "a b c"}, []int{1}},
		"joined":          {"a b c d", []string{"a b", "x", "c d"}, []int{0, 2}},
		"none of them":    {"a b", []string{"x y"}, nil},
		"another order":   {"b a", []string{"a b"}, nil},
		"lost in marks":   {"he called it “”.", []string{"he called it “murder”."}, []int{0}},
		"lost in a word":  {"the mayor has signed, her own office said", []string{"x", "the mayor has resigned, her own office said"}, []int{1}},
		"a few letters":   {"the “”.", []string{"they “did”. So", "the “end”."}, nil},
	} {
		if got := matching(block{text: c.found}, paragraphsOf(c.near...)); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v", name, got)
		}
	}
	numberedAs := func(of int, list ...string) (bs []block) {
		for _, b := range paragraphsOf(list...) {
			b.of = of
			bs = append(bs, b)
		}
		return bs
	}
	whole := append(numberedAs(1, "a not b", "c d", "e f"), numberedAs(2, "g h")...)
	found := append(numberedAs(1, "a b", "b", "c d e f"), numberedAs(3, "new")...)
	if got := texts(restore(found, whole)); !slices.Equal(got, []string{"a not b", "c d", "e f", "new"}) {
		t.Errorf("%q", got)
	}
	far := append(make([]string, 0), slices.Repeat([]string{"x"}, window)...)
	for n, want := range map[int]string{window - 1: "a not b", window: "a b"} {
		if got := texts(restore(numberedAs(1, "a b"), numberedAs(1, append(slices.Clone(far[:n]), "a not b")...))); !slices.Equal(got, []string{want}) {
			t.Errorf("behind %d blocks: %q", n, got)
		}
	}
}

// TestALineEndsWhereABrowserEndsIt, and one of nothing but buttons is none.
func TestALineEndsWhereABrowserEndsIt(t *testing.T) {
	for page, want := range map[string][]string{
		`One<br>two`:                                                           {"One two"},
		`She will <center>not</center> resign.`:                                {"She will not resign."},
		`<div><center>Not</center> so he.</div>`:                               {"Not", "so he."},
		`She left. <center>Not</center> so he.`:                                {"She left.", "Not", "so he."},
		`She will <center>not</center> Nobody came.`:                           {"She will", "not", "Nobody came."},
		`Her <slot>office</slot> <marquee>said</marquee> so <embed src=x>now.`: {"Her office said so now."},
		`One<br><br>two`:                                                       {"One", "two"},
		`One<br> <br>two`:                                                      {"One", "two"},
		`One<br>and<br>two`:                                                    {"One and two"},
		`One<p>two</p>three`:                                                   {"One", "two", "three"},
		`One<i>two</i>`:                                                        {"Onetwo"},
		`One<span style="display:block">two</span>three`:                       {"One", "two", "three"},
		`One<div style="color:red; display: inline">two</div>`:                 {"Onetwo"},
		`One<div style="display:inline !important">two</div>`:                  {"Onetwo"},
		`<button>Share</button>`:                                               nil,
		`<p><button>Share</button> <button>Save</button></p>`:                  nil,
		`Press <button>Share</button> now`:                                     {"Press Share now"},
		`<p>…</p>`:                                                             nil,
		`He said <q>yes</q>.`:                                                  {"He said “yes”."},
		`Two<sup><a href="#1">1</a></sup>, 10<sup>6</sup>`:                     {"Two, 10⁶"},
		`<p style="visibility:hidden">No</p><p hidden>No</p>Yes`:               {"Yes"},
	} {
		if got := texts(blocks(treeOf(t, page))); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", page, got, want)
		}
	}
	for n := range treeOf(t, `<p><span>words alone</span></p>`).Descendants() {
		if n.DataAtom != atom.Span {
			continue
		}
		if got := texts(blocks(n)); !slices.Equal(got, []string{"words alone"}) {
			t.Errorf("of an element within a line: %q", got)
		}
	}
	bs := blocks(treeOf(t, `<main>a</main><article class="x">b <a href="/">c d</a></article><div class="newsletter">e<p>f</p></div><p class="y">g</p>`))
	for i, want := range []block{{text: "a", inside: 1}, {text: "b c d", inside: 2, linked: 3}, {text: "e", beside: true}, {text: "f", beside: true}, {text: "g"}} {
		if i >= len(bs) {
			t.Fatalf("%+v", bs)
		}
		if b := bs[i]; b.text != want.text || b.inside != want.inside || b.linked != want.linked || b.beside != want.beside {
			t.Errorf("%+v, want %+v", b, want)
		}
	}
	if bs[1].style == 0 || bs[4].style == 0 || bs[1].style == bs[4].style || bs[0].style != 0 {
		t.Errorf("elements are of one style by their classes: %+v", bs)
	}
}

// TestWordsOfATextInOrder, however many others stand between them.
func TestWordsOfATextInOrder(t *testing.T) {
	for _, c := range []struct {
		words, others string
		want          bool
	}{{"", "", true}, {"", "a", true}, {"a", "", false}, {"a b", "a x b", true}, {"a b", "b a", false}, {"a a", "a", false}, {"a a", "a a", true}, {"b", "a b", true}} {
		if got := inOrder(strings.Fields(c.words), strings.Fields(c.others)); got != c.want {
			t.Errorf("%q in %q: %v", c.words, c.others, got)
		}
	}
	p := func(of int, list ...string) (bs []block) {
		for _, b := range paragraphsOf(list...) {
			b.of = of
			bs = append(bs, b)
		}
		return bs
	}
	for name, c := range map[string]struct {
		found, whole []block
		want         []string
	}{
		"one of two after the other": {p(1, "a b", "c d"), p(1, "a x b", "c x d"), []string{"a x b", "c x d"}},
		"a part of what was taken":   {p(1, "a b", "b"), p(1, "a x b"), []string{"a x b"}},
		"of another element":         {p(2, "a b"), p(1, "a x b"), []string{"a b"}},
		"what stands before is past": {p(1, "c d", "a b"), p(1, "a x b", "c x d"), []string{"c x d", "a b"}},
	} {
		if got := texts(restore(c.found, c.whole)); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// TestHowWordsArePronouncedIsNoPartOfALine, while any other word above one stays.
func TestHowWordsArePronouncedIsNoPartOfALine(t *testing.T) {
	for in, want := range map[string]string{
		"<p><ruby>港市<rp>（</rp><rt>みなとし</rt><rp>）</rp></ruby>は27日に発表した。":           "港市は27日に発表した。",
		"<p><ruby>港<rt>みなと</rt>市<rt>シ</rt></ruby>は27日に発表した。":                      "港市は27日に発表した。",
		"<p><ruby>臨<rt>ㄌㄧㄣˊ</rt></ruby>江大橋通車。":                                    "臨江大橋通車。",
		"<p>The <ruby>saga<rp>(</rp><rt>tale</rt><rp>)</rp></ruby> of the river.": "The sagatale of the river.",
	} {
		if whole, _ := Fragment(in, briefing.Options{}); whole != want {
			t.Errorf("%s: %q, want %q", in, whole, want)
		}
	}
}
