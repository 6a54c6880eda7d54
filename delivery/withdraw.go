package delivery

import (
	"context"
	"encoding/json"
	"fmt"

	"lede/cards"
	"lede/desk"
	"lede/scheduler"
)

// withdraw replaces a post that an admin found wrong with one line. Repeating it changes nothing more.
func (d Deliverer) withdraw(ctx context.Context, s scheduler.Slot) error {
	post, found, err := d.Desk.Withdrawing(ctx, s.Claim)
	if err != nil {
		return err
	}
	if !found {
		return d.Desk.Dismiss(ctx, s.Claim)
	}
	guild := desk.GuildOf(s.Claim)
	settings, err := d.Desk.Settings(ctx, guild)
	if err != nil {
		return err
	}
	components, err := json.Marshal(cards.Coloured(cards.Notice(d.language(ctx, guild).Text("card.withdraw.done"), ""), settings.Colour).Components)
	if err != nil {
		return fmt.Errorf("encoding a withdrawal of guild %s: %w", guild, err)
	}
	channel := post.Channel
	if post.Kind == desk.Forum {
		channel = post.Message // the thread that the post began
	}
	result := d.Replace(ctx, channel, post.Message, components)
	e := post.Withdrawal(desk.OutcomeWithdrawn, s.At)
	e.Reason, e.Attempts = result.Reason, s.Attempt
	switch {
	case result.Outcome == Sent:
	case believed(result, &post.Refused, s.At), s.Missed:
		e.Outcome = desk.OutcomeUnwithdrawn
	default:
		d.ended(JobRetry)
		return d.Desk.WithdrawLater(ctx, s.Claim, post, s.At.Add(d.backoff(s, result)))
	}
	d.ended(e.Outcome)
	return d.Desk.Withdrawn(ctx, s.Claim, e)
}
