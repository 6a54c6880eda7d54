package boltkv_test

import (
	"os"
	"path/filepath"
	"testing"

	"lede/store/boltkv"
)

// TestAStoreThatWasEmptiedIsNotBegunAfresh: the count beside it says that it had been written to. An empty file alone is a new store.
func TestAStoreThatWasEmptiedIsNotBegunAfresh(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lede.db")
	for range 2 { // an empty file without a count, then the store made of it
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		kv, err := boltkv.Open(path, nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := kv.Close(); err != nil {
			t.Fatal(err)
		}
		if err := os.Truncate(path, 0); err != nil {
			t.Fatal(err)
		}
		if kv, err := boltkv.Open(path, nil); err == nil {
			kv.Close()
			t.Fatal("it is begun afresh")
		}
		if info, err := os.Stat(path); err != nil || info.Size() != 0 {
			t.Errorf("the file was changed: %v, %v", info, err)
		}
		if err := os.Remove(path + ".count"); err != nil {
			t.Fatal(err)
		}
	}
}
