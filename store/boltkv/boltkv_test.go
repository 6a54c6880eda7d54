package boltkv_test

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"lede/languages"
	"lede/store"
	"lede/store/boltkv"
	"lede/store/kvtest"
)

// said returns the words of an error for an operator.
func said(err error) string { return languages.Language{}.Line(err) }

// Ensure the file obeys the laws.
func TestBolt(t *testing.T) {
	t.Parallel()
	kvtest.Run(t, kvtest.Backend{Open: func(t *testing.T, now func() time.Time) store.KV {
		return mustOpen(t, filepath.Join(t.TempDir(), "lede.db"), now)
	}})
}

func mustOpen(tb testing.TB, path string, now func() time.Time) *boltkv.KV {
	tb.Helper()
	kv, err := boltkv.Open(path, now)
	if err != nil {
		tb.Fatalf("Open: %v", err)
	}
	tb.Cleanup(func() { _ = kv.Close() })
	return kv
}

func put(tb testing.TB, kv store.KV, key, value string) {
	tb.Helper()
	if err := kv.Update(tb.Context(), "o", func(tx store.Tx) error { return tx.Put("k", key, []byte(value)) }); err != nil {
		tb.Fatalf("Update: %v", err)
	}
}

// Ensure everything is there after a restart, claims too.
func TestReopen(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "new", "directory", "lede.db")
	clock := func() time.Time { return time.UnixMilli(1_800_000_000_000) }
	kv := mustOpen(t, path, clock)
	put(t, kv, "a", "")
	put(t, kv, "b", "kept")
	if err := kv.Update(t.Context(), "o", func(tx store.Tx) error { return tx.Schedule("x", clock()) }); err != nil {
		t.Fatal(err)
	}
	claims, err := kv.Claim(t.Context(), 1, time.Minute)
	if err != nil || len(claims) != 1 {
		t.Fatalf("claimed %v, %v", claims, err)
	}
	if err := kv.Close(); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file's mode is %v (%v), want 0600", info.Mode(), err)
	}
	kv = mustOpen(t, path, clock)
	list, err := kv.List(t.Context(), "o", "k")
	if err != nil || fmt.Sprintf("%q", list) != `[{"a" ""} {"b" "kept"}]` {
		t.Errorf("after reopening: %q, %v", list, err)
	}
	if err := kv.Update(t.Context(), "o", func(tx store.Tx) error { return tx.Settle(claims[0], time.Time{}) }); err != nil {
		t.Errorf("settling a claim from before: %v", err)
	}
}

// Ensure whatever stands in the way is said in one sentence with the path, and that nothing is overwritten.
func TestOpenRefuses(t *testing.T) {
	t.Parallel()
	garbage := strings.Repeat("this is a letter and no store. ", 2000)
	whole := filepath.Join(t.TempDir(), "whole.db")
	kv := mustOpen(t, whole, nil)
	for i := range 300 {
		put(t, kv, fmt.Sprint(i), garbage[:1000])
	}
	if err := kv.Close(); err != nil {
		t.Fatal(err)
	}
	good, err := os.ReadFile(whole)
	if err != nil {
		t.Fatal(err)
	}
	file := func(content string) func(string) error {
		return func(path string) error { return os.WriteFile(path, []byte(content), 0o600) }
	}
	for name, c := range map[string]struct {
		make func(path string) error
		want string
	}{
		"a directory":         {func(p string) error { return os.Mkdir(p, 0o700) }, "not a file"},
		"a text":              {file(garbage), "not a store of Lede's"},
		"a short text":        {file("hello"), "not a store of Lede's"},
		"both heads gone":     {file(strings.Repeat("\x00", 2*os.Getpagesize()) + string(good[2*os.Getpagesize():])), "not a store of Lede's"},
		"half of it":          {file(string(good[:len(good)/2])), "damaged"},
		"an eighth of it":     {file(string(good[:len(good)/8])), "damaged"},
		"little of it":        {file(string(good[:3*os.Getpagesize()])), "damaged"},
		"less than its heads": {file(string(good[:os.Getpagesize()+1])), "damaged"},
		"a circle":            {file(circular(string(good))), "damaged"},
		"another's database":  {foreign("bucket", ""), "not a store of Lede's"},
		"another's lede":      {foreign("lede", ""), "not a store of Lede's"},
		"a newer layout":      {foreign("lede", "99"), "a newer Lede wrote it"},
		"parts missing":       {foreign("lede", "1"), "damaged"},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "lede.db")
			if err := c.make(path); err != nil {
				t.Fatal(err)
			}
			before, _ := os.ReadFile(path)
			for range 2 { // the first refusal must not keep the file locked
				_, err := boltkv.Open(path, nil)
				if err == nil || !strings.Contains(said(err), c.want) || !strings.Contains(said(err), path) || strings.Contains(said(err), "\n") {
					t.Errorf("got %v, want a sentence with the path and %q", err, c.want)
				}
			}
			if _, err := boltkv.Inspect(path, nil); err == nil {
				t.Error("an inspection finds nothing")
			}
			if after, _ := os.ReadFile(path); string(after) != string(before) {
				t.Error("the file was changed")
			}
		})
	}
}

