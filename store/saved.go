package store

import (
	"context"
	"sync/atomic"
)

type savedKey struct{}

// Saving returns a context, and a func that reports whether an Update under it has saved anything so far. A caller that does
// several things and then fails has to know that something was done.
func Saving(ctx context.Context) (under context.Context, saved func() bool) {
	note := new(atomic.Bool)
	return context.WithValue(ctx, savedKey{}, note), note.Load
}

// NoteSaved records that something was saved; every backend's Update calls it.
func NoteSaved(ctx context.Context) {
	if note, ok := ctx.Value(savedKey{}).(*atomic.Bool); ok {
		note.Store(true)
	}
}
