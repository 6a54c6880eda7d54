package boltkv

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"syscall"
	"time"

	bolt "go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"lede/problem"
	"lede/store"
)

// lockWait is how long Open waits for another process to release the file, as in a quick restart.
const lockWait = time.Second

var (
	errDamaged = errors.New("it is damaged")
	errForeign = errors.New("it is not a store of Lede's")
	errNotFile = errors.New("it is not a file")
)

// layoutError is the number of a layout that a newer Lede wrote.
type layoutError int

func (found layoutError) Error() string { return fmt.Sprintf("its layout is %d", int(found)) }

// Open opens the file at a path, making it and its directories when they do not exist. The store uses the given clock; nil
// means the machine's. The file stays locked until Close.
func Open(path string, now func() time.Time) (*KV, error) {
	if now == nil {
		now = time.Now
	}
	o, err := openFile(path, now)
	if err != nil {
		return nil, told(path, err)
	}
	d := &door{db: o.db, reopen: func() (*bolt.DB, error) { return openSame(path, o.info) }}
	kv := &KV{door: d, path: path, now: now, writes: newWriter(d, path, o.info, newCounter(path, o.count))}
	kv.doubt.Store(o.doubt)
	return kv, nil
}

// opened is a file that was verified to be a store, with its count, and up to when its slots are in doubt.
type opened struct {
	db    *bolt.DB
	info  os.FileInfo
	file  uint64 // its number on the disk
	count count
	doubt int64
}

func openFile(path string, now func() time.Time) (o opened, err error) {
	switch info, err := os.Stat(path); {
	case err != nil: // it is made
	case !info.Mode().IsRegular():
		return o, errNotFile
	case info.Size() == 0 && readCount(path) != (count{}):
		return o, errDamaged // it had been written to
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return o, err
	}
	var file *os.File
	begun := false // by this call
	err = guarded(func() (err error) {
		o.db, err = openBolt(path, func(name string, flag int, mode os.FileMode) (*os.File, error) {
			file, begun, err = openOrMake(name, flag, mode)
			return file, err
		})
		return err
	})
	if err == nil {
		o.file = fileNumber(file)
		o.info, err = file.Stat()
	}
	if err == nil {
		err = guarded(func() error { return o.prepare(now()) })
	}
	if err == nil {
		return o, nil
	}
	if o.db != nil {
		_ = o.db.Close()
	} else if file != nil {
		// A panic inside bbolt leaves the file open and locked; after an error it is already closed.
		unlock(file)
		_ = file.Close()
	}
	if o.db == nil && begun && isFull(err) {
		_ = os.Remove(path) // a partly written store would be taken for a damaged one
	}
	return opened{}, err
}

// openOrMake opens a file, and makes it if there is none. What root makes in the folder of another user belongs to that user: a store that
// root restored or copied is for the Lede that runs as the folder's owner.
func openOrMake(name string, flag int, mode os.FileMode) (f *os.File, made bool, err error) {
	if f, err = os.OpenFile(name, flag|os.O_CREATE|os.O_EXCL, mode); err == nil {
		giveToFolder(f)
		return f, true, nil
	}
	f, err = os.OpenFile(name, flag|os.O_CREATE, mode)
	return f, false, err
}

// openBolt has bbolt open a file for writing, which open does.
func openBolt(path string, open func(name string, flag int, mode os.FileMode) (*os.File, error)) (*bolt.DB, error) {
	return bolt.Open(path, 0o600, &bolt.Options{Timeout: lockWait, FreelistType: bolt.FreelistMapType, NoStatistics: true, OpenFile: open})
}

// openSame opens the file that was open before, and no other that has taken its place.
func openSame(path string, before os.FileInfo) (db *bolt.DB, err error) {
	err = guarded(func() (err error) {
		db, err = openBolt(path, func(name string, flag int, mode os.FileMode) (*os.File, error) {
			if now, _ := os.Stat(name); !os.SameFile(now, before) {
				return nil, problem.New("store.gone", "path", path)
			}
			return os.OpenFile(name, flag&^os.O_CREATE, mode)
		})
		return err
	})
	return db, err
}

