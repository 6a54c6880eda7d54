package desk

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"lede/scheduler"
	"lede/store"
)

// Settings are a guild's.
type Settings struct {
	Zone string `json:"zone,omitempty"` // IANA name, of the digest set last; the default for the next
	// Alerts is the channel in which the admins are told what fails; without one, who set the digest is told.
	Alerts string `json:"alerts,omitempty"`
	// Private has readers answered so that they alone see it.
	Private bool `json:"private,omitempty"`
	// Language is what is said to all of the guild in; "" for the one that Discord's settings of it name.
	Language string `json:"language,omitempty"`
	// Colour is the one along the edge of all that is shown to the guild, as a number, 0xRRGGBB; 0 for Lede's own.
	Colour int `json:"colour,omitempty"`
	// Quiet are the hours, by Zone, in which nothing is posted as it comes; it waits for their end.
	Quiet scheduler.Hours `json:"quiet,omitzero"`
}

// QuietUntil is when the quiet hours end within which an instant falls; zero when it falls within none.
func (s Settings) QuietUntil(at time.Time) time.Time {
	zone, err := time.LoadLocation(cmp.Or(s.Zone, "UTC"))
	if err != nil {
		zone = time.UTC
	}
	return s.Quiet.Until(at, zone)
}

// Settings returns a guild's settings; a guild that set nothing has the zero ones.
func (d *Desk) Settings(ctx context.Context, guild string) (Settings, error) {
	var s Settings
	found, err := d.get(ctx, ownerGuild(guild), kindSettings, "guild", &s)
	if found && PersonOf(guild) == "" { // settings that are gone must not be taken for a wish
		d.contacts.NoteAlerts(guild, s.Alerts)
	}
	return s, err
}

// setZone makes the zone of a digest the guild's default.
func setZone(tx store.Tx, zone string) (alerts string, err error) {
	var s Settings
	if _, err := get(tx.Get, kindSettings, "guild", &s); err != nil {
		return "", err
	}
	s.Zone = zone
	return s.Alerts, put(tx, kindSettings, "guild", s)
}

// ChangeSettings changes a guild's settings and returns them as they are then. The change may run more than once.
func (d *Desk) ChangeSettings(ctx context.Context, guild string, change func(*Settings)) (Settings, error) {
	var s Settings
	err := d.change(ctx, guild, func(tx store.Tx) error {
		s = Settings{}
		if _, err := get(tx.Get, kindSettings, "guild", &s); err != nil {
			return err
		}
		change(&s)
		return put(tx, kindSettings, "guild", s)
	})
	if err != nil {
		return Settings{}, fmt.Errorf("changing the settings of guild %s: %w", guild, err)
	}
	d.contacts.NoteAlerts(guild, s.Alerts)
	return s, nil
}
