//go:build unix

package boltkv_test

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"lede/store/boltkv"
)

// TestWhatRootMakesBelongsToTheFoldersOwner: root restores a backup, and Lede runs as another user. What that user has is left as it is.
func TestWhatRootMakesBelongsToTheFoldersOwner(t *testing.T) {
	t.Parallel()
	owner := os.Geteuid()
	dir := t.TempDir()
	if owner == 0 {
		owner = 4321
		if err := os.Chown(dir, owner, owner); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(dir, "lede.db")
	for _, without := range []string{path, path + ".count"} { // the second is made again, for a store that is there
		if err := os.RemoveAll(without); err != nil {
			t.Fatal(err)
		}
		kv, err := boltkv.Open(path, morning)
		if err != nil {
			t.Fatal(err)
		}
		if err := kv.Close(); err != nil {
			t.Fatal(err)
		}
		for _, file := range []string{path, path + ".count"} {
			info, err := os.Stat(file)
			if err != nil {
				t.Fatal(err)
			}
			if got := int(info.Sys().(*syscall.Stat_t).Uid); got != owner {
				t.Errorf("without %s, %s belongs to user %d, want %d", without, file, got, owner)
			}
		}
	}
}
