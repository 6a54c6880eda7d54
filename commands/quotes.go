package commands

import (
	"context"

	"lede/briefing"
	"lede/cards"
	"lede/desk"
)

// quotes shows what was said, by anybody or by one person.
func quotes(d *desk.Desk) Command {
	return Command{
		Definition: slash("quotes",
			completing(text("person")), articleOption()),
		Complete: func(ctx context.Context, in Input) ([]Choice, error) { return completePerson(ctx, d, in) },
		Mode:     answering(d),
		Handle: func(ctx context.Context, in Input) (Reply, error) {
			a, err := d.Open(ctx, in.reader(), in.Text("article"))
			if err != nil {
				return Reply{}, err
			}
			var person *briefing.Person
			if name := in.Text("person"); name != "" {
				if person, err = personNamed(a, name); err != nil {
					return Reply{}, err
				}
			}
			return Reply{Card: cards.Quotes(in.Language(), a, desk.Ref(a.ID), person, in.from())}, nil
		},
	}
}
