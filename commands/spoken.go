package commands

import (
	"context"

	"lede/cards"
	"lede/commands/command"
	"lede/desk"
	"lede/languages"
)

// spoken wraps a command's handler so that it speaks the language of those who see the reply: the person's if they see it alone, else
// the server's; and shows the server's colour. The person's language is remembered for direct messages, and the server's for messages
// that nobody asked for.
func spoken(d *desk.Desk, c command.Command) func(context.Context, command.Input) (command.Reply, error) {
	return func(ctx context.Context, in command.Input) (command.Reply, error) {
		hear(ctx, d, c, in)
		if in.Shared && in.Guild != "" {
			in.Locale = guildLocale(ctx, d, in)
		}
		reply, err := c.Handle(ctx, in)
		colour := guildColour(ctx, d, in.Guild)
		if err != nil && colour != 0 {
			err = &command.Told{Colour: colour, Err: err}
		}
		reply.Card = cards.Coloured(reply.Card, colour)
		return reply, err
	}
}

// guildColour returns the colour the server's admins chose; 0 for none, or if it cannot be found out in time.
func guildColour(ctx context.Context, d *desk.Desk, guild string) int {
	if guild == "" {
		return 0
	}
	ctx, cancel := context.WithTimeout(ctx, settingsWithin)
	defer cancel()
	s, err := d.Settings(ctx, guild)
	if err != nil {
		return 0
	}
	return s.Colour
}

// hear remembers the languages of the person and the server. Failing to do so is no reason not to answer.
func hear(ctx context.Context, d *desk.Desk, c command.Command, in command.Input) {
	ctx, cancel := context.WithTimeout(ctx, settingsWithin)
	defer cancel()
	if in.Locale != "" && !in.Written {
		_ = d.RememberLanguage(ctx, in.Person.ID, languages.For(in.Locale).Tag())
	}
	if in.GuildLocale != "" && c.Definition.DefaultMemberPermissions != nil && command.RequireAdmin(in) == nil {
		_ = d.RememberGuildLanguage(ctx, in.Guild, languages.For(in.GuildLocale).Tag())
	}
}

// guildLocale returns the locale the server's admins chose, else the one in Discord's settings.
func guildLocale(ctx context.Context, d *desk.Desk, in command.Input) string {
	ctx, cancel := context.WithTimeout(ctx, settingsWithin)
	defer cancel()
	if s, err := d.Settings(ctx, in.Guild); err == nil && s.Language != "" {
		return s.Language
	}
	return in.GuildLocale
}
