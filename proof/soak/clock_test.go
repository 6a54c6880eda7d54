package soak

import (
	"context"
	"sync/atomic"
	"time"

	"lede/store"
)

// jumping is a clock that stands still until it is moved.
type jumping struct{ at atomic.Int64 }

func (c *jumping) now() time.Time { return time.UnixMilli(c.at.Load()).UTC() }

func (c *jumping) to(t time.Time) { c.at.Store(t.UnixMilli()) }

// fast is a clock that runs so many times as fast as the machine's, and is the same in all processes.
type fast struct {
	Real, Began time.Time
	Times       int64
}

func (c fast) now() time.Time { return c.sim(time.Now()) }

func (c fast) sim(real time.Time) time.Time {
	return c.Began.Add(time.Duration(real.UnixMilli()-c.Real.UnixMilli()) * time.Millisecond * time.Duration(c.Times)).UTC()
}

// real is when the clock shows at least t.
func (c fast) real(t time.Time) time.Time {
	ahead, times := t.UnixMilli()-c.Began.UnixMilli(), c.Times
	ms := ahead / times
	if ahead%times > 0 {
		ms++
	}
	return time.UnixMilli(c.Real.UnixMilli() + ms)
}

// hastened is a store that goes by the machine's clock, to whoever goes by the fast one. Leases are as long as they are.
type hastened struct {
	store.KV
	clock fast
}

func (h hastened) Now(ctx context.Context) (time.Time, error) {
	at, err := h.KV.Now(ctx)
	return h.clock.sim(at), err
}

func (h hastened) NextDue(ctx context.Context) (time.Time, bool, error) {
	at, ok, err := h.KV.NextDue(ctx)
	return h.clock.sim(at), ok, err
}

func (h hastened) Claim(ctx context.Context, limit int, lease time.Duration) ([]store.Claim, error) {
	claims, err := h.KV.Claim(ctx, limit, lease)
	for i := range claims {
		claims[i].Due, claims[i].At = h.clock.sim(claims[i].Due), h.clock.sim(claims[i].At)
	}
	return claims, err
}

func (h hastened) Update(ctx context.Context, owner string, edit func(store.Tx) error) error {
	return h.KV.Update(ctx, owner, func(tx store.Tx) error { return edit(hastenedTx{tx, h.clock}) })
}

type hastenedTx struct {
	store.Tx
	clock fast
}

func (t hastenedTx) Schedule(id string, at time.Time) error {
	return t.Tx.Schedule(id, t.clock.real(at))
}

func (t hastenedTx) Held(c store.Claim) error { return t.Tx.Held(t.claim(c)) }

func (t hastenedTx) Settle(c store.Claim, next time.Time) error {
	if !next.IsZero() {
		next = t.clock.real(next)
	}
	return t.Tx.Settle(t.claim(c), next)
}

func (t hastenedTx) Retry(c store.Claim, at time.Time) error {
	return t.Tx.Retry(t.claim(c), t.clock.real(at))
}

// claim is one as the store gave it.
func (t hastenedTx) claim(c store.Claim) store.Claim {
	c.Due, c.At = t.clock.real(c.Due), t.clock.real(c.At)
	return c
}
