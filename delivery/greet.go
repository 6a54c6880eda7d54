package delivery

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"lede/cards"
	"lede/desk"
	"lede/scheduler"
)

// greet tells a guild to which the bot was added what Lede is. All attempts fall within the time for which Discord drops a second copy
// by its nonce; a greeting that has not arrived by then never will.
func (d Deliverer) greet(ctx context.Context, s scheduler.Slot) error {
	guild := desk.GuildOf(s.Claim)
	channel, err := d.Desk.Greeting(ctx, guild)
	if err != nil {
		return err
	}
	left := desk.GreetWithin - s.At.Sub(s.Due)
	if channel == "" || left <= 0 {
		return d.Desk.Dismiss(ctx, s.Claim)
	}
	components, err := json.Marshal(cards.Welcome(d.language(ctx, guild)).Components)
	if err != nil {
		return fmt.Errorf("encoding the greeting of guild %s: %w", guild, err)
	}
	// A process that was suspended for longer than the lease must not send: its timers did not run meanwhile.
	if time.Now().Round(0).After(s.Until) {
		return fmt.Errorf("greeting guild %s: the lease is over", guild)
	}
	trusted, cancel := context.WithTimeout(ctx, left)
	defer cancel()
	result := d.Post(trusted, Post{Guild: guild, Channel: channel, Nonce: d.nonce(s), Components: components, Again: s.Attempt > 1})
	switch result.Outcome {
	case Retry, Ambiguous:
		now, err := d.Desk.Now(ctx)
		if err != nil {
			return err
		}
		return d.snooze(ctx, s, now.Add(d.backoff(s, result)))
	}
	return d.Desk.Dismiss(ctx, s.Claim) // it has arrived, or the bot may not post there, and then nobody is told
}
