package rediskv

import (
	"encoding/binary"
	"errors"
	"slices"
	"strings"

	"lede/store"
)

// packHash returns a hash as one string, in MessagePack: reading a hundred fields one by one costs our process ten times as
// much.
const packHash = `return cmsgpack.pack(redis.call('HGETALL', KEYS[1]))`

var errPacked = errors.New("what Redis packed cannot be read")

// unpackHash decodes a packed hash into entries in byte order of their keys. Values are slices of packed, which nobody else may
// hold; keys are substrings of text, the same data.
func unpackHash(text string, packed []byte) ([]store.Entry, error) {
	list, _, err := unpackHashAt(text, packed, 0)
	return list, err
}

// unpackHashes does the same for several hashes.
func unpackHashes(text string, packed []byte) ([][]store.Entry, error) {
	n, at, ok := packedLength(packed, 0, arrayMarks)
	if !ok || n > len(packed) {
		return nil, errPacked
	}
	lists := make([][]store.Entry, n)
	for i := range lists {
		var err error
		if lists[i], at, err = unpackHashAt(text, packed, at); err != nil {
			return nil, err
		}
	}
	return lists, nil
}

// unpackHashAt decodes the hash at a place, and returns where it ends.
func unpackHashAt(text string, packed []byte, at int) (list []store.Entry, end int, err error) {
	n, at, ok := packedLength(packed, at, arrayMarks)
	if !ok || n%2 != 0 || n > len(packed) {
		return nil, 0, errPacked
	}
	if n == 0 {
		return nil, at, nil
	}
	list = make([]store.Entry, n/2)
	for i := range list {
		key, value := 0, 0
		if key, at, ok = packedString(packed, at); !ok {
			return nil, 0, errPacked
		}
		list[i].Key = text[key:at]
		if value, at, ok = packedString(packed, at); !ok {
			return nil, 0, errPacked
		}
		// Capped, so that appending to one value cannot run into the next.
		list[i].Value = packed[value:at:at]
	}
	slices.SortFunc(list, func(a, b store.Entry) int { return strings.Compare(a.Key, b.Key) })
	return list, at, nil
}

// packedString returns where the string at a place begins and ends.
func packedString(packed []byte, at int) (begin, end int, ok bool) {
	n, begin, ok := packedLength(packed, at, stringMarks)
	if !ok || n > len(packed)-begin {
		return 0, 0, false
	}
	return begin, begin + n, true
}

// marks says what the first byte of a packed value means.
type marks struct {
	short, mask byte // of a short one, which has its length in the same byte
	tiny        byte // before a length of one byte; 0 if there is no such form
	long        byte // before a length of two bytes; the next mark is for four
}

var (
	arrayMarks  = marks{short: 0x90, mask: 0x0f, long: 0xdc}
	stringMarks = marks{short: 0xa0, mask: 0x1f, tiny: 0xd9, long: 0xda}
)

// packedLength reads a length at a place, and returns where the data it measures begins.
func packedLength(packed []byte, at int, m marks) (n, begin int, ok bool) {
	b := packed[at:]
	switch {
	case len(b) > 0 && b[0]&^m.mask == m.short:
		return int(b[0] & m.mask), at + 1, true
	case len(b) > 1 && m.tiny != 0 && b[0] == m.tiny:
		return int(b[1]), at + 2, true
	case len(b) > 2 && b[0] == m.long:
		return int(binary.BigEndian.Uint16(b[1:])), at + 3, true
	case len(b) > 4 && b[0] == m.long+1:
		return int(binary.BigEndian.Uint32(b[1:])), at + 5, true
	}
	return 0, 0, false
}
