package commands

import (
	"cmp"
	"context"

	"lede/briefing"
	"lede/cards"
	"lede/cards/markup"
	"lede/commands/command"
	"lede/desk"
	"lede/problem"
)

// ofPeople is a command about the people of an article: all of them, when person is nil, or one who is named or chosen from a select.
func ofPeople(d *desk.Desk, name string, show func(in command.Input, a *briefing.Article, person *briefing.Person) cards.Card) command.Command {
	return command.Command{
		Definition: command.Slash(name,
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
			if named := cmp.Or(in.Text("person"), in.Text("value")); named != "" {
				if person, err = personNamed(a, named); err != nil {
					return command.Reply{}, err
				}
			}
			return command.Reply{Card: show(in, a, person)}, nil
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
