package boltkv

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"time"

	bolt "go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"lede/problem"
	"lede/store"
)

// lockWait is how long Open waits for another process to let go of the file, as in a quick restart.
const lockWait = time.Second

var (
	errDamaged = errors.New("it is damaged")
	errForeign = errors.New("it is not a store of Lede's")
	errNotFile = errors.New("it is not a file")
)

// layoutError is the number of a layout that a newer Lede wrote.
type layoutError int

func (found layoutError) Error() string { return fmt.Sprintf("its layout is %d", int(found)) }

// Open opens the file at a path, making it and its directories when there is none. The store goes by the
// given clock; nil means the machine's. The file stays locked until Close.
func Open(path string, now func() time.Time) (*KV, error) {
	if now == nil {
		now = time.Now
	}
	db, err := openFile(path)
	if err != nil {
		return nil, told(path, err)
	}
	return &KV{db: db, path: path, now: now, writes: newWriter(db, path)}, nil
}

func openFile(path string) (*bolt.DB, error) {
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return nil, errNotFile
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	var file *os.File
	var db *bolt.DB
	err := guarded(func() (err error) {
		db, err = bolt.Open(path, 0o600, &bolt.Options{
			Timeout:      lockWait,
			FreelistType: bolt.FreelistMapType,
			NoStatistics: true,
			OpenFile: func(name string, flag int, mode os.FileMode) (*os.File, error) {
				file, err = os.OpenFile(name, flag, mode)
				return file, err
			},
		})
		return err
	})
	if err == nil {
		err = guarded(func() error { return prepare(db) })
	}
	if err == nil {
		return db, nil
	}
	if db != nil {
		_ = db.Close()
	} else if file != nil {
		// A panic inside bbolt leaves the file open and locked; after an error it is closed already.
		unlock(file)
		_ = file.Close()
	}
	return nil, err
}

// prepare checks that the file is ours and whole, and lays out a new one.
func prepare(db *bolt.DB) error {
	size, fresh := int64(0), false
	err := db.View(func(tx *bolt.Tx) error {
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
	if info, err := os.Stat(db.Path()); err != nil || info.Size() < size {
		return errDamaged
	}
	if !fresh {
		return nil
	}
	return db.Update(func(tx *bolt.Tx) error {
		for _, name := range []string{"lede", "values", "items", "due"} {
			if _, err := tx.CreateBucket([]byte(name)); err != nil {
				return err
			}
		}
		return tx.Bucket([]byte("lede")).Put([]byte("layout"), []byte(strconv.Itoa(layout)))
	})
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

// told makes what keeps a file from being opened a problem.
func told(path string, err error) error {
	var newer layoutError
	var at *os.PathError
	switch {
	case errors.Is(err, bolterrors.ErrTimeout):
		return problem.New("store.held", "path", path).Because(err)
	case errors.Is(err, bolterrors.ErrInvalid), errors.Is(err, bolterrors.ErrVersionMismatch), errors.Is(err, errForeign):
		return problem.New("store.foreign", "path", path).Because(err)
	case errors.Is(err, bolterrors.ErrChecksum), errors.Is(err, errDamaged):
		return problem.New("store.damaged", "path", path).Because(err)
	case errors.Is(err, errNotFile):
		return problem.New("store.not-file", "path", path).Because(err)
	case errors.As(err, &newer):
		return problem.New("store.newer", "path", path, "found", int(newer), "known", layout).Because(err)
	case errors.As(err, &at) && !errors.Is(err, os.ErrNotExist):
		return problem.New("store.unwritable", "path", path).Because(at.Err) // without the path, which is said already
	}
	return problem.New("store.unopened", "path", path).Because(err)
}

// guarded runs a piece of bbolt, which panics or touches missing memory where a file is damaged, and
// returns that as an error.
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
