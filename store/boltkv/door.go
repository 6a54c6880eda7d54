package boltkv

import (
	"errors"
	"fmt"
	"sync"

	bolt "go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

// door begins the transactions of an open file. If bbolt panics while it begins one, as where the file was cut short under it, it keeps its
// locks, and whoever came next would wait for ever. So they begin one at a time, and none after that.
type door struct {
	db     *bolt.DB // nil while it could not be opened anew
	reopen func() (*bolt.DB, error)
	mu     sync.Mutex
	shut   bool
}

func (d *door) begin(writable bool) (tx *bolt.Tx, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.shut {
		return nil, fmt.Errorf("%w while Lede runs", errDamaged)
	}
	tx, err = d.attempt(writable)
	if errors.Is(err, bolterrors.ErrInvalidMapping) {
		if err = d.remap(); err == nil {
			tx, err = d.attempt(writable)
		}
	}
	d.shut = errors.Is(err, errDamaged)
	return tx, err
}

func (d *door) attempt(writable bool) (tx *bolt.Tx, err error) {
	if d.db == nil {
		return nil, bolterrors.ErrInvalidMapping
	}
	err = guarded(func() (err error) {
		tx, err = d.db.Begin(writable)
		return err
	})
	return tx, err
}

// remap opens the file anew. When bbolt cannot map a file at twice its size, as on a full disk of Windows, which makes the file that large, or
// where a 32-bit processor runs out of addresses, it is left without any map, and would never begin a transaction again.
func (d *door) remap() (err error) {
	if d.db != nil {
		_ = d.db.Close()
	}
	d.db, err = d.reopen()
	return err
}

// view runs a read-only transaction.
func (d *door) view(read func(*bolt.Tx) error) error {
	tx, err := d.begin(false)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	return read(tx)
}

// close closes the file, but for one that nothing can be done with any more: that ends with the process.
func (d *door) close() error {
	d.mu.Lock()
	shut := d.shut || d.db == nil
	d.mu.Unlock()
	if shut {
		return nil
	}
	return d.db.Close()
}
