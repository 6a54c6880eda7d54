package boltkv_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"lede/store"
	"lede/store/boltkv"
	"lede/store/kvtest"
)

// childPath is the environment variable that makes the test run as the process to be killed.
const childPath = "LEDE_TEST_STORE_TO_WRITE"

func TestMain(m *testing.M) {
	if path := os.Getenv(childPath); path != "" {
		os.Exit(writeUntilKilled(path))
	}
	if path := os.Getenv(fullPath); path != "" {
		os.Exit(writeUntilFull(path))
	}
	os.Exit(m.Run())
}

// writeUntilKilled writes from several goroutines, and says what was acknowledged.
func writeUntilKilled(path string) int {
	kv, err := boltkv.Open(path, nil)
	if err != nil {
		fmt.Println("error", err)
		return 1
	}
	started := time.Now().UnixNano()
	var all sync.WaitGroup
	for w := range 4 {
		all.Go(func() {
			for i := 0; ; i++ {
				key := fmt.Sprintf("%d-%d-%d", started, w, i)
				err := kv.Update(context.Background(), "o", func(tx store.Tx) error {
					if err := tx.Put("k", key, []byte(key)); err != nil {
						return err
					}
					return tx.Schedule(key, time.Unix(0, 0))
				})
				if err != nil {
					fmt.Println("error", err)
					return
				}
				// One call per line, so that no line is torn by the end of the process.
				_, _ = os.Stdout.WriteString("put " + key + "\n")
			}
		})
	}
	all.Wait()
	return 1
}

// Ensure everything acknowledged is there, whole, after the process was killed at any moment.
func TestKilled(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lede.db")
	acknowledged := map[string]bool{}
	for range 12 {
		for _, key := range runAndKill(t, path) {
			acknowledged[key] = true
		}
	}
	if len(acknowledged) < 12 {
		t.Fatalf("only %d changes were made: the test tests nothing", len(acknowledged))
	}
	kv := mustOpen(t, path, nil)
	kvtest.NothingIsLost(t, kv, acknowledged)
}

// runAndKill starts the writer, kills it at some moment and returns what it had acknowledged.
func runAndKill(t *testing.T, path string) (keys []string) {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), childPath+"="+path)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for first := true; lines.Scan(); first = false {
		var key string
		if _, err := fmt.Sscanf(lines.Text(), "put %s", &key); err != nil {
			t.Errorf("the writer says %q", lines.Text())
		}
		keys = append(keys, key)
		if first {
			time.AfterFunc(rand.N(40*time.Millisecond), func() { _ = child.Process.Kill() })
		}
	}
	_ = child.Wait() // killed, as was meant
	return keys
}
