package rediskv

import (
	"context"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"
)

// Node is what a Redis server reports about itself that matters for keeping state safe.
type Node struct {
	Address    string
	Version    string // such as 7.0.15
	Replica    bool   // it accepts no writes
	Replicas   int    // connected to it
	AppendOnly bool
	Failing    bool   // its last write to disk failed
	Fsync      string // always, everysec or no; "" when it does not say
	MaxMemory  int64  // bytes; 0 is no limit
	Policy     string // what it does at that limit, such as noeviction
	// Ahead is how far this machine's clock is before the server's, give or take half of Took.
	Ahead, Took time.Duration
}

// Inspect checks that the store can be written to, leaving nothing behind, and asks each server that accepts writes about
// itself. It does not repeat the checks of Open.
func (kv *KV) Inspect(ctx context.Context) ([]Node, error) {
	if err := kv.tryWriting(ctx); err != nil {
		return nil, kv.told(kv.explain(ctx, "writing to", err))
	}
	var mu sync.Mutex // all nodes of a cluster are asked at once
	var nodes []Node
	err := everywhere(ctx, kv.redis, func(ctx context.Context, c *redis.Client) error {
		n, err := inspect(ctx, c)
		mu.Lock()
		defer mu.Unlock()
		nodes = append(nodes, n)
		return err
	})
	return nodes, kv.told(kv.explain(ctx, "asking", err))
}

// tryWriting makes one change of each kind that Lede makes, and takes it back in the same transaction.
func (kv *KV) tryWriting(ctx context.Context) error {
	hash, set := kv.prefix+"doctor:{p00}:hash", kv.prefix+"doctor:{p00}:set"
	commands, err := kv.redis.TxPipelined(ctx, func(p redis.Pipeliner) error {
		p.HSet(ctx, hash, "field", "value")
		p.ZAdd(ctx, set, redis.Z{Score: 1, Member: "member"})
		p.Eval(ctx, "return redis.call('TIME')", []string{set})
		p.Del(ctx, hash, set)
		return nil
	})
	return reason(commands, err)
}

// reason returns why a transaction was refused, which Redis says in the reply to one of its commands.
func reason(commands []redis.Cmder, err error) error {
	if redis.HasErrorPrefix(err, "EXECABORT") {
		for _, c := range commands {
			if c.Err() != nil && !redis.HasErrorPrefix(c.Err(), "EXECABORT") {
				return c.Err()
			}
		}
	}
	return err
}

// everywhere calls f for each server that accepts writes. Only a cluster has more than one.
func everywhere(ctx context.Context, client any, f func(context.Context, *redis.Client) error) error {
	switch c := client.(type) {
	case *redis.ClusterClient:
		return c.ForEachMaster(ctx, f)
	case *redis.Client:
		return f(ctx, c)
	}
	return nil
}

func inspect(ctx context.Context, c *redis.Client) (Node, error) {
	n := Node{Address: c.Options().Addr}
	began := time.Now()
	at, err := c.Time(ctx).Result()
	if err != nil {
		return n, err
	}
	n.Took = time.Since(began)
	n.Ahead = began.Add(n.Took / 2).Sub(at)
	info, err := infoOf(ctx, c)
	if err != nil {
		return n, err
	}
	n.Version = info["redis_version"]
	n.Replica = info["role"] == "slave"
	n.Replicas, _ = strconv.Atoi(info["connected_slaves"]) // 0 when it does not say
	n.AppendOnly = info["aof_enabled"] == "1"
	n.Failing = info["aof_last_write_status"] == "err" || info["rdb_last_bgsave_status"] == "err"
	n.MaxMemory, _ = strconv.ParseInt(info["maxmemory"], 10, 64)
	n.Policy = info["maxmemory_policy"]
	// On a hosted Redis, the configuration often cannot be read, and is not needed.
	if fsync, err := c.ConfigGet(ctx, "appendfsync").Result(); err == nil {
		n.Fsync = fsync["appendfsync"]
	}
	return n, nil
}

// infoOf returns what a server reports about itself, by name.
func infoOf(ctx context.Context, c *redis.Client) (map[string]string, error) {
	text, err := c.Info(ctx).Result()
	info := map[string]string{}
	for line := range strings.Lines(text) {
		if name, value, ok := strings.Cut(strings.TrimSpace(line), ":"); ok {
			info[name] = value
		}
	}
	return info, err
}
