package commands

import (
	"context"

	"lede/cards"
	"lede/desk"
)

// summary shows the key points of an article.
func summary(d *desk.Desk) Command {
	return Command{
		Definition: slash("summary", articleOption()),
		Complete:   func(ctx context.Context, in Input) ([]Choice, error) { return completeArticle(ctx, d, in) },
		Mode:       answering(d),
		Handle: func(ctx context.Context, in Input) (Reply, error) {
			a, err := d.Open(ctx, in.reader(), in.articleName())
			if err != nil {
				return Reply{}, err
			}
			return Reply{Card: cards.Summary(in.Language(), a, desk.Ref(a.ID))}, nil
		},
	}
}
