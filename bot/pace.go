package bot

import (
	"context"
	"time"

	"lede/bot/rest"
	"lede/delivery"
	"lede/problem"
)

// clearToSend waits until a request that nobody is waiting for may be made, or says for how long it may not. route is
// what Discord counts together, channel what an admin calls it.
func (b *Bot) clearToSend(ctx context.Context, route, channel string) (delivery.Result, bool) {
	if full := b.limits.Wait(route); full > 0 {
		until, bounded := ctx.Deadline()
		tooLong := full > b.timing.ChannelWait || bounded && time.Until(until) <= full
		if tooLong || rest.Pause(ctx, full) != nil {
			return delivery.Result{Outcome: delivery.Retry, After: full, Reason: problem.New("bot.asked-to-wait-in", "channel", channel)}, false
		}
	}
	return b.spend(ctx)
}

// spend takes one message off the budget that all processes of the bot share. When the budget cannot be read, nothing is
// sent: it would not be a limit.
func (b *Bot) spend(ctx context.Context) (delivery.Result, bool) {
	if b.o.Budget == nil {
		return delivery.Result{}, true
	}
	for until := time.Now().Add(b.timing.ChannelWait); ; {
		wait, err := b.o.Budget(ctx)
		switch {
		case err != nil:
			b.log.Warn("post", "outcome", "no budget", "err", err.Error())
			return delivery.Result{Outcome: delivery.Retry, Reason: problem.New("bot.budget-unknown")}, false
		case wait <= 0:
			return delivery.Result{}, true
		case time.Now().Add(wait).After(until) || rest.Pause(ctx, min(wait, b.timing.BudgetStep)) != nil:
			return delivery.Result{Outcome: delivery.Retry, After: wait, Reason: problem.New("bot.budget-spent")}, false
		}
	}
}
