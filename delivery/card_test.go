package delivery_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"lede/cards"
	"lede/desk"
	"lede/store"
)

// TestThePreviewOfEverySectionIsWhatIsSent, to the byte when both are made at the same instant, and shows the section.
func TestThePreviewOfEverySectionIsWhatIsSent(t *testing.T) {
	of := map[string]string{"key points": "She thanked the engineers", "quotes": "We cannot take chances", "people": "** — Chief engineer", "figures": "**two** — boats", "developments": "The city library reopened"}
	for _, sections := range append(cards.Sections(), strings.Join(cards.Sections(), ", ")) {
		r := newRoom(t)
		run(t, r.Desk, admin("digest", "edit", map[string]string{"sections": sections}))
		r.at = seven
		reply, err := handle(t, r.Desk, admin("digest", "preview", nil))
		if err != nil {
			t.Fatal(err)
		}
		preview, err := json.Marshal(reply.Card.Components)
		if err != nil {
			t.Fatal(err)
		}
		r.move(t, seven)
		// Except for the hidden mark that helps to find the message again.
		sent := bytes.ReplaceAll(r.wire.posts[0].Components, []byte("?edition="+r.wire.posts[0].Marker), nil)
		if !bytes.Equal(preview, sent) {
			t.Errorf("%s: the preview is\n%s\nand sent was\n%s", sections, preview, sent)
		}
		for section := range strings.SplitSeq(sections, ", ") {
			contains(t, string(sent), of[section])
		}
	}
}

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
		`{"v":1,"data":{"bytes":2000000000,"points":[{"sentence":1900000000,"text":"x"}]}}`,
		`{"v":1,"data":{"bytes":90,"points":[{"sentence":-1,"text":"x"}]}}`,
	} {
		if got := posted(func(tx store.Tx, ref string) error { return tx.Put("gists", ref, []byte(foul)) }); !bytes.Equal(got, whole) {
			t.Errorf("of the gist %s:\n%s", foul, got)
		}
	}
}
