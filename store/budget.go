package store

import (
	"fmt"
	"maps"
	"sync"
	"time"
)

// maxSpan bounds the time in which an empty budget fills up, so that sums of it cannot overflow.
const maxSpan = 366 * 24 * time.Hour

// CheckBudget returns ErrBadKey or ErrBadBudget when Take cannot work with its arguments.
func CheckBudget(budget string, each time.Duration, burst int) error {
	if err := CheckNames(budget); err != nil {
		return err
	}
	if each <= 0 || burst < 1 || int64(burst) > int64(maxSpan/each) {
		return fmt.Errorf("%w: %d at most, one more every %v: both must be above zero, and it must fill up within a year", ErrBadBudget, burst, each)
	}
	return nil
}

// TakeOne is the generic cell rate algorithm (GCRA). For a budget that holds burst and gains one per each, only the instant is
// kept at which it will be full again; taking one moves that instant on by each. TakeOne returns the instant after taking one
// at now, and zero; or how long to wait, when none is left.
func TakeOne(now, full time.Time, each time.Duration, burst int) (after time.Time, wait time.Duration) {
	empty := now.Add(time.Duration(burst) * each)
	switch {
	case full.Before(now):
		full = now
	case full.After(empty):
		// The clock was set back: nobody must wait for the difference.
		full = empty
	}
	if wait = full.Add(each).Sub(empty); wait > 0 {
		return full, wait
	}
	return full.Add(each), 0
}

// Budgets implements KV's Take for a backend that only one process uses. The zero value is ready for use.
type Budgets struct {
	mu    sync.Mutex
	full  map[string]time.Time
	sweep int // how many may be kept before those that are full again are dropped
}

// Take takes one from a budget, or returns how long to wait. Its arguments have been checked.
func (b *Budgets) Take(clock func() time.Time, budget string, each time.Duration, burst int) (wait time.Duration) {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := clock() // under the lock, or one caller's clock might seem set back to the next
	full, wait := TakeOne(now, b.full[budget], each, burst)
	b.keep(now, budget, full)
	return wait
}

// keep stores a budget. One that is full again is as good as unknown, and is dropped from time to time.
func (b *Budgets) keep(now time.Time, budget string, full time.Time) {
	if len(b.full) >= b.sweep {
		maps.DeleteFunc(b.full, func(_ string, full time.Time) bool { return !full.After(now) })
		b.sweep = 2*len(b.full) + 64
	}
	if b.full == nil {
		b.full = map[string]time.Time{}
	}
	b.full[budget] = full
}
