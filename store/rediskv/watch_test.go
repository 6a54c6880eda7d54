package rediskv_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"lede/store"
	"lede/store/kvtest"
	"lede/store/rediskv"
)

// TestPromiseARedisThatForgetsIsNoticed: once for each loss, and never when nothing is lost.
func TestPromiseARedisThatForgetsIsNoticed(t *testing.T) {
	t.Parallel()
	server := kvtest.StartServer(t)
	kv, other := mustOpen(t, server.URL(), ""), mustOpen(t, server.URL(), "")
	check := func(after, want string) {
		t.Helper()
		for _, one := range []*rediskv.KV{kv, other} { // each process hears of it
			err := one.Check(t.Context())
			if want == "" && err != nil || want != "" && (!errors.Is(err, store.ErrForgot) || !strings.Contains(err.Error(), want)) {
				t.Errorf("after %s: %v, want %q", after, err, want)
			}
		}
		if err := errors.Join(kv.Check(t.Context()), other.Check(t.Context())); err != nil {
			t.Errorf("after %s it is told twice: %v", after, err)
		}
	}
	check("the start", "")
	change := func(id string) {
		scheduleNow(t, kv, id)
		for i := range owners {
			err := kv.Update(t.Context(), fmt.Sprint("guild:", i), func(tx store.Tx) error { return tx.Put("digests", "x", []byte(id)) })
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	change("a")
	wantDoubt(t, kv, "a", false)
	check("some work", "")
	server.Do("config", "resetstat")
	check("its counts were reset", "")

	server.Do("flushall")
	check("FLUSHALL", "redis.forgot")
	change("b")
	check("work on an empty one", "")
	server.Do("flushall")
	change("c") // which makes some of the marks anew
	_ = mustOpen(t, server.URL(), "")
	check("FLUSHALL, with others at work since", "redis.forgot")

	server.Do("del", "lede:server:{p07}")
	check("a mark is gone", "redis.forgot")

	server.Do("config", "set", "maxmemory-policy", "volatile-ttl")
	server.Do("set", "other", "x", "ex", "1000")
	server.Do("config", "set", "maxmemory", "1")
	server.Until("0", "exists", "other")
	server.Until("OK", "config", "set", "maxmemory", "0")
	check("eviction of what expires anyway", "")
	server.Do("config", "set", "maxmemory-policy", "allkeys-random")
	check("the policy may take what was not taken", "")
	change("e")
	check("the policy became a dangerous one", "")
	server.Do("config", "set", "maxmemory", "1")
	server.Do("set", "other", strings.Repeat("x", 1000))
	server.Until("OK", "config", "set", "maxmemory", "0")
	check("eviction", "redis.evicted")
}

// TestSlotsFromBeforeALossAreInDoubt as after a restart.
func TestSlotsFromBeforeALossAreInDoubt(t *testing.T) {
	t.Parallel()
	server := kvtest.StartServer(t)
	kv := mustOpen(t, server.URL(), "")
	if err := kv.Check(t.Context()); err != nil {
		t.Fatal(err)
	}
	scheduleNow(t, kv, "before")
	server.Do("del", "lede:layout")
	if err := kv.Check(t.Context()); !errors.Is(err, store.ErrForgot) {
		t.Fatalf("got %v", err)
	}
	wantDoubt(t, kv, "before", true)
	time.Sleep(2 * time.Millisecond)
	scheduleNow(t, kv, "after")
	wantDoubt(t, kv, "after", false)

	scheduleNow(t, kv, "declared")
	if err := kv.Doubt(t.Context()); err != nil {
		t.Fatal(err)
	}
	wantDoubt(t, kv, "declared", true)
}

// TestAMarkThatCannotBeReadIsAnError, also where the store's own mark is gone besides.
func TestAMarkThatCannotBeReadIsAnError(t *testing.T) {
	t.Parallel()
	server := kvtest.StartServer(t)
	kv := mustOpen(t, server.URL(), "")
	server.Do("flushall")
	server.Do("set", "lede:server:{p07}", "of another program")
	if err := kv.Check(t.Context()); err == nil {
		t.Error("a mark that cannot be read is taken for one that is there")
	}
}
