package commands

import (
	"context"

	"lede/cards"
	"lede/desk"
)

// ask answers a question from an article, or says that the article does not say.
func ask(d *desk.Desk) Command {
	return Command{
		Definition: slash("ask", "Ask the article a question",
			required(text("question", "Such as: who is the spokesman? How many were hurt?")), articleOption()),
		Complete: func(ctx context.Context, in Input) ([]Choice, error) { return completeArticle(ctx, d, in) },
		Handle: func(ctx context.Context, in Input) (Reply, error) {
			a, err := d.Open(ctx, in.reader(), in.Text("article"))
			if err != nil {
				return Reply{}, err
			}
			return Reply{Card: cards.Answer(a, desk.Ref(a.ID), a.Answer(in.Options["question"]))}, nil
		},
	}
}
