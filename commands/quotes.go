package commands

import (
	"context"

	"lede/briefing"
	"lede/cards"
	"lede/commands/command"
	"lede/desk"
)

// quotes shows what was said, by anybody or by one person.
func quotes(d *desk.Desk) command.Command {
	return command.Command{
		Definition: command.Slash("quotes",
			command.Completing(command.TextOption("person")), command.ArticleOption()),
		Complete: func(ctx context.Context, in command.Input) ([]command.Choice, error) {
			return command.CompletePerson(ctx, d, in)
		},
		Mode: answering(d),
		Handle: func(ctx context.Context, in command.Input) (command.Reply, error) {
			a, err := d.Open(ctx, in.Reader(), in.Text("article"))
			if err != nil {
				return command.Reply{}, err
			}
			var person *briefing.Person
			if name := in.Text("person"); name != "" {
				if person, err = personNamed(a, name); err != nil {
					return command.Reply{}, err
				}
			}
			return command.Reply{Card: cards.Quotes(in.Language(), a, desk.Ref(a.ID), person, in.From())}, nil
		},
	}
}
