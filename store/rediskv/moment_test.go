package rediskv_test

import (
	"testing"

	"lede/store"
	"lede/store/kvtest"
)

// TestAnEditThatWritesNothingSeesOneMoment: what changes between two of its reads has it run again.
func TestAnEditThatWritesNothingSeesOneMoment(t *testing.T) {
	t.Parallel()
	server := kvtest.StartServer(t)
	kv, other := mustOpen(t, server.URL(), ""), mustOpen(t, server.URL(), "")
	write := func(value string) {
		err := other.Update(t.Context(), "guild:1", func(tx store.Tx) error {
			if err := tx.Put("shelf", "x", []byte(value)); err != nil {
				return err
			}
			return tx.Put("articles", "x", []byte(value))
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	write("old")
	var shelf, article []byte
	runs := 0
	ctx, saved := store.Saving(t.Context())
	err := kv.Update(ctx, "guild:1", func(tx store.Tx) (err error) {
		if shelf, err = tx.Get("shelf", "x"); err != nil {
			return err
		}
		if runs++; runs == 1 {
			write("new")
		}
		article, err = tx.Get("articles", "x")
		return err
	})
	if err != nil || string(shelf) != "new" || string(article) != "new" || runs != 2 || saved() {
		t.Errorf("saw %q and %q in %d runs, saved %v, %v", shelf, article, runs, saved(), err)
	}
}
