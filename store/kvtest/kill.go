package kvtest

import (
	"testing"
	"time"

	"lede/store"
)

// Answering waits until a store answers whose server was restarted: a client that could not connect for a while may need a
// moment to retry.
func Answering(tb testing.TB, kv store.KV) {
	tb.Helper()
	var err error
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if _, err = kv.Now(tb.Context()); err == nil {
			return
		}
	}
	tb.Fatalf("the store does not answer although its server does: %v", err)
}

// NothingIsLost checks a store whose writer or server was killed. Each change had put a key of kind "k" of owner "o", with
// itself as its value, and scheduled an item: every acknowledged one must be there, and none by half.
func NothingIsLost(t *testing.T, kv store.KV, acknowledged map[string]bool) {
	t.Helper()
	list, err := kv.List(t.Context(), "o", "k")
	if err != nil {
		t.Fatal(err)
	}
	kept := map[string]bool{}
	for _, e := range list {
		kept[e.Key] = string(e.Value) == e.Key
	}
	claims, err := kv.Claim(t.Context(), len(list)+1, time.Minute)
	if err != nil || len(claims) != len(list) {
		t.Errorf("%d values and %d due items (%v): half a change was kept", len(list), len(claims), err)
	}
	for key := range acknowledged {
		if !kept[key] {
			t.Errorf("%s was acknowledged and is lost", key)
		}
	}
	t.Logf("%d acknowledged, %d kept", len(acknowledged), len(kept))
}
