package commands_test

import (
	"bytes"
	"testing"

	"lede/desk"
	"lede/store"
)

// TestADigestOfAGistIsThatOfTheWholeArticle: also of an article that an older Lede kept, which has no gist.
func TestADigestOfAGistIsThatOfTheWholeArticle(t *testing.T) {
	posted := func(change func(tx store.Tx, ref string) error) []byte {
		r := newRoom(t)
		h, err := r.Find(t.Context(), desk.Reader{Guild: "g"}, "")
		if err != nil {
			t.Fatal(err)
		}
		if err := r.kv.Update(t.Context(), "guild:g", func(tx store.Tx) error { return change(tx, h.Ref) }); err != nil {
			t.Fatal(err)
		}
		if r.move(t, seven); len(r.wire.posts) != 1 {
			t.Fatalf("%d posts", len(r.wire.posts))
		}
		return r.wire.posts[0].Components
	}
	whole := posted(func(tx store.Tx, ref string) error { return tx.Delete("gists", ref) })
	contains(t, string(whole), "### ")
	if gist := posted(func(tx store.Tx, ref string) error {
		return tx.Put("articles", ref, []byte(`{"v":1,"data":{}}`)) // which nobody needs to read
	}); !bytes.Equal(gist, whole) {
		t.Errorf("of the gist:\n%s\nof the whole article:\n%s", gist, whole)
	}
	for _, foul := range []string{
		`{"v":1,"data":{"bytes":9000000000,"points":[{"sentence":8000000000,"text":"x"}]}}`,
		`{"v":1,"data":{"bytes":90,"points":[{"sentence":-1,"text":"x"}]}}`,
	} {
		if got := posted(func(tx store.Tx, ref string) error { return tx.Put("gists", ref, []byte(foul)) }); !bytes.Equal(got, whole) {
			t.Errorf("of the gist %s:\n%s", foul, got)
		}
	}
}
