package boltkv

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	bolt "go.etcd.io/bbolt"

	"lede/store"
)

// batchBytes and batchOwners bound what is read in one transaction. While one is open the file cannot grow, so a slow visit
// would hold up every change.
const (
	batchBytes  = 1 << 20
	batchOwners = 100
)

// Snapshot implements store.Walker.
func (kv *KV) Snapshot(ctx context.Context, visit func(store.State) error) error {
	for after := ""; ; {
		var batch []store.State
		err := kv.view(ctx, func(tx *bolt.Tx) (err error) {
			batch, err = snapshotAfter(tx, after)
			return err
		})
		if err != nil || len(batch) == 0 {
			return err
		}
		for _, s := range batch {
			if err := visit(s); err != nil {
				return err
			}
		}
		after = batch[len(batch)-1].Owner
	}
}

// snapshotAfter reads some of the owners that follow one in byte order.
func snapshotAfter(tx *bolt.Tx, after string) (batch []store.State, err error) {
	v, i := begin(values(tx), after), begin(items(tx), after)
	for bytes := 0; bytes < batchBytes && len(batch) < batchOwners && (v.key != nil || i.key != nil); {
		s := store.State{Owner: first(v.owner(), i.owner())}
		if err := errors.Join(v.values(&s), i.items(&s)); err != nil {
			return nil, err
		}
		for _, v := range s.Values {
			bytes += len(v.Value)
		}
		batch = append(batch, s)
	}
	return batch, nil
}

// walk iterates over a bucket whose keys begin with an owner.
type walk struct {
	c          *bolt.Cursor
	key, value []byte
}

func begin(b *bolt.Bucket, after string) *walk {
	w := &walk{c: b.Cursor()}
	w.key, w.value = w.c.Seek([]byte(after + "\x01")) // an owner's own keys continue with a zero byte
	return w
}

// owner returns the current owner, "" at the end.
func (w *walk) owner() string {
	owner, _, _ := bytes.Cut(w.key, []byte{0})
	return string(owner)
}

// first returns the lesser of two owners, either of which may be missing. Keys sort by owner, since no name holds a zero byte.
func first(a, b string) string {
	if a == "" || b != "" && b < a {
		return b
	}
	return a
}

// values reads the values of the owner of s, if the walk has reached it.
func (w *walk) values(s *store.State) error {
	for prefix := join(s.Owner, ""); bytes.HasPrefix(w.key, prefix); w.key, w.value = w.c.Next() {
		kind, key, ok := bytes.Cut(w.key[len(prefix):], []byte{0})
		if !ok {
			return fmt.Errorf("%w: key %q", errDamaged, w.key)
		}
		s.Values = append(s.Values, store.Value{Kind: string(kind), Key: string(key), Value: append([]byte{}, w.value...)})
	}
	return nil
}

// items reads the items of the owner of s, if the walk has reached it.
func (w *walk) items(s *store.State) error {
	for prefix := join(s.Owner, ""); bytes.HasPrefix(w.key, prefix); w.key, w.value = w.c.Next() {
		it, err := decodeItem(w.value)
		if err != nil {
			return err
		}
		s.Due = append(s.Due, store.Scheduled{ID: string(w.key[len(prefix):]), Item: it})
	}
	return nil
}
