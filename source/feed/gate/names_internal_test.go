package gate

import "testing"

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
