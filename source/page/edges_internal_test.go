package page

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lede/source/page/sight"
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

// TestATitleThatTheHeadingOrItsDataConfirmIsNoSlogan, though it looks like one.
func TestATitleThatTheHeadingOrItsDataConfirmIsNoSlogan(t *testing.T) {
	with := func(title, h1, data string) string {
		e := embedded{title: title, h1: h1}
		e.ld.headline = data
		return e.headline("", "The Daily")
	}
	for _, c := range []struct{ title, h1, data, want string }{
		{"Latest news | The Daily", "", "", "Latest news"}, // there is no other
		{"Latest news", "Bridge opens", "", "Bridge opens"},
		{"Bridge opens | The Daily", "Latest news", "", "Latest news"},
		{"Bridge opens | The Daily", "The Daily", "", "Bridge opens"},
		{"Bridge opens", "", "Breaking headlines", "Breaking headlines"},
		{"The Daily", "", "", "The Daily"},
		{"", "", "", ""},
	} {
		if got := with(c.title, c.h1, c.data); got != c.want {
			t.Errorf("%+v: %q", c, got)
		}
	}
	e := embedded{meta: map[string]string{"og:title": "Latest news", "twitter:title": "Bridge opens"}, title: "Another"}
	if got := e.headline("The Daily"); got != "Bridge opens" {
		t.Errorf("of what several places say: %q", got)
	}
}

// TestTheLinesOfABoxBecomeParagraphs where they stand beside others, with the number of the box.
func TestTheLinesOfABoxBecomeParagraphs(t *testing.T) {
	doc := treeOf(t, `<div>one <i>two</i><p>three</p> four<b>five</b> <section>six</section> </div><div>seven</div>`)
	number(doc)
	wrap(doc)
	var got []string
	for n := range doc.Descendants() {
		if n.DataAtom == atom.P {
			if sight.Attr(n, sight.Numbered) == "" {
				t.Errorf("%q has no number", inlineText(n))
			}
			got = append(got, inlineText(n))
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

// TestAnElementOfTheHeadMarksNoAuthor: it has no text.
func TestAnElementOfTheHeadMarksNoAuthor(t *testing.T) {
	for page, want := range map[string]bool{
		`<a rel="author" id=x>Ann</a>`: true, `<span itemprop="author" id=x>Ann</span>`: true, `<link rel="author" id=x href="/ann">`: false, `<meta itemprop="author" id=x content="Ann">`: false, `<link itemprop="author" id=x>`: false, `<a rel="nofollow" id=x>Ann</a>`: false,
	} {
		for n := range treeOf(t, page).Descendants() {
			if sight.Attr(n, "id") == "x" && marksAuthor(n) != want {
				t.Errorf("%s marks the author: %v", page, !want)
			}
		}
	}
}
