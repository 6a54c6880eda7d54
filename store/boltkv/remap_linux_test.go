package boltkv

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"lede/store"
)

// unmappable opens a store whose file cannot be mapped at a larger size, as on a full disk of Windows, and writes until it would have to be.
// kept is how many values were.
func unmappable(t *testing.T) (kv *KV, put func(string) error, kept int) {
	t.Helper()
	kv, err := Open(filepath.Join(t.TempDir(), "lede.db"), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = kv.Close() })
	put = func(key string) error {
		return kv.Update(t.Context(), "o", func(tx store.Tx) error { return tx.Put("k", key, bytes.Repeat([]byte("x"), 500)) })
	}
	kv.door.db.MmapFlags = syscall.MAP_HUGETLB // refused for a file of an ordinary disk
	for ; err == nil && kept < 100; kept++ {
		err = put(fmt.Sprint(kept))
	}
	if !errors.Is(err, store.ErrUnsaved) || errors.Is(err, store.ErrUncertain) {
		t.Errorf("a change for which the file cannot be mapped is: %v", err)
	}
	return kv, put, kept - 1
}

// TestAFileThatCouldNotBeMappedIsOpenedAnew: what was refused is not kept, everything else is, and the next change is made.
func TestAFileThatCouldNotBeMappedIsOpenedAnew(t *testing.T) {
	t.Parallel()
	kv, put, kept := unmappable(t)
	if err := put("after"); err != nil {
		t.Error(err)
	}
	list, err := kv.List(t.Context(), "o", "k")
	if err != nil || len(list) != kept+1 {
		t.Errorf("%d values are kept, want %d; %v", len(list), kept+1, err)
	}
	if err := kv.CheckWhole(t.Context()); err != nil {
		t.Error(err)
	}
	if _, err := Open(kv.path, nil); err == nil {
		t.Error("another process could open it")
	}
}

// TestAnotherFileIsNotOpenedAnew: what has taken the file's place meanwhile is left alone, until the file is back.
func TestAnotherFileIsNotOpenedAnew(t *testing.T) {
	t.Parallel()
	kv, _, _ := unmappable(t)
	aside := kv.path + ".aside"
	if err := errors.Join(kv.door.db.Close(), os.Rename(kv.path, aside)); err != nil {
		t.Fatal(err)
	}
	kv.door.db = nil
	other, err := Open(kv.path, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := other.Close(); err != nil {
		t.Fatal(err)
	}
	if _, ok := gone(kv.Update(t.Context(), "o", func(store.Tx) error { return nil })); !ok {
		t.Error("a change is made in another file")
	}
	if _, err := kv.Get(t.Context(), "o", "k", "0"); err == nil || errors.Is(err, store.ErrNotFound) {
		t.Errorf("reading from another file: %v", err)
	}
	if err := os.Rename(aside, kv.path); err != nil {
		t.Fatal(err)
	}
	if _, err := kv.Get(t.Context(), "o", "k", "0"); err != nil {
		t.Errorf("with the file back: %v", err)
	}
}
