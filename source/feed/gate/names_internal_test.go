package gate

import (
	"fmt"
	"strings"
	"testing"
)

// TestANameIsReadInSmallLetters, whatever a document is typed in, with what stands before its colon.
func TestANameIsReadInSmallLetters(t *testing.T) {
	for raw, want := range map[string][2]string{
		"ITEM": {"", "item"}, "AZaz": {"", "azaz"}, "Zeal:ZOO": {"zeal", "zoo"}, "a:b:c": {"a", "b:c"}, ":a": {"", "a"}, "a:": {"a", ""}, "a@[": {"", "a@["}, "": {"", ""},
	} {
		if prefix, name := nameOf([]byte(raw)); prefix != want[0] || name != want[1] {
			t.Errorf("%q: %q, %q", raw, prefix, name)
		}
	}
	for _, c := range []struct {
		theirs, ours string
		want         bool
	}{{"AZ", "az", true}, {"az", "az", true}, {"az", "AZ", false}, {"a", "az", false}, {"azz", "az", false}, {"[", "{", false}, {"@", "`", false}, {"", "", true}} {
		if got := equal([]byte(c.theirs), c.ours); got != c.want {
			t.Errorf("%q is %q: %v", c.theirs, c.ours, got)
		}
	}
}

// TestWhatIsOpenAtTheEndIsClosed, or left out where it is an item, so that a reader of the document finds every tag in its place.
func TestWhatIsOpenAtTheEndIsClosed(t *testing.T) {
	for in, want := range map[string]struct {
		head           string
		items, counted int
		cut            bool
	}{
		`<rss><channel><media:group><media:group>`:                                       {"<media:group><media:group></media:group></media:group>", 0, 0, true},
		`<rss><channel><title>a</title><item><title>b</title></item><item><media:group>`: {"<title>a</title>", 1, 2, true},
		`<rss><channel><item><title>b</title></item></channel>`:                          {"", 1, 1, false},
		`<rss><channel><item><title>b</title></item></channel><item>`:                    {"", 1, 2, true},
		`<rss><channel><title>a</title></channel>`:                                       {"<title>a</title>", 0, 0, true},
		`<rdf:RDF><channel></channel><item><title>b</title></item>`:                      {"", 1, 1, true},
		`<feed><title>a</title><entry><title>b</title></entry></feed>`:                   {"<title>a</title>", 1, 1, false},
	} {
		g := &gate{Scanner: Scanner{in: []byte(in)}, dated: yearOf, spaces: map[string]string{}}
		first, ok := g.Tag()
		if !ok {
			t.Fatal(in)
		}
		g.enter(first)
		for g.err == nil && !g.done && g.Next() {
			switch tag, ok := g.Tag(); {
			case !ok:
			case tag.End:
				g.leave(tag)
			default:
				g.meet(tag)
			}
		}
		g.finish()
		if string(g.head) != want.head || len(g.out.Items) != want.items || g.out.Counted != want.counted || g.out.Cut != want.cut {
			t.Errorf("%s: %q, %d of %d items, cut %v", in, g.head, len(g.out.Items), g.out.Counted, g.out.Cut)
		}
	}
}

// TestNamesAreDeclared: of known spaces, with prefixes and addresses of a sensible length, and not without end.
func TestNamesAreDeclared(t *testing.T) {
	const media = "http://search.yahoo.com/mrss/"
	declares := func(attributes string, prefix string) bool {
		d, _ := through("<rss " + attributes + "><channel><item><" + prefix + ":title>a</" + prefix + ":title></item></channel></rss>")
		return strings.Contains(string(d.XML), "<media:title>")
	}
	long := func(n int) string { return strings.Repeat("m", n) }
	many := func(n int) (s string) {
		for i := range n {
			s += fmt.Sprintf(` xmlns:x%d="%s"`, i, media)
		}
		return s
	}
	for name, c := range map[string]struct {
		attributes, prefix string
		want               bool
	}{
		"as usual": {`xmlns:m="` + media + `"`, "m", true}, "an unknown space": {`xmlns:m="http://a.example/"`, "m", false}, "a prefix of 40 letters": {"xmlns:" + long(40) + `="` + media + `"`, long(40), true}, "one of 41": {"xmlns:" + long(41) + `="` + media + `"`, long(41), false},
		"an address of 100 bytes": {`xmlns:m="` + media[:len(media)-1] + strings.Repeat(" ", 101-len(media)) + `"`, "m", true}, "one of 101": {`xmlns:m="` + media[:len(media)-1] + strings.Repeat(" ", 102-len(media)) + `"`, "m", false},
		"a hundred others": {many(100) + ` xmlns:m="` + media + `"`, "m", true}, "a hundred and one": {many(101) + ` xmlns:m="` + media + `"`, "m", false}, "in capitals": {`xmlns:M="HTTPS://WWW.Search.Yahoo.com/mrss"`, "m", true},
	} {
		if got := declares(c.attributes, c.prefix); got != c.want {
			t.Errorf("%s: the prefix is known: %v", name, got)
		}
	}
	for own, want := range map[string]string{
		"": "a", "http://www.w3.org/1999/xhtml": "", "http://purl.org/rss/1.0/": "a", "http://backend.userland.com/rss2": "a", "http://www.w3.org/2005/Atom": "", strings.Repeat("a", 99): "a", media: "",
	} {
		d, _ := through(`<rss><channel><item><title xmlns="` + own + `">a</title></item></channel></rss>`)
		got := ""
		if strings.Contains(string(d.XML), "<title>a</title>") {
			got = "a"
		}
		if got != want {
			t.Errorf("in %q: %s", own, d.XML)
		}
	}
}

// TestOnlyDeclarationsDeclare, and none is an attribute of the same name.
func TestOnlyDeclarationsDeclare(t *testing.T) {
	g := gate{spaces: map[string]string{}}
	g.declare(Tag{attributes: []attribute{{[]byte("m"), []byte("http://search.yahoo.com/mrss/")}, {[]byte("href"), []byte("http://purl.org/dc/elements/1.1/")}}})
	if len(g.spaces) != 0 {
		t.Errorf("%v", g.spaces)
	}
	if g.declare(Tag{attributes: []attribute{{[]byte("xmlns:m"), []byte("http://search.yahoo.com/mrss/")}}}); len(g.spaces) != 1 {
		t.Errorf("%v", g.spaces)
	}
}
