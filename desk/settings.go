package desk

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"lede/desk/record"
	"lede/scheduler"
	"lede/store"
)

// Settings are a guild's settings.
type Settings struct {
	Zone string `json:"zone,omitempty"` // IANA name, of the digest set last; the default for the next
	// Alerts is the channel in which the admins are told what fails; without one, the person who set the digest is told.
	Alerts string `json:"alerts,omitempty"`
	// Private makes answers visible only to the reader who asked.
	Private bool `json:"private,omitempty"`
	// Language is the language of messages to the whole guild; "" for the one in the guild's settings at Discord.
	Language string `json:"language,omitempty"`
	// Colour is the colour along the edge of everything shown to the guild, as a number, 0xRRGGBB; 0 for Lede's own.
	Colour int `json:"colour,omitempty"`
	// Quiet are the hours, in Zone, in which nothing is posted as it comes; it waits for their end.
	Quiet scheduler.Hours `json:"quiet,omitzero"`
}

// ParseJSON reads settings without quiet hours, field by field as [record.Fields] has it: each delivery does. Others are left to
// encoding/json.
func (s *Settings) ParseJSON(data []byte) bool {
	var n Settings
	var colour int64
	f := record.NewScan(data)
	f.Open()
	f.Text("zone", &n.Zone)
	f.Text("alerts", &n.Alerts)
	f.Yes("private", &n.Private)
	f.Text("language", &n.Language)
	f.Int("colour", &colour)
	f.Close()
	if !f.End() {
		return false
	}
	n.Colour = int(colour)
	*s = n
	return true
}

// QuietUntil returns the end of the quiet hours that contain an instant; zero if it is in none.
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

// ChangeSettings changes a guild's settings and returns the result. The change may run more than once.
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
