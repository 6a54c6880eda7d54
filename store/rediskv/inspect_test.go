package rediskv_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/redis/go-redis/v9"

	"lede/problem"
	"lede/store/kvtest"
	"lede/store/rediskv"
)

// TestInspectingFindsEachRightThatIsGone since the store was opened.
func TestInspectingFindsEachRightThatIsGone(t *testing.T) {
	t.Parallel()
	server := kvtest.StartServer(t)
	for _, command := range []string{"hset", "zadd", "eval", "del", "time"} {
		server.Do("acl", "setuser", command, "on", ">pa55", "~lede:*", "&lede:*", "+@all")
		kv := openWith(t, strings.Replace(server.URL(), "redis://", "redis://"+command+":pa55@", 1), rediskv.Options{})
		if _, err := kv.Inspect(t.Context()); err != nil {
			t.Fatal(err)
		}
		server.Do("acl", "setuser", command, "-"+command)
		if _, err := kv.Inspect(t.Context()); !errors.Is(err, problem.New("redis.permission")) {
			t.Errorf("without %s: %v", command, err)
		}
	}
}

func TestInspectingLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	address := kvtest.StartRedis(t)
	kv, err := rediskv.Open(t.Context(), address, rediskv.Options{Prefix: "mine:"})
	if err != nil {
		t.Fatal(err)
	}
	defer kv.Close()
	nodes, err := kv.Inspect(t.Context())
	if err != nil || len(nodes) != 1 {
		t.Fatalf("%+v, %v", nodes, err)
	}
	n := nodes[0]
	if !strings.Contains(address, n.Address) || n.Version == "" || n.Ahead.Abs() > n.Took {
		t.Errorf("got %+v", n)
	}
	if want := (rediskv.Node{Address: n.Address, Version: n.Version, Fsync: "everysec", Policy: "noeviction", Ahead: n.Ahead, Took: n.Took}); n != want {
		t.Errorf("got %+v, want %+v", n, want)
	}
	o, err := redis.ParseURL(address)
	if err != nil {
		t.Fatal(err)
	}
	raw := redis.NewClient(o)
	defer raw.Close()
	keys, err := raw.Keys(t.Context(), "*").Result()
	keys = slices.DeleteFunc(keys, func(k string) bool { return strings.HasPrefix(k, "mine:server:") }) // of opening
	if err != nil || len(keys) != 1 || keys[0] != "mine:layout" {
		t.Errorf("left behind: %v, %v", keys, err)
	}
}
