package rediskv

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"

	"lede/problem"
)

// checkRights refuses a Redis that does not have every command that we send, or whose user may not run them all, and names
// all that lack. Found out one by one, each would fail somewhere else, and some of them halfway through a change.
func (kv *KV) checkRights(ctx context.Context) error {
	var mu sync.Mutex // all nodes of a cluster are asked at once
	denied, unknown := map[string]bool{}, map[string]bool{}
	var keys error // why the user may not use our keys
	err := everywhere(ctx, kv.redis, func(ctx context.Context, c *redis.Client) error {
		probes := kv.probes(ctx)
		_, err := c.Pipelined(ctx, func(p redis.Pipeliner) error {
			for _, probe := range probes {
				_ = p.Process(ctx, probe)
			}
			return nil
		})
		mu.Lock()
		defer mu.Unlock()
		for _, probe := range probes {
			switch err := probe.Err(); {
			case mayNotRun(err):
				denied[probe.Name()] = true
			case isUnknown(err):
				unknown[probe.Name()] = true
			case mayNotUse(err):
				keys = err
			}
		}
		if isUnavailable(err) && !isReply(err) {
			return err
		}
		return nil
	})
	switch {
	case err != nil:
		return kv.explain(ctx, "opening", err)
	case len(unknown) > 0:
		return kv.lacks(kv.inOrder(ctx, unknown)...)
	case len(denied) > 0:
		names := kv.inOrder(ctx, denied)
		return problem.New("redis.rights", "where", kv.where, "user", kv.user,
			"commands", strings.ToUpper(strings.Join(names, ", ")), "rules", "+"+strings.Join(names, " +"))
	}
	return kv.explain(ctx, "opening", keys)
}

// lacks is the problem of a Redis without some commands.
func (kv *KV) lacks(names ...string) error {
	return problem.New("redis.commands", "where", kv.where, "commands", strings.ToUpper(strings.Join(names, ", ")))
}

// inOrder returns names of commands in the order of the documentation's line.
func (kv *KV) inOrder(ctx context.Context, found map[string]bool) (names []string) {
	for _, probe := range kv.probes(ctx) {
		if name := probe.Name(); found[name] && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// probes returns one command for each right. They change nothing: their key is a string for a minute, which those of hashes
// and sorted sets refuse. Redis looks at rights before anything else, and so even where the key is on another node.
func (kv *KV) probes(ctx context.Context) []redis.Cmder {
	key := kv.budgetKey("rights")
	var probes []redis.Cmder
	for _, args := range [][]any{
		{"ping"}, {"get", key}, {"set", key, "", "px", time.Minute.Milliseconds()},
		{"hget", key, "f"}, {"hset", key, "f", ""}, {"hsetnx", key, "f", ""}, {"hdel", key, "f"}, {"hincrby", key, "f", 1}, {"hmget", key, "f"}, {"hgetall", key},
		{"del", key}, {"zadd", key, "xx", 0, "m"}, {"zrem", key, "m"}, {"zrange", key, 0, 0}, {"zrangebyscore", key, 0, 0}, {"zscore", key, "m"},
		{"scan", 0, "count", 1}, {"eval", "return 1", 0}, {"evalsha", strings.Repeat("0", 40), 0}, {"time"}, {"info", "server"}, {"publish", kv.changesChannel(), ""},
		{"multi"}, {"exec"},
	} {
		probes = append(probes, redis.NewCmd(ctx, args...))
	}
	// Of each kind of key that opening does not use one, whatever is in it.
	for _, key := range []string{kv.stateKey("rights", "k"), kv.dueKey(0), kv.itemKey("rights", "k")} {
		probes = append(probes, redis.NewCmd(ctx, "get", key))
	}
	if kv.replicas > 0 {
		probes = append(probes, redis.NewCmd(ctx, "wait", 0, 1))
	}
	return probes
}

// mayNotRun reports whether Redis refused a command itself, and not its key or channel.
func mayNotRun(err error) bool {
	return err != nil && strings.Contains(err.Error(), "permissions to run") // behind NOPERM, or EXECABORT
}

// isUnknown reports whether Redis, or what stands before it, does not have a command: an old version, a proxy, rename-command.
func isUnknown(err error) bool {
	return err != nil && (strings.Contains(err.Error(), "unknown command") || strings.Contains(err.Error(), "unsupported command"))
}

// mayNotUse reports whether Redis refused a key.
func mayNotUse(err error) bool {
	return redis.IsPermissionError(err) && strings.Contains(err.Error(), " key")
}