// circular has each branch of a store lead back to itself, as one flipped bit can. To go down it would overflow the stack.
func circular(good string) string {
	b := []byte(good)
	for page := range len(b) / os.Getpagesize() {
		head := b[page*os.Getpagesize():]
		if number, kind := binary.NativeEndian.Uint64(head), binary.NativeEndian.Uint16(head[8:]); number > 1 && kind == 1 {
			binary.NativeEndian.PutUint64(head[16+8:], number) // where its first entry leads
		}
	}
	return string(b)
}

// foreign makes a bbolt file with one bucket, and a layout in it.
func foreign(bucket, layout string) func(string) error {
	return func(path string) error {
		db, err := bolt.Open(path, 0o600, nil)
		if err != nil {
			return err
		}
		err = db.Update(func(tx *bolt.Tx) error {
			b, err := tx.CreateBucket([]byte(bucket))
			if err != nil {
				return err
			}
			return b.Put([]byte("layout"), []byte(layout))
		})
		return errors.Join(err, db.Close())
	}
}

// Ensure a path below a file, where nothing can be made, is refused.
func TestOpenBelowFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := boltkv.Open(filepath.Join(file, "lede.db"), nil); err == nil || !strings.Contains(said(err), "cannot be written") {
		t.Errorf("got %v", err)
	}
}

// Ensure a second opener is told soon that the file is in use.
func TestLocked(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "lede.db")
	mustOpen(t, path, nil)
	begun := time.Now()
	_, err := boltkv.Open(path, nil)
	if err == nil || !strings.Contains(said(err), "another process has it open") || !strings.Contains(said(err), path) {
		t.Errorf("got %v", err)
	}
	if took := time.Since(begun); took > 30*time.Second {
		t.Errorf("it took %v to say so", took)
	}
}

// Ensure damage met while running is an error, and not the end of the process.
func TestDamageWhileRunning(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "lede.db")
	kv := mustOpen(t, path, nil)
	for i := range 300 {
		put(t, kv, fmt.Sprint(i), strings.Repeat("x", 1000))
	}
	if err := kv.Close(); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	page := os.Getpagesize()
	met := 0
	for at := 2 * page; at < len(whole); at += page {
		broken := append([]byte{}, whole...)
		copy(broken[at:at+page], strings.Repeat("\xa5", page))
		if err := os.WriteFile(path, broken, 0o600); err != nil {
			t.Fatal(err)
		}
		kv, err := boltkv.Open(path, nil)
		if err != nil {
			if !strings.Contains(err.Error(), "damaged") {
				t.Errorf("page %d: Open: %v", at/page, err)
			}
			met++
			continue
		}
		_, listed := kv.List(t.Context(), "o", "k")
		written := kv.Update(t.Context(), "o", func(tx store.Tx) error { return tx.Put("k", "150", nil) })
		_, claimed := kv.Claim(t.Context(), 1, time.Minute)
		for _, err := range []error{listed, written, claimed} {
			if err == nil {
				continue
			}
			met++
			if !strings.Contains(err.Error(), "damaged") || !strings.Contains(err.Error(), path) {
				t.Errorf("page %d: %v", at/page, err)
			}
		}
		_ = kv.Close()
	}
	if met == 0 {
		t.Error("no damage was met: the test tests nothing")
	}
}

// Ensure Close waits for changes under way, and that what was acknowledged by then stays.
func TestCloseWhileWriting(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lede.db")
	kv := mustOpen(t, path, nil)
	var mu sync.Mutex
	acknowledged := map[string]bool{}
	some := make(chan struct{}, 1)
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			for j := 0; ; j++ {
				key := fmt.Sprintf("%d-%d", i, j)
				err := kv.Update(t.Context(), "o", func(tx store.Tx) error { return tx.Put("k", key, nil) })
				if errors.Is(err, store.ErrClosed) {
					return
				}
				if err != nil {
					t.Errorf("Update: %v", err)
					return
				}
				mu.Lock()
				acknowledged[key] = true
				mu.Unlock()
				select {
				case some <- struct{}{}:
				default:
				}
			}
		})
	}
	select {
	case <-some: // on a busy disk it takes a while
	case <-time.After(time.Minute):
	}
	time.Sleep(50 * time.Millisecond)
	if err := kv.Close(); err != nil {
		t.Fatal(err)
	}
	all.Wait()
	kv = mustOpen(t, path, nil)
	list, err := kv.List(t.Context(), "o", "k")
	if err != nil || len(list) != len(acknowledged) || len(list) == 0 {
		t.Errorf("%d of %d acknowledged changes are there (%v)", len(list), len(acknowledged), err)
	}
}
