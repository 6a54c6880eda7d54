package delivery

import (
	"context"

	"lede/desk"
	"lede/scheduler"
)

// publish publishes an edition to those who follow its channel. Discord does it once, however often it is asked.
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
	switch {
	case result.Outcome == Sent:
	case believed(result, &p.Refused, now), s.Missed:
		e.Outcome = desk.OutcomeUnpublished
	default:
		d.ended(JobRetry)
		return d.Desk.PublishLater(ctx, s.Claim, p, now.Add(d.backoff(s, result)))
	}
	d.ended(e.Outcome)
	return d.Desk.Published(ctx, s.Claim, e)
}
