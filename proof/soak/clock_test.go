package soak

import (
	"sync/atomic"
	"time"
)

// jumping is a clock that stands still until it is moved.
type jumping struct{ at atomic.Int64 }

func (c *jumping) now() time.Time { return time.UnixMilli(c.at.Load()).UTC() }

func (c *jumping) to(t time.Time) { c.at.Store(t.UnixMilli()) }
