package bot

import (
	"log/slog"
	"sync"
	"time"
)

// Discord bars an address for a while that was told 401, 403 or 429 ten thousand times in ten minutes. Long
// before that something is wrong here, and it is better to stop posting than to lose the answers to people too.
const (
	invalidWindow = 10 * time.Minute
	invalidSlot   = 10 * time.Second
	invalidSlots  = int64(invalidWindow/invalidSlot) + 1 // the oldest may be left in part
	openAt        = 1000
	// closeAt is well below, so that the breaker does not flutter around one number.
	closeAt = 500
	// askAgain is how often Discord is asked whether it accepts the token again.
	askAgain = time.Minute
)

// breaker counts the answers that Discord holds against us, of all requests. While it is open, posts wait and
// people are still answered.
type breaker struct {
	now func() time.Time
	log *slog.Logger

	mu    sync.Mutex
	among int // so many processes share the limit; 0 is one
	slots [invalidSlots]slot
	open  bool
	// barred means that Discord has refused the token and not accepted it since.
	barred bool
	asked  time.Time
}

// share divides the limit, which Discord has for an address and a token, among the processes that are alive: none needs
// to know what the others were told.
func (b *breaker) share(among int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.among = among
}

// part is this process's of a limit. The lock is held.
func (b *breaker) part(of int) int { return max(1, of/max(1, b.among)) }

// slot counts for ten seconds; what is older is written over.
type slot struct {
	at int64 // in slots since 1970
	n  int
}

// note takes the status of an answer. A limit that others have used up does not count, by Discord's own rules.
func (b *breaker) note(status int, shared, withToken bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if withToken && status >= 200 && status < 300 && b.barred {
		b.barred = false
		b.log.Warn("Discord accepts the token again: posting goes on")
	}
	if status != 401 && status != 403 && (status != 429 || shared) {
		return
	}
	at := b.slot()
	s := &b.slots[at%invalidSlots]
	if s.at != at {
		*s = slot{at: at}
	}
	s.n++
	if withToken && status == 401 && !b.barred {
		b.barred, b.asked = true, b.now()
		b.log.Error("Discord refuses the token: posting stops until it is accepted again", "asking_every", askAgain.String())
	}
	if !b.open && b.count(at, at) >= b.part(openAt) {
		b.open = true
		b.log.Error("Discord has refused too many requests: posting stops for a while", "refused", b.part(openAt), "within", invalidWindow.String())
	}
}

func (b *breaker) slot() int64 { return b.now().UnixNano() / int64(invalidSlot) }

// wait is how long posts have to wait because of too many refusals, 0 when they need not.
func (b *breaker) wait() time.Duration {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.open {
		return 0
	}
	now := b.slot()
	free := now
	for free < now+invalidSlots && b.count(now, free) > b.part(closeAt) {
		free++
	}
	if free > now {
		return time.Unix(0, free*int64(invalidSlot)).Sub(b.now())
	}
	b.open = false
	b.log.Warn("Discord refuses few requests again: posting goes on")
	return 0
}

// count is how many of those up to now are in the window that ends with the slot at.
func (b *breaker) count(now, at int64) int {
	n := 0
	for _, s := range b.slots {
		if s.at > at-invalidSlots && s.at <= now {
			n += s.n
		}
	}
	return n
}

// tokenRefused tells whether the token is not accepted, and whether it is time to ask again: one in a minute may.
func (b *breaker) tokenRefused() (wait time.Duration, ask bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.barred {
		return 0, false
	}
	now := b.now()
	if wait = b.asked.Add(askAgain).Sub(now); wait > 0 {
		return wait, false
	}
	b.asked = now
	return askAgain, true
}
