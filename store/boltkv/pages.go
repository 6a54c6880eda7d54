package boltkv

import (
	"encoding/binary"
	"fmt"
	"os"

	bolt "go.etcd.io/bbolt"
)

// What the head of a page has: its number (8), its kind (2), how many entries follow (2), and over how many pages it goes on (4).
// Of a branch, each entry has an offset (4), the length of its key (4) and the number of the page that it leads to (8).
const (
	headSize, entrySize = 16, 16
	branchPage          = 0x01
)

// checkPages refuses a file in which two ways lead to the same page. bbolt goes down by recursion, so a page that leads back to
// itself would end the process: a stack that overflows cannot be caught.
func checkPages(tx *bolt.Tx) error {
	file, err := os.Open(tx.DB().Path())
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	p := pages{file, int64(tx.DB().Info().PageSize), map[uint64]bool{}}
	if err := p.below(uint64(tx.Cursor().Bucket().Root())); err != nil {
		return err
	}
	return tx.ForEach(func(_ []byte, b *bolt.Bucket) error { return p.below(uint64(b.Root())) })
}

// pages are those of a file, with the ones that were met.
type pages struct {
	file *os.File
	size int64
	met  map[uint64]bool
}

// below meets a page and all that it leads to. A small bucket has no page of its own, which is written as 0.
func (p pages) below(root uint64) error {
	for todo := []uint64{root}; len(todo) > 0; {
		page := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if page == 0 {
			continue
		}
		if p.met[page] {
			return fmt.Errorf("%w: two ways lead to page %d", errDamaged, page)
		}
		p.met[page] = true
		ways, err := p.ways(page)
		if err != nil {
			return err
		}
		todo = append(todo, ways...)
	}
	return nil
}

// ways returns the pages that a page leads to: none from a leaf.
func (p pages) ways(page uint64) (ways []uint64, err error) {
	at := int64(page) * p.size
	head := make([]byte, headSize)
	if _, err := p.file.ReadAt(head, at); err != nil {
		return nil, fmt.Errorf("%w: page %d: %w", errDamaged, page, err)
	}
	if binary.NativeEndian.Uint16(head[8:]) != branchPage {
		return nil, nil
	}
	entries := make([]byte, int(binary.NativeEndian.Uint16(head[10:]))*entrySize)
	if _, err := p.file.ReadAt(entries, at+headSize); err != nil {
		return nil, fmt.Errorf("%w: page %d: %w", errDamaged, page, err)
	}
	for ; len(entries) > 0; entries = entries[entrySize:] {
		ways = append(ways, binary.NativeEndian.Uint64(entries[8:]))
	}
	return ways, nil
}
