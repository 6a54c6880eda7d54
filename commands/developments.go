package commands

import (
	"context"

	"lede/cards"
	"lede/desk"
)

// developments shows the separate events that an article lists beside its main story.
func developments(d *desk.Desk) Command {
	return Command{
		Definition: slash("developments", articleOption()),
		Complete:   func(ctx context.Context, in Input) ([]Choice, error) { return completeArticle(ctx, d, in) },
		Mode:       answering(d),
		Handle: func(ctx context.Context, in Input) (Reply, error) {
			a, err := d.Open(ctx, in.reader(), in.articleName())
			if err != nil {
				return Reply{}, err
			}
			return Reply{Card: cards.Developments(in.Language(), a, desk.Ref(a.ID), in.from())}, nil
		},
	}
}
