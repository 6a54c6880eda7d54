package rediskv

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"

	"lede/problem"
	"lede/store"
)

// DefaultPrefix is the default prefix of the names of all keys and channels.
const DefaultPrefix = "lede:"

// Options may be zero.
type Options struct {
	Prefix string // of all keys and channels; default DefaultPrefix
	Times  Times
}

// Open connects to the Redis at a URL: one server, at redis://user:password@host:6379/0; the master that sentinels
// know, at redis-sentinel://user:password@host1:26379,host2:26379/mymaster/0; or a cluster, at
// redis-cluster://host1:7000,host2:7001. With rediss in place of redis it speaks TLS; ?cacert=, ?cert= and ?key=
// name files in PEM form. With ?replicas=N a claim counts only when N replicas have it.
func Open(ctx context.Context, url string, o Options) (*KV, error) {
	a, err := parse(url)
	if err != nil {
		return nil, err
	}
	quiet()
	kv := &KV{
		prefix: cmp.Or(o.Prefix, DefaultPrefix), where: a.where, user: cmp.Or(a.options.Username, "default"),
		replicas: a.replicas, times: o.Times.orDefaults(),
	}
	a.options.DialTimeout, a.options.PoolTimeout = kv.times.Call, kv.times.Call
	a.options.ReadTimeout, a.options.WriteTimeout = kv.times.Call, kv.times.Call
	a.options.OnConnect = func(context.Context, *redis.Conn) error { kv.connections.Add(1); return nil }
	kv.cluster = a.options.IsClusterMode
	kv.redis = redis.NewUniversalClient(&a.options)
	fresh, err := false, kv.checkRights(ctx)
	if err == nil {
		fresh, err = kv.checkLayout(ctx)
	}
	if err == nil {
		err = kv.checkInfo(ctx)
	}
	if err == nil {
		err = kv.noteServers(ctx, fresh)
	}
	if err == nil {
		err = kv.checkChannel(ctx)
	}
	if err != nil {
		_ = kv.redis.Close()
		return nil, kv.told(kv.mistaken(ctx, a, err))
	}
	return kv, nil
}

// Where names the Redis and the keys in it, without a password.
func (kv *KV) Where() string { return kv.where + " " + kv.prefix + "*" }

// quiet keeps go-redis from writing to stderr, past the logs: its errors say what goes wrong.
var quiet = sync.OnceFunc(func() { redis.SetLogger(silent{}) })

type silent struct{}

func (silent) Printf(context.Context, string, ...any) {}

// checkLayout marks an empty Redis as ours, which makes it fresh, and refuses one that a newer Lede has written to.
func (kv *KV) checkLayout(ctx context.Context) (fresh bool, err error) {
	if fresh, err = kv.redis.SetNX(ctx, kv.layoutKey(), layout, 0).Result(); err != nil {
		return false, kv.explain(ctx, "opening", err)
	}
	s, err := kv.redis.Get(ctx, kv.layoutKey()).Result()
	if err != nil {
		return false, kv.explain(ctx, "opening", err)
	}
	switch found, err := strconv.Atoi(s); {
	case err != nil || found < 1:
		return false, problem.New("redis.foreign", "where", kv.where, "key", kv.layoutKey())
	case found > layout:
		return false, problem.New("redis.newer", "where", kv.where, "found", found, "known", layout)
	}
	return fresh, nil
}

// checkInfo refuses a Redis whose restarts cannot be detected, which may have forgotten which digests are sent, a replica that takes
// writes, which loses them when it follows its primary again, and a cluster of one node that is taken for a single server.
func (kv *KV) checkInfo(ctx context.Context) error {
	return everywhere(ctx, kv.redis, func(ctx context.Context, c *redis.Client) error {
		for _, section := range []string{"server", "replication"} {
			switch said, err := c.Eval(ctx, "return redis.call('INFO', ARGV[1])", nil, section).Text(); {
			case strings.Contains(said, "role:slave"):
				return problem.New("redis.writable-replica", "where", kv.where)
			case !kv.cluster && strings.Contains(said, "_mode:cluster"): // redis_mode, in Valkey server_mode
				return problem.New("redis.is-cluster").Because(fmt.Errorf("opening Redis at %s: it runs in cluster mode", kv.where))
			case err == nil:
			case isUnavailable(err):
				return kv.explain(ctx, "opening", err)
			default:
				return problem.New("redis.no-info", "where", kv.where, "user", kv.user).Because(err)
			}
		}
		return nil
	})
}

