package commands

import (
	"cmp"
	"context"
	"slices"

	"lede/cards"
	"lede/commands/command"
	"lede/desk"
)

// runningStories lists the stories of the articles that can be read here, those with the most sources first.
func runningStories(d *desk.Desk) command.Command {
	return command.Command{
		Definition: command.Slash("stories"),
		Mode:       answering(d),
		Handle: func(ctx context.Context, in command.Input) (command.Reply, error) {
			list, err := d.Stories(ctx, in.Reader())
			if err != nil {
				return command.Reply{}, err
			}
			if len(list) == 0 {
				return command.Reply{}, desk.ErrNothingToRead
			}
			slices.SortStableFunc(list, func(a, b desk.Story) int { return cmp.Compare(b.Sites(), a.Sites()) })
			var out []cards.RunningStory
			for _, s := range list {
				out = append(out, cards.RunningStory{Headline: command.Line(s.Articles[0]), Sources: s.Sites()})
			}
			return command.Reply{Card: cards.Stories(in.Language(), out, in.From())}, nil
		},
	}
}
