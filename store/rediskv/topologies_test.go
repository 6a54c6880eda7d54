package rediskv_test

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lede/languages"
	"lede/store"
	"lede/store/kvtest"
	"lede/store/rediskv"

	"github.com/redis/go-redis/v9"
)

func conforms(t *testing.T, url string) {
	t.Helper()
	kvtest.Run(t, kvtest.Backend{OwnClock: true, Open: func(t *testing.T, _ func() time.Time) store.KV {
		return mustOpen(t, url, rand.Text()+":")
	}})
}

func TestRedisOverTLSObeysTheLaws(t *testing.T) {
	t.Parallel()
	server, cert, key := kvtest.StartTLS(t)
	conforms(t, fmt.Sprintf("rediss://127.0.0.1:%s/0?cacert=%s&cert=%s&key=%s", server.Port, cert, cert, key))
}

// TestAClientCertificateIsReadAnewForEachConnection, as it may have been renewed.
func TestAClientCertificateIsReadAnewForEachConnection(t *testing.T) {
	t.Parallel()
	server, cert, key := kvtest.StartTLS(t)
	_, otherCert, otherKey := kvtest.StartTLS(t)
	dir := t.TempDir()
	mine, mineKey := filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	put := func(cert, key string) {
		t.Helper()
		for from, to := range map[string]string{cert: mine, key: mineKey} {
			pem, err := os.ReadFile(from)
			if err == nil {
				err = os.WriteFile(to, pem, 0o600)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	// connected makes a change over a new connection, after those that there were have been cut.
	var kv *rediskv.KV
	connected := func() (err error) {
		server.Do("client", "kill", "type", "normal")
		for range 20 { // each that was cut tells of that first
			if err = kv.Update(t.Context(), "o", func(tx store.Tx) error { return tx.Put("k", "a", []byte("v")) }); err == nil {
				break
			}
		}
		return err
	}
	put(cert, key)
	kv = mustOpen(t, fmt.Sprintf("rediss://127.0.0.1:%s/0?cacert=%s&cert=%s&key=%s", server.Port, cert, mine, mineKey), "")
	put(otherCert, otherKey)
	if err := connected(); !errors.Is(err, store.ErrUnavailable) {
		t.Errorf("with a certificate that Redis does not trust: %v", err)
	}
	put(cert, key)
	if err := connected(); err != nil {
		t.Errorf("with one that it trusts: %v", err)
	}
}

func TestAServerThatNobodyVouchesForIsRefused(t *testing.T) {
	t.Parallel()
	server, cert, key := kvtest.StartTLS(t)
	stray := filepath.Join(t.TempDir(), "stray.pem")
	if err := os.WriteFile(stray, []byte("no certificate"), 0o600); err != nil {
		t.Fatal(err)
	}
	pair := "&cert=" + cert + "&key=" + key
	for _, c := range []struct{ url, want string }{
		{"rediss://127.0.0.1:" + server.Port + "/0?" + pair[1:], "certificate"},
		{"rediss://localhost:" + server.Port + "/0?cacert=" + cert + pair, "certificate"},
		{"redis://127.0.0.1:" + server.Port + "/0", "Redis at 127.0.0.1:" + server.Port},
		{"rediss://127.0.0.1:" + server.Port + "/0?cacert=" + stray, "holds no certificate"},
		{"rediss://127.0.0.1:" + server.Port + "/0?cacert=/nowhere", "no such file"},
		{"rediss://127.0.0.1:" + server.Port + "/0?cacert=" + cert + "&cert=" + cert, "cert and key"},
		{"rediss://127.0.0.1:" + server.Port + "/0?insecure=1", "not understood"},
	} {
		kv, err := rediskv.Open(t.Context(), c.url, rediskv.Options{})
		if errors.Is(err, context.DeadlineExceeded) { // a busy machine
			kv, err = rediskv.Open(t.Context(), c.url, rediskv.Options{})
		}
		if err == nil {
			_ = kv.Close()
		}
		if err == nil || !strings.Contains(said(err), c.want) || strings.Contains(said(err), "\n") {
			t.Errorf("%s: got %v, want a sentence with %q", c.url, err, c.want)
		}
	}
}

func TestRedisInAClusterObeysTheLaws(t *testing.T) {
	t.Parallel()
	nodes := kvtest.StartCluster(t)
	conforms(t, "redis-cluster://"+kvtest.Hosts(nodes))
	t.Run("with partitions on every node", func(t *testing.T) {
		kv := mustOpen(t, "redis-cluster://"+kvtest.Hosts(nodes[:1]), "")
		scheduleNow(t, kv, "x")
		wantDoubt(t, kv, "x", false)
		for _, n := range nodes {
			if keys := n.Do("keys", "lede:due:*"); !strings.Contains(keys, "lede:due:") {
				t.Errorf("the node on port %s holds no due set: %q", n.Port, keys)
			}
		}
	})
	t.Run("that all lack rights", func(t *testing.T) {
		for _, n := range nodes {
			n.Do("acl", "setuser", "u", "on", ">p", "~lede:*", "&lede:*", "+@all", "-hset", "-zadd", "-del")
		}
		kv, err := rediskv.Open(t.Context(), "redis-cluster://u:p@"+kvtest.Hosts(nodes), rediskv.Options{})
		if err == nil {
			_ = kv.Close()
		}
		if said := (languages.Language{}).Line(err); !strings.Contains(said, "may not run HSET, DEL, ZADD: ") {
			t.Errorf("%v: %s", err, said)
		}
	})
	t.Run("while a partition moves", func(t *testing.T) { movingSlots(t, nodes) })
}

// movingSlots moves a node's slots to another while changes are made.
func movingSlots(t *testing.T, nodes []*kvtest.Redis) {
	kv := mustOpen(t, "redis-cluster://"+kvtest.Hosts(nodes), "")
	moved := make(chan error, 1)
	go func() { moved <- moveSlots(t.Context(), nodes) }()
	made := make([]int, owners)
	for round, done := 0, false; !done || round < 3; round++ {
		for i := range made {
			err := kv.Update(t.Context(), fmt.Sprint("guild:", i), func(tx store.Tx) error {
				list, err := tx.List("notes")
				if err != nil {
					return err
				}
				return tx.Put("notes", fmt.Sprint(len(list)), nil)
			})
			switch {
			case err == nil:
				made[i]++
			case !errors.Is(err, store.ErrUnavailable):
				t.Fatalf("while slots move: %v", err)
			}
		}
		select {
		case err := <-moved:
			done = true
			if err != nil {
				t.Fatalf("moving slots: %v", err)
			}
		default:
		}
	}
	if keys := nodes[0].Do("keys", "lede:state:*"); keys != "" {
		t.Errorf("the node keeps %q: the test tests nothing", keys)
	}
	for i, n := range made {
		list, err := kv.List(t.Context(), fmt.Sprint("guild:", i), "notes")
		if err != nil || len(list) != n || n == 0 {
			t.Errorf("guild:%d has %d notes (%v), and %d changes were made", i, len(list), err, n)
		}
	}
}

// moveSlots moves the slots that hold partitions from the first node to the second, as redis-cli --cluster reshard
// would with all 5461.
func moveSlots(ctx context.Context, nodes []*kvtest.Redis) error {
	var clients []*redis.Client
	for _, n := range nodes {
		c := redis.NewClient(&redis.Options{Addr: "127.0.0.1:" + n.Port})
		defer func() { _ = c.Close() }()
		clients = append(clients, c)
	}
	from, to := clients[0], clients[1]
	source, target := nodes[0].Do("cluster", "myid"), nodes[1].Do("cluster", "myid")
	slots := map[int64]bool{}
	for p := range 64 {
		slot, err := from.ClusterKeySlot(ctx, fmt.Sprintf("{p%02d}", p)).Result()
		if err != nil {
			return err
		}
		if slot < 16384/3 {
			slots[slot] = true
		}
	}
	if len(slots) < 5 {
		return fmt.Errorf("only %d slots hold partitions: the test tests nothing", len(slots))
	}
	for slot := range slots {
		if err := errors.Join(
			to.Do(ctx, "cluster", "setslot", slot, "importing", source).Err(),
			from.Do(ctx, "cluster", "setslot", slot, "migrating", target).Err(),
		); err != nil {
			return err
		}
		time.Sleep(20 * time.Millisecond) // in which changes meet with both nodes
		for {
			keys, err := from.ClusterGetKeysInSlot(ctx, int(slot), 3).Result()
			if err != nil {
				return err
			}
			if len(keys) == 0 {
				break
			}
			migrate := []any{"migrate", "127.0.0.1", nodes[1].Port, "", 0, 5000, "keys"}
			for _, key := range keys {
				migrate = append(migrate, key)
			}
			if err := from.Do(ctx, migrate...).Err(); err != nil {
				return err
			}
		}
		for _, c := range []*redis.Client{to, from, clients[2]} {
			if err := c.Do(ctx, "cluster", "setslot", slot, "node", target).Err(); err != nil {
				return err
			}
		}
	}
	return nil
}

const sentinelPassword = "s3cret"

func TestRedisBehindSentinelsObeysTheLaws(t *testing.T) {
	t.Parallel()
	args := []string{"--requirepass", sentinelPassword, "--masterauth", sentinelPassword, "--repl-diskless-sync-delay", "0"}
	master := kvtest.StartServer(t, args...)
	replica := kvtest.StartReplica(t, master, args...)
	sentinels := kvtest.StartSentinels(t, master, sentinelPassword)
	url := "redis-sentinel://:" + sentinelPassword + "@" + kvtest.Hosts(sentinels) + "/mymaster/0?sentinel_password=" + sentinelPassword
	conforms(t, url)
	kv := mustOpen(t, url, "")
	t.Run("after a failover that was asked for", func(t *testing.T) {
		scheduleNow(t, kv, "asked")
		if out := sentinels[0].Do("sentinel", "failover", "mymaster"); out != "OK" {
			t.Fatalf("failover: %s", out)
		}
		// Until the old master is told, it goes on as one.
		master.Until("role:slave", "info", "replication")
		comesBack(t, kv)
		wantDoubt(t, kv, "asked", true)
	})
	t.Run("after the master was killed", func(t *testing.T) {
		master.Until("master_link_status:up", "info", "replication")
		sentinels[0].Until("slave", "sentinel", "replicas", "mymaster")
		scheduleNow(t, kv, "killed")
		kvtest.CatchUp(replica, master)
		replica.Kill()
		master.Until("role:master", "info", "replication")
		comesBack(t, kv)
		wantDoubt(t, kv, "killed", true)
	})
}

// comesBack makes a change again and again until it is made, and asks for no other error than of an outage.
func comesBack(t *testing.T, kv *rediskv.KV) {
	t.Helper()
	for begun := time.Now(); ; time.Sleep(50 * time.Millisecond) {
		err := kv.Update(t.Context(), "o", func(tx store.Tx) error { return tx.Put("k", "x", nil) })
		if err == nil {
			return
		}
		if !errors.Is(err, store.ErrUnavailable) || strings.Contains(err.Error(), sentinelPassword) || time.Since(begun) > 20*time.Second {
			t.Fatalf("after %v: %v", time.Since(begun), err)
		}
	}
}

func TestAClaimCountsOnlyWhenReplicasHaveIt(t *testing.T) {
	t.Parallel()
	master, replica := pair(t)
	kv := mustOpen(t, master.URL()+"?replicas=1", "")
	scheduleNow(t, kv, "x")
	wantDoubt(t, kv, "x", false)
	scheduleNow(t, kv, "y")
	replica.Kill()
	begun := time.Now()
	claims, err := kv.Claim(t.Context(), 10*owners, 300*time.Millisecond)
	if len(claims) > 0 || !errors.Is(err, store.ErrUnavailable) || !strings.Contains(err.Error(), "0 of 1 replicas") {
		t.Errorf("without its replica it claimed %v (%v), want none and an error that says so", claims, err)
	}
	// A change is made all the same, or the person who asked for it would ask twice.
	if err := kv.Update(t.Context(), "o", func(tx store.Tx) error { return tx.Put("k", "x", nil) }); err != nil {
		t.Errorf("a change without the replica: %v", err)
	}
	if took := time.Since(begun); took < 300*time.Millisecond || took > 20*time.Second {
		t.Errorf("a claim and a change took %v, want two waits of 200 ms", took)
	}
	// What was claimed in vain comes back with its lease.
	time.Sleep(300 * time.Millisecond)
	again, err := mustOpen(t, master.URL(), "").Claim(t.Context(), 10*owners, time.Hour)
	if err != nil || len(again) != owners || again[0].Attempt != 2 {
		t.Errorf("%d came back (%v), want %d for the second time", len(again), err, owners)
	}
}

func TestAClaimInAClusterCountsOnlyWhenReplicasHaveIt(t *testing.T) {
	t.Parallel()
	// Each change waits in vain for a replica, so the wait is short.
	kv := openWith(t, "redis-cluster://"+kvtest.Hosts(kvtest.StartCluster(t))+"?replicas=1",
		rediskv.Options{Times: rediskv.Times{Replicas: 20 * time.Millisecond}})
	scheduleNow(t, kv, "x")
	time.Sleep(2 * time.Millisecond)
	claims, err := kv.Claim(t.Context(), owners, time.Hour)
	if len(claims) > 0 || !errors.Is(err, store.ErrUnavailable) || strings.Contains(err.Error(), "\n") {
		t.Errorf("in a cluster without replicas it claimed %v (%v), want none and one sentence", claims, err)
	}
}