// explain adds the action and the place to an error, and maps it to one of the contract's.
func (kv *KV) explain(ctx context.Context, doing string, err error) error {
	if err == nil {
		return nil
	}
	why := sorted(ctx, err)
	if errors.Is(why, store.ErrClosed) {
		return why
	}
	return fmt.Errorf("%s Redis at %s: %w", doing, kv.where, why)
}

// sorted wraps an error in one of the contract's.
func sorted(ctx context.Context, err error) error {
	err = unscripted(err)
	var several interface{ Unwrap() []error }
	deadline, limited := ctx.Deadline()
	switch {
	case errors.Is(err, redis.ErrClosed):
		return store.ErrClosed
	case ctx.Err() != nil:
		return ctx.Err()
	case limited && isTimeout(err) && time.Until(deadline) < time.Millisecond:
		// The connection's clock was a moment ahead of the context's.
		return context.DeadlineExceeded
	case errors.As(err, &several):
		// The errors of several sentinels or nodes stay one sentence.
		return known{store.ErrUnavailable, oneLine{err}}
	case redis.IsOOMError(err), redis.HasErrorPrefix(err, "MISCONF"):
		return known{store.ErrFull, err}
	case isReply(err) && isUnavailable(err):
		return known{store.ErrRefused, err}
	case isUnavailable(err), isDenied(err): // a script that lacks a right may have half its work done
		return known{store.ErrUnavailable, err}
	}
	return err
}

// known is an error with its kind in the contract. It reads as Redis put it: the kinds are of a disk as well.
type known struct{ kind, err error }

func (k known) Error() string   { return k.err.Error() }
func (k known) Unwrap() []error { return []error{k.kind, k.err} }

// isReply reports whether an error is a reply from Redis itself.
func isReply(err error) bool {
	var reply redis.Error
	return errors.As(err, &reply)
}

// unscripted returns an error of a script as Redis 7 says it. Before that, the reply of the command that failed came last in a sentence.
func unscripted(err error) error {
	if _, said, is := strings.Cut(err.Error(), ": -"); is && redis.HasErrorPrefix(err, "Error running script") {
		return reply(said)
	}
	return err
}

// isDenied reports whether an error is about a missing permission, which Lede has when it starts and may lose.
func isDenied(err error) bool {
	inScript := func(words string) bool { return strings.Contains(err.Error(), words) }
	return redis.IsPermissionError(err) || inScript("can't run this command") || inScript("ACL failure in script") // Redis 7.0, and later ones
}

// oneLine is a joined error without its line breaks.
type oneLine struct{ error }

func (e oneLine) Error() string { return strings.ReplaceAll(e.error.Error(), "\n", "; ") }
func (e oneLine) Unwrap() error { return e.error }

func isTimeout(err error) bool {
	var n net.Error
	return errors.As(err, &n) && n.Timeout()
}

// isUnavailable reports whether an error is about reaching a working Redis, rather than about the command. Redis names its
// states in the first word of its reply; go-redis knows only some of these words.
func isUnavailable(err error) bool {
	if !isReply(err) {
		return true
	}
	for _, state := range []string{fullHouse, "DENIED", "LOADING", "READONLY", "MOVED", "ASK", "MASTERDOWN", "CLUSTERDOWN", "TRYAGAIN", "BUSY", "OOM", "MISCONF", "NOREPLICAS", "UNBLOCKED", "NOAUTH", "WRONGPASS"} {
		if redis.HasErrorPrefix(err, state) {
			return true
		}
	}
	return false
}

// fullHouse is how Redis says that it takes no more connections. go-redis's own test for it fails on a wrapped error.
const fullHouse = "max number of clients reached"
