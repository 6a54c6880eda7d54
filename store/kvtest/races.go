package kvtest

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"sync"
	"testing"
	"time"

	"lede/store"
)

// number reads a number stored under a key; a missing one counts as 0.
func number(tx store.Tx, key string) (int, error) {
	v, err := tx.Get("numbers", key)
	if errors.Is(err, store.ErrNotFound) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	return strconv.Atoi(string(v))
}

func putNumber(tx store.Tx, key string, n int) error {
	return tx.Put("numbers", key, strconv.AppendInt(nil, int64(n), 10))
}

func increment(tx store.Tx) error {
	n, err := number(tx, "n")
	if err != nil {
		return err
	}
	return putNumber(tx, "n", n+1)
}

// transfer moves one from a to b.
func transfer(tx store.Tx) error {
	a, err := number(tx, "a")
	if err != nil {
		return err
	}
	b, err := number(tx, "b")
	if err != nil {
		return err
	}
	return errors.Join(putNumber(tx, "a", a-1), putNumber(tx, "b", b+1))
}

// race runs an edit from many goroutines, several times each.
func (f *fixture) race(callers, each int, edit func(store.Tx) error) {
	var all sync.WaitGroup
	for range callers {
		all.Go(func() {
			for range each {
				if err := f.attempt(edit); err != nil {
					f.Errorf("Update: %v", err)
				}
			}
		})
	}
	all.Wait()
}

func racingUpdates(_ *testing.T, f *fixture) {
	f.race(20, 10, increment)
	f.want(f.got("numbers", "n"), `"200"`)
}

func racingTransfers(_ *testing.T, f *fixture) {
	f.race(8, 10, transfer)
	f.want(f.listed("numbers"), "a=-80 b=80")
}

// seenAtOnce watches two values that always change together.
func seenAtOnce(t *testing.T, f *fixture) {
	f.update(transfer)
	done := make(chan struct{})
	go func() {
		defer close(done)
		f.race(2, 30, transfer)
	}()
	for {
		list, err := f.kv.List(f.Context(), owner, "numbers")
		if err != nil || len(list) != 2 || "-"+string(list[1].Value) != string(list[0].Value) {
			t.Fatalf("half a change was seen: %q (%v)", list, err)
		}
		select {
		case <-done:
			return
		default:
		}
	}
}

func racingClaimers(t *testing.T, f *fixture) {
	const n = 120
	at := f.clock().Add(-time.Second)
	for i := range n {
		who := fmt.Sprintf("guild:%d", i%17)
		if err := f.kv.Update(f.Context(), who, func(tx store.Tx) error { return tx.Schedule(fmt.Sprint(i), at) }); err != nil {
			t.Fatal(err)
		}
	}
	var mu sync.Mutex
	seen := map[string]int{}
	tokens := map[string]bool{}
	var all sync.WaitGroup
	for range 6 {
		all.Go(func() {
			for {
				claims, err := f.kv.Claim(f.Context(), 7, time.Hour)
				if err != nil {
					t.Errorf("Claim: %v", err)
				}
				if len(claims) == 0 {
					return
				}
				mu.Lock()
				for _, c := range claims {
					seen[c.Owner+" "+c.ID]++
					tokens[c.Token] = true
				}
				mu.Unlock()
			}
		})
	}
	all.Wait()
	if len(seen) != n || len(tokens) != n {
		t.Errorf("%d of %d items were claimed, with %d tokens", len(seen), n, len(tokens))
	}
	for item, times := range seen {
		if times != 1 {
			t.Errorf("%s was claimed %d times", item, times)
		}
	}
}

// racingSettlers settles one claim from many goroutines, each counting what it did in the same change.
func racingSettlers(t *testing.T, f *fixture) {
	f.schedule("x", f.clock())
	c := f.claimOne()
	var all sync.WaitGroup
	for range 10 {
		all.Go(func() {
			err := f.attempt(func(tx store.Tx) error {
				n, err := number(tx, "n")
				if err != nil {
					return err
				}
				if err := tx.Settle(c, time.Time{}); err != nil {
					return err
				}
				return putNumber(tx, "n", n+1)
			})
			if err != nil && !errors.Is(err, store.ErrLost) {
				t.Errorf("Update: %v", err)
			}
		})
	}
	all.Wait()
	f.want(f.got("numbers", "n"), `"1"`)
}

