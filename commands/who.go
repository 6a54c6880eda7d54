package commands

import (
	"context"

	"lede/briefing"
	"lede/cards"
	"lede/cards/markup"
	"lede/commands/command"
	"lede/desk"
	"lede/problem"
)

// who shows everybody in the story, or one of them: role, what they said, where they appear.
func who(d *desk.Desk) command.Command {
	return command.Command{
		Definition: command.Slash("who",
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
			name := in.Text("person")
			if name == "" {
				name = in.Text("value") // chosen from the select of people
			}
			if name == "" {
				return command.Reply{Card: cards.People(in.Language(), a, desk.Ref(a.ID), in.From())}, nil
			}
			person, err := personNamed(a, name)
			if err != nil {
				return command.Reply{}, err
			}
			return command.Reply{Card: cards.Person(in.Language(), a, desk.Ref(a.ID), person)}, nil
		},
	}
}

// personNamed finds the person of an article that a typed name means.
func personNamed(a *briefing.Article, name string) (*briefing.Person, error) {
	if p := a.FindPerson(name); p != nil {
		return p, nil
	}
	return nil, problem.New("commands.nobody", "title", markup.Label(a.Title, command.MaxChoice), "name", markup.Label(name, command.MaxChoice))
}
