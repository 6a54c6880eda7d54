package commands

import (
	"context"

	"lede/cards"
	"lede/commands/command"
	"lede/desk"
	"lede/desk/search"
)

// searchCommand finds articles by words, among all that can be read here.
func searchCommand(d *desk.Desk) command.Command {
	return command.Command{
		Definition: command.Slash("search", command.Required(command.TextOption("words"))),
		Mode:       answering(d),
		Handle: func(ctx context.Context, in command.Input) (command.Reply, error) {
			words := in.Text("words")
			found, partly, err := search.Articles(ctx, d, in.Reader(), words)
			if err != nil {
				return command.Reply{}, err
			}
			var hits []cards.Hit
			for _, h := range command.OncePerLink(found, func(h *search.Hit) *desk.Headline { return &h.Headline }) {
				hits = append(hits, cards.Hit{Headline: command.Line(h.Headline), Sentence: h.Sentence, Number: h.Number, Words: h.Words})
			}
			return command.Reply{Card: cards.Search(in.Language(), words, hits, partly, in.From())}, nil
		},
	}
}
