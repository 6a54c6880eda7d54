package kvtest

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"lede/store"
)

func roundTrip(_ *testing.T, f *fixture) {
	f.want(f.got("notes", "a"), "absent")
	f.put("notes", "a", "one")
	f.want(f.got("notes", "a"), `"one"`)
	f.put("notes", "a", "two\x00\xff")
	f.want(f.got("notes", "a"), `"two\x00\xff"`)
	large := strings.Repeat("x", 1<<20)
	f.put("notes", "a", large)
	f.want(f.got("notes", "a"), `"`+large+`"`)
	f.update(func(tx store.Tx) error { return tx.Delete("notes", "a") })
	f.want(f.got("notes", "a"), "absent")
	f.want(f.listed("notes"), "")
}

func emptyValue(t *testing.T, f *fixture) {
	for _, empty := range [][]byte{nil, {}} {
		f.update(func(tx store.Tx) error { return tx.Put("notes", "a", empty) })
		f.want(f.got("notes", "a"), `""`)
		f.want(f.listed("notes"), "a=")
		f.update(func(tx store.Tx) error {
			if _, err := tx.Get("notes", "a"); err != nil {
				t.Errorf("an edit reads %v", err)
			}
			return tx.Delete("notes", "a")
		})
		f.want(f.got("notes", "a"), "absent")
	}
}

func listOrder(t *testing.T, f *fixture) {
	keys := []string{"b", "a", "é", "B", "a b", "ab", "10", "9", "zz"}
	f.update(func(tx store.Tx) error {
		for _, k := range keys {
			if err := tx.Put("notes", k, []byte("v")); err != nil {
				return err
			}
		}
		return nil
	})
	const want = "10=v 9=v B=v a=v a b=v ab=v b=v zz=v é=v"
	f.want(f.listed("notes"), want)
	f.update(func(tx store.Tx) error {
		list, err := tx.List("notes")
		if len(list) != len(keys) || list[0].Key != "10" || list[len(list)-1].Key != "é" {
			t.Errorf("an edit lists %v", list)
		}
		return err
	})
}

func noMixing(t *testing.T, f *fixture) {
	// Names that collide when joined carelessly.
	places := [][3]string{{"a", "b", "c"}, {"a:b", "c", "d"}, {"a", "b:c", "d"}, {"a", "b", "c:d"}, {"ab", "c", "d"}, {"a", "bc", "d"}, {"a%3Ab", "c", "d"}}
	for i, p := range places {
		err := f.kv.Update(f.Context(), p[0], func(tx store.Tx) error { return tx.Put(p[1], p[2], fmt.Append(nil, i)) })
		if err != nil {
			t.Fatal(err)
		}
	}
	for i, p := range places {
		v, err := f.kv.Get(f.Context(), p[0], p[1], p[2])
		if err != nil || string(v) != fmt.Sprint(i) {
			t.Errorf("%q holds %q (%v), want %d", p, v, err, i)
		}
	}
	f.put("note", "x", "1")
	f.put("notes", "y", "2")
	f.want(f.listed("note"), "x=1")
}

func copies(t *testing.T, f *fixture) {
	given := []byte("kept")
	f.update(func(tx store.Tx) error {
		err := tx.Put("notes", "a", given)
		copy(given, "LOST")
		return err
	})
	f.want(f.got("notes", "a"), `"kept"`)
	v, err := f.kv.Get(f.Context(), owner, "notes", "a")
	if err != nil {
		t.Fatal(err)
	}
	copy(v, "LOST")
	list, err := f.kv.List(f.Context(), owner, "notes")
	if err != nil {
		t.Fatal(err)
	}
	copy(list[0].Value, "LOST")
	f.update(func(tx store.Tx) error {
		inside, err := tx.Get("notes", "a")
		copy(inside, "LOST")
		if listed, _ := tx.List("notes"); len(listed) == 1 {
			copy(listed[0].Value, "LOST")
		}
		return err
	})
	f.want(f.got("notes", "a"), `"kept"`)
}

func deleteNothing(_ *testing.T, f *fixture) {
	f.update(func(tx store.Tx) error {
		return errors.Join(tx.Delete("notes", "a"), tx.Unschedule("a"))
	})
	f.update(func(store.Tx) error { return nil })
	f.want(f.got("notes", "a"), "absent")
}

// savingIsNoted: under a context that wants to know, and no other.
func savingIsNoted(_ *testing.T, f *fixture) {
	refused := errors.New("refused")
	ctx, saved := store.Saving(f.Context())
	other, elsewhere := store.Saving(f.Context())
	for _, c := range []struct {
		edit func(store.Tx) error
		want bool
	}{
		{func(tx store.Tx) error { return errors.Join(tx.Put("notes", "a", []byte("1")), refused) }, false},
		{func(tx store.Tx) error { _, err := tx.List("notes"); return err }, false},
		{func(tx store.Tx) error { return tx.Put("notes", "a", []byte("2")) }, true},
		{func(store.Tx) error { return refused }, true},
	} {
		if err := f.kv.Update(ctx, "o", c.edit); err != nil && !errors.Is(err, refused) {
			f.Fatal(err)
		}
		f.want(fmt.Sprint(saved()), fmt.Sprint(c.want))
	}
	if _, err := f.kv.Get(other, "o", "notes", "a"); err != nil || elsewhere() {
		f.Errorf("another one's saving is noted: %v, %v", elsewhere(), err)
	}
}

