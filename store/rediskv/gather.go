package rediskv

import (
	"context"
	"time"

	"github.com/redis/go-redis/v9"

	"lede/store"
)

// Gather implements store.Gatherer, in one round trip. The entries are the only holders of its bytes.
func (kv *KV) Gather(ctx context.Context, owner string, spots []store.Spot) ([][]store.Entry, error) {
	defer kv.Took(store.Listing, time.Now())
	c := newCall(len(spots), len(spots))
	for _, s := range spots {
		c.key(kv.stateKey(owner, s.Kind))
		c.arg(s.Key)
	}
	packed, err := run(ctx, kv, owner, false, gatherScript, c, redis.NewStringCmd)
	if err != nil {
		return nil, kv.explain(ctx, "reading from", err)
	}
	bytes, _ := packed.Bytes()
	lists, err := unpackHashes(packed.Val(), bytes)
	if err != nil {
		return nil, kv.explain(ctx, "reading from", err)
	}
	for i, s := range spots[:min(len(spots), len(lists))] {
		if s.Key != "" && len(lists[i]) == 1 {
			kv.held.note(owner, s.Kind, s.Key, lists[i][0].Value)
		}
	}
	return lists, nil
}
