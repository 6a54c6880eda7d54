package commands

import (
	"context"

	"lede/cards"
	"lede/desk"
	"lede/desk/search"
)

// searchCommand finds articles by words, among all that can be read here.
func searchCommand(d *desk.Desk) Command {
	return Command{
		Definition: slash("search", required(text("words"))),
		Mode:       answering(d),
		Handle: func(ctx context.Context, in Input) (Reply, error) {
			words := in.Text("words")
			found, partly, err := search.Articles(ctx, d, in.reader(), words)
			if err != nil {
				return Reply{}, err
			}
			var hits []cards.Hit
			for _, h := range found {
				hits = append(hits, cards.Hit{Headline: line(h.Headline), Sentence: h.Sentence, Number: h.Number})
			}
			return Reply{Card: cards.Search(in.Language(), words, hits, partly, in.from())}, nil
		},
	}
}
