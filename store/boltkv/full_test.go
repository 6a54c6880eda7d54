package boltkv_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lede/problem"
	"lede/store"
	"lede/store/boltkv"
)

// fullPath is the environment variable that makes the test run as the process whose disk is full. It is a limit on the size of
// files, which holds for one process only.
const fullPath = "LEDE_TEST_STORE_TO_FILL"

// reopen opens an existing store without room to write a byte, and prints whether the store was removed.
func reopen(path string) {
	before, err := os.ReadFile(path)
	if err != nil {
		fmt.Println(err)
	}
	if err := limit(0); err != nil {
		fmt.Println(err)
	}
	kv, err := boltkv.Open(path, nil)
	if err == nil {
		kv.Close()
	} else if !errors.Is(err, problem.New("store.no-room")) {
		fmt.Println("a store that is opened without room is:", err)
	}
	if after, err := os.ReadFile(path); err != nil || len(after) != len(before) {
		fmt.Printf("opening without room left %d bytes of %d, %v\n", len(after), len(before), err)
	}
	if err := limit(1 << 30); err != nil {
		fmt.Println(err)
	}
}

// begin opens a new store without room for it, and then with room, and prints what goes wrong.
func begin(path string) {
	if err := limit(6000); err != nil {
		fmt.Println(err)
	}
	if _, err := boltkv.Open(path, nil); err == nil || !errors.Is(err, problem.New("store.no-room")) {
		fmt.Println("a store for which there is no room is:", err)
	}
	// What was there before is not Lede's to take away.
	there := path + ".empty"
	if err := os.WriteFile(there, nil, 0o600); err != nil {
		fmt.Println(err)
	}
	if _, err := boltkv.Open(there, nil); err == nil {
		fmt.Println("an empty file for which there is no room is opened")
	}
	if _, err := os.Stat(there); err != nil {
		fmt.Println(err)
	}
	if err := limit(1 << 30); err != nil {
		fmt.Println(err)
	}
	kv, err := boltkv.Open(path, nil)
	if err != nil {
		fmt.Println("when there is room again:", err)
		return
	}
	kv.Close()
}

// writeUntilFull fills a store, makes room, and prints what goes wrong.
func writeUntilFull(path string) int {
	begin(path + ".begun")
	reopen(path + ".begun")
	kv, err := boltkv.Open(path, nil)
	if err == nil {
		err = limit(1 << 20)
	}
	if err != nil {
		fmt.Println(err)
		return 1
	}
	put := func(key string, n int) error {
		return kv.Update(context.Background(), "o", func(tx store.Tx) error { return tx.Put("k", key, bytes.Repeat([]byte("x"), n)) })
	}
	schedule := func() error {
		return kv.Update(context.Background(), "o", func(tx store.Tx) error { return tx.Schedule("x", time.Unix(0, 0)) })
	}
	kept := 0
	for err = schedule(); err == nil && kept < 1000; kept++ {
		err = put(fmt.Sprint(kept), 10_000)
	}
	if !errors.Is(err, store.ErrFull) || !errors.Is(err, store.ErrUnavailable) {
		fmt.Println("a full disk is:", err)
	}
	if _, err := kv.Get(context.Background(), "o", "k", "0"); err != nil {
		fmt.Println("nothing can be read from a full disk:", err)
	}
	if err := errors.Join(limit(0), kv.Check(context.Background())); !errors.Is(err, store.ErrFull) {
		fmt.Println("a check of a full disk says", err)
	}
	if err := kv.Check(context.Background()); !errors.Is(err, store.ErrFull) {
		fmt.Println("a second check of a full disk says", err)
	}
	if err := limit(1 << 30); err != nil {
		fmt.Println(err)
	}
	if err := kv.Check(context.Background()); !errors.Is(err, store.ErrFull) {
		fmt.Println("the first check with room again hides that changes were lost:", err)
	}
	if err := kv.Check(context.Background()); err != nil {
		fmt.Println("a check with room again says", err)
	}
	if claims, err := kv.Claim(context.Background(), 1, time.Minute); err != nil || len(claims) != 1 {
		fmt.Println("with room again, claimed:", claims, err)
	}
	if err := errors.Join(put("after", 10_000), kv.Close()); err != nil {
		fmt.Println("with room again:", err)
	}
	return 0
}

// TestAFullDiskIsToldAndPasses: nothing is lost over it, and the first change after there is room is made.
func TestAFullDiskIsToldAndPasses(t *testing.T) {
	t.Parallel()
	if !limits {
		t.Skip("SKIPPED: the size of files is limited on Unix only")
	}
	path := filepath.Join(t.TempDir(), "lede.db")
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), fullPath+"="+path)
	if out, err := child.CombinedOutput(); err != nil || len(strings.TrimSpace(string(out))) > 0 {
		t.Fatalf("%v\n%s", err, out)
	}
	if _, err := boltkv.Inspect(path, nil); err != nil {
		t.Error(err)
	}
	kv := mustOpen(t, path, nil)
	if v, err := kv.Get(t.Context(), "o", "k", "after"); err != nil || len(v) != 10_000 {
		t.Errorf("got %d bytes, %v", len(v), err)
	}
}
