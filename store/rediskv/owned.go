package rediskv

import (
	"context"
	"crypto/sha1" // which is what Redis has
	"encoding/hex"
	"errors"
	"slices"

	"github.com/redis/go-redis/v9"

	"lede/store"
)

// owned is one owner's state as an edit reads it. It records what the edit was shown, for edit.lua to check.
type owned struct {
	ctx    context.Context // of the Update; an owned does not outlive its call
	kv     *KV
	owner  string
	trusts bool // held values may be shown without a read
	// assumed says that one was; with several reads, only the check shows that they saw one moment.
	assumed bool
	lists   map[string]string // hashes that were read whole, packed, by their key
	keys    []string
	was     []any // for each key, a field and a digest
}

// saw records what was in a field of a hash, if anything; the field "" is the whole hash.
func (o *owned) saw(key, field string, value []byte, found bool) {
	digest := ""
	if found {
		sum := sha1.Sum(value)
		digest = hex.EncodeToString(sum[:])
	}
	at := len(o.keys)
	if field == "" {
		at = 0 // reading a field may change the order of the others, which identifies a whole hash
	}
	o.keys = slices.Insert(o.keys, at, key)
	o.was = slices.Insert(o.was, 2*at, any(field), any(digest))
}

func (o *owned) Get(kind, key string) ([]byte, error) {
	hash := o.kv.stateKey(o.owner, kind)
	if packed, ok := o.lists[hash]; ok {
		return listed(packed, key)
	}
	if o.trusts {
		if value, ok := o.kv.held.value(o.owner, kind, key); ok {
			o.assumed = true
			o.saw(hash, key, value, true)
			return value, nil
		}
	}
	value, err := o.kv.field(o.ctx, o.owner, hash, key)
	if err == nil || errors.Is(err, store.ErrNotFound) {
		o.saw(hash, key, value, err == nil)
	}
	return value, err
}

func (o *owned) List(kind string) ([]store.Entry, error) {
	hash := o.kv.stateKey(o.owner, kind)
	packed, err := o.kv.hash(o.ctx, o.owner, hash)
	if err != nil {
		return nil, err
	}
	bytes, _ := packed.Bytes()
	o.saw(hash, "", bytes, true)
	if o.lists == nil {
		o.lists = map[string]string{}
	}
	o.lists[hash] = string(bytes)
	return o.kv.entries(o.ctx, packed)
}

// listed returns the value of a key in a packed hash.
func listed(packed, key string) ([]byte, error) {
	list, err := unpackHash(packed, []byte(packed))
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(list, func(e store.Entry) bool { return e.Key == key })
	if at < 0 {
		return nil, store.ErrNotFound
	}
	return list[at].Value, nil
}

// Item reads an item. Its token is new with each claim, and all that an edit depends on.
func (o *owned) Item(id string) (store.Item, bool, error) {
	hash := o.kv.itemKey(o.owner, id)
	if o.trusts {
		if it, ok := o.kv.held.item(o.owner, id); ok {
			o.assumed = true
			o.saw(hash, "token", []byte(it.Token), true)
			return it, true, nil
		}
	}
	fields := redis.NewSliceCmd(o.ctx, "hmget", hash, "due", "attempt", "token")
	if err := o.kv.send(o.ctx, o.owner, false, fields); err != nil {
		return store.Item{}, false, o.kv.explain(o.ctx, "reading from", err)
	}
	var text [3]string
	found := false
	for i, f := range fields.Val() {
		text[i], found = f.(string) // a missing field is empty, and then there is no item
	}
	o.saw(hash, "token", []byte(text[2]), found)
	it, ok := decodeItem(text[0], text[1], text[2])
	return it, ok, nil
}

// field reads one field of a hash.
func (kv *KV) field(ctx context.Context, owner, hash, field string) ([]byte, error) {
	cmd := redis.NewStringCmd(ctx, "hget", hash, field)
	err := kv.send(ctx, owner, false, cmd)
	if errors.Is(err, redis.Nil) {
		return nil, store.ErrNotFound
	}
	if err != nil {
		return nil, kv.explain(ctx, "reading from", err)
	}
	return cmd.Bytes()
}

// hash reads a hash as packHash packs it. Unlike the reply to Eval, that to a StringCmd is available without a copy.
func (kv *KV) hash(ctx context.Context, owner, hash string) (*redis.StringCmd, error) {
	packed := redis.NewStringCmd(ctx, "eval", packHash, 1, hash)
	return packed, kv.explain(ctx, "reading from", kv.send(ctx, owner, false, packed))
}

// entries reads a packed hash. The entries are the only holders of its bytes.
func (kv *KV) entries(ctx context.Context, packed *redis.StringCmd) ([]store.Entry, error) {
	bytes, _ := packed.Bytes()
	list, err := unpackHash(packed.Val(), bytes)
	return list, kv.explain(ctx, "reading from", err)
}
