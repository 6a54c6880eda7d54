package rediskv_test

import (
	"crypto/rand"
	"testing"
	"time"

	"lede/store"
	"lede/store/kvtest"
	"lede/store/rediskv"
)

// Ensure Redis obeys the laws.
func TestRedis(t *testing.T) {
	url := kvtest.StartRedis(t)
	kvtest.Run(t, kvtest.Backend{OwnClock: true, Open: func(t *testing.T, _ func() time.Time) store.KV {
		return mustOpen(t, url, rand.Text()+":")
	}})
}

func mustOpen(tb testing.TB, url, prefix string) *rediskv.KV {
	tb.Helper()
	kv, err := rediskv.Open(tb.Context(), url, rediskv.Options{Prefix: prefix})
	if err != nil {
		tb.Fatalf("Open: %v", err)
	}
	tb.Cleanup(func() { _ = kv.Close() })
	return kv
}
