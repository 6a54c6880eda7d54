package store

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash"
)

// State is all that an owner has, as of one moment.
type State struct {
	Owner  string
	Values []Value     // in byte order of kind and key
	Due    []Scheduled // in byte order of the ids
}

// Value is one value of a State.
type Value struct {
	Kind, Key string
	Value     []byte
}

// Scheduled is one item of the due index in a State. Its token means nothing elsewhere.
type Scheduled struct {
	ID string
	Item
}

// Empty reports whether the owner has nothing.
func (s State) Empty() bool { return len(s.Values) == 0 && len(s.Due) == 0 }

// Sum returns the same hash for two equal states, ignoring tokens.
func (s State) Sum() (sum [sha256.Size]byte) {
	h := sha256.New()
	measured(h, []byte(s.Owner))
	for _, v := range s.Values {
		measured(h, []byte(v.Kind), []byte(v.Key), v.Value)
	}
	for _, d := range s.Due {
		it := d.Unclaimed()
		measured(h, []byte("due"), []byte(d.ID), fmt.Appendf(nil, "%d %d %d", it.Due, it.Visible, it.Attempt))
	}
	h.Sum(sum[:0])
	return sum
}

// measured writes each part after its length, so that no two lists of parts look alike.
func measured(h hash.Hash, parts ...[]byte) {
	for _, part := range parts {
		_, _ = h.Write(binary.AppendUvarint(nil, uint64(len(part)))) // never fails
		_, _ = h.Write(part)
	}
	_, _ = h.Write([]byte{0xff})
}

// Unclaimed returns the item without the claim that holds it. One that was never claimed can be claimed at its slot.
func (it Item) Unclaimed() Item {
	it.Token = ""
	if it.Attempt < 1 {
		it.Attempt, it.Visible = 0, it.Due
	}
	return it
}
