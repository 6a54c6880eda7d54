package bot

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"sync"
	"time"

	"lede/delivery"
)

const (
	// longestWait is how long Post itself waits for a channel that is known to be full, or for the budget; beyond,
	// its caller does.
	longestWait = 5 * time.Second
	// budgetStep is how long Post waits at most before it asks the budget again: what was full for another
	// process may have become free.
	budgetStep = 250 * time.Millisecond
)

// clearToSend waits until a request that nobody is waiting for may be made, or says how long not to. lane is what
// Discord counts together, channel what an admin calls it.
func (b *Bot) clearToSend(ctx context.Context, lane, channel string) (delivery.Result, bool) {
	if full := b.pace.wait(lane); full > 0 {
		if until, ok := ctx.Deadline(); full > longestWait || ok && time.Until(until) <= full || pause(ctx, full) != nil {
			return delivery.Result{Outcome: delivery.Retry, After: full, Reason: "Discord asks to wait before posting in <#" + channel + "> again."}, false
		}
	}
	return b.spend(ctx)
}

// spend takes one message off the budget that all processes of the bot share. Without an answer nothing is sent:
// a budget that is not asked is none.
func (b *Bot) spend(ctx context.Context) (delivery.Result, bool) {
	if b.o.Budget == nil {
		return delivery.Result{}, true
	}
	for until := time.Now().Add(longestWait); ; {
		wait, err := b.o.Budget(ctx)
		switch {
		case err != nil:
			b.log.Warn("post", "outcome", "no budget", "err", err.Error())
			return delivery.Result{Outcome: delivery.Retry, Reason: "The bot's store does not say whether there is room for another message."}, false
		case wait <= 0:
			return delivery.Result{}, true
		case time.Now().Add(wait).After(until) || pause(ctx, min(wait, budgetStep)) != nil:
			return delivery.Result{Outcome: delivery.Retry, After: wait, Reason: "The bot has more messages to send at this moment than Discord accepts."}, false
		}
	}
}

// pace remembers which channels are full, so that a request which would be refused is not made. It holds only
// channels that are full at this moment.
type pace struct {
	mu     sync.Mutex
	full   map[string]time.Time
	global time.Time
}

// wait is how long the channel still has to be left alone.
func (p *pace) wait(channel string) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	until := p.full[channel]
	if p.global.After(until) {
		until = p.global
	}
	return max(time.Until(until), 0)
}

// learn takes what Discord said about the limits.
func (p *pace) learn(channel string, h http.Header, err error) {
	var after time.Duration
	var global bool
	var r *refusal
	if errors.As(err, &r) && r.status == http.StatusTooManyRequests {
		after, global = r.after, r.global
	} else if h.Get("X-RateLimit-Remaining") == "0" {
		n, _ := strconv.ParseFloat(h.Get("X-RateLimit-Reset-After"), 64) // unreadable means no wait
		after = seconds(n)
	}
	if after <= 0 {
		return
	}
	now := time.Now()
	p.mu.Lock()
	defer p.mu.Unlock()
	if global {
		p.global = now.Add(after)
		return
	}
	if p.full == nil {
		p.full = map[string]time.Time{}
	}
	for c, until := range p.full {
		if until.Before(now) {
			delete(p.full, c)
		}
	}
	p.full[channel] = now.Add(after)
}
