package desk

import (
	"context"
	"fmt"

	"lede/store"
)

// SetAlerts sets the channel in which a guild's admins are told what fails; "" tells who set the digest instead.
func (d *Desk) SetAlerts(ctx context.Context, guild, channel string) error {
	err := d.kv.Update(ctx, ownerGuild(guild), func(tx store.Tx) error {
		var s Settings
		if _, err := get(tx.Get, kindSettings, "guild", &s); err != nil {
			return err
		}
		s.Alerts = channel
		return put(tx, kindSettings, "guild", s)
	})
	if err != nil {
		return fmt.Errorf("setting the alerts of guild %s: %w", guild, err)
	}
	return nil
}
