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
	// first is the kind that was read first, with items and a list that may be asked for next read along.
	first    string
	items    map[string]*redis.SliceCmd
	listed   string
	list     *redis.StringCmd
	watching bool
	reads    int // round trips; of several, only EXEC tells that they saw one moment
}

// release gives the connection back. A watch that cannot be ended is no harm: at most it fails the next
// transaction on this connection, which is then run again.
func (o *owned) release() {
	if o.list != nil {
		o.kv.held.learn(o.first, "") // it was read in vain
	}
	if o.watching {
		_ = o.conn.Do(o.ctx, "unwatch").Err()
	}
	_ = o.conn.Close()
}

// read has keys watched and read in one round trip.
func (o *owned) read(keys []string, read func(redis.Pipeliner)) error {
	watched := []any{"watch"}
	for _, key := range keys {
		watched = append(watched, key)
	}
	o.reads++
	var watch *redis.Cmd
	_, _ = o.conn.Pipelined(o.ctx, func(p redis.Pipeliner) error {
		watch = p.Do(o.ctx, watched...)
		read(p)
		return nil
	})
	o.watching = o.watching || watch.Err() == nil
	return o.kv.explain(o.ctx, "reading from", watch.Err())
}

// readKind reads of one kind, and the first time also what the edit will most likely read next.
func (o *owned) readKind(kind string, value redis.Cmder) error {
	read := o.read
	if o.first == "" {
		o.first, read = kind, o.readAhead
	}
	err := read([]string{o.kv.stateKey(o.owner, kind)}, func(p redis.Pipeliner) { _ = p.Process(o.ctx, value) })
	switch {
	case err != nil:
		return err
	case errors.Is(value.Err(), redis.Nil):
		return store.ErrNotFound
	}
	return o.kv.explain(o.ctx, "reading from", value.Err())
}

// readAhead reads what is asked for, and what will be if the edit is one that settles a claim.
func (o *owned) readAhead(keys []string, read func(redis.Pipeliner)) error {
	ids, list := o.kv.held.ahead(o.owner, o.first)
	if len(ids) == 0 {
		return o.read(keys, read)
	}
	for _, id := range ids {
		keys = append(keys, o.kv.itemKey(o.owner, id))
	}
	items := keys[len(keys)-len(ids):]
	if list != "" {
		o.listed, o.list = list, listing(o.ctx, o.kv.stateKey(o.owner, list))
		keys = append(keys, o.kv.stateKey(o.owner, list))
	}
	o.items = map[string]*redis.SliceCmd{}
	return o.read(keys, func(p redis.Pipeliner) {
		read(p)
		for i, id := range ids {
			o.items[id] = readItem(o.ctx, p, items[i])
		}
		if o.list != nil {
			_ = p.Process(o.ctx, o.list)
		}
	})
}

func (o *owned) Get(kind, key string) ([]byte, error) {
	value := redis.NewStringCmd(o.ctx, "hget", o.kv.stateKey(o.owner, kind), key)
	if err := o.readKind(kind, value); err != nil {
		return nil, err
	}
	return value.Bytes()
}

func (o *owned) List(kind string) ([]store.Entry, error) {
	if ahead := o.list; ahead != nil && o.listed == kind {
		o.list = nil // its bytes are given away
		if ahead.Err() == nil {
			return o.kv.entries(o.ctx, ahead)
		}
	}
	if o.items != nil && o.first != kind {
		o.kv.held.learn(o.first, kind)
	}
	packed := listing(o.ctx, o.kv.stateKey(o.owner, kind))
	if err := o.readKind(kind, packed); err != nil {
		return nil, err
	}
	return o.kv.entries(o.ctx, packed)
}

func (o *owned) Item(id string) (store.Item, bool, error) {
	fields, known := o.items[id]
	if !known || fields.Err() != nil {
		key := o.kv.itemKey(o.owner, id)
		if err := o.read([]string{key}, func(p redis.Pipeliner) { fields = readItem(o.ctx, p, key) }); err != nil {
			return store.Item{}, false, err
		}
		if fields.Err() != nil {
			return store.Item{}, false, o.kv.explain(o.ctx, "reading from", fields.Err())
		}
	}
	var text [3]string
	for i, f := range fields.Val() {
		text[i], _ = f.(string) // a missing field is empty, and then there is no item
	}
	it, ok := decodeItem(text[0], text[1], text[2])
	return it, ok, nil
}

func readItem(ctx context.Context, p redis.Pipeliner, key string) *redis.SliceCmd {
	return p.HMGet(ctx, key, "due", "attempt", "token")
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
