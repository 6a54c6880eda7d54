package commands

import (
	"context"

	"lede/cards"
	"lede/desk"
)

// headlines lists the articles that can be read here.
func headlines(d *desk.Desk) Command {
	return Command{
		Definition: slash("headlines"),
		Mode:       answering(d),
		Handle: func(ctx context.Context, in Input) (Reply, error) {
			list, err := d.Headlines(ctx, in.reader())
			if err != nil {
				return Reply{}, err
			}
			return Reply{Card: cards.Headlines(in.Language(), lines(list), in.from())}, nil
		},
	}
}

// lines turns the desk's headlines into a card's.
func lines(list []desk.Headline) []cards.Headline {
	out := make([]cards.Headline, len(list))
	for i, h := range list {
		out[i] = line(h)
	}
	return out
}

// line is one of them.
func line(h desk.Headline) cards.Headline {
	return cards.Headline{Ref: h.Ref, Title: h.Title, Source: h.Source, URL: h.URL, Site: h.Site, Published: h.Published, Shared: h.Shared()}
}
