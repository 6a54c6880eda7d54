package commands

import (
	"context"

	"lede/cards"
	"lede/commands/command"
	"lede/desk"
)

// summary shows the key points of an article.
func summary(d *desk.Desk) command.Command {
	return command.Command{
		Definition: command.Slash("summary", command.ArticleOption()),
		Complete: func(ctx context.Context, in command.Input) ([]command.Choice, error) {
			return command.CompleteArticle(ctx, d, in)
		},
		Mode: answering(d),
		Handle: func(ctx context.Context, in command.Input) (command.Reply, error) {
			a, err := d.Open(ctx, in.Reader(), in.ArticleName())
			if err != nil {
				return command.Reply{}, err
			}
			return command.Reply{Card: cards.Summary(in.Language(), a, desk.Ref(a.ID))}, nil
		},
	}
}