// calls makes each call of a store once.
func calls(kv store.KV) map[string]func(context.Context) error {
	return map[string]func(context.Context) error{
		"Get":     func(ctx context.Context) error { _, err := kv.Get(ctx, owner, "notes", "a"); return err },
		"List":    func(ctx context.Context) error { _, err := kv.List(ctx, owner, "notes"); return err },
		"Claim":   func(ctx context.Context) error { _, err := kv.Claim(ctx, 1, lease); return err },
		"NextDue": func(ctx context.Context) error { _, _, err := kv.NextDue(ctx); return err },
		"Take":    func(ctx context.Context) error { _, err := kv.Take(ctx, "posts", time.Hour, 1); return err },
		"Now":     func(ctx context.Context) error { _, err := kv.Now(ctx); return err },
		"Update": func(ctx context.Context) error {
			return kv.Update(ctx, owner, func(tx store.Tx) error { return tx.Put("notes", "a", []byte("changed")) })
		},
	}
}

func endedContext(t *testing.T, f *fixture) {
	f.put("notes", "a", "kept")
	f.schedule("x", f.clock().Add(-time.Second))
	ended, cancel := context.WithCancel(f.Context())
	cancel()
	late, cancel := context.WithTimeout(f.Context(), -time.Second)
	defer cancel()
	for name, call := range calls(f.kv) {
		if err := call(ended); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v, want the context's error", name, err)
		}
		if err := call(late); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%s: %v, want the context's error", name, err)
		}
	}
	// A context that ends during the edit counts too.
	ctx, cancel := context.WithCancel(f.Context())
	err := f.kv.Update(ctx, owner, func(tx store.Tx) error {
		cancel()
		return tx.Put("notes", "a", []byte("changed"))
	})
	f.wantErr(err, context.Canceled)
	f.want(f.got("notes", "a"), `"kept"`)
	f.takes("posts", time.Hour, 1, 1)
	if c := f.claimOne(); c.Attempt != 1 {
		t.Errorf("attempt %d of an item that no call could claim", c.Attempt)
	}
}

// stuckEdit has one edit hang for longer than another caller's time.
func stuckEdit(_ *testing.T, f *fixture) {
	started, release := make(chan struct{}, 100), make(chan struct{})
	var all sync.WaitGroup
	all.Go(func() {
		_ = f.attempt(func(tx store.Tx) error {
			started <- struct{}{}
			<-release
			return nil
		})
	})
	<-started
	for range 3 {
		ctx, cancel := context.WithTimeout(f.Context(), 20*time.Millisecond)
		begun := time.Now()
		err := f.kv.Update(ctx, owner, func(tx store.Tx) error { return tx.Put("notes", "a", nil) })
		cancel()
		// A store that lets edits overlap may have finished.
		if err != nil && !errors.Is(err, context.DeadlineExceeded) {
			f.Errorf("got %v, want the context's error", err)
		}
		if took := time.Since(begun); took > 10*time.Second { // a busy machine may be late
			f.Errorf("the call took %v beyond a context of 20 ms", took)
		}
	}
	close(release)
	all.Wait()
	f.put("notes", "b", "fine")
	f.want(f.got("notes", "b"), `"fine"`)
}

func closed(t *testing.T, f *fixture) {
	f.put("notes", "a", "kept")
	if err := f.kv.Close(); err != nil {
		t.Fatalf("Close: %v", err)
	}
	for name, call := range calls(f.kv) {
		if err := call(context.WithoutCancel(f.Context())); !errors.Is(err, store.ErrClosed) {
			t.Errorf("%s: %v, want ErrClosed", name, err)
		}
	}
	f.wantErr(f.kv.Close(), store.ErrClosed)
}
