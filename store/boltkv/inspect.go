package boltkv

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"time"

	bolt "go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"lede/problem"
	"lede/store"
)

// glance is how long Inspect waits for the file. A running Lede keeps it locked, so waiting longer is pointless.
const glance = 200 * time.Millisecond

// Inspection is what can be learned about a store without changing it.
type Inspection struct {
	Exists bool // otherwise Open will make it
	Held   bool // another process has it open, so its contents were not examined
	// NoFolder says that the folder does not exist either, and will be made.
	NoFolder bool
	Bytes    int64 // of the file
	// Free is how much space its disk has left for this user; -1 if the system does not say.
	Free int64
}

// Inspect reports whether the file at a path can be opened as a store, or made. It changes nothing. records, unless nil, is
// given an intact store that is small enough to be read in a moment.
func Inspect(path string, records func(store.Walker) error) (Inspection, error) {
	found := Inspection{Free: -1}
	info, err := os.Stat(path)
	if absent(err) {
		dir, err := writable(path)
		if err != nil {
			return found, err
		}
		found.Free, found.NoFolder = free(dir), dir != filepath.Dir(path)
		return found, nil
	}
	if err == nil {
		found.Exists, found.Bytes, found.Free = true, info.Size(), free(path)
		found.Held, err = look(path, info, records)
	}
	if err != nil {
		return found, told(path, err)
	}
	return found, nil
}

// absent reports whether an error means that there is nothing at a path, also because a folder on the way is a file.
func absent(err error) bool {
	return errors.Is(err, os.ErrNotExist) || errors.Is(err, syscall.ENOTDIR)
}

// writable finds the deepest existing folder in which the file or its folders will be made, and tests whether something can be.
func writable(path string) (dir string, err error) {
	dir = filepath.Dir(path)
	for {
		info, err := os.Stat(dir)
		if err == nil && !info.IsDir() {
			return dir, problem.New("store.folder-is-file", "path", path, "folder", dir)
		}
		if err == nil {
			break
		}
		if up := filepath.Dir(dir); absent(err) && up != dir {
			dir = up
			continue
		}
		return dir, folderUnwritable(path, dir, err)
	}
	f, err := os.CreateTemp(dir, ".lede-*")
	if err != nil {
		return dir, folderUnwritable(path, dir, err)
	}
	return dir, errors.Join(f.Close(), os.Remove(f.Name()))
}

func folderUnwritable(path, dir string, err error) error {
	var at *os.PathError
	if errors.As(err, &at) {
		err = at.Err // without the path, which is already in the sentence
	}
	return problem.New("store.folder-unwritable", "path", path, "folder", dir).Because(err)
}

// CheckWhole checks the file's structure from end to end.
func (kv *KV) CheckWhole(ctx context.Context) error {
	return kv.view(ctx, func(tx *bolt.Tx) error { return checkWhole(ctx, tx) })
}

// checkWhole returns the first fault in the file. bbolt's own check would end the process at a damaged page: it runs in a
// goroutine of its own, whose faults cannot be caught.
func checkWhole(ctx context.Context, tx *bolt.Tx) error {
	return guarded(func() error {
		for _, bucket := range []*bolt.Bucket{tx.Bucket([]byte("lede")), values(tx), items(tx), due(tx)} {
			if err := checkKeys(ctx, bucket); err != nil {
				return err
			}
		}
		return checkDue(ctx, tx)
	})
}

// checkKeys reads a bucket from end to end.
func checkKeys(ctx context.Context, b *bolt.Bucket) error {
	var before []byte
	c := b.Cursor()
	for k, v := c.First(); k != nil; k, v = c.Next() {
		if bytes.Compare(k, before) <= 0 {
			return fmt.Errorf("%w: the key %q comes after %q", errDamaged, k, before)
		}
		if before = k; len(v) > 0 && ctx.Err() != nil {
			return ctx.Err()
		}
	}
	return nil
}

// checkDue compares the due bucket with the items: each must match the other.
func checkDue(ctx context.Context, tx *bolt.Tx) error {
	n := 0
	c := due(tx).Cursor()
	for k, _ := c.First(); k != nil && ctx.Err() == nil; k, _ = c.Next() {
		n++
		visible, owner, id, err := decodeDue(k)
		if err != nil {
			return err
		}
		it, ok, err := owned{tx, owner}.Item(id)
		if err != nil {
			return err
		}
		if !ok || it.Visible != visible {
			return fmt.Errorf("%w: %s of %s is due but not kept", errDamaged, id, owner)
		}
		if it.Attempt == 0 && it.Due != it.Visible {
			return fmt.Errorf("%w: %s of %s was never claimed and is due at two times", errDamaged, id, owner)
		}
	}
	if kept := items(tx).Stats().KeyN; ctx.Err() == nil && kept != n {
		return fmt.Errorf("%w: %d items are kept and %d are due", errDamaged, kept, n)
	}
	return ctx.Err()
}

// look opens the file as Open does, but read-only.
func look(path string, info os.FileInfo, records func(store.Walker) error) (held bool, err error) {
	if !info.Mode().IsRegular() {
		return false, errNotFile
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return false, err
	}
	if err := f.Close(); err != nil || info.Size() == 0 {
		return false, err // an empty file counts as none
	}
	var file *os.File
	var db *bolt.DB
	err = guarded(func() (err error) {
		db, err = bolt.Open(path, 0o600, &bolt.Options{
			ReadOnly: true, Timeout: glance, NoStatistics: true,
			OpenFile: func(name string, flag int, mode os.FileMode) (*os.File, error) {
				file, err = os.OpenFile(name, flag, mode)
				return file, err
			},
		})
		return err
	})
	if errors.Is(err, bolterrors.ErrTimeout) {
		return true, nil
	}
	if err == nil {
		err = guarded(func() error { return db.View(func(tx *bolt.Tx) error { return check(tx, info.Size() <= mostChecked) }) })
	}
	if err == nil && records != nil && info.Size() <= mostChecked {
		err = records(&KV{door: &door{db: db}, path: path})
	}
	if db != nil {
		return false, errors.Join(err, db.Close())
	}
	if file != nil { // see openFile
		unlock(file)
		_ = file.Close()
	}
	return false, err
}

// mostChecked is the largest file that Inspect reads whole, in bytes: a second's work.
const mostChecked = 64 << 20

// check returns an error unless a file is ours and intact; whole has all of it read.
func check(tx *bolt.Tx, whole bool) error {
	if err := checkPages(tx); err != nil {
		return err
	}
	if first, _ := tx.Cursor().First(); first == nil {
		return nil
	}
	if info, err := os.Stat(tx.DB().Path()); err != nil || info.Size() < tx.Size() {
		return errDamaged
	}
	if err := checkLayout(tx); err != nil || !whole {
		return err
	}
	return checkWhole(context.Background(), tx)
}
