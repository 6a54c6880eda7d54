package rediskv

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/maintnotifications"

	"lede/store"
)

// patience is how long a call waits for Redis when its context would wait longer.
const patience = 2 * time.Second

// Options may be left zero.
type Options struct {
	Prefix string // of all keys; default "lede:"
}

// Open connects to the Redis at a URL such as redis://user:password@host:6379/0, or rediss:// for TLS.
func Open(ctx context.Context, address string, o Options) (*KV, error) {
	options, err := parse(address)
	if err != nil {
		return nil, err
	}
	quiet()
	kv := &KV{prefix: o.Prefix, where: options.Addr}
	options.OnConnect = func(context.Context, *redis.Conn) error { kv.connections.Add(1); return nil }
	kv.redis = redis.NewClient(options)
	if kv.prefix == "" {
		kv.prefix = "lede:"
	}
	fresh, err := kv.checkLayout(ctx)
	if err == nil {
		err = kv.noteServers(ctx, fresh)
	}
	if err != nil {
		_ = kv.redis.Close()
		return nil, err
	}
	return kv, nil
}

func parse(address string) (*redis.Options, error) {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Host == "" || u.Scheme != "redis" && u.Scheme != "rediss" {
		// What is wrong is not said, since it may be part of the password.
		return nil, errors.New("the URL of Redis cannot be read: write it like redis://user:password@host:6379/0, with special characters of the password percent-encoded")
	}
	options, err := redis.ParseURL(u.String())
	if err != nil {
		return nil, fmt.Errorf("the URL of Redis at %s has a part that is not understood: leave only the number of the database after the host", u.Host)
	}
	options.DialTimeout = patience
	options.DialerRetries = 1
	options.ReadTimeout = patience
	options.WriteTimeout = patience
	options.PoolTimeout = patience
	options.ContextTimeoutEnabled = true
	// A transaction that is sent again after its connection broke would no longer watch what it has read,
	// and might be the second.
	options.MaxRetries = -1
	options.MaintNotificationsConfig = &maintnotifications.Config{Mode: maintnotifications.ModeDisabled}
	return options, nil
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
	for _, state := range []string{"LOADING", "READONLY", "MASTERDOWN", "CLUSTERDOWN", "TRYAGAIN", "BUSY", "OOM", "MISCONF", "NOREPLICAS", "UNBLOCKED"} {
		if strings.HasPrefix(reply.Error(), state) {
			return true
		}
	}
	return strings.Contains(reply.Error(), "max number of clients")
}
