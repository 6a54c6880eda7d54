package desk

import (
	"context"
	"fmt"
	"strings"
	"time"

	"lede/store"
)

// An alert tells the admins that a digest was paused. It is an item of the due index like a digest, so that it
// is claimed by one replica, tried again when Discord does not answer, and survives a kill.

const alertPrefix = "alert "

func alertID(digest string) string { return alertPrefix + digest }

// AlertOf returns the digest of which a claim is to tell the admins; ok is false for the claim of a digest.
func AlertOf(c store.Claim) (digest string, ok bool) { return strings.CutPrefix(c.ID, alertPrefix) }

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

// Dismiss ends an item of the due index with nothing more to do.
func (d *Desk) Dismiss(ctx context.Context, c store.Claim) error {
	err := d.kv.Update(ctx, c.Owner, func(tx store.Tx) error { return tx.Settle(c, time.Time{}) })
	if err != nil {
		return fmt.Errorf("ending %s: %w", c.ID, err)
	}
	return nil
}

// Snooze puts off an item that could not be dealt with.
func (d *Desk) Snooze(ctx context.Context, c store.Claim, at time.Time) error {
	err := d.kv.Update(ctx, c.Owner, func(tx store.Tx) error { return tx.Retry(c, at) })
	if err != nil {
		return fmt.Errorf("putting off %s: %w", c.ID, err)
	}
	return nil
}
