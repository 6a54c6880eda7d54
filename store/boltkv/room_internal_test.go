package boltkv

import (
	"errors"
	"path/filepath"
	"testing"

	"lede/problem"
	"lede/store"
)

// TestADiskWithLittleRoomIsStillFull: a small change fits where an article does not. Where the room is unknown, a change that is made shows it.
func TestADiskWithLittleRoomIsStillFull(t *testing.T) {
	t.Parallel()
	kv, err := Open(filepath.Join(t.TempDir(), "lede.db"), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer kv.Close()
	if err := kv.writes.saves(t.Context(), 0); err != nil {
		t.Errorf("before anything failed: %v", err)
	}
	for free, full := range map[int64]bool{0: true, littleRoom - 1: true, littleRoom: false, -1: false} {
		kv.writes.failing.Store(problem.New("store.full", "path", kv.path).Because(store.ErrFull))
		first, second := kv.writes.saves(t.Context(), free), kv.writes.saves(t.Context(), free)
		if !errors.Is(first, store.ErrFull) || errors.Is(second, store.ErrFull) != full {
			t.Errorf("with %d bytes: %v, then %v", free, first, second)
		}
	}
}
