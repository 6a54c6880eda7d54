package desk

import (
	"errors"
	"testing"
	"time"

	"lede/store"
)

// TestAllThatIsKeptIsCounted to the byte, up to what all may take.
func TestAllThatIsKeptIsCounted(t *testing.T) {
	kv := store.NewMemory(nil)
	defer kv.Close()
	d, ctx := New(Options{Store: kv, Space: Space{All: 100, Server: 50}}), t.Context()
	for _, c := range []struct {
		more, all int64
		full      bool
	}{{1, 1, false}, {0, 1, false}, {99, 100, false}, {1, 100, true}, {-40, 60, false}, {41, 60, true}, {40, 100, false}, {-500, 0, false}} {
		err := d.count(ctx, c.more)
		var all int64
		if _, err := d.get(ctx, ownerInstance, ofSpace, spaceKey, &all); err != nil {
			t.Fatal(err)
		}
		if errors.Is(err, ErrStoreFull) != c.full || all != c.all || err != nil && !c.full {
			t.Errorf("after %d more: %d, %v; want %d", c.more, all, err, c.all)
		}
	}
	d.space.All = 10 // less than what is kept from before
	if err := errors.Join(noteSpace(t, d, 100), d.count(ctx, -20)); err != nil {
		t.Errorf("what goes from a store that is too full: %v", err)
	}
	for bytes, want := range map[int64]error{50: nil, 51: ErrServerFull} {
		in := Intake{Articles: []MovedArticle{{kept: moved{Headline: Headline{Bytes: bytes - 1}}}, {kept: moved{Headline: Headline{Bytes: 1}}}}}
		got, err := d.prepare(&in, spring)
		if !errors.Is(err, want) || err == nil && got != bytes || len(in.shelf) != 2 {
			t.Errorf("importing %d bytes: %d, %v", bytes, got, err)
		}
	}
	in := Intake{By: "ana", Articles: []MovedArticle{{Added: spring.Add(time.Hour)}, {Added: spring}, {}}}
	if _, err := d.prepare(&in, spring); err != nil {
		t.Fatal(err)
	}
	for _, h := range in.shelf {
		if !h.Added.Equal(spring) || h.By != "ana" {
			t.Errorf("imported by %q, added %v", h.By, h.Added)
		}
	}
}

// noteSpace writes down how much all articles take.
func noteSpace(t *testing.T, d *Desk, all int64) error {
	t.Helper()
	return d.kv.Update(t.Context(), ownerInstance, func(tx store.Tx) error { return put(tx, ofSpace, spaceKey, all) })
}
