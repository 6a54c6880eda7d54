package commands

import (
	"context"

	"lede/cards"

	"github.com/bwmarrin/discordgo"
)

// help says what Lede is and what can be asked.
func help(others []Command) Command {
	var topics []cards.Topic
	for _, c := range others {
		if c.Definition.Type != discordgo.ChatApplicationCommand {
			continue
		}
		topics = append(topics, cards.Topic{
			Name: c.Definition.Name, Description: c.Definition.Description, Admins: c.Definition.DefaultMemberPermissions != nil,
		})
	}
	return Command{
		Definition: slash("help", "What Lede is and what you can ask"),
		Mode:       private,
		Handle: func(context.Context, Input) (Reply, error) {
			return Reply{Card: cards.Help(topics)}, nil
		},
	}
}
