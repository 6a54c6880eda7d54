package store_test

import (
	"testing"
	"time"

	"lede/store"
	"lede/store/kvtest"
)

// Ensure memory obeys the laws.
func TestMemory(t *testing.T) {
	kvtest.Run(t, kvtest.Backend{Open: func(t *testing.T, now func() time.Time) store.KV {
		kv := store.NewMemory(now)
		t.Cleanup(func() { _ = kv.Close() })
		return kv
	}})
}

func BenchmarkMemory(b *testing.B) {
	kvtest.Bench(b, func(*testing.B) store.KV { return store.NewMemory(nil) })
}
