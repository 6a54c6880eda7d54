package boltkv

import (
	"bytes"
	"math"
	"slices"
	"testing"

	"lede/store"
)

func FuzzDecodeDue(f *testing.F) {
	f.Add(encodeDue(1_767_225_600_000, join("guild:1", "digest")))
	f.Add(encodeDue(-1, join("a", "b")))
	f.Add([]byte("short"))
	f.Add([]byte("12345678no zero byte"))
	f.Fuzz(func(t *testing.T, k []byte) {
		visible, owner, id, err := decodeDue(k)
		if err == nil && !bytes.Equal(encodeDue(visible, join(owner, id)), k) {
			t.Errorf("%q is read as %q of %q at %d", k, id, owner, visible)
		}
	})
}

func FuzzDecodeItem(f *testing.F) {
	f.Add(encodeItem(store.Item{Due: 1, Visible: -2, Token: "t", Attempt: 3}))
	f.Add([]byte{})
	f.Add(make([]byte, 20))
	f.Fuzz(func(t *testing.T, v []byte) {
		it, err := decodeItem(v)
		if err == nil && !bytes.Equal(encodeItem(it), v) {
			t.Errorf("%q is read as %+v", v, it)
		}
	})
}

// Ensure byte order is the order of time.
func TestInstantOrder(t *testing.T) {
	instants := []int64{math.MinInt64, -62_135_596_800_000, -1, 0, 1, 255, 256, 1_767_225_600_000, math.MaxInt64}
	var keys [][]byte
	for _, ms := range instants {
		k := appendInstant(nil, ms)
		if got := instant(k); got != ms {
			t.Errorf("%d is read as %d", ms, got)
		}
		keys = append(keys, k)
	}
	if !slices.IsSortedFunc(keys, bytes.Compare) {
		t.Errorf("out of order: %x", keys)
	}
}
