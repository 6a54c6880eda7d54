package kvtest

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	"lede/store"
)

// ErrFault is the error of a Faulty.
var ErrFault = errors.New("the store has a fault")

// Faulty is a store that fails one read or write, on its own or within an edit, or in which one record is damaged. What is due, and
// budgets, never fail.
type Faulty struct {
	store.KV
	spared string
	torn   bool         // a record is damaged, and nothing fails
	left   atomic.Int64 // operations until the fault, or records until the damaged one
}

// NewFaulty returns a store that fails one operation after n others. Edits of the spared owner never fail.
func NewFaulty(kv store.KV, n int, spared string) *Faulty {
	f := &Faulty{KV: kv, spared: spared}
	f.left.Store(int64(n))
	return f
}

// NewTorn returns a store in which the record that is read after n others is damaged, unless an edit of the spared owner reads it.
func NewTorn(kv store.KV, n int, spared string) *Faulty {
	f := NewFaulty(kv, n, spared)
	f.torn = true
	return f
}

// tear damages a record, if it is its turn.
func (f *Faulty) tear(record []byte) []byte {
	if f.torn && record != nil && f.left.Add(-1) == -1 {
		return []byte(`{"v":`)
	}
	return record
}

func (f *Faulty) tearOne(list []store.Entry) []store.Entry {
	for i := range list {
		list[i].Value = f.tear(list[i].Value)
	}
	return list
}

// Struck reports whether the operation has failed, or the damaged record was read.
func (f *Faulty) Struck() bool { return f.left.Load() < 0 }

// try does something with the store, unless this is what fails.
func try[T any](f *Faulty, do func() (T, error)) (v T, err error) {
	if !f.torn && f.left.Add(-1) == -1 {
		return v, ErrFault
	}
	return do()
}

func (f *Faulty) write(do func() error) error {
	_, err := try(f, func() (any, error) { return nil, do() })
	return err
}

// Now implements store.KV.
func (f *Faulty) Now(ctx context.Context) (time.Time, error) {
	return try(f, func() (time.Time, error) { return f.KV.Now(ctx) })
}

// Get implements store.KV.
func (f *Faulty) Get(ctx context.Context, owner, kind, key string) ([]byte, error) {
	record, err := try(f, func() ([]byte, error) { return f.KV.Get(ctx, owner, kind, key) })
	return f.tear(record), err
}

// List implements store.KV.
func (f *Faulty) List(ctx context.Context, owner, kind string) ([]store.Entry, error) {
	list, err := try(f, func() ([]store.Entry, error) { return f.KV.List(ctx, owner, kind) })
	return f.tearOne(list), err
}

// Update implements store.KV.
func (f *Faulty) Update(ctx context.Context, owner string, edit func(store.Tx) error) error {
	if owner == f.spared {
		return f.KV.Update(ctx, owner, edit)
	}
	return f.KV.Update(ctx, owner, func(tx store.Tx) error { return edit(faultyTx{tx, f}) })
}

type faultyTx struct {
	store.Tx
	*Faulty
}

func (tx faultyTx) Get(kind, key string) ([]byte, error) {
	record, err := try(tx.Faulty, func() ([]byte, error) { return tx.Tx.Get(kind, key) })
	return tx.tear(record), err
}

func (tx faultyTx) List(kind string) ([]store.Entry, error) {
	list, err := try(tx.Faulty, func() ([]store.Entry, error) { return tx.Tx.List(kind) })
	return tx.tearOne(list), err
}

func (tx faultyTx) Claimed(id string) (bool, error) {
	return try(tx.Faulty, func() (bool, error) { return tx.Tx.Claimed(id) })
}

func (tx faultyTx) Put(kind, key string, value []byte) error {
	return tx.write(func() error { return tx.Tx.Put(kind, key, value) })
}

func (tx faultyTx) Delete(kind, key string) error {
	return tx.write(func() error { return tx.Tx.Delete(kind, key) })
}

func (tx faultyTx) Schedule(id string, at time.Time) error {
	return tx.write(func() error { return tx.Tx.Schedule(id, at) })
}

func (tx faultyTx) Unschedule(id string) error {
	return tx.write(func() error { return tx.Tx.Unschedule(id) })
}

func (tx faultyTx) Held(c store.Claim) error {
	return tx.write(func() error { return tx.Tx.Held(c) })
}

func (tx faultyTx) Settle(c store.Claim, next time.Time) error {
	return tx.write(func() error { return tx.Tx.Settle(c, next) })
}

func (tx faultyTx) Retry(c store.Claim, at time.Time) error {
	return tx.write(func() error { return tx.Tx.Retry(c, at) })
}
