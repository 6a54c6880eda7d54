package rediskv

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"

	"lede/store"
)

// Options may be left zero.
type Options struct {
	Prefix string // of all keys; default "lede:"
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
	kv := &KV{prefix: o.Prefix, where: a.where, replicas: a.replicas, times: o.Times.orDefaults()}
	a.options.DialTimeout, a.options.PoolTimeout = kv.times.Call, kv.times.Call
	a.options.ReadTimeout, a.options.WriteTimeout = kv.times.Call, kv.times.Call
	a.options.OnConnect = func(context.Context, *redis.Conn) error { kv.connections.Add(1); return nil }
	kv.redis = redis.NewUniversalClient(&a.options)
	if kv.prefix == "" {
		kv.prefix = "lede:"
	}
	fresh, err := kv.checkLayout(ctx)
	if err == nil {
		err = kv.noteServers(ctx, fresh)
	}
	if err == nil {
		err = kv.checkChannel(ctx)
	}
	if err != nil {
		_ = kv.redis.Close()
		return nil, err
	}
	return kv, nil
}

// quiet keeps go-redis from writing to stderr, past the logs: what goes wrong is in the errors it returns.
var quiet = sync.OnceFunc(func() { redis.SetLogger(silent{}) })

type silent struct{}

func (silent) Printf(context.Context, string, ...any) {}

// checkLayout marks an empty Redis as ours, which makes it fresh, and refuses one that a newer Lede has
// written to.
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
		return false, fmt.Errorf("opening Redis at %s: its key %s is not Lede's: give another database or prefix", kv.where, kv.layoutKey())
	case found > layout:
		return false, fmt.Errorf("opening Redis at %s: a newer Lede wrote to it (layout %d, this one knows %d): run that one", kv.where, found, layout)
	}
	return fresh, nil
}

// explain says what was being done where, and sorts an error into those of the contract.
func (kv *KV) explain(ctx context.Context, doing string, err error) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, redis.ErrClosed) {
		return store.ErrClosed
	}
	doing = doing + " Redis at " + kv.where
	deadline, limited := ctx.Deadline()
	switch {
	case ctx.Err() != nil:
		return fmt.Errorf("%s: %w", doing, ctx.Err())
	case limited && isTimeout(err) && time.Until(deadline) < time.Millisecond:
		// The connection's own clock was a moment ahead of the context's.
		return fmt.Errorf("%s: %w", doing, context.DeadlineExceeded)
	case strings.Contains(err.Error(), "\n"):
		// What several sentinels or nodes had to say stays one sentence.
		return fmt.Errorf("%s: %w: %s", doing, store.ErrUnavailable, strings.ReplaceAll(err.Error(), "\n", "; "))
	case isUnavailable(err):
		return fmt.Errorf("%s: %w: %w", doing, store.ErrUnavailable, err)
	}
	return fmt.Errorf("%s: %w", doing, err)
}

func isTimeout(err error) bool {
	var n net.Error
	return errors.As(err, &n) && n.Timeout()
}

// isUnavailable reports whether an error is about reaching a Redis that can work, rather than about what it
// was asked to do.
func isUnavailable(err error) bool {
	var reply redis.Error
	if !errors.As(err, &reply) {
		return true
	}
	for _, state := range []string{"LOADING", "READONLY", "MOVED", "ASK", "MASTERDOWN", "CLUSTERDOWN", "TRYAGAIN", "BUSY", "OOM", "MISCONF", "NOREPLICAS", "UNBLOCKED"} {
		if strings.HasPrefix(reply.Error(), state) {
			return true
		}
	}
	return strings.Contains(reply.Error(), "max number of clients")
}
