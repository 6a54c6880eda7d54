package desk

import (
	"context"

	"lede/desk/locale"
	"lede/store"
)

// Language returns the language of a person's last interaction, for direct messages, with which Discord sends none.
func (d *Desk) Language(ctx context.Context, person string) (string, error) {
	return locale.Kept(ctx, d.kv, ownerPerson(person))
}

// RememberLanguage remembers the language of a person's interaction.
func (d *Desk) RememberLanguage(ctx context.Context, person, language string) error {
	return locale.Remember(ctx, d.kv, ownerPerson(person), language, func(edit func(store.Tx) error) error {
		return d.kv.Update(ctx, ownerPerson(person), edit)
	})
}

// RememberGuildLanguage remembers the language in a guild's settings at Discord.
func (d *Desk) RememberGuildLanguage(ctx context.Context, guild, language string) error {
	return locale.Remember(ctx, d.kv, ownerGuild(guild), language, func(edit func(store.Tx) error) error { return d.change(ctx, guild, edit) })
}

// GuildLanguage returns the language of messages to a guild that nobody asked for: the one its admins chose, else that of its settings
// at Discord, else English.
func (d *Desk) GuildLanguage(ctx context.Context, guild string) (string, error) {
	s, err := d.Settings(ctx, guild)
	if err != nil {
		return "", err
	}
	return d.LanguageBy(ctx, guild, s)
}

// LanguageBy is GuildLanguage for a guild whose settings are known.
func (d *Desk) LanguageBy(ctx context.Context, guild string, s Settings) (string, error) {
	if s.Language != "" {
		return s.Language, nil
	}
	return locale.Kept(ctx, d.kv, ownerGuild(guild))
}
