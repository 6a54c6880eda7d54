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

// owners are enough owners to be on many partitions.
const owners = 40

// scheduleNow has an item of many owners fall due at once.
func scheduleNow(t *testing.T, kv *rediskv.KV, id string) {
	t.Helper()
	now, err := kv.Now(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for i := range owners {
		if err := kv.Update(t.Context(), fmt.Sprint("guild:", i), func(tx store.Tx) error { return tx.Schedule(id, now) }); err != nil {
			t.Fatal(err)
		}
	}
}

// wantDoubt claims the item of all owners and checks whether it is in doubt.
func wantDoubt(t *testing.T, kv *rediskv.KV, id string, want bool) {
	t.Helper()
	time.Sleep(2 * time.Millisecond)
	claims, err := kv.Claim(t.Context(), 10*owners, time.Hour)
	// After a failover one connection may still be on its way to the old master.
	for begun := time.Now(); errors.Is(err, store.ErrUnavailable) && time.Since(begun) < 20*time.Second; {
		time.Sleep(50 * time.Millisecond)
		claims, err = kv.Claim(t.Context(), 10*owners, time.Hour)
	}
	if err != nil || len(claims) != owners {
		t.Fatalf("claimed %d of %s (%v), want %d", len(claims), id, err, owners)
	}
	for _, c := range claims {
		if c.ID != id || c.Doubt != want {
			t.Fatalf("claimed %+v, want %s with doubt %v", c, id, want)
		}
	}
}

// aWhile is longer than a restart or a failover leaves items in doubt. Redis reports both to the second.
const aWhile = 2200 * time.Millisecond

func TestSlotsFromBeforeARestartAreInDoubt(t *testing.T) {
	t.Parallel()
	server := kvtest.StartServer(t, "--appendonly", "yes", "--appendfsync", "always")
	kv := mustOpen(t, server.URL(), "")
	scheduleNow(t, kv, "settled")
	wantDoubt(t, kv, "settled", false)
	scheduleNow(t, kv, "before")
	time.Sleep(time.Second)
	server.Kill()
	server.Start()
	kvtest.Answering(t, kv)
	wantDoubt(t, kv, "before", true)
	time.Sleep(aWhile)
	scheduleNow(t, kv, "after")
	wantDoubt(t, kv, "after", false)

	// A server that starts on data that an unknown server held is no less doubtful.
	server.Do("eval", "for _, k in ipairs(redis.call('KEYS', 'lede:server:*')) do redis.call('DEL', k) end", "0")
	scheduleNow(t, kv, "unknown")
	time.Sleep(time.Second)
	server.Kill()
	server.Start()
	wantDoubt(t, mustOpen(t, server.URL(), ""), "unknown", true)
}

// pair is a master and a replica that has caught up.
func pair(t *testing.T) (master, replica *kvtest.Redis) {
	t.Helper()
	master = kvtest.StartServer(t, "--repl-diskless-sync-delay", "0")
	return master, kvtest.StartReplica(t, master, "--repl-diskless-sync-delay", "0")
}

func TestSlotsFromBeforeAFailoverAreInDoubt(t *testing.T) {
	t.Parallel()
	for _, known := range []bool{true, false} {
		t.Run(fmt.Sprint("the old server is known: ", known), func(t *testing.T) {
			master, replica := pair(t)
			kv := mustOpen(t, master.URL(), "")
			scheduleNow(t, kv, "settled")
			wantDoubt(t, kv, "settled", false)
			scheduleNow(t, kv, "before")
			if !known {
				// As if what the master wrote last had not reached the replica.
				master.Do("eval", "for _, k in ipairs(redis.call('KEYS', 'lede:server:*')) do redis.call('DEL', k) end", "0")
			}
			kvtest.CatchUp(master, replica)
			master.Kill()
			replica.Do("replicaof", "no", "one")
			kv = mustOpen(t, replica.URL(), "")
			wantDoubt(t, kv, "before", true)
			time.Sleep(aWhile)
			scheduleNow(t, kv, "after")
			wantDoubt(t, kv, "after", false)
		})
	}
}

// Ensure a master that lost its last writes by being another's replica for a while is not taken for the same.
func TestSlotsFromBeforeAFailoverAndBackAreInDoubt(t *testing.T) {
	t.Parallel()
	master, replica := pair(t)
	kv := mustOpen(t, master.URL(), "")
	scheduleNow(t, kv, "before")
	kvtest.CatchUp(master, replica)
	replica.Do("replicaof", "no", "one")
	master.Do("replicaof", "127.0.0.1", replica.Port)
	master.Until("master_link_status:up", "info", "replication")
	master.Do("replicaof", "no", "one")
	wantDoubt(t, kv, "before", true)
}

// Ensure a master that only lost its replica is the same.
func TestALostReplicaIsNoDoubt(t *testing.T) {
	t.Parallel()
	master, replica := pair(t)
	master.Do("config", "set", "repl-backlog-ttl", "1")
	kv := mustOpen(t, master.URL(), "")
	scheduleNow(t, kv, "before")
	was := master.Do("info", "replication")
	replica.Kill()
	for deadline := time.Now().Add(time.Minute); history(was) == history(master.Do("info", "replication")); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("the master keeps its history: the test tests nothing")
		}
	}
	wantDoubt(t, kv, "before", false)
}

// history is the id of a master's replication history.
func history(info string) (id string) {
	_, after, _ := strings.Cut(info, "master_replid:")
	id, _, _ = strings.Cut(after, "\n")
	return id
}
