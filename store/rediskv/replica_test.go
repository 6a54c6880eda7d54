package rediskv_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"lede/store"
	"lede/store/kvtest"
)

// TestAServerThatBecomesAReplicaIsNoticed while Lede runs, with nothing due, whether or not it takes writes: these would be lost when it
// follows its primary again.
func TestAServerThatBecomesAReplicaIsNoticed(t *testing.T) {
	t.Parallel()
	for _, readOnly := range []string{"yes", "no"} {
		t.Run("read-only: "+readOnly, func(t *testing.T) {
			t.Parallel()
			primary := kvtest.StartServer(t, "--repl-diskless-sync-delay", "0")
			server := kvtest.StartServer(t, "--replica-read-only", readOnly)
			kv := mustOpen(t, server.URL(), "")
			put := func() error {
				return kv.Update(t.Context(), "guild:1", func(tx store.Tx) error { return tx.Put("k", "x", nil) })
			}
			claim := func() error { _, err := kv.Claim(t.Context(), 1, time.Minute); return err }
			take := func() error { _, err := kv.Take(t.Context(), "posts", time.Second, 1); return err }
			if err := errors.Join(put(), take(), claim()); err != nil {
				t.Fatal(err)
			}
			if said := server.Do("replicaof", "127.0.0.1", primary.Port); said != "OK" {
				t.Fatal(said)
			}
			server.Until("master_link_status:up", "info", "replication")
			for i, try := range []func() error{claim, put, take} { // a look first: nothing has closed its connection
				if err := try(); !errors.Is(err, store.ErrUnavailable) || !strings.Contains(err.Error(), "replica") {
					t.Errorf("%d: %v, want ErrUnavailable that speaks of a replica", i, err)
				}
			}
			if said := server.Do("replicaof", "no", "one"); said != "OK" {
				t.Fatal(said)
			}
			if err := errors.Join(put(), claim()); err != nil {
				t.Errorf("once it is a primary again: %v", err)
			}
		})
	}
}
