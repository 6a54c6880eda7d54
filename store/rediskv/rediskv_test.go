package rediskv_test

import (
	"crypto/rand"
	"flag"
	"os"
	"testing"
	"time"

	"lede/store"
	"lede/store/kvtest"
	"lede/store/rediskv"
)

// TestMain has more tests run at once than there are processors: they wait more than they work.
func TestMain(m *testing.M) {
	flag.Parse()
	if f := flag.Lookup("test.parallel"); f.Value.String() == f.DefValue {
		_ = f.Value.Set("12")
	}
	os.Exit(m.Run())
}

// Ensure Redis obeys the laws.
func TestRedis(t *testing.T) {
	t.Parallel()
	url := kvtest.StartRedis(t)
	kvtest.Run(t, kvtest.Backend{OwnClock: true, Open: func(t *testing.T, _ func() time.Time) store.KV {
		return mustOpen(t, url, rand.Text()+":")
	}})
}

func mustOpen(tb testing.TB, url, prefix string) *rediskv.KV {
	tb.Helper()
	return openWith(tb, url, rediskv.Options{Prefix: prefix})
}

func openWith(tb testing.TB, url string, o rediskv.Options) *rediskv.KV {
	tb.Helper()
	kv, err := rediskv.Open(tb.Context(), url, o)
	if err != nil {
		tb.Fatalf("Open: %v", err)
	}
	tb.Cleanup(func() { _ = kv.Close() })
	return kv
}
