// Package rediskv keeps Lede's state in Redis, so that several processes share it.
//
// Owners are spread over 64 partitions by a hash of their name. All keys of a partition carry its number as
// a hash tag, which keeps them on one node of a cluster. With the usual prefix, for partition 7:
//
//	lede:layout                       string: the number of this layout
//	lede:state:{p07}:<owner>:<kind>   hash: key → value. In the kind, % and : are written %25 and %3A
//	lede:due:{p07}                    sorted set: owner 0 id → the millisecond from which it can be claimed
//	lede:item:{p07}:<owner>0<id>      hash due, attempt, token: of an item that was claimed and not settled
//	lede:server:{p07}                 hash run, history, since, made, edits: the server that holds the partition, up to which
//	                                  millisecond writes may have been lost, when it was made, and edits since
//	lede:budget:<name>                string: the microsecond at which it is full again; expires then
//
// Each edit that changes values publishes the owner and the kinds on the channel lede:changed; see follow.go.
//
// An edit writes with a script that first checks that what the edit read still holds; if not, the edit is
// run again. Claims are taken by a script that goes by Redis's clock. Looking for what is due reads the head of each partition, in
// one round trip, whatever the number of guilds.
//
// The package refuses to retry a write whose outcome is unknown, and to put the password of its URL into an
// error. Only budgets expire, so the Redis must not evict keys.
package rediskv

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"sync/atomic"
	"time"

	"github.com/redis/go-redis/v9"

	"lede/store"
)

// KV is a store.KV in Redis.
type KV struct {
	store.Timings
	redis    redis.UniversalClient
	prefix   string
	where    string // hosts and ports, for errors
	user     string // of Redis, for errors
	cluster  bool   // the URL says so
	replicas int    // that must acknowledge a claim
	times    Times
	// connections counts the connections made, and noted is that count when the servers were last noted.
	connections, noted atomic.Int64
	closed             atomic.Bool
	held               held
	pipelines          pipelines
	watched            watched
}

var (
	_ store.Announcer = (*KV)(nil)
	_ store.Watched   = (*KV)(nil)
	_ store.Gatherer  = (*KV)(nil)
)

// Get implements store.KV.
func (kv *KV) Get(ctx context.Context, owner, kind, key string) ([]byte, error) {
	defer kv.Took(store.Getting, time.Now())
	if err := store.CheckNames(owner, kind, key); err != nil {
		return nil, err
	}
	if value, ok, err := store.GatheredOne(ctx, kv, owner, kind, key); ok {
		return value, err
	}
	value, err := kv.field(ctx, owner, kv.stateKey(owner, kind), key)
	if err == nil {
		kv.held.note(owner, kind, key, value)
	}
	return value, err
}

// List implements store.KV.
func (kv *KV) List(ctx context.Context, owner, kind string) ([]store.Entry, error) {
	defer kv.Took(store.Listing, time.Now())
	if err := store.CheckNames(owner, kind); err != nil {
		return nil, err
	}
	if list, ok := store.Gathered(ctx, kv, owner, store.Spot{Kind: kind}); ok {
		return list, nil
	}
	packed, err := kv.hash(ctx, owner, kv.stateKey(owner, kind))
	if err != nil {
		return nil, err
	}
	return kv.entries(ctx, packed)
}

// errChanged says that something an edit has read no longer holds, so nothing was written.
var errChanged = errors.New("changed meanwhile")

// Update implements store.KV.
func (kv *KV) Update(ctx context.Context, owner string, edit func(store.Tx) error) error {
	defer kv.Took(store.Updating, time.Now())
	if err := store.CheckNames(owner); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	begun := time.Now()
	for pause := time.Millisecond; ; pause = min(2*pause, kv.times.Conflict) {
		err := kv.try(ctx, owner, edit, pause == time.Millisecond)
		switch {
		case errors.Is(err, errChanged):
			// Another caller was faster. A pause of random length keeps the two from colliding again.
		case kv.elsewhere(ctx, err) && time.Since(begun) < kv.times.Call:
			// The partition is moving to another node of the cluster, and nothing was written.
		default:
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(rand.N(pause)):
		}
	}
}

// try runs an edit once. It fails with errChanged when something that the edit was shown has changed, or when the edit failed
// on values that were only assumed, which trusts allows.
func (kv *KV) try(ctx context.Context, owner string, edit func(store.Tx) error, trusts bool) error {
	state := &owned{ctx: ctx, kv: kv, owner: owner, trusts: trusts}
	writes, err := store.Run(state, edit)
	switch {
	case err != nil && state.assumed && !errors.Is(err, store.ErrUnavailable):
		kv.held.drop(owner)
		return errChanged
	case err != nil || len(writes) == 0 && len(state.keys) < 2 && !state.assumed:
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	done, err := run(ctx, kv, owner, true, editScript, kv.changes(state, writes), redis.NewIntCmd)
	switch {
	case err != nil:
		return kv.explain(ctx, "writing to", err)
	case done.Val() == 0:
		kv.held.drop(owner)
		return errChanged
	}
	kv.held.wrote(owner, writes)
	if len(writes) > 0 {
		store.NoteSaved(ctx)
	}
	return nil
}

// changes returns the call of edit.lua.
func (kv *KV) changes(state *owned, writes []store.Write) call {
	// A script that fails leaves its work half done. So the first change has no effect, and fails wherever one of the others
	// might: when Redis has no room, is a replica or cannot save.
	tries := slices.ContainsFunc(writes, func(w store.Write) bool { return w.Value != nil || w.Item != nil })
	keys := len(state.keys) + len(writes)
	for _, w := range writes {
		if w.ID != "" {
			keys++ // the set and the hash
		}
	}
	if tries {
		keys += 2
	}
	c := newCall(keys, 3+len(state.was)+4*keys)
	for _, key := range state.keys {
		c.key(key)
	}
	c.arg(len(state.keys), kv.changesChannel(), announcement(state.owner, writes))
	c.arg(state.was...)
	due := kv.dueKey(partition(state.owner))
	if tries {
		c.change("zadd", due, "xx", 0, "")
		c.change("hincrby", kv.serverKey(partition(state.owner)), "edits", 1)
	}
	for _, w := range writes {
		key := kv.stateKey(state.owner, w.Kind)
		switch {
		case w.ID == "" && w.Value == nil:
			c.change("hdel", key, w.Key)
			continue
		case w.ID == "":
			c.change("hset", key, w.Key, w.Value)
			continue
		case w.Item == nil:
			c.change("zrem", due, member(state.owner, w.ID))
		default:
			c.change("zadd", due, w.Item.Visible, member(state.owner, w.ID))
		}
		if item := kv.itemKey(state.owner, w.ID); w.Item == nil || w.Item.Attempt == 0 {
			// For an unclaimed item, the set is enough: its slot is when it can be claimed.
			c.change("del", item)
		} else {
			c.change("hset", item, "due", w.Item.Due, "attempt", w.Item.Attempt, "token", w.Item.Token)
		}
	}
	return c
}

// Now implements store.KV: it is Redis's clock.
func (kv *KV) Now(ctx context.Context) (time.Time, error) {
	if err := ctx.Err(); err != nil {
		return time.Time{}, err
	}
	at, err := kv.redis.Time(ctx).Result()
	return at.UTC(), kv.explain(ctx, "reading the clock of", err)
}

// Close implements store.KV.
func (kv *KV) Close() error {
	if kv.closed.Swap(true) {
		return store.ErrClosed
	}
	if err := kv.redis.Close(); err != nil {
		return kv.explain(context.Background(), "closing", err)
	}
	return nil
}
