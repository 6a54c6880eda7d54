// Package boltkv keeps Lede's state in one file on disk: the default, for one process.
//
// The file is a bbolt database with four buckets, in which names are joined by zero bytes, since no name
// holds one:
//
//	lede    "layout"                     → the number of this layout, in decimal
//	        "id"                         → that of this store, made at random; see count.go
//	        "doubt"                      → the millisecond up to which writes may have been lost, in decimal
//	values  owner 0 kind 0 key           → value
//	items   owner 0 id                   → visible (8) due (8) attempt (4) token (the rest)
//	due     visible (8) owner 0 id       → nothing
//
// Numbers are big-endian, instants milliseconds since 1970 with the sign bit turned over, so that byte
// order is the order of time: what is due is the head of the due bucket, whatever the number of guilds.
//
// Changes that arrive together are committed together, by one goroutine, in one write to disk; each is
// durable when its call returns. The package refuses to share the file with another process, to open a file
// that is not its own, and to begin afresh in place of one that is damaged.
package boltkv

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"time"

	bolt "go.etcd.io/bbolt"

	"lede/store"
)

// KV is a store.KV in a file.
type KV struct {
	store.Timings
	door   *door
	path   string
	now    func() time.Time
	writes writer
	doubt  atomic.Int64 // the millisecond up to which slots may have been settled in lost writes
	// budgets are not in the file: no other process can share them, and a process that was down for a restart has gained more
	// than it loses.
	budgets store.Budgets
}

var (
	_ store.Watched  = (*KV)(nil)
	_ store.Gatherer = (*KV)(nil)
)

// Get implements store.KV.
func (kv *KV) Get(ctx context.Context, owner, kind, key string) (value []byte, err error) {
	defer kv.Took(store.Getting, time.Now())
	if err := store.CheckNames(owner, kind, key); err != nil {
		return nil, err
	}
	if value, ok, err := store.GatheredOne(ctx, kv, owner, kind, key); ok {
		return value, err
	}
	err = kv.view(ctx, func(tx *bolt.Tx) error {
		value, err = owned{tx, owner}.Get(kind, key)
		return err
	})
	return value, err
}

// List implements store.KV.
func (kv *KV) List(ctx context.Context, owner, kind string) (list []store.Entry, err error) {
	defer kv.Took(store.Listing, time.Now())
	if err := store.CheckNames(owner, kind); err != nil {
		return nil, err
	}
	if list, ok := store.Gathered(ctx, kv, owner, store.Spot{Kind: kind}); ok {
		return list, nil
	}
	err = kv.view(ctx, func(tx *bolt.Tx) error {
		list, err = owned{tx, owner}.List(kind)
		return err
	})
	return list, err
}

// Gather implements store.Gatherer, in one transaction.
func (kv *KV) Gather(ctx context.Context, owner string, spots []store.Spot) (lists [][]store.Entry, err error) {
	defer kv.Took(store.Listing, time.Now())
	err = kv.view(ctx, func(tx *bolt.Tx) error {
		lists, err = store.GatherFrom(owned{tx, owner}, spots)
		return err
	})
	return lists, err
}

// Update implements store.KV.
func (kv *KV) Update(ctx context.Context, owner string, edit func(store.Tx) error) error {
	defer kv.Took(store.Updating, time.Now())
	if err := store.CheckNames(owner); err != nil {
		return err
	}
	wrote := false
	err := kv.writes.do(ctx, func(tx *bolt.Tx) (change, error) {
		writes, err := store.Run(owned{tx, owner}, edit)
		wrote = err == nil && len(writes) > 0
		if !wrote {
			return nil, err
		}
		return func() error {
			for _, w := range writes {
				if err := apply(tx, owner, w); err != nil {
					return err
				}
			}
			return nil
		}, nil
	})
	if err == nil && wrote {
		store.NoteSaved(ctx)
	}
	return err
}

