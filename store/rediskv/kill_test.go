package rediskv_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"lede/store"
	"lede/store/kvtest"
	"lede/store/rediskv"
)

// Ensure everything acknowledged is there, whole, after a Redis that syncs each write was killed at any moment.
func TestNothingAcknowledgedIsLostWhenRedisIsKilled(t *testing.T) {
	t.Parallel()
	server := kvtest.StartServer(t, "--appendonly", "yes", "--appendfsync", "always")
	kv := mustOpen(t, server.URL(), "")
	acknowledged := map[string]bool{}
	for round := range 8 {
		keys := writeUntilKilled(t, kv, server, round)
		if len(keys) == 0 {
			t.Errorf("round %d: no change was made: it tests nothing", round)
		}
		for _, key := range keys {
			acknowledged[key] = true
		}
		server.Start()
		kvtest.Answering(t, kv)
	}
	kvtest.NothingIsLost(t, kv, acknowledged)
}

// writeUntilKilled writes from several goroutines, kills the server at some moment after the first change and returns
// what it had acknowledged. Half of the changes read before they write.
func writeUntilKilled(t *testing.T, kv *rediskv.KV, server *kvtest.Redis, round int) (keys []string) {
	first := make(chan struct{})
	begun := sync.OnceFunc(func() { close(first) })
	var mu sync.Mutex
	var all sync.WaitGroup
	for w := range 4 {
		all.Go(func() {
			for i := 0; ; i++ {
				key := fmt.Sprintf("%d-%d-%d", round, w, i)
				err := kv.Update(context.Background(), "o", func(tx store.Tx) error {
					if w%2 == 0 {
						if _, err := tx.Get("k", key); err == nil {
							return fmt.Errorf("%s is there before it is written", key)
						}
					}
					if err := tx.Put("k", key, []byte(key)); err != nil {
						return err
					}
					return tx.Schedule(key, time.Unix(0, 0))
				})
				if err != nil {
					return
				}
				mu.Lock()
				keys = append(keys, key)
				mu.Unlock()
				begun()
			}
		})
	}
	select {
	case <-first:
	case <-time.After(20 * time.Second): // then the test fails for want of changes
	}
	time.Sleep(rand.N(200 * time.Millisecond))
	server.Kill()
	all.Wait()
	return keys
}
