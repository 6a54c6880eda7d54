package boltkv_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"lede/store"
	"lede/store/boltkv"
)

// morning is the time in these stores.
func morning() time.Time { return time.UnixMilli(1_800_000_000_000) }

// workOn opens a store, does something with it and closes it.
func workOn(t *testing.T, path string, work func(*boltkv.KV)) {
	t.Helper()
	kv, err := boltkv.Open(path, morning)
	if err != nil {
		t.Fatal(err)
	}
	work(kv)
	if err := kv.Close(); err != nil {
		t.Fatal(err)
	}
}

func schedule(t *testing.T, kv *boltkv.KV, id string, at time.Time) {
	t.Helper()
	if err := kv.Update(t.Context(), "o", func(tx store.Tx) error { return tx.Schedule(id, at) }); err != nil {
		t.Fatal(err)
	}
}

// doubt claims the one item that is due and returns whether it is in doubt.
func doubt(t *testing.T, kv *boltkv.KV) bool {
	t.Helper()
	claims, err := kv.Claim(t.Context(), 10, time.Millisecond)
	if err != nil || len(claims) != 1 {
		t.Fatalf("claimed %v, %v", claims, err)
	}
	return claims[0].Doubt
}

func copyFile(t *testing.T, to, from string) {
	t.Helper()
	b, err := os.ReadFile(from)
	if err == nil {
		err = os.WriteFile(to, b, 0o600) // over what is there, as cp does
	}
	if err != nil {
		t.Fatal(err)
	}
}

// TestPromiseARestoredBackupIsDoubted: whatever way it came back, and no other start is.
func TestPromiseARestoredBackupIsDoubted(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		between func(t *testing.T, path, backup string)
		want    bool
	}{
		"nothing happens": {func(*testing.T, string, string) {}, false},
		"a restart":       {func(t *testing.T, path, _ string) { workOn(t, path, func(kv *boltkv.KV) { put(t, kv, "a", "b") }) }, false},
		"a backup over the file": {func(t *testing.T, path, backup string) {
			workOn(t, path, func(kv *boltkv.KV) { put(t, kv, "a", "b") })
			copyFile(t, path, backup)
		}, true},
		"a backup of the running Lede": {func(t *testing.T, path, _ string) {
			workOn(t, path, func(kv *boltkv.KV) {
				put(t, kv, "a", "b")
				copyFile(t, path+".hot", path)
				put(t, kv, "a", "c")
			})
			copyFile(t, path, path+".hot")
		}, true},
		"a backup of the whole folder": {func(t *testing.T, path, backup string) {
			copyFile(t, backup+".count", path+".count")
			workOn(t, path, func(kv *boltkv.KV) { put(t, kv, "a", "b") })
			for _, name := range []string{"", ".count"} {
				if err := os.Rename(backup+name, path+name); err != nil {
					t.Fatal(err)
				}
			}
		}, true},
		"a backup on another machine": {func(t *testing.T, path, _ string) {
			if err := os.Remove(path + ".count"); err != nil {
				t.Fatal(err)
			}
		}, true},
		"a count that cannot be read": {func(t *testing.T, path, _ string) {
			if err := os.WriteFile(path+".count", []byte("x"), 0o600); err != nil {
				t.Fatal(err)
			}
		}, true},
		"another store": {func(t *testing.T, path, _ string) {
			other := filepath.Join(filepath.Dir(path), "other.db")
			workOn(t, other, func(kv *boltkv.KV) {
				for range 20 {
					put(t, kv, "a", "b")
				}
				schedule(t, kv, "x", morning())
			})
			copyFile(t, path, other)
		}, true},
		"a power cut that took the last counts": {func(t *testing.T, path, _ string) {
			copyFile(t, path+".old", path+".count")
			workOn(t, path, func(kv *boltkv.KV) { put(t, kv, "a", "b") })
			copyFile(t, path+".count", path+".old")
		}, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "lede.db")
			workOn(t, path, func(kv *boltkv.KV) { schedule(t, kv, "x", morning()) })
			backup := path + ".backup"
			copyFile(t, backup, path)
			c.between(t, path, backup)
			for range 2 { // what is doubtful stays so
				workOn(t, path, func(kv *boltkv.KV) {
					if got := doubt(t, kv); got != c.want {
						t.Errorf("in doubt: %v, want %v", got, c.want)
					}
					schedule(t, kv, "x", morning())
				})
			}
			later := func() time.Time { return morning().Add(time.Second) }
			kv := mustOpen(t, path, later)
			schedule(t, kv, "x", later())
			if doubt(t, kv) {
				t.Error("a slot that fell due afterwards is in doubt")
			}
		})
	}
}

