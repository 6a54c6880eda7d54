package commands

import (
	"context"

	"lede/cards"
	"lede/commands/command"
	"lede/desk"
)

// developments shows the separate events that an article lists beside its main story.
func developments(d *desk.Desk) command.Command {
	return command.Command{
		Definition: command.Slash("developments", command.ArticleOption()),
		Complete: func(ctx context.Context, in command.Input) ([]command.Choice, error) {
			return command.CompleteArticle(ctx, d, in)
		},
		Mode: answering(d),
		Handle: func(ctx context.Context, in command.Input) (command.Reply, error) {
			a, err := d.Open(ctx, in.Reader(), in.ArticleName())
			if err != nil {
				return command.Reply{}, err
			}
			return command.Reply{Card: cards.Developments(in.Language(), a, desk.Ref(a.ID), in.From())}, nil
		},
	}
}
