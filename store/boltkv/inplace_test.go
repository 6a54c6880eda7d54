package boltkv_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"lede/store"
	"lede/store/boltkv"
)

// TestAnotherStoreWrittenIntoTheFileIsNoticed, such as an older copy by cp while Lede runs: nothing more is changed, and the next start doubts what is due.
func TestAnotherStoreWrittenIntoTheFileIsNoticed(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "lede.db")
	kv := mustOpen(t, path, morning)
	schedule(t, kv, "x", morning())
	older, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	put(t, kv, "later", "v")
	newer, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	change := func() error {
		return kv.Update(t.Context(), "o", func(tx store.Tx) error { return tx.Put("k", "a", nil) })
	}
	for name, copied := range map[string][]byte{"an older copy": older, "another store": another(t)} {
		if err := os.WriteFile(path, copied, 0o600); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if err := change(); !errors.Is(err, store.ErrUnavailable) {
				t.Errorf("%s: a change ends with %v", name, err)
			}
			if err := kv.Check(t.Context()); err == nil || errors.Is(err, store.ErrUnavailable) {
				t.Errorf("%s: a check says %v", name, err)
			}
		}
	}
	if err := os.WriteFile(path, newer, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(kv.Check(t.Context()), change()); err != nil {
		t.Errorf("when it is back: %v", err)
	}
	if err := errors.Join(os.WriteFile(path, older, 0o600), kv.Close()); err != nil {
		t.Fatal(err)
	}
	kv, err = boltkv.Open(path, morning)
	if err != nil {
		t.Fatal(err)
	}
	defer kv.Close()
	if claims, err := kv.Claim(t.Context(), 1, time.Minute); err != nil || len(claims) != 1 || !claims[0].Doubt {
		t.Errorf("claimed at the next start: %+v, %v", claims, err)
	}
}

// another returns the bytes of another store, to which more changes were made.
func another(t *testing.T) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "lede.db")
	workOn(t, path, func(kv *boltkv.KV) {
		for range 9 {
			put(t, kv, "a", "b")
		}
	})
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestNobodyWaitsForAFileThatIsCutShort: bbolt keeps the locks that it holds when it meets that, and a stop would wait for them too.
func TestNobodyWaitsForAFileThatIsCutShort(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "lede.db")
	kv := mustOpen(t, path, nil)
	put(t, kv, "a", "v")
	if err := os.Truncate(path, 0); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				_, read := kv.Get(t.Context(), "o", "k", "a")
				written := kv.Update(t.Context(), "o", func(tx store.Tx) error { return tx.Put("k", "b", nil) })
				for _, err := range []error{read, written, kv.Check(t.Context())} {
					if err == nil || !strings.Contains(err.Error(), "damaged") {
						t.Errorf("it says %v", err)
					}
				}
			})
		}
		all.Wait()
		_ = kv.Close()
	}()
	select {
	case <-ended:
	case <-time.After(time.Minute):
		t.Error("somebody waits")
	}
}
