package gateway

import (
	"testing"

	"lede/store"
)

// TestAnInvalidSessionIsRemovedFromTheStore: even before another has begun, or the next process would try to resume it.
func TestAnInvalidSessionIsRemovedFromTheStore(t *testing.T) {
	kv := store.NewMemory(nil)
	t.Cleanup(func() { _ = kv.Close() })
	g := New(Options{Leases: kv, Timing: DefaultTiming(), Shards: 1})
	s := g.newShard(0, 1)
	g.of, g.shards[0] = 1, &held{Shard: s}
	kept := func() string {
		if _, err := g.renewOnce(t.Context(), 1, false); err != nil {
			t.Fatal(err)
		}
		var session string
		err := kv.Update(t.Context(), LeaseOwner, func(tx store.Tx) error {
			now, err := kv.Now(t.Context())
			if err != nil {
				return err
			}
			r, err := readTable(tx, now)
			if err == nil {
				session = r.shards[0].Resume.Session
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return session
	}
	s.adopt(ResumePoint{Session: "its own", Seq: 7})
	if got := kept(); got != "its own" {
		t.Fatalf("the store has the session %q", got)
	}
	s.forget()
	if got := kept(); got != "" {
		t.Errorf("the store has the session %q", got)
	}
}
