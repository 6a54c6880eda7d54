package boltkv

import (
	"errors"
	"path/filepath"
	"reflect"
	"syscall"
	"testing"
	"unsafe"

	bolt "go.etcd.io/bbolt"

	"lede/problem"
	"lede/store"
)

// onWrite has a function in place of what writes to the file. bbolt has such a place for its own tests, and keeps it to itself.
func onWrite(db *bolt.DB, write func(usual func([]byte, int64) (int, error), b []byte, at int64) (int, error)) {
	place := reflect.ValueOf(db).Elem().FieldByName("ops").FieldByName("writeAt")
	writeAt := (*func([]byte, int64) (int, error))(unsafe.Pointer(place.UnsafeAddr()))
	usual := *writeAt
	*writeAt = func(b []byte, at int64) (int, error) { return write(usual, b, at) }
}

// TestADiskThatFailsIsToldAndPasses: what failed before it was written is not saved, and what failed after it was written may be.
func TestADiskThatFailsIsToldAndPasses(t *testing.T) {
	t.Parallel()
	kv, err := Open(filepath.Join(t.TempDir(), "lede.db"), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer kv.Close()
	written, refused := error(nil), error(nil) // what the disk says after it has written, and instead of writing
	onWrite(kv.door.db, func(usual func([]byte, int64) (int, error), b []byte, at int64) (int, error) {
		if refused != nil {
			return 0, refused
		}
		n, err := usual(b, at)
		if second := int64(2 * kv.door.db.Info().PageSize); err == nil && at < second { // the pages that say which change is the newest
			err = written
		}
		return n, err
	})
	put := func(key string) error {
		return kv.Update(t.Context(), "o", func(tx store.Tx) error { return tx.Put("k", key, []byte("v")) })
	}
	kept := func(key string) bool {
		_, err := kv.Get(t.Context(), "o", "k", key)
		return err == nil
	}
	for _, disk := range []error{syscall.EIO, syscall.EROFS, syscall.ENOSPC} {
		refused = disk
		if err := put("refused"); !errors.Is(err, store.ErrUnsaved) || errors.Is(err, store.ErrUncertain) || kept("refused") {
			t.Errorf("%v instead of writing: %v, and it is kept: %t", disk, err, kept("refused"))
		}
		if err := kv.Check(t.Context()); !errors.Is(err, store.ErrUnsaved) {
			t.Errorf("%v instead of writing, and a check says %v", disk, err)
		}
		refused, written = nil, disk
		if err := put(disk.Error()); !errors.Is(err, store.ErrUncertain) || errors.Is(err, store.ErrUnavailable) || !kept(disk.Error()) {
			t.Errorf("%v after writing: %v, and it is kept: %t", disk, err, kept(disk.Error()))
		}
		if err := kv.Check(t.Context()); !errors.Is(err, problem.New("store.unsaved")) {
			t.Errorf("%v after writing, and a check says %v", disk, err)
		}
		written = nil
		if err := kv.Check(t.Context()); err == nil {
			t.Errorf("%v: the first check of a disk that works again hides that changes were lost", disk)
		}
		if err := errors.Join(kv.Check(t.Context()), put("after")); err != nil {
			t.Errorf("after %v: %v", disk, err)
		}
	}
}
