package desk_test

import (
	"context"
	"errors"
	"testing"

	"lede/desk"
	"lede/store"
)

// heavy is a store whose articles of one owner are too many to be read at once.
type heavy struct{ store.KV }

func (h heavy) Update(ctx context.Context, owner string, edit func(store.Tx) error) error {
	return h.KV.Update(ctx, owner, func(tx store.Tx) error { return edit(heavyTx{tx}) })
}

type heavyTx struct{ store.Tx }

func (h heavyTx) List(kind string) ([]store.Entry, error) {
	if kind == "articles" {
		return nil, errors.New("it takes too long")
	}
	return h.Tx.List(kind)
}

// TestErasingReadsNoArticle: all of a full shelf at once may be 200 MB, which no store gives in time.
func TestErasingReadsNoArticle(t *testing.T) {
	_, kv, _ := open(t)
	d := desk.New(desk.Options{Store: heavy{kv}})
	if _, _, err := d.Add(t.Context(), "g", "ana", article("a", "A")); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Brief(t.Context(), "ana", article("b", "B")); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(d.EraseGuild(t.Context(), "g"), d.ErasePerson(t.Context(), "ana")); err != nil {
		t.Fatal(err)
	}
	for _, owner := range []string{"guild:g", "person:ana"} {
		for _, kind := range []string{"shelf", "articles", "gists"} {
			if left, err := kv.List(t.Context(), owner, kind); err != nil || len(left) > 0 {
				t.Errorf("%s still has %d of %s, %v", owner, len(left), kind, err)
			}
		}
	}
}