// TestAStoreOfAnOlderLedeIsNotDoubted: it kept no count. One that is put back over a newer one is.
func TestAStoreOfAnOlderLedeIsNotDoubted(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "lede.db")
	workOn(t, path, func(kv *boltkv.KV) { schedule(t, kv, "x", morning()) })
	withoutID(t, path)
	copyFile(t, path+".old", path)
	if err := os.Remove(path + ".count"); err != nil {
		t.Fatal(err)
	}
	workOn(t, path, func(kv *boltkv.KV) {
		if doubt(t, kv) {
			t.Error("an update puts slots in doubt")
		}
	})
	copyFile(t, path, path+".old")
	workOn(t, path, func(kv *boltkv.KV) {
		if !doubt(t, kv) {
			t.Error("an old backup is not doubted")
		}
	})
}

func TestDoubtCanBeDeclared(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "lede.db")
	workOn(t, path, func(kv *boltkv.KV) {
		schedule(t, kv, "x", morning())
		if err := kv.Doubt(t.Context()); err != nil || !doubt(t, kv) {
			t.Errorf("declared doubt has no effect: %v", err)
		}
		schedule(t, kv, "x", morning())
	})
	workOn(t, path, func(kv *boltkv.KV) {
		if !doubt(t, kv) {
			t.Error("a restart ends the doubt")
		}
	})
}

// TestNothingIsAcknowledgedIntoAFileThatIsGone: the next start would not find it.
func TestNothingIsAcknowledgedIntoAFileThatIsGone(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "lede.db")
	kv := mustOpen(t, path, morning)
	schedule(t, kv, "x", morning())
	try := func() error {
		return kv.Update(t.Context(), "o", func(tx store.Tx) error { return tx.Put("k", "a", nil) })
	}
	for name, take := range map[string]func() error{
		"removed":  func() error { return os.Rename(path, path+".away") },
		"replaced": func() error { return errors.Join(os.Rename(path, path+".away"), os.WriteFile(path, nil, 0o600)) },
	} {
		if err := errors.Join(try(), kv.Check(t.Context())); err != nil {
			t.Fatal(err)
		}
		if err := take(); err != nil {
			t.Fatal(err)
		}
		if err := try(); !errors.Is(err, store.ErrUnavailable) {
			t.Errorf("%s: a change ends with %v", name, err)
		}
		if claims, err := kv.Claim(t.Context(), 1, time.Minute); err == nil {
			t.Errorf("%s: claimed %v", name, claims)
		}
		if err := kv.Check(t.Context()); err == nil {
			t.Errorf("%s: all is well", name)
		}
		if err := os.Rename(path+".away", path); err != nil {
			t.Fatal(err)
		}
	}
}

// TestAChangeThatTheFileIsTakenFromMeanwhileIsUncertain: it is in a file that the next start may not find.
func TestAChangeThatTheFileIsTakenFromMeanwhileIsUncertain(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "lede.db")
	kv := mustOpen(t, path, morning)
	err := kv.Update(t.Context(), "o", func(tx store.Tx) error {
		return errors.Join(os.Rename(path, path+".away"), tx.Put("k", "a", nil))
	})
	if !errors.Is(err, store.ErrUncertain) {
		t.Errorf("the change ends with %v", err)
	}
}

// withoutID turns a store into one that an older Lede left.
func withoutID(t *testing.T, path string) {
	t.Helper()
	db, err := bolt.Open(path, 0o600, nil)
	if err == nil {
		err = db.Update(func(tx *bolt.Tx) error { return tx.Bucket([]byte("lede")).Delete([]byte("id")) })
	}
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
}

// TestACountThatCannotBeWrittenIsTakenAway: it would stand still, and so fit a backup.
func TestACountThatCannotBeWrittenIsTakenAway(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lede.db")
	if err := os.Symlink("/dev/full", path+".count"); err != nil {
		t.Fatal(err)
	}
	kv, err := boltkv.Open(path, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer kv.Close()
	if _, err := os.Lstat(path + ".count"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("it is still there: %v", err)
	}
	put(t, kv, "a", "v") // without it all goes on
}
