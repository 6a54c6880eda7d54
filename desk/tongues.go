package desk

import (
	"context"

	"lede/desk/tongues"
	"lede/store"
)

// Tongue is the language of a person's last interaction, for direct messages, of which Discord tells none.
func (d *Desk) Tongue(ctx context.Context, person string) (string, error) {
	return tongues.Kept(ctx, d.kv, ownerPerson(person))
}

// HearPerson remembers the language of a person's interaction.
func (d *Desk) HearPerson(ctx context.Context, person, language string) error {
	return tongues.Hear(ctx, d.kv, ownerPerson(person), language, func(edit func(store.Tx) error) error {
		return d.kv.Update(ctx, ownerPerson(person), edit)
	})
}

// HearGuild remembers the language that Discord's settings of a guild name.
func (d *Desk) HearGuild(ctx context.Context, guild, language string) error {
	return tongues.Hear(ctx, d.kv, ownerGuild(guild), language, func(edit func(store.Tx) error) error { return d.change(ctx, guild, edit) })
}

// GuildTongue is the language in which a guild reads what nobody asked for: the one its admins chose, else that of its settings
// at Discord, else English.
func (d *Desk) GuildTongue(ctx context.Context, guild string) (string, error) {
	s, err := d.Settings(ctx, guild)
	if err != nil {
		return "", err
	}
	return d.TongueBy(ctx, guild, s)
}

// TongueBy is GuildTongue for a guild whose settings are known.
func (d *Desk) TongueBy(ctx context.Context, guild string, s Settings) (string, error) {
	if s.Language != "" {
		return s.Language, nil
	}
	return tongues.Kept(ctx, d.kv, ownerGuild(guild))
}