// prepare checks that the file is ours and intact, initializes a new one, and compares it with the count beside it.
func (o *opened) prepare(now time.Time) error {
	size, fresh := int64(0), false
	err := o.db.View(func(tx *bolt.Tx) error {
		if err := checkPages(tx); err != nil {
			return err
		}
		size = tx.Size()
		if first, _ := tx.Cursor().First(); first == nil {
			fresh = true
			return nil
		}
		return checkLayout(tx)
	})
	if err != nil {
		return err
	}
	if info, err := os.Stat(o.db.Path()); err != nil || info.Size() < size {
		return errDamaged
	}
	beside := readCount(o.db.Path())
	return o.db.Update(func(tx *bolt.Tx) (err error) {
		if fresh {
			err = layOut(tx)
		}
		if err == nil {
			o.count, o.doubt, err = identify(tx, beside, o.file, fresh, now.UnixMilli())
		}
		return err
	})
}

// layOut initializes an empty store.
func layOut(tx *bolt.Tx) error {
	for _, name := range []string{"lede", "values", "items", "due"} {
		if _, err := tx.CreateBucket([]byte(name)); err != nil {
			return err
		}
	}
	return tx.Bucket([]byte("lede")).Put([]byte("layout"), []byte(strconv.Itoa(layout)))
}

func checkLayout(tx *bolt.Tx) error {
	lede := tx.Bucket([]byte("lede"))
	if lede == nil {
		return errForeign
	}
	found, err := strconv.Atoi(string(lede.Get([]byte("layout"))))
	switch {
	case err != nil:
		return errForeign
	case found > layout:
		return layoutError(found)
	case found < layout || values(tx) == nil || items(tx) == nil || due(tx) == nil:
		return errDamaged
	}
	return nil
}

// told turns the error that keeps a file from being opened into a problem.
func told(path string, err error) error {
	var newer layoutError
	var at *os.PathError
	var already *problem.Problem
	switch {
	case errors.As(err, &already):
		return err
	case errors.Is(err, bolterrors.ErrTimeout):
		return problem.New("store.held", "path", path).Because(err)
	case errors.Is(err, bolterrors.ErrInvalid), errors.Is(err, bolterrors.ErrVersionMismatch), errors.Is(err, errForeign):
		return problem.New("store.foreign", "path", path).Because(err)
	case errors.Is(err, bolterrors.ErrChecksum), errors.Is(err, errDamaged), strings.HasPrefix(err.Error(), tooSmall):
		return problem.New("store.damaged", "path", path).Because(err)
	case errors.Is(err, errNotFile):
		return problem.New("store.not-file", "path", path).Because(err)
	case errors.As(err, &newer):
		return problem.New("store.newer", "path", path, "found", int(newer), "known", layout).Because(err)
	case isFull(err):
		return problem.New("store.no-room", "path", path).Because(err)
	case errors.Is(err, syscall.ENOLCK), errors.Is(err, errors.ErrUnsupported):
		return problem.New("store.no-locks", "path", path).Because(err)
	case errors.As(err, &at) && !errors.Is(err, os.ErrNotExist):
		return problem.New("store.unwritable", "path", path).Because(at.Err) // without the path, which is already in the sentence
	}
	return problem.New("store.unopened", "path", path).Because(err)
}

// tooSmall is how bbolt's error begins for a file that ends within its first pages.
const tooSmall = "file size too small"

// guarded runs a bbolt operation, which panics or accesses invalid memory if a file is damaged, and returns that as an error.
func guarded(f func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w (%v)", errDamaged, p)
		}
	}()
	return f()
}

// explain adds the file to an error that is about the file.
func (kv *KV) explain(err error) error {
	switch {
	case err == nil, errors.Is(err, store.ErrNotFound):
		return err
	case errors.Is(err, bolterrors.ErrDatabaseNotOpen):
		return store.ErrClosed
	}
	return fmt.Errorf("reading the store %s: %w", kv.path, err)
}