// Claim implements store.KV.
func (kv *KV) Claim(ctx context.Context, limit int, lease time.Duration) ([]store.Claim, error) {
	defer kv.Took(store.Claiming, time.Now())
	// Mostly nothing is due, and checking costs no write.
	at, ok, err := kv.NextDue(ctx)
	if err != nil || !ok || limit <= 0 || at.UnixMilli() > kv.now().UnixMilli() {
		return nil, err
	}
	var claims []store.Claim
	err = kv.writes.do(ctx, func(tx *bolt.Tx) (change, error) {
		now := kv.now().UnixMilli()
		taken, err := head(tx, limit, now)
		if err != nil || len(taken) == 0 {
			return nil, err
		}
		return func() error {
			for _, d := range taken {
				it := d.item.Claimed(now, lease, rand.Text())
				if err := move(tx, d.owner, d.id, &it); err != nil {
					return err
				}
				c := it.Claim(d.owner, d.id, now)
				c.Lapsed, c.Doubt = d.item.Token != "", it.Due <= kv.doubt.Load()
				claims = append(claims, c)
			}
			return nil
		}, nil
	})
	if err != nil {
		return nil, err
	}
	return claims, nil
}

// NextDue implements store.KV.
func (kv *KV) NextDue(ctx context.Context) (at time.Time, ok bool, err error) {
	err = kv.view(ctx, func(tx *bolt.Tx) error {
		k, _ := due(tx).Cursor().First()
		if k == nil {
			return nil
		}
		visible, _, _, err := decodeDue(k)
		at, ok = time.UnixMilli(visible).UTC(), err == nil
		return err
	})
	return at, ok, err
}

// Take implements store.KV.
func (kv *KV) Take(ctx context.Context, budget string, each time.Duration, burst int) (time.Duration, error) {
	if err := store.CheckBudget(budget, each, burst); err != nil {
		return 0, err
	}
	if _, err := kv.Now(ctx); err != nil {
		return 0, err
	}
	return kv.budgets.Take(kv.now, budget, each, burst), nil
}

// Now implements store.KV.
func (kv *KV) Now(ctx context.Context) (at time.Time, err error) {
	err = kv.view(ctx, func(*bolt.Tx) error {
		at = kv.now()
		return nil
	})
	return at, err
}

// Close implements store.KV. It waits for the changes under way.
func (kv *KV) Close() error {
	if !kv.writes.stop() {
		return store.ErrClosed
	}
	if err := errors.Join(kv.door.close(), kv.writes.count.close()); err != nil {
		return fmt.Errorf("closing the store %s: %w", kv.path, err)
	}
	return nil
}

// Check implements store.Watched: it fails when the file was removed or replaced, or its content was.
func (kv *KV) Check(ctx context.Context) error {
	if _, err := kv.Now(ctx); err != nil {
		return err
	}
	if err := kv.writes.newest(ctx); err != nil {
		return err
	}
	return kv.writes.saves(ctx, free(kv.path))
}

// Doubt implements store.Watched.
func (kv *KV) Doubt(ctx context.Context) error {
	until := kv.now().UnixMilli()
	err := kv.writes.do(ctx, func(tx *bolt.Tx) (change, error) {
		return func() error { return putDoubt(tx, until) }, nil
	})
	if err == nil {
		kv.doubt.Store(until)
	}
	return err
}

// Walk implements store.Watched. A visit may not change the store.
func (kv *KV) Walk(ctx context.Context, kind string, visit func(owner, kind string, list []store.Entry) error) error {
	return kv.view(ctx, func(tx *bolt.Tx) error {
		var at [2]string // the owner and kind of the current list
		var list []store.Entry
		flush := func() error {
			if len(list) == 0 || kind != "" && kind != at[1] {
				return nil
			}
			return visit(at[0], at[1], list)
		}
		c := values(tx).Cursor()
		for k, v := c.First(); k != nil; k, v = c.Next() {
			names := strings.SplitN(string(k), "\x00", 3)
			if len(names) != 3 {
				return fmt.Errorf("%w: key %q", errDamaged, k)
			}
			if next := [2]string{names[0], names[1]}; next != at {
				if err := errors.Join(flush(), ctx.Err()); err != nil {
					return err
				}
				at, list = next, nil
			}
			list = append(list, store.Entry{Key: names[2], Value: append([]byte{}, v...)})
		}
		return flush()
	})
}

