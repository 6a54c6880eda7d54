package posts

import (
	"context"
	"time"

	"lede/bot/rest"
	"lede/delivery"
	"lede/problem"
)

// clearToSend waits until a request that nobody is waiting for may be made, or returns how long it may not. path is the
// request's.
func (s *Sender) clearToSend(ctx context.Context, path string, p delivery.Post) (delivery.Result, bool) {
	patience := s.timing.Channel
	if p.Patience > 0 {
		patience = min(patience, p.Patience)
	}
	if full := s.api.Limits.Wait(rest.Route("POST", path)); full > 0 {
		until, bounded := ctx.Deadline()
		tooLong := full > patience || bounded && time.Until(until) <= full
		if tooLong || rest.Pause(ctx, full) != nil {
			return delivery.Result{Outcome: delivery.Retry, After: full, Reason: problem.New("bot.asked-to-wait-in", "channel", p.Channel)}, false
		}
		patience -= full
	}
	return s.spend(ctx, patience)
}

// spend takes one message off the budget that all processes of the bot share, and waits for it up to patience. When the budget
// cannot be read, nothing is sent: otherwise it would be no limit.
func (s *Sender) spend(ctx context.Context, patience time.Duration) (delivery.Result, bool) {
	if s.budget == nil {
		return delivery.Result{}, true
	}
	for until := time.Now().Add(patience); ; {
		wait, err := s.budget(ctx)
		switch {
		case err != nil:
			s.log.Warn("post", "outcome", "no budget", "err", err.Error())
			return delivery.Result{Outcome: delivery.Retry, Reason: problem.New("bot.budget-unknown")}, false
		case wait <= 0:
			return delivery.Result{}, true
		case time.Now().Add(wait).After(until) || rest.Pause(ctx, min(wait, s.timing.Step)) != nil:
			return delivery.Result{Outcome: delivery.Retry, After: wait, Reason: problem.New("bot.budget-spent")}, false
		}
	}
}
