package rediskv

import (
	"context"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"lede/problem"
)

// checkRights refuses a Redis whose user may not run every command that we send, and names all that it lacks. Found out
// one by one, each would fail somewhere else, and some of them halfway through a change.
func (kv *KV) checkRights(ctx context.Context) error {
	lacks := map[string]bool{}
	err := everywhere(ctx, kv.redis, func(ctx context.Context, c *redis.Client) error {
		probes := kv.probes(ctx)
		_, err := c.Pipelined(ctx, func(p redis.Pipeliner) error {
			for _, probe := range probes {
				_ = p.Process(ctx, probe)
			}
			return nil
		})
		for _, probe := range probes {
			if mayNotRun(probe.Err()) {
				lacks[probe.Name()] = true
			}
		}
		if isUnavailable(err) && !isReply(err) {
			return err
		}
		return nil
	})
	if err != nil {
		return kv.explain(ctx, "opening", err)
	}
	if len(lacks) == 0 {
		return nil
	}
	var names []string
	for _, probe := range kv.probes(ctx) { // in the order of the documentation's line
		if name := probe.Name(); lacks[name] {
			names, lacks[name] = append(names, name), false
		}
	}
	return problem.New("redis.rights", "where", kv.where, "user", kv.user,
		"commands", strings.ToUpper(strings.Join(names, ", ")), "rules", "+"+strings.Join(names, " +"))
}

// probes returns one command for each right. They change nothing: their key is a string for a minute, which those of hashes
// and sorted sets refuse. Redis looks at rights before anything else, and so even where the key is on another node.
func (kv *KV) probes(ctx context.Context) []redis.Cmder {
	key := kv.prefix + "rights"
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
	if kv.replicas > 0 {
		probes = append(probes, redis.NewCmd(ctx, "wait", 0, 1))
	}
	return probes
}

// mayNotRun reports whether Redis refused a command itself, and not its key or channel.
func mayNotRun(err error) bool {
	return err != nil && strings.Contains(err.Error(), "permissions to run") // behind NOPERM, or EXECABORT
}