func badNames(_ *testing.T, f *fixture) {
	now := f.clock()
	for _, bad := range []string{"", "a\x00b", "\xff", "caf\xe9", strings.Repeat("x", 201), strings.Repeat("é", 101)} {
		_, err := f.kv.Get(f.Context(), bad, "k", "x")
		f.wantErr(err, store.ErrBadKey)
		_, err = f.kv.Get(f.Context(), "o", bad, "x")
		f.wantErr(err, store.ErrBadKey)
		_, err = f.kv.Get(f.Context(), "o", "k", bad)
		f.wantErr(err, store.ErrBadKey)
		_, err = f.kv.List(f.Context(), bad, "k")
		f.wantErr(err, store.ErrBadKey)
		_, err = f.kv.List(f.Context(), "o", bad)
		f.wantErr(err, store.ErrBadKey)
		f.wantErr(f.kv.Update(f.Context(), bad, func(store.Tx) error { return nil }), store.ErrBadKey)
		for _, edit := range []func(store.Tx) error{
			func(tx store.Tx) error { _, err := tx.Get(bad, "x"); return err },
			func(tx store.Tx) error { _, err := tx.Get("k", bad); return err },
			func(tx store.Tx) error { _, err := tx.List(bad); return err },
			func(tx store.Tx) error { return tx.Put(bad, "x", nil) },
			func(tx store.Tx) error { return tx.Put("k", bad, nil) },
			func(tx store.Tx) error { return tx.Delete(bad, "x") },
			func(tx store.Tx) error { return tx.Delete("k", bad) },
			func(tx store.Tx) error { return tx.Schedule(bad, now) },
			func(tx store.Tx) error { return tx.Unschedule(bad) },
			func(tx store.Tx) error { return tx.Settle(store.Claim{ID: bad, Token: "t"}, now) },
			func(tx store.Tx) error { return tx.Retry(store.Claim{ID: bad, Token: "t"}, now) },
		} {
			f.wantErr(f.attempt(edit), store.ErrBadKey)
		}
	}
}

func oddNames(t *testing.T, f *fixture) {
	for _, odd := range []string{" ", "\n", "{x}", "*", "%00", `\x00`, ":", "due", strings.Repeat("x", 200), strings.Repeat("é", 100), "新闻"} {
		err := f.kv.Update(f.Context(), odd, func(tx store.Tx) error {
			return errors.Join(tx.Put(odd, odd, []byte(odd)), tx.Schedule(odd, f.clock()))
		})
		if err != nil {
			t.Fatalf("%q: %v", odd, err)
		}
		if list, err := f.kv.List(f.Context(), odd, odd); err != nil || len(list) != 1 || list[0].Key != odd || string(list[0].Value) != odd {
			t.Errorf("%q is listed as %q (%v)", odd, list, err)
		}
		if c := f.claimOne(); c.Owner != odd || c.ID != odd {
			t.Errorf("%q is claimed as %q of %q", odd, c.ID, c.Owner)
		} else if err := f.kv.Update(f.Context(), odd, func(tx store.Tx) error { return tx.Unschedule(odd) }); err != nil {
			t.Fatal(err)
		}
	}
}

var errOwn = errors.New("the edit's own error")

func errorLeavesNothing(_ *testing.T, f *fixture) {
	f.put("notes", "a", "before")
	err := f.attempt(func(tx store.Tx) error {
		return errors.Join(tx.Put("notes", "a", []byte("after")), tx.Put("notes", "b", nil), tx.Schedule("x", f.clock()), errOwn)
	})
	f.wantErr(err, errOwn)
	f.want(f.listed("notes"), "a=before")
	f.claimNone("the edit failed")
	// The next change is not affected.
	f.put("notes", "c", "fine")
	f.want(f.listed("notes"), "a=before c=fine")
}

func panicLeavesNothing(t *testing.T, f *fixture) {
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the panic of an edit does not reach the caller")
			}
		}()
		_ = f.attempt(func(tx store.Tx) error {
			_ = tx.Put("notes", "a", nil)
			panic("an edit's own mistake")
		})
	}()
	f.want(f.got("notes", "a"), "absent")
	f.put("notes", "b", "fine")
	f.want(f.listed("notes"), "b=fine")
}

func readAfterWrite(_ *testing.T, f *fixture) {
	f.schedule("x", f.clock())
	c := f.claimOne()
	writes := []func(store.Tx) error{
		func(tx store.Tx) error { return tx.Put("notes", "a", nil) },
		func(tx store.Tx) error { return tx.Delete("notes", "a") },
		func(tx store.Tx) error { return tx.Schedule("y", f.clock()) },
		func(tx store.Tx) error { return tx.Unschedule("y") },
		func(tx store.Tx) error { return tx.Settle(c, f.clock()) },
		func(tx store.Tx) error { return tx.Retry(c, f.clock()) },
	}
	reads := []func(store.Tx) error{
		func(tx store.Tx) error { _, err := tx.Get("notes", "a"); return err },
		func(tx store.Tx) error { _, err := tx.List("notes"); return err },
		func(tx store.Tx) error { return tx.Settle(c, f.clock()) },
		func(tx store.Tx) error { return tx.Retry(c, f.clock()) },
	}
	for _, write := range writes {
		for _, read := range reads {
			err := f.attempt(func(tx store.Tx) error {
				if err := write(tx); err != nil {
					return err
				}
				return read(tx)
			})
			f.wantErr(err, store.ErrReadAfterWrite)
			// Ignoring the error does not help.
			err = f.attempt(func(tx store.Tx) error {
				_ = write(tx)
				_ = read(tx)
				return nil
			})
			f.wantErr(err, store.ErrReadAfterWrite)
		}
	}
	f.want(f.listed("notes"), "")
	f.update(func(tx store.Tx) error { return tx.Settle(c, f.clock()) })
}
