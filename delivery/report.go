package delivery

import (
	"context"
	"fmt"

	"lede/desk"
	"lede/scheduler"
)

// report posts a reader's report to the channel in which the server's admins are alerted. If that channel refuses it, nobody else is
// told.
func (d Deliverer) report(ctx context.Context, s scheduler.Slot) error {
	guild, r, found, err := d.Desk.Reported(ctx, s.Claim)
	if err != nil {
		return err
	}
	if !found {
		return d.Desk.DropReport(ctx, s.Claim)
	}
	settings, err := d.Desk.Settings(ctx, guild)
	if err != nil {
		return err
	}
	if settings.Alerts == "" || s.Attempt > alertAttempts {
		return d.Desk.DropReport(ctx, s.Claim)
	}
	result := d.Post(ctx, Post{Guild: guild, Channel: settings.Alerts, Nonce: d.nonce(s), Components: r.Message, Again: s.Attempt > 1})
	if result.Outcome == Retry || result.Outcome == Ambiguous {
		return d.snooze(ctx, s, s.At.Add(d.backoff(s, result)))
	}
	if result.Outcome != Sent {
		d.ended(desk.OutcomeUntold)
	}
	if err := d.Desk.DropReport(ctx, s.Claim); err != nil {
		return fmt.Errorf("a report to guild %s: %w", guild, err)
	}
	return nil
}
