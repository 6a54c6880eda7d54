package boltkv

import (
	"errors"
	"fmt"
	"sync"

	bolt "go.etcd.io/bbolt"
)

// door begins the transactions of an open file. If bbolt panics while it begins one, as where the file was cut short under it, it keeps its
// locks, and whoever came next would wait for ever. So they begin one at a time, and none after that.
type door struct {
	db   *bolt.DB
	mu   sync.Mutex
	shut bool
}

func (d *door) begin(writable bool) (tx *bolt.Tx, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.shut {
		return nil, fmt.Errorf("%w while Lede runs", errDamaged)
	}
	err = guarded(func() (err error) {
		tx, err = d.db.Begin(writable)
		return err
	})
	d.shut = errors.Is(err, errDamaged)
	return tx, err
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
	shut := d.shut
	d.mu.Unlock()
	if shut {
		return nil
	}
	return d.db.Close()
}
