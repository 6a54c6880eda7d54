package rest

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"lede/problem"
)

// Discord bars an address that was answered with 401, 403 or 429 ten thousand times in ten minutes. Long before that
// something is wrong here, and it is better to stop posting than to lose the answers to people too.
const (
	// RefusalWindow is the time in which refusals are counted.
	RefusalWindow = 10 * time.Minute
	// RefusalLimit is how many refusals within the window open the breaker.
	RefusalLimit = 1000
	// refusalsLeft is how few must be left to close it again: far fewer, so that it does not flap around one number.
	refusalsLeft = 500
	// RefusalsOfOne is how many of them one server, or one person, may be the cause of, and leastOfOne how many in each of many processes: a
	// single forbidden channel must not hold back a server's other digests.
	RefusalsOfOne, leastOfOne = 50, 5
	// AskTokenEvery is how often Discord is asked again whether it accepts a refused token.
	AskTokenEvery = time.Minute

	slotLength = 10 * time.Second
	slots      = int64(RefusalWindow/slotLength) + 1 // the window's first slot may lie partly outside
)

// Breaker is a circuit breaker: it counts, over all requests, the answers that Discord holds against us. While it is open,
// posts wait and people are still answered.
type Breaker struct {
	// Now is the clock, which tests replace before the first request.
	Now func() time.Time
	log *slog.Logger

	mu        sync.Mutex
	processes int // that share the limit; 0 means one
	counted   [slots]slot
	open      bool
	accepted  bool // Discord has accepted the token at some time
	barred    bool // Discord has refused the token and not accepted it since
	asked     time.Time
	// blamed counts what was refused for whom, in a window of its own that began at blaming, counted in such windows since 1970.
	blamed  map[string]int
	blaming int64
}

// slot counts for ten seconds; an older count is overwritten.
type slot struct {
	at int64 // in slots since 1970
	n  int
}

// Share divides the limit, which Discord sets per address and token, evenly among the processes that are alive, so that none
// needs to know how often the others were refused.
func (b *Breaker) Share(processes int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.processes = processes
}

// part is this process's part of a limit, at least 1. The lock is held.
func (b *Breaker) part(of int) int { return max(1, of/max(1, b.processes)) }

// heed records what a refusal means for what is sent next.
func (b *Breaker) heed(ctx context.Context, r *Refusal, withToken bool) {
	if withToken && r.ofToken() {
		b.refuseToken()
	}
	if r.counts() {
		b.refuse()
	}
	if owner, _ := ctx.Value(owner{}).(string); owner != "" && r.forbids() {
		b.blame(owner)
	}
}

// takeToken records that Discord has taken a request with the token.
func (b *Breaker) takeToken() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.barred && b.accepted {
		b.log.Warn("Discord accepts the token again: posting goes on")
	}
	b.accepted, b.barred = true, false
}

// refuseToken records that Discord has refused the token.
func (b *Breaker) refuseToken() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.barred {
		return
	}
	b.barred, b.asked = true, b.Now()
	if b.accepted { // or nothing is posted yet, and the first request says what is wrong
		b.log.Error("Discord refuses the token: posting stops until it is accepted again", "asking_every", AskTokenEvery.String())
	}
}

// refuse records an answer that Discord holds against us.
func (b *Breaker) refuse() {
	b.mu.Lock()
	defer b.mu.Unlock()
	at := b.slot()
	s := &b.counted[at%slots]
	if s.at != at {
		*s = slot{at: at}
	}
	s.n++
	if !b.open && b.count(at, at) >= b.part(RefusalLimit) {
		b.open = true
		b.log.Error("Discord has refused too many requests: posting stops for a while", "refused", b.part(RefusalLimit), "within", RefusalWindow.String())
	}
}

// blame records a refusal of what was sent for somebody.
func (b *Breaker) blame(owner string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if now := b.Now().UnixNano() / int64(RefusalWindow); b.blamed == nil || now != b.blaming {
		b.blamed, b.blaming = map[string]int{}, now
	}
	b.blamed[owner]++
}

// WaitFor returns how long a server or a person has to wait because Discord has refused too much that was sent for them, 0 when they
// need not. Otherwise a few who do all they can to be refused would stop the posts of everybody.
func (b *Breaker) WaitFor(owner string) time.Duration {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.blamed[owner] < max(leastOfOne, b.part(RefusalsOfOne)) {
		return 0
	}
	return max(0, time.Unix(0, (b.blaming+1)*int64(RefusalWindow)).Sub(b.Now()))
}

func (b *Breaker) slot() int64 { return b.Now().UnixNano() / int64(slotLength) }

// Wait returns how long posts have to wait because of too many refusals, 0 when they need not.
func (b *Breaker) Wait() time.Duration {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.open {
		return 0
	}
	now := b.slot()
	free := now
	for free < now+slots && b.count(now, free) > b.part(refusalsLeft) {
		free++
	}
	if free > now {
		return time.Unix(0, free*int64(slotLength)).Sub(b.Now())
	}
	b.open = false
	b.log.Warn("Discord refuses few requests again: posting goes on")
	return 0
}

// count returns how many refusals up to the slot now lie in the window that ends with the slot at.
func (b *Breaker) count(now, at int64) int {
	n := 0
	for _, s := range b.counted {
		if s.at > at-slots && s.at <= now {
			n += s.n
		}
	}
	return n
}

// Barred reports whether Discord refuses the token.
func (b *Breaker) Barred() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.barred
}

// Stops returns why nothing is posted now; nil when posting goes on. It asks nothing of Discord.
func (b *Breaker) Stops() error {
	switch {
	case b.Wait() > 0:
		return problem.New("bot.too-many-refused")
	case b.Barred():
		return problem.New("bot.token-refused")
	}
	return nil
}

// TokenRefused returns how long posts have to wait because Discord refuses the token, 0 when it accepts it. ask tells one
// caller a minute to ask Discord again.
func (b *Breaker) TokenRefused() (wait time.Duration, ask bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.barred {
		return 0, false
	}
	now := b.Now()
	if wait = b.asked.Add(AskTokenEvery).Sub(now); wait > 0 {
		return wait, false
	}
	b.asked = now
	return AskTokenEvery, true
}
