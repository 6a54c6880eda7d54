package desk

import (
	"context"
	"fmt"

	"lede/store"
)

// English is said to those of whom no other language is known, and so is not written down.
const English = "en"

// heard is the language that Discord last told of a person or a guild.
const heard = "heard"

// tongue reads what was heard of an owner.
func tongue(read func(kind, key string) ([]byte, error)) (string, error) {
	language := English
	_, err := get(read, kindTongue, heard, &language)
	return language, err
}

// Tongue is the language of a person's last interaction, for direct messages, of which Discord tells none.
func (d *Desk) Tongue(ctx context.Context, person string) (string, error) {
	return d.tongue(ctx, ownerPerson(person))
}

func (d *Desk) tongue(ctx context.Context, owner string) (string, error) {
	language, err := tongue(func(kind, key string) ([]byte, error) { return d.kv.Get(ctx, owner, kind, key) })
	if err != nil {
		return English, fmt.Errorf("reading the language of %s: %w", owner, err)
	}
	return language, nil
}

// HearPerson remembers the language of a person's interaction. Only a change is written.
func (d *Desk) HearPerson(ctx context.Context, person, language string) error {
	if person == "" {
		return nil
	}
	return d.hear(ctx, ownerPerson(person), language, func(edit func(store.Tx) error) error {
		return d.kv.Update(ctx, ownerPerson(person), edit)
	})
}

// HearGuild remembers the language that Discord's settings of a guild name.
func (d *Desk) HearGuild(ctx context.Context, guild, language string) error {
	return d.hear(ctx, ownerGuild(guild), language, func(edit func(store.Tx) error) error { return d.change(ctx, guild, edit) })
}

func (d *Desk) hear(ctx context.Context, owner, language string, change func(func(store.Tx) error) error) error {
	known, err := d.tongue(ctx, owner)
	if err != nil || known == language {
		return err
	}
	err = change(func(tx store.Tx) error {
		if language == English {
			return tx.Delete(kindTongue, heard)
		}
		return put(tx, kindTongue, heard, language)
	})
	if err != nil {
		return fmt.Errorf("remembering the language of %s: %w", owner, err)
	}
	return nil
}

// GuildTongue is the language in which a guild reads what nobody asked for: the one its admins chose, else that of its settings
// at Discord, else English.
func (d *Desk) GuildTongue(ctx context.Context, guild string) (string, error) {
	s, err := d.Settings(ctx, guild)
	if err != nil || s.Language != "" {
		return s.Language, err
	}
	return d.tongue(ctx, ownerGuild(guild))
}
