package rediskv

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"lede/store"
)

// snapshotPatience is how long reading one owner may take: its articles are tens of megabytes at most.
const snapshotPatience = time.Minute

// Snapshot implements store.Walker. An owner or a kind that first appears while it runs may be missing.
func (kv *KV) Snapshot(ctx context.Context, visit func(store.State) error) error {
	owners := make([]map[string]bool, partitions)
	for p := range owners {
		owners[p] = map[string]bool{}
	}
	found := map[string]bool{}
	err := kv.scan(ctx, kv.prefix+"state:*", func(key string) error {
		if owner, kind, ok := kv.decodeStateKey(key); ok {
			owners[partition(owner)][owner], found[kind] = true, true
		}
		return nil
	})
	if err != nil {
		return err
	}
	kinds := slices.Sorted(maps.Keys(found))
	for p := range owners {
		if err := kv.snapshotPartition(ctx, p, owners[p], kinds, visit); err != nil {
			return err
		}
	}
	return nil
}

func (kv *KV) snapshotPartition(ctx context.Context, p int, owners map[string]bool, kinds []string, visit func(store.State) error) error {
	node, err := kv.node(ctx, p)
	if err != nil {
		return kv.explain(ctx, "reading from", err)
	}
	node = node.WithTimeout(snapshotPatience)
	due, err := kv.dueOf(ctx, node, p)
	if err != nil {
		return err
	}
	for owner := range due.ids {
		owners[owner] = true
	}
	for _, owner := range slices.Sorted(maps.Keys(owners)) {
		s, err := kv.snapshotOwner(ctx, node, owner, kinds, &due)
		if err == nil && !s.Empty() { // otherwise it was erased meanwhile
			err = visit(s)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// dueIndex is what was due in a partition, and how many edits there had been.
type dueIndex struct {
	partition int
	edits     string
	ids       map[string][]string // by owner
}

func (kv *KV) dueOf(ctx context.Context, node *redis.Client, p int) (dueIndex, error) {
	due := dueIndex{partition: p, ids: map[string][]string{}}
	var edits *redis.StringCmd
	var members *redis.StringSliceCmd
	commands, err := node.TxPipelined(ctx, func(tx redis.Pipeliner) error {
		edits = tx.HGet(ctx, kv.serverKey(p), "edits")
		members = tx.ZRange(ctx, kv.dueKey(p), 0, -1)
		return nil
	})
	if err != nil && !errors.Is(err, redis.Nil) {
		return due, kv.explain(ctx, "reading from", kv.named(ctx, err, keysOf(commands...)...))
	}
	due.edits = edits.Val()
	for _, m := range members.Val() {
		if owner, id, ok := decodeMember(m); ok {
			due.ids[owner] = append(due.ids[owner], id)
		}
	}
	return due, nil
}

// snapshotOwner reads all of an owner in one transaction. Its due items are looked up first, since that would take too long in
// the transaction; adding to them is an edit, which is counted, and then they are looked up again.
func (kv *KV) snapshotOwner(ctx context.Context, node *redis.Client, owner string, kinds []string, due *dueIndex) (store.State, error) {
	for {
		var edits *redis.StringCmd
		values := make([]*redis.MapStringStringCmd, len(kinds))
		ids := due.ids[owner]
		visible, claimed := make([]*redis.FloatCmd, len(ids)), make([]*redis.SliceCmd, len(ids))
		commands, err := node.TxPipelined(ctx, func(tx redis.Pipeliner) error {
			edits = tx.HGet(ctx, kv.serverKey(due.partition), "edits")
			for i, kind := range kinds {
				values[i] = tx.HGetAll(ctx, kv.stateKey(owner, kind))
			}
			for i, id := range ids {
				visible[i] = tx.ZScore(ctx, kv.dueKey(due.partition), member(owner, id))
				claimed[i] = tx.HMGet(ctx, kv.itemKey(owner, id), "due", "attempt", "token")
			}
			return nil
		})
		if err != nil && !errors.Is(err, redis.Nil) {
			return store.State{}, kv.explain(ctx, "reading from", kv.named(ctx, err, keysOf(commands...)...))
		}
		if edits.Val() != due.edits {
			if *due, err = kv.dueOf(ctx, node, due.partition); err != nil {
				return store.State{}, err
			}
			continue
		}
		s := store.State{Owner: owner}
		for i, kind := range kinds {
			for key, value := range values[i].Val() {
				s.Values = append(s.Values, store.Value{Kind: kind, Key: key, Value: []byte(value)})
			}
		}
		slices.SortFunc(s.Values, func(a, b store.Value) int {
			return cmp.Or(strings.Compare(a.Kind, b.Kind), strings.Compare(a.Key, b.Key))
		})
		for i, id := range ids {
			if it, ok := snapshotItem(visible[i], claimed[i].Val()); ok {
				s.Due = append(s.Due, store.Scheduled{ID: id, Item: it})
			}
		}
		slices.SortFunc(s.Due, func(a, b store.Scheduled) int { return strings.Compare(a.ID, b.ID) })
		return s, nil
	}
}

// snapshotItem returns an item of the due index; ok is false if it is no longer there.
func snapshotItem(visible *redis.FloatCmd, claimed []any) (store.Item, bool) {
	if visible.Err() != nil {
		return store.Item{}, false
	}
	at := decodeScore(visible.Val())
	var text [3]string
	for i, f := range claimed {
		text[i], _ = f.(string) // a missing field is empty, and then there is no claim
	}
	it, ok := decodeItem(text[0], text[1], text[2])
	if !ok {
		it = store.Item{Due: at}
	}
	it.Visible = at
	return it, true
}
