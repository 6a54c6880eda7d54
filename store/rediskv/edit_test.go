//go:build unix

package rediskv_test

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"lede/store"
	"lede/store/kvtest"
	"lede/store/rediskv"
)

// claimed returns a claim of guild:1 that a store holds, with a value that it has read since.
func claimed(t *testing.T, kv *rediskv.KV) store.Claim {
	t.Helper()
	now, err := kv.Now(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	err = kv.Update(t.Context(), "guild:1", func(tx store.Tx) error {
		return errors.Join(tx.Put("digests", "x", []byte("old")), tx.Schedule("x", now.Add(-time.Second)))
	})
	if err != nil {
		t.Fatal(err)
	}
	claims, err := kv.Claim(t.Context(), 1, 100*time.Millisecond)
	if err != nil || len(claims) != 1 {
		t.Fatalf("claimed %v, %v", claims, err)
	}
	if v, err := kv.Get(t.Context(), "guild:1", "digests", "x"); err != nil || string(v) != "old" {
		t.Fatalf("got %s, %v", v, err)
	}
	return claims[0]
}

// TestAnEditThatWasShownWhatIsHeldIsMadeAnewWhenThatChanged: be it a value or the claim itself.
func TestAnEditThatWasShownWhatIsHeldIsMadeAnewWhenThatChanged(t *testing.T) {
	t.Parallel()
	server := kvtest.StartServer(t)
	kv, other := mustOpen(t, server.URL(), ""), mustOpen(t, server.URL(), "")
	for what, change := range map[string]func(t *testing.T){
		"nothing": func(*testing.T) {},
		"a value": func(t *testing.T) {
			if err := other.Update(t.Context(), "guild:1", func(tx store.Tx) error { return tx.Put("digests", "x", []byte("new")) }); err != nil {
				t.Fatal(err)
			}
		},
		"a value that is gone": func(t *testing.T) {
			if err := other.Update(t.Context(), "guild:1", func(tx store.Tx) error { return tx.Delete("digests", "x") }); err != nil {
				t.Fatal(err)
			}
		},
		"the claim": func(t *testing.T) {
			time.Sleep(150 * time.Millisecond)
			if claims, err := other.Claim(t.Context(), 1, time.Minute); err != nil || len(claims) != 1 {
				t.Fatalf("claimed %v, %v", claims, err)
			}
		},
	} {
		t.Run(what, func(t *testing.T) {
			c := claimed(t, kv)
			change(t)
			saw, runs := "", 0
			err := kv.Update(t.Context(), "guild:1", func(tx store.Tx) error {
				runs++
				v, err := tx.Get("digests", "x")
				if saw = string(v); errors.Is(err, store.ErrNotFound) {
					saw, err = "none", nil
				}
				if err != nil {
					return err
				}
				if err := tx.Settle(c, time.Time{}); err != nil {
					return err
				}
				return tx.Put("ledger", "x", []byte(saw))
			})
			want := map[string]string{"nothing": "old", "a value": "new", "a value that is gone": "none", "the claim": "old"}[what]
			if saw != want || errors.Is(err, store.ErrLost) != (what == "the claim") || err != nil && what != "the claim" {
				t.Errorf("saw %s, want %s: %v", saw, want, err)
			}
			if (runs == 1) != (what == "nothing") {
				t.Errorf("%d runs", runs)
			}
			kept, err := kv.Get(t.Context(), "guild:1", "ledger", "x")
			if what == "the claim" {
				if !errors.Is(err, store.ErrNotFound) {
					t.Errorf("the ledger says %s, %v", kept, err)
				}
			} else if err != nil || string(kept) != want {
				t.Errorf("the ledger says %s, %v", kept, err)
			}
			if err := kv.Update(t.Context(), "guild:1", func(tx store.Tx) error { return errors.Join(tx.Delete("ledger", "x"), tx.Unschedule("x")) }); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// TestAnEditThatFailsOverWhatIsHeldIsAskedAgain: it may have been shown old values.
func TestAnEditThatFailsOverWhatIsHeldIsAskedAgain(t *testing.T) {
	t.Parallel()
	server := kvtest.StartServer(t)
	kv, other := mustOpen(t, server.URL(), ""), mustOpen(t, server.URL(), "")
	claimed(t, kv)
	if err := other.Update(t.Context(), "guild:1", func(tx store.Tx) error { return tx.Put("digests", "x", []byte("new")) }); err != nil {
		t.Fatal(err)
	}
	refused := errors.New("refused")
	err := kv.Update(t.Context(), "guild:1", func(tx store.Tx) error {
		if v, err := tx.Get("digests", "x"); err != nil || string(v) != "new" {
			return errors.Join(refused, err)
		}
		return nil
	})
	if err != nil {
		t.Errorf("got %v", err)
	}
}

// TestAnEditMayListAKindAndReadOneOfIt: a hash that is growing changes the order of its fields whenever one is read.
func TestAnEditMayListAKindAndReadOneOfIt(t *testing.T) {
	t.Parallel()
	kv := mustOpen(t, kvtest.StartRedis(t), "")
	list := func(tx store.Tx) error { _, err := tx.List("k"); return err }
	get := func(tx store.Tx) error {
		v, err := tx.Get("k", "0")
		if err == nil && len(v) != 100 {
			t.Errorf("got %d bytes", len(v))
		}
		if _, missing := tx.Get("k", "none"); !errors.Is(missing, store.ErrNotFound) {
			return errors.Join(missing, errors.New("what is not there was found"))
		}
		return err
	}
	for i := range 300 {
		runs := 0
		err := kv.Update(t.Context(), "o", func(tx store.Tx) error {
			runs++
			reads := [][]func(store.Tx) error{{list, get}, {get, list}, {list}}[i%3]
			if i == 0 {
				reads = nil
			}
			for _, read := range reads {
				if err := read(tx); err != nil {
					return err
				}
			}
			return tx.Put("k", strconv.Itoa(i), make([]byte, 100))
		})
		if err != nil || runs != 1 {
			t.Fatalf("edit %d: %d runs, %v", i, runs, err)
		}
	}
}

// TestAnEditForWhichRedisHasNoRoomChangesNothing: not even what would have made room.
func TestAnEditForWhichRedisHasNoRoomChangesNothing(t *testing.T) {
	t.Parallel()
	server := kvtest.StartServer(t)
	kv := mustOpen(t, server.URL(), "")
	if err := kv.Update(t.Context(), "o", func(tx store.Tx) error { return tx.Put("k", "old", []byte("v")) }); err != nil {
		t.Fatal(err)
	}
	server.Do("config", "set", "maxmemory", "1")
	err := kv.Update(t.Context(), "o", func(tx store.Tx) error {
		return errors.Join(tx.Delete("k", "old"), tx.Put("k", "new", []byte("v")))
	})
	if !errors.Is(err, store.ErrFull) { // which people are told as “not saved”
		t.Errorf("got %v, want ErrFull", err)
	}
	if list, err := kv.List(t.Context(), "o", "k"); err != nil || len(list) != 1 || list[0].Key != "old" {
		t.Errorf("there is %v, %v", list, err)
	}
	if err := kv.Update(t.Context(), "o", func(tx store.Tx) error { return tx.Delete("k", "old") }); err != nil {
		t.Errorf("deleting: %v", err)
	}
	server.Do("config", "set", "maxmemory", "0")
	if list, err := kv.List(t.Context(), "o", "k"); err != nil || len(list) != 0 {
		t.Errorf("there is %v, %v", list, err)
	}
}

// TestAServerThatForgotTheScriptsIsSentThem, as after a restart.
func TestAServerThatForgotTheScriptsIsSentThem(t *testing.T) {
	t.Parallel()
	server := kvtest.StartServer(t)
	kv := mustOpen(t, server.URL(), "")
	for range 2 {
		server.Do("script", "flush")
		if err := kv.Update(t.Context(), "o", func(tx store.Tx) error { return tx.Put("k", "x", []byte("v")) }); err != nil {
			t.Error(err)
		}
		if lists, err := kv.Gather(t.Context(), "o", []store.Spot{{Kind: "k"}}); err != nil || len(lists) != 1 || len(lists[0]) != 1 {
			t.Errorf("%v, %v", lists, err)
		}
		if _, due, err := kv.NextDue(t.Context()); due || err != nil {
			t.Error(due, err)
		}
	}
}

// TestCommandsShareRoundTrips, and each caller has its own answer.
func TestCommandsShareRoundTrips(t *testing.T) {
	server := kvtest.StartServer(t)
	kv := mustOpen(t, server.URL(), "")
	const callers, each = 64, 50
	var failed atomic.Int64
	var all sync.WaitGroup
	for i := range callers {
		all.Go(func() {
			owner := "guild:" + strings.Repeat("x", i+1)
			for range each {
				err := kv.Update(t.Context(), owner, func(tx store.Tx) error {
					v, err := tx.Get("k", "x")
					if err != nil && !errors.Is(err, store.ErrNotFound) {
						return err
					}
					return tx.Put("k", "x", append(v, byte('A'+i%26)))
				})
				if err != nil {
					failed.Add(1)
				}
			}
			if v, err := kv.Get(t.Context(), owner, "k", "x"); err != nil || string(v) != strings.Repeat(string(rune('A'+i%26)), each) {
				t.Errorf("%s has %s, %v", owner, v, err)
			}
		})
	}
	all.Wait()
	if failed.Load() > 0 {
		t.Errorf("%d edits failed", failed.Load())
	}
	if clients := strings.Count(server.Do("client", "list"), "addr="); clients > 8 {
		t.Errorf("%d connections", clients)
	}
	if strings.Contains(server.Do("info", "commandstats"), "cmdstat_wait:") {
		t.Error("replicas are waited for of which nobody spoke")
	}
}

// TestWhoLeavesIsNotWaitedFor: while Redis hangs, a caller leaves when its time is over, and what it has not sent by then is
// not sent later.
func TestWhoLeavesIsNotWaitedFor(t *testing.T) {
	o := kvtest.StartOutage(t)
	kv := mustOpen(t, o.URL, "")
	put := func(ctx context.Context, key string, wait time.Duration) error {
		ctx, cancel := context.WithTimeout(ctx, wait)
		defer cancel()
		return kv.Update(ctx, "o", func(tx store.Tx) error { return tx.Put("k", key, []byte("v")) })
	}
	if err := put(t.Context(), "before", 30*time.Second); err != nil {
		t.Fatal(err)
	}
	o.Freeze()
	var first sync.WaitGroup
	ctx, leave := context.WithCancel(t.Context())
	defer leave()
	made := make(chan struct{})
	var once sync.Once
	first.Go(func() {
		_ = kv.Update(ctx, "o", func(tx store.Tx) error {
			once.Do(func() { close(made) })
			return tx.Put("k", "first", []byte("v"))
		})
	})
	<-made
	time.Sleep(100 * time.Millisecond) // it is on its way
	begun := time.Now()
	if err := put(t.Context(), "second", 200*time.Millisecond); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v, want the context's error", err)
	}
	if took := time.Since(begun); took > 10*time.Second {
		t.Errorf("200 ms took %v", took)
	}
	leave()
	first.Wait()
	o.Thaw()
	if err := put(t.Context(), "after", 30*time.Second); err != nil {
		t.Errorf("after the pause: %v", err)
	}
	if _, err := kv.Get(t.Context(), "o", "k", "second"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("what was given up was sent: %v", err)
	}
}
