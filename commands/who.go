package commands

import (
	"context"

	"lede/briefing"
	"lede/cards"
	"lede/desk"
	"lede/problem"
)

// who shows everybody in the story, or one of them: role, what they said, where they appear.
func who(d *desk.Desk) Command {
	return Command{
		Definition: slash("who",
			completing(text("person")), articleOption()),
		Complete: func(ctx context.Context, in Input) ([]Choice, error) { return completePerson(ctx, d, in) },
		Mode:     answering(d),
		Handle: func(ctx context.Context, in Input) (Reply, error) {
			a, err := d.Open(ctx, in.reader(), in.Text("article"))
			if err != nil {
				return Reply{}, err
			}
			name := in.Text("person")
			if name == "" {
				name = in.Text("value") // chosen from the select of people
			}
			if name == "" {
				return Reply{Card: cards.People(in.Language(), a, desk.Ref(a.ID), in.from())}, nil
			}
			person, err := personNamed(a, name)
			if err != nil {
				return Reply{}, err
			}
			return Reply{Card: cards.Person(in.Language(), a, desk.Ref(a.ID), person)}, nil
		},
	}
}

// personNamed finds one of an article's people by what somebody typed.
func personNamed(a *briefing.Article, name string) (*briefing.Person, error) {
	if p := a.FindPerson(name); p != nil {
		return p, nil
	}
	return nil, problem.New("commands.nobody", "name", cards.Label(name, maxChoice))
}
