package direct

import (
	"cmp"
	"context"

	"lede/commands/command"
	"lede/commands/talk/message"
	"lede/desk"
	"lede/languages"
)

// inTheirs answers direct messages, and reports errors, in the language of the person's last interaction, or in the language they write
// in if that language is the only clue.
func inTheirs(d *desk.Desk, answer func(context.Context, command.Message) (command.Reply, error)) func(context.Context, command.Message) (command.Reply, error) {
	return func(ctx context.Context, m command.Message) (command.Reply, error) {
		if language, err := d.Language(ctx, m.Person.ID); err == nil {
			if tongue := cmp.Or(message.Tongue(m.Text), message.TongueOfWish(m.Text)); tongue != "" && language == (languages.Language{}).Tag() {
				language = tongue
			}
			m.Locale = language
		}
		reply, err := answer(ctx, m)
		if err != nil {
			err = &command.Told{Locale: m.Locale, Err: err}
		}
		return reply, err
	}
}
