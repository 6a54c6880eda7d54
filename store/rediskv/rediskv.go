// Package rediskv keeps Lede's state in Redis, so that several processes share it.
//
// Owners are spread over 64 partitions by a hash of their name. All keys of a partition carry its number as
// a hash tag, which keeps them on one node of a cluster. With the usual prefix, for partition 7:
//
//	lede:layout                       string: the number of this layout
//	lede:state:{p07}:<owner>:<kind>   hash: key → value. In the kind, % and : are written %25 and %3A
//	lede:due:{p07}                    sorted set: owner 0 id → the millisecond from which it can be claimed
//	lede:item:{p07}:<owner>0<id>      hash due, attempt, token: of an item that was claimed and not settled
//	lede:server:{p07}                 hash run, history, since: the server that holds the partition, and up to
//	                                  which millisecond writes may have been lost by a change of server
//	lede:budget:<name>                string: the microsecond at which it is full again; expires then
//
// On the channel lede:changed each edit that changes values publishes whose and of which kinds; see follow.go.
//
// An edit watches what it reads (WATCH) and writes in one transaction (MULTI), or is run again. Claims are
// taken by a script that goes by Redis's clock. Looking for what is due reads the head of each partition, in
// one round trip, whatever the number of guilds.
//
// The package refuses to retry a write of which the outcome is unknown, and to put the password of its URL
// into an error. Nothing but budgets has an expiry: a Redis that evicts keys is no place for this.
package rediskv

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync/atomic"
	"time"

	"github.com/redis/go-redis/v9"

	"lede/store"
)

// longestPause is the longest wait before an edit that met with another is run again.
const longestPause = 50 * time.Millisecond

// KV is a store.KV in Redis.
type KV struct {
	redis    redis.UniversalClient
	prefix   string
	where    string // hosts and ports, for errors
	replicas int    // that must acknowledge a claim
	// connections counts those that were made, and noted how many there were when the servers were last noted.
	connections, noted atomic.Int64
	closed             atomic.Bool
	held               held
}

var _ store.Announcer = (*KV)(nil)

// Get implements store.KV.
func (kv *KV) Get(ctx context.Context, owner, kind, key string) ([]byte, error) {
	if err := store.CheckNames(owner, kind, key); err != nil {
		return nil, err
	}
	v, err := kv.redis.HGet(ctx, kv.stateKey(owner, kind), key).Bytes()
	if errors.Is(err, redis.Nil) {
		return nil, store.ErrNotFound
	}
	return v, kv.explain(ctx, "reading from", err)
}

// List implements store.KV.
func (kv *KV) List(ctx context.Context, owner, kind string) ([]store.Entry, error) {
	if err := store.CheckNames(owner, kind); err != nil {
		return nil, err
	}
	packed := listing(ctx, kv.stateKey(owner, kind))
	_ = kv.redis.Process(ctx, packed)
	return kv.entries(ctx, packed)
}

// Update implements store.KV.
func (kv *KV) Update(ctx context.Context, owner string, edit func(store.Tx) error) error {
	if err := store.CheckNames(owner); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	begun := time.Now()
	for pause := time.Millisecond; ; pause = min(2*pause, longestPause) {
		err := kv.try(ctx, owner, edit)
		switch {
		case errors.Is(err, redis.TxFailedErr):
			// Somebody else was faster. A pause of random length keeps the two from meeting again.
		case kv.elsewhere(ctx, err) && time.Since(begun) < patience:
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

// try runs an edit once; it fails with redis.TxFailedErr when what the edit has read changed meanwhile.
func (kv *KV) try(ctx context.Context, owner string, edit func(store.Tx) error) error {
	node, err := kv.node(ctx, partition(owner))
	if err != nil {
		return kv.explain(ctx, "writing to", err)
	}
	state := &owned{ctx: ctx, kv: kv, conn: node.Conn(), owner: owner}
	defer state.release()
	writes, err := store.Run(state, edit)
	if err != nil || len(writes) == 0 && state.reads < 2 {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	state.watching = false // EXEC ends it, whatever comes of it
	commands, err := state.conn.TxPipelined(ctx, func(p redis.Pipeliner) error {
		for _, w := range writes {
			kv.apply(ctx, p, owner, w)
		}
		kv.announce(ctx, p, owner, writes)
		if len(writes) == 0 {
			p.Time(ctx) // only that what was read one after the other still stands
		}
		return nil
	})
	if errors.Is(err, redis.TxFailedErr) {
		return redis.TxFailedErr
	}
	if err = reason(commands, err); err != nil {
		return kv.explain(ctx, "writing to", err)
	}
	if len(writes) > 0 {
		kv.held.settled(owner, writes)
		kv.settleOnReplicas(ctx, state.conn)
	}
	return nil
}

// reason returns why a transaction was turned down, which Redis says of a command in it.
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

// apply queues one change.
func (kv *KV) apply(ctx context.Context, p redis.Pipeliner, owner string, w store.Write) {
	if w.ID == "" {
		key := kv.stateKey(owner, w.Kind)
		if w.Value == nil {
			p.HDel(ctx, key, w.Key)
		} else {
			p.HSet(ctx, key, w.Key, w.Value)
		}
		return
	}
	due, member, item := kv.dueKey(partition(owner)), member(owner, w.ID), kv.itemKey(owner, w.ID)
	if w.Item == nil {
		p.ZRem(ctx, due, member)
	} else {
		p.Do(ctx, "zadd", due, w.Item.Visible, member) // go-redis would write the score as a float
	}
	if w.Item == nil || w.Item.Attempt == 0 {
		// Of an item that was not claimed yet, the set says all: its slot is when it can be claimed.
		p.Del(ctx, item)
	} else {
		p.HSet(ctx, item, encodeItem(*w.Item))
	}
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
