package delivery

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"lede/desk"
	"lede/scheduler"
)

// erase erases the data of a guild that the bot left long ago. Discord is asked first: the bot may have been added again unnoticed.
func (d Deliverer) erase(ctx context.Context, s scheduler.Slot) error {
	guild := desk.GuildOf(s.Claim)
	back, err := d.Member(ctx, guild)
	switch {
	case err != nil:
		return d.askAgain(ctx, s, err)
	case back:
		return d.Desk.Return(ctx, guild)
	}
	return d.Desk.EraseClaimed(ctx, s.Claim)
}

// ask finds out whether the bot was removed unnoticed from a guild that has no digest which Discord could refuse.
func (d Deliverer) ask(ctx context.Context, s scheduler.Slot) error {
	guild := desk.GuildOf(s.Claim)
	if s.Missed && s.Attempt == 1 { // after a long outage there are many, and digests must not wait for them
		return d.snooze(ctx, s, s.At.Add(rand.N(24*time.Hour)))
	}
	in, err := d.Member(ctx, guild)
	switch {
	case err != nil:
		return d.askAgain(ctx, s, err)
	case in:
		return d.Desk.Stayed(ctx, s.Claim)
	}
	return d.Desk.FoundLeft(ctx, guild)
}

// askAgain postpones a question that Discord did not answer: an outage is not a removal.
func (d Deliverer) askAgain(ctx context.Context, s scheduler.Slot, err error) error {
	now, nowErr := d.Desk.Now(ctx)
	if nowErr != nil {
		return errors.Join(err, nowErr)
	}
	return d.snooze(ctx, s, now.Add(time.Hour))
}