// WalkDue implements store.Watched. A visit may not change the store.
func (kv *KV) WalkDue(ctx context.Context, visit func(owner, id string) error) error {
	return kv.view(ctx, func(tx *bolt.Tx) error {
		c := due(tx).Cursor()
		for k, _ := c.First(); k != nil; k, _ = c.Next() {
			_, owner, id, err := decodeDue(k)
			if err == nil {
				err = errors.Join(visit(owner, id), ctx.Err())
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// view runs a read-only transaction.
func (kv *KV) view(ctx context.Context, read func(*bolt.Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return kv.explain(guarded(func() error { return kv.door.view(read) }))
}

// owned is one owner's part of the file.
type owned struct {
	tx    *bolt.Tx
	owner string
}

func (o owned) Get(kind, key string) (value []byte, err error) {
	err = guarded(func() error {
		v := values(o.tx).Get(join(o.owner, kind, key))
		if v == nil {
			return store.ErrNotFound
		}
		value = append([]byte{}, v...)
		return nil
	})
	return value, err
}

func (o owned) List(kind string) (list []store.Entry, err error) {
	err = guarded(func() error {
		prefix := join(o.owner, kind, "")
		c := values(o.tx).Cursor()
		for k, v := c.Seek(prefix); bytes.HasPrefix(k, prefix); k, v = c.Next() {
			list = append(list, store.Entry{Key: string(k[len(prefix):]), Value: append([]byte{}, v...)})
		}
		return nil
	})
	return list, err
}

func (o owned) Item(id string) (it store.Item, ok bool, err error) {
	err = guarded(func() error {
		v := items(o.tx).Get(join(o.owner, id))
		if v == nil {
			return nil
		}
		it, err = decodeItem(v)
		ok = err == nil
		return err
	})
	return it, ok, err
}

// apply makes one change.
func apply(tx *bolt.Tx, owner string, w store.Write) error {
	if w.ID != "" {
		return move(tx, owner, w.ID, w.Item)
	}
	key := join(owner, w.Kind, w.Key)
	if w.Value == nil {
		return values(tx).Delete(key)
	}
	return values(tx).Put(key, w.Value)
}

// move puts an item in its place, replacing what was there, or removes it.
func move(tx *bolt.Tx, owner, id string, it *store.Item) error {
	key := join(owner, id)
	if old := items(tx).Get(key); old != nil {
		was, err := decodeItem(old)
		if err != nil {
			return err
		}
		if err := due(tx).Delete(encodeDue(was.Visible, key)); err != nil {
			return err
		}
	}
	if it == nil {
		return items(tx).Delete(key)
	}
	if err := items(tx).Put(key, encodeItem(*it)); err != nil {
		return err
	}
	return due(tx).Put(encodeDue(it.Visible, key), nil)
}

// dueItem is an item with its place in the due bucket.
type dueItem struct {
	owner, id string
	item      store.Item
}

// head returns what is due at an instant, up to a limit.
func head(tx *bolt.Tx, limit int, now int64) (list []dueItem, err error) {
	err = guarded(func() error {
		c := due(tx).Cursor()
		for k, _ := c.First(); k != nil && len(list) < limit; k, _ = c.Next() {
			visible, owner, id, err := decodeDue(k)
			if err != nil {
				return err
			}
			if visible > now {
				return nil
			}
			it, ok, err := owned{tx, owner}.Item(id)
			if err != nil {
				return err
			}
			if !ok {
				return fmt.Errorf("%w: %s of %s is due but not kept", errDamaged, id, owner)
			}
			list = append(list, dueItem{owner, id, it})
		}
		return nil
	})
	return list, err
}
