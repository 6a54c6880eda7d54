package kvtest

import (
	"context"
	"errors"
	"slices"
	"testing"

	"lede/store"
)

// gathered: what is read together is what Get and List return, and answers the first of each.
func gathered(t *testing.T, f *fixture) {
	f.put("notes", "a", "1")
	f.put("notes", "b", "2")
	f.put("marks", "x", "")
	spots := []store.Spot{{Kind: "notes"}, {Kind: "notes", Key: "b"}, {Kind: "none"}, {Kind: "marks", Key: "x"}, {Kind: "marks", Key: "none"}}
	g, ok := f.kv.(store.Gatherer)
	if !ok { // it may not
		if store.Ahead(t.Context(), f.kv, owner, spots...) != t.Context() {
			t.Errorf("something was read ahead from %T", f.kv)
		}
		return
	}
	lists, err := g.Gather(t.Context(), owner, spots)
	if err != nil || len(lists) != len(spots) {
		t.Fatalf("%d lists, %v", len(lists), err)
	}
	for i, want := range []string{"a=1 b=2", "b=2", "", "x=", ""} {
		if got := shown(lists[i]); got != want {
			t.Errorf("%+v: %s, want %s", spots[i], got, want)
		}
	}
	ctx := store.Ahead(t.Context(), f.kv, owner, slices.Clone(spots)...)
	f.put("notes", "b", "changed")
	f.put("marks", "none", "new")
	for _, want := range []struct{ list, b, none string }{{"a=1 b=2", "2", ""}, {"a=1 b=changed", "changed", "new"}} {
		list, err := f.kv.List(ctx, owner, "notes")
		if got := shown(list); err != nil || got != want.list {
			t.Errorf("listed %s, want %s, %v", got, want.list, err)
		}
		if b, err := f.kv.Get(ctx, owner, "notes", "b"); err != nil || string(b) != want.b {
			t.Errorf("got %s, want %s, %v", b, want.b, err)
		}
		none, err := f.kv.Get(ctx, owner, "marks", "none")
		if string(none) != want.none || errors.Is(err, store.ErrNotFound) != (want.none == "") {
			t.Errorf("got %s, want %s, %v", none, want.none, err)
		}
	}
}

// gatheredOfAll: what is read together of several owners answers for each of them.
func gatheredOfAll(t *testing.T, f *fixture) {
	if _, ok := f.kv.(store.Gatherer); !ok {
		return
	}
	put := func(owner, value string) {
		if err := f.kv.Update(t.Context(), owner, func(tx store.Tx) error { return tx.Put("notes", "a", []byte(value)) }); err != nil {
			t.Fatal(err)
		}
	}
	wanted, owners := store.Wanted{}, []string{"guild:1", "guild:2", "site:three"}
	for _, owner := range owners {
		put(owner, "of "+owner)
		wanted.Add(owner, "notes", "a")
	}
	wanted.Add("guild:2", "notes", "none")
	ctx := store.AheadOfAll(t.Context(), f.kv, wanted)
	for _, owner := range owners {
		put(owner, "changed")
		for _, want := range []string{"of " + owner, "changed"} {
			if v, err := f.kv.Get(ctx, owner, "notes", "a"); err != nil || string(v) != want {
				t.Errorf("%s has %q, want %q, %v", owner, v, want, err)
			}
		}
	}
}

// gatheredForOne: nothing else is answered by what was read together: no other owner, store or key, and no edit.
func gatheredForOne(t *testing.T, f *fixture) {
	f.put("notes", "a", "1")
	ahead := func() context.Context {
		return store.Ahead(t.Context(), f.kv, owner, store.Spot{Kind: "notes", Key: "a"})
	}
	ctx := ahead()
	f.put("notes", "a", "2")
	if _, err := f.kv.Get(ctx, "guild:other", "notes", "a"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("another owner has it: %v", err)
	}
	if _, err := store.NewMemory(nil).Get(ctx, owner, "notes", "a"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("another store has it: %v", err)
	}
	if list, err := f.kv.List(ctx, owner, "notes"); err != nil || shown(list) != "a=2" {
		t.Errorf("the list is %s, %v", shown(list), err)
	}
	if err := f.kv.Update(ctx, owner, func(tx store.Tx) error {
		v, err := tx.Get("notes", "a")
		if string(v) != "2" {
			t.Errorf("an edit is shown %s", v)
		}
		return err
	}); err != nil {
		t.Error(err)
	}
	ended, end := context.WithCancel(ahead())
	end()
	if _, err := f.kv.Get(ended, owner, "notes", "a"); !errors.Is(err, context.Canceled) {
		t.Errorf("under a context that has ended: %v", err)
	}
}

func shown(list []store.Entry) (text string) {
	for i, e := range list {
		if i > 0 {
			text += " "
		}
		text += e.Key + "=" + string(e.Value)
	}
	return text
}
