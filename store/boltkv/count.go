package boltkv

import (
	"crypto/rand"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"strconv"

	bolt "go.etcd.io/bbolt"
)

// A restored backup has forgotten which slots were settled since it was made. Nothing inside the file can show that, so the
// number of its last change is also kept in a separate file beside it: a store that is behind its count, or that the count does
// not belong to, is a copy. The count is written after each change without waiting for the disk, so it is never ahead of the
// store, however Lede or the machine stops.

// countSuffix turns the store's file name into the count's.
const countSuffix = ".count"

// count is the content of the file beside the store.
type count struct {
	store string // its id, which each store gets when it is made
	file  uint64 // its inode number; 0 where the system has none
	last  uint64 // number of the last change
}

// width is the length of a count, in bytes: it is overwritten in one piece.
const width = 26 + 1 + 20 + 1 + 20 + 1 + 8 + 1

func (c count) String() string {
	text := fmt.Sprintf("%26s %020d %020d", c.store, c.file, c.last)
	return fmt.Sprintf("%s %08x\n", text, crc32.ChecksumIEEE([]byte(text)))
}

// parseCount parses a count; ok is false for anything but a complete one.
func parseCount(text string) (c count, ok bool) {
	if len(text) != width {
		return count{}, false
	}
	_, _ = fmt.Sscanf(text, "%26s %020d %020d", &c.store, &c.file, &c.last) // whatever it could not parse differs when it is written again
	return c, c.String() == text
}

// counter keeps the count up to date: without a file, for this process alone.
type counter struct {
	file *os.File
	count
}

// readCount returns the count beside a store; it is zero when there is none, or none that can be read.
func readCount(path string) count {
	f, err := os.Open(path + countSuffix)
	if err != nil {
		return count{}
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, width+1))
	if err != nil {
		return count{}
	}
	c, _ := parseCount(string(b))
	return c
}

// newCounter starts counting. A store whose folder accepts no further file works without: then each start is doubtful. A count
// that cannot be written is removed, since it would go on to vouch for a backup.
func newCounter(path string, c count) *counter {
	f, _, err := openOrMake(path+countSuffix, os.O_RDWR, 0o600)
	if err == nil {
		k := &counter{f, c}
		if err = errors.Join(k.write(), f.Truncate(width), f.Sync()); err == nil {
			return k
		}
		_ = f.Close()
	}
	_ = os.Remove(path + countSuffix)
	return &counter{count: c}
}

// reached records the number of a change that is on disk.
func (k *counter) reached(change uint64) {
	k.last = change
	if k.file != nil {
		_ = k.write() // an older count does no harm
	}
}

func (k *counter) write() error {
	_, err := k.file.WriteAt([]byte(k.String()), 0)
	return err
}

func (k *counter) close() error {
	if k.file == nil {
		return nil
	}
	return errors.Join(k.file.Sync(), k.file.Close())
}

// identify gives the store an id when it has none, and marks everything up to an instant as doubtful when the count beside it
// belongs to another store. fresh says that nothing was ever written. It returns the count to continue with, and up to when
// slots are in doubt.
func identify(tx *bolt.Tx, beside count, file uint64, fresh bool, now int64) (c count, doubt int64, err error) {
	lede := tx.Bucket([]byte("lede"))
	id := string(lede.Get([]byte("id")))
	c = count{store: id, file: file, last: uint64(tx.ID())}
	if id == "" {
		c.store = rand.Text()
		if err := lede.Put([]byte("id"), []byte(c.store)); err != nil {
			return c, 0, err
		}
	}
	doubt, _ = strconv.ParseInt(string(lede.Get([]byte("doubt"))), 10, 64) // none is 0
	if !fresh && beside.contradicts(id, c) {
		doubt = now
		err = putDoubt(tx, now)
	}
	return c, doubt, err
}

// contradicts reports whether a count does not belong to a store. id is "" for a store of an older Lede, which kept no count.
func (c count) contradicts(id string, found count) bool {
	if c == (count{}) {
		return id != ""
	}
	moved := c.file != found.file && c.file != 0 && found.file != 0
	return c.store != id || moved || c.last >= found.last // found is the number of a change that is being made
}

func putDoubt(tx *bolt.Tx, until int64) error {
	return tx.Bucket([]byte("lede")).Put([]byte("doubt"), []byte(strconv.FormatInt(until, 10)))
}
