package kvtest

import (
	"math"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"lede/store"
)

// take takes one from a budget.
func (f *fixture) take(budget string, each time.Duration, burst int) time.Duration {
	f.Helper()
	wait, err := f.kv.Take(f.Context(), budget, each, burst)
	if err != nil || wait < 0 {
		f.Fatalf("Take: wait %v, %v", wait, err)
	}
	return wait
}

// takes takes until nothing is left, and checks how many that was. Gaining one must take longer than the calls.
func (f *fixture) takes(budget string, each time.Duration, burst, want int) {
	f.Helper()
	n, wait := 0, time.Duration(0)
	for wait = f.take(budget, each, burst); wait == 0 && n <= want; wait = f.take(budget, each, burst) {
		n++
	}
	if n != want || wait <= 0 || wait > each {
		f.Errorf("%d could be taken, and then one in %v; want %d, and one in at most %v", n, wait, want, each)
	}
}

func takeByTheClock(t *testing.T, f *fixture) {
	const each, burst = 200 * time.Millisecond, 3
	// empties takes everything. On a clock that cannot be held, more may be gained meanwhile.
	empties := func(least int) (wait time.Duration) {
		n, begun := 0, f.clock()
		for wait = f.take("posts", each, burst); wait == 0; wait = f.take("posts", each, burst) {
			n++
		}
		most := burst + int((f.clock().Sub(begun)+2*time.Millisecond)/each)
		if n < least || n > most || wait > each {
			t.Errorf("%d could be taken, and then one in %v; want %d to %d, and one in at most %v", n, wait, least, most, each)
		}
		return wait
	}
	wait := empties(burst)
	// Asking in vain costs nothing: the returned wait is enough.
	for range 3 {
		again := f.take("posts", each, burst)
		if again > wait {
			t.Errorf("to wait %v, where %v was said before", again, wait)
		}
		if again == 0 { // one was gained meanwhile, on a slow machine
			wait = each
		}
	}
	f.pass(wait)
	empties(0)
	f.pass(2*each + each/2)
	empties(2)
	// No more than the burst accumulates.
	f.pass(2 * burst * each)
	empties(burst)
}

// honestWait asks again after exactly the returned wait.
func honestWait(t *testing.T, f *fixture) {
	for range 3 {
		wait := time.Duration(0)
		for wait == 0 {
			wait = f.take("posts", 90*time.Millisecond, 2)
		}
		f.pass(wait)
		if again := f.take("posts", 90*time.Millisecond, 2); again != 0 {
			t.Errorf("after a wait of %v, which was said to be enough, another of %v", wait, again)
		}
	}
}

func racingTakers(t *testing.T, f *fixture) {
	const each, burst = 7 * time.Millisecond, 5
	var given atomic.Int64
	var all sync.WaitGroup
	begun := f.clock()
	for range 8 {
		all.Go(func() {
			for range 40 {
				wait, err := f.kv.Take(f.Context(), "posts", each, burst)
				if err != nil {
					t.Errorf("Take: %v", err)
				}
				if wait == 0 {
					given.Add(1)
				}
				f.pass(300 * time.Microsecond)
			}
		})
	}
	all.Wait()
	took := f.clock().Sub(begun) + 2*time.Millisecond // both instants were rounded
	if n, most := given.Load(), burst+int64(took/each); n < burst || n > most {
		t.Errorf("%d were given in %v, want %d to %d", n, took, burst, most)
	}
}

func separateBudgets(_ *testing.T, f *fixture) {
	f.takes("a", time.Hour, 2, 2)
	for _, name := range []string{"b", "A", "a ", ":a", "{a}", strings.Repeat("é", 100)} {
		f.takes(name, time.Hour, 2, 2)
	}
	f.takes("a", time.Hour, 2, 0)
}

func badBudgets(t *testing.T, f *fixture) {
	for _, bad := range []string{"", "a\x00b", "\xff", strings.Repeat("x", 201)} {
		_, err := f.kv.Take(f.Context(), bad, time.Second, 1)
		f.wantErr(err, store.ErrBadKey)
	}
	for _, bad := range []struct {
		each  time.Duration
		burst int
	}{{0, 1}, {-time.Second, 1}, {time.Second, 0}, {time.Second, -1}, {time.Second, math.MaxInt}, {math.MaxInt64, 1}} {
		if _, err := f.kv.Take(f.Context(), "posts", bad.each, bad.burst); err == nil {
			t.Errorf("a budget of %d, one more every %v, is accepted", bad.burst, bad.each)
		} else {
			f.wantErr(err, store.ErrBadBudget)
		}
	}
	// Less than the backend's clock resolution is no mistake.
	f.take("fast", time.Nanosecond, 1)
}
