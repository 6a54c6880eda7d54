package boltkv

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"

	bolt "go.etcd.io/bbolt"

	"lede/store"
)

// layout is the number of the layout that this package reads and writes.
const layout = 1

func values(tx *bolt.Tx) *bolt.Bucket { return tx.Bucket([]byte("values")) }
func items(tx *bolt.Tx) *bolt.Bucket  { return tx.Bucket([]byte("items")) }
func due(tx *bolt.Tx) *bolt.Bucket    { return tx.Bucket([]byte("due")) }

func join(names ...string) []byte { return []byte(strings.Join(names, "\x00")) }

// signBit, when flipped, makes negative numbers sort before positive ones as bytes.
const signBit = 1 << 63

func appendInstant(b []byte, ms int64) []byte {
	return binary.BigEndian.AppendUint64(b, uint64(ms)^signBit)
}

func instant(b []byte) int64 { return int64(binary.BigEndian.Uint64(b) ^ signBit) }

// encodeDue returns a key of the due bucket; place is owner 0 id.
func encodeDue(visible int64, place []byte) []byte {
	return append(appendInstant(nil, visible), place...)
}

func decodeDue(k []byte) (visible int64, owner, id string, err error) {
	if len(k) < 8 {
		return 0, "", "", fmt.Errorf("%w: due key %q", errDamaged, k)
	}
	o, i, ok := bytes.Cut(k[8:], []byte{0})
	if owner, id = string(o), string(i); !ok || store.CheckNames(owner, id) != nil {
		return 0, "", "", fmt.Errorf("%w: due key %q", errDamaged, k)
	}
	return instant(k), owner, id, nil
}

func encodeItem(it store.Item) []byte {
	b := appendInstant(appendInstant(nil, it.Visible), it.Due)
	b = binary.BigEndian.AppendUint32(b, uint32(it.Attempt))
	return append(b, it.Token...)
}

func decodeItem(v []byte) (store.Item, error) {
	if len(v) < 20 {
		return store.Item{}, fmt.Errorf("%w: item %q", errDamaged, v)
	}
	return store.Item{
		Visible: instant(v),
		Due:     instant(v[8:]),
		Attempt: int(binary.BigEndian.Uint32(v[16:])),
		Token:   string(v[20:]),
	}, nil
}
