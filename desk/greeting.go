package desk

import (
	"context"
	"errors"
	"fmt"
	"time"

	"lede/store"
)

// A guild to which the bot was just added is told once what Lede is. Discord reports such guilds and those that were only unavailable
// with the same event, and repeats events; so the moment at which the bot was added decides.

// GreetWithin is how long after the bot was added to a guild it may still greet it. A later greeting would be confusing.
const GreetWithin = 100 * time.Second

// greeting is where a guild is greeted, and the moment the bot was added.
type greeting struct {
	Channel string    `json:"channel"`
	Since   time.Time `json:"since"`
}

// Greet schedules the greeting of a guild in a channel, unless it was greeted for the same moment, or that is too long ago. since is
// when the bot was added and there the time now, both by Discord's clock.
func (d *Desk) Greet(ctx context.Context, guild, channel string, since, there time.Time) error {
	ago := there.Sub(since)
	if channel == "" || ago.Abs() > GreetWithin {
		return nil
	}
	err := d.kv.Update(ctx, ownerGuild(guild), func(tx store.Tx) error {
		now, err := d.kv.Now(ctx)
		if err != nil {
			return err
		}
		var known greeting
		if _, err := get(tx.Get, kindGreeting, "guild", &known); err != nil || known.Since.Equal(since) {
			return err
		}
		return errors.Join(put(tx, kindGreeting, "guild", greeting{channel, since}), tx.Schedule(greetID, now.Add(-max(ago, 0))))
	})
	if err != nil {
		return fmt.Errorf("having guild %s greeted: %w", guild, err)
	}
	return nil
}

// Greeting is the channel in which a guild is to be greeted; "" for none.
func (d *Desk) Greeting(ctx context.Context, guild string) (channel string, err error) {
	var g greeting
	_, err = d.get(ctx, ownerGuild(guild), kindGreeting, "guild", &g)
	return g.Channel, err
}
