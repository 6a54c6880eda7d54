package commands

import (
	"context"

	"lede/cards"
	"lede/languages"

	"github.com/bwmarrin/discordgo"
)

// help says what Lede is and what can be asked.
func help(others []Command) Command {
	topics := func(l languages.Language) (list []cards.Topic) {
		for _, c := range others {
			if d := c.Definition; d.Type == discordgo.ChatApplicationCommand {
				list = append(list, cards.Topic{Name: d.Name, Description: description(l, d.Name), Admins: d.DefaultMemberPermissions != nil})
			}
		}
		return list
	}
	return Command{
		Definition: slash("help"),
		Mode:       private,
		Handle: func(_ context.Context, in Input) (Reply, error) {
			l := in.Language()
			return Reply{Card: cards.Help(l, topics(l))}, nil
		},
	}
}
