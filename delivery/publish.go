package delivery

import (
	"context"

	"lede/desk"
	"lede/scheduler"
)

// publish publishes an edition to those who follow its channel. Discord does it once, however often it is asked,
// and its refusal is believed once it has lasted for a while, like that of a digest.
func (d Deliverer) publish(ctx context.Context, s scheduler.Slot, id string) error {
	p, found, err := d.Desk.Publishing(ctx, s.Claim)
	if err != nil {
		return err
	}
	if !found {
		return d.Desk.Dismiss(ctx, s.Claim)
	}
	now, err := d.Desk.Now(ctx)
	if err != nil {
		return err
	}
	result := d.Publish(ctx, p.Channel, p.Message)
	e := desk.Entry{
		Digest: id, Channel: p.Channel, Slot: p.Slot, Outcome: desk.OutcomePublished, Message: p.Message,
		Reason: result.Reason, Attempts: s.Attempt, At: now,
	}
	if result.Outcome == Refused && p.Refused.IsZero() {
		p.Refused = now
	}
	believed := p.Refused.Add(refusedFor)
	switch {
	case result.Outcome == Sent:
	case s.Missed, result.Outcome == Refused && !now.Before(believed):
		e.Outcome = desk.OutcomeUnpublished
	case result.Outcome == Refused:
		d.ended(JobRetry)
		return d.Desk.PostponePublishing(ctx, s.Claim, p, believed)
	default:
		return d.snooze(ctx, s, now.Add(d.backoff(s, result)))
	}
	d.ended(e.Outcome)
	return d.Desk.Published(ctx, s.Claim, e)
}
