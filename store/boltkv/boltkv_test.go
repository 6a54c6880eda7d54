package boltkv_test

import (
	"path/filepath"
	"testing"
	"time"

	"lede/store"
	"lede/store/boltkv"
	"lede/store/kvtest"
)

// Ensure the file obeys the laws.
func TestBolt(t *testing.T) {
	kvtest.Run(t, kvtest.Backend{Open: func(t *testing.T, now func() time.Time) store.KV {
		return mustOpen(t, filepath.Join(t.TempDir(), "lede.db"), now)
	}})
}

func mustOpen(tb testing.TB, path string, now func() time.Time) *boltkv.KV {
	tb.Helper()
	kv, err := boltkv.Open(path, now)
	if err != nil {
		tb.Fatalf("Open: %v", err)
	}
	tb.Cleanup(func() { _ = kv.Close() })
	return kv
}
