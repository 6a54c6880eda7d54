package rediskv_test

import (
	"strings"
	"testing"
	"time"

	"lede/store"
	"lede/store/kvtest"
)

// TestAllNamesInRedisBeginWithThePrefix, or two bots that share a Redis would share what is behind them.
func TestAllNamesInRedisBeginWithThePrefix(t *testing.T) {
	t.Parallel()
	const prefix = "theirs:"
	server := kvtest.StartServer(t)
	kv, ctx := mustOpen(t, server.URL(), prefix), t.Context()
	scheduleNow(t, kv, "x")
	err := kv.Update(ctx, "guild:1", func(tx store.Tx) error { return tx.Put("digests", "x", []byte("v")) })
	if err != nil {
		t.Fatal(err)
	}
	if claims, err := kv.Claim(ctx, 1, time.Minute); err != nil || len(claims) != 1 {
		t.Fatalf("claimed %v, %v", claims, err)
	}
	if _, err := kv.Take(ctx, "posts", time.Second, 1); err != nil {
		t.Fatal(err)
	}
	if err := kv.Check(ctx); err != nil {
		t.Fatal(err)
	}
	kinds := map[string]bool{}
	for _, key := range strings.Fields(server.Do("keys", "*")) {
		rest, ours := strings.CutPrefix(key, prefix)
		if kind, _, _ := strings.Cut(rest, ":"); ours {
			kinds[kind] = true
		} else {
			t.Errorf("there is a key %q", key)
		}
	}
	for _, kind := range []string{"layout", "state", "server", "due", "item", "budget"} {
		if !kinds[kind] {
			t.Errorf("there is no key of the kind %q: it shows nothing", kind)
		}
	}
}
