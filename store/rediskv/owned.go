package rediskv

import (
	"context"
	"errors"

	"github.com/redis/go-redis/v9"

	"lede/store"
)

// owned is one owner's state as an edit reads it: what it reads is watched from before, on one connection.
type owned struct {
	ctx   context.Context // of the Update; an owned lives no longer than its call
	kv    *KV
	conn  *redis.Conn
	owner string
	// items are those that were read along with something else.
	items           map[string]*redis.SliceCmd
	began, watching bool
}

// release gives the connection back. A watch that cannot be ended is no harm: at most it fails the next
// transaction on this connection, which is then run again.
func (o *owned) release() {
	if o.watching {
		_ = o.conn.Do(o.ctx, "unwatch").Err()
	}
	_ = o.conn.Close()
}

// read has a key watched and read in one round trip, the first time with the items that may be asked for next.
func (o *owned) read(key string, read func(redis.Pipeliner) redis.Cmder) error {
	var ids []string
	if !o.began {
		ids, o.began = o.kv.held.of(o.owner), true
	}
	watched := []any{"watch", key}
	for _, id := range ids {
		watched = append(watched, o.kv.itemKey(o.owner, id))
	}
	var watch, value redis.Cmder
	ahead := map[string]*redis.SliceCmd{}
	_, _ = o.conn.Pipelined(o.ctx, func(p redis.Pipeliner) error {
		watch = p.Do(o.ctx, watched...)
		value = read(p)
		for _, id := range ids {
			ahead[id] = p.HMGet(o.ctx, o.kv.itemKey(o.owner, id), "due", "attempt", "token")
		}
		return nil
	})
	if watch.Err() != nil {
		return o.kv.explain(o.ctx, "reading from", watch.Err())
	}
	o.watching = true
	if len(ids) > 0 {
		o.items = ahead
	}
	if errors.Is(value.Err(), redis.Nil) {
		return store.ErrNotFound
	}
	return o.kv.explain(o.ctx, "reading from", value.Err())
}

func (o *owned) Get(kind, key string) ([]byte, error) {
	place := o.kv.stateKey(o.owner, kind)
	var value *redis.StringCmd
	err := o.read(place, func(p redis.Pipeliner) redis.Cmder {
		value = p.HGet(o.ctx, place, key)
		return value
	})
	if err != nil {
		return nil, err
	}
	return value.Bytes()
}

func (o *owned) List(kind string) ([]store.Entry, error) {
	place := o.kv.stateKey(o.owner, kind)
	packed := listing(o.ctx, place)
	err := o.read(place, func(p redis.Pipeliner) redis.Cmder {
		_ = p.Process(o.ctx, packed)
		return packed
	})
	if err != nil {
		return nil, err
	}
	return o.kv.entries(o.ctx, packed)
}

func (o *owned) Item(id string) (store.Item, bool, error) {
	fields, known := o.items[id]
	if !known || fields.Err() != nil {
		key := o.kv.itemKey(o.owner, id)
		err := o.read(key, func(p redis.Pipeliner) redis.Cmder {
			fields = p.HMGet(o.ctx, key, "due", "attempt", "token")
			return fields
		})
		if err != nil {
			return store.Item{}, false, err
		}
	}
	var text [3]string
	for i, f := range fields.Val() {
		text[i], _ = f.(string) // a missing field is empty, and then there is no item
	}
	it, ok := decodeItem(text[0], text[1], text[2])
	return it, ok, nil
}

// listing asks for a hash. Unlike the answer to Eval, that to a StringCmd can be had without a copy.
func listing(ctx context.Context, key string) *redis.StringCmd {
	return redis.NewStringCmd(ctx, "eval", packHash, 1, key)
}

// entries reads the answer to a listing.
func (kv *KV) entries(ctx context.Context, packed *redis.StringCmd) ([]store.Entry, error) {
	bytes, err := packed.Bytes()
	if err != nil {
		return nil, kv.explain(ctx, "reading from", err)
	}
	list, err := unpackHash(packed.Val(), bytes)
	return list, kv.explain(ctx, "reading from", err)
}
