package store_test

import (
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"lede/store"
)

// TestMemoryIsNotBelievedOfWhatMayHaveChanged: though the store answers again at once, and nobody announces the change.
func TestMemoryIsNotBelievedOfWhatMayHaveChanged(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRemote(nil)
		r.silent = true
		c := cached(t, r, store.CacheOptions{ReadPatience: time.Minute, UpdatePatience: short}) // so that no rest begins
		put(t, c, "a", "one")
		put(t, c, "b", "one")
		for range 2 {
			if a, all := got(c, "a"), len(listed(t, c)); a != "one" || all != 2 {
				t.Fatalf("got %s, and %d in all", a, all)
			}
		}
		r.sent.Store(true)
		err := c.Update(t.Context(), guild, func(tx store.Tx) error {
			return errors.Join(tx.Put("notes", "a", []byte("two")), tx.Delete("notes", "b"))
		})
		if !errors.Is(err, store.ErrUncertain) {
			t.Fatalf("got %v, want ErrUncertain", err)
		}
		if a, b, all := got(c, "a"), got(c, "b"), len(listed(t, c)); a != "two" || b != store.ErrNotFound.Error() || all != 1 {
			t.Errorf("after a change that may have been made: a is %s, b %s, and there are %d in all", a, b, all)
		}
	})
}

func listed(t *testing.T, kv store.KV) []store.Entry {
	t.Helper()
	list, err := kv.List(t.Context(), guild, "notes")
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// TestOnlyWhatFitsIsRemembered: a reading that is larger than memory alone displaces nothing.
func TestOnlyWhatFitsIsRemembered(t *testing.T) {
	const memory = 100 << 10
	for size, asked := range map[int]int64{memory / 2: 0, memory - 1000: 0, memory: 1, 2 * memory: 1} {
		r := newRemote(nil)
		c := cached(t, r, store.CacheOptions{Bytes: memory})
		put(t, c, "large", strings.Repeat("x", size))
		put(t, c, "small", "x")
		_, _ = got(c, "small"), got(c, "large")
		before := r.reads.Load()
		_ = got(c, "large")
		if n := r.reads.Load() - before; n != asked {
			t.Errorf("what has %d bytes is asked for %d times more, want %d", size, n, asked)
		}
		if size > memory {
			before = r.reads.Load()
			_ = got(c, "small")
			if n := r.reads.Load() - before; n != 0 {
				t.Error("what is too large has displaced what is small")
			}
		}
	}
}
