package commands

import (
	"context"

	"lede/cards"
	"lede/commands/command"
	"lede/languages"

	"github.com/bwmarrin/discordgo"
)

// help says what Lede is and what can be asked.
func help(others []command.Command) command.Command {
	topics := func(l languages.Language) (list []cards.Topic) {
		for _, c := range others {
			if d := c.Definition; d.Type == discordgo.ChatApplicationCommand {
				list = append(list, cards.Topic{Name: d.Name, Description: command.Description(l, d.Name), Admins: d.DefaultMemberPermissions != nil})
			}
		}
		return list
	}
	return command.Command{
		Definition: command.Slash("help"),
		Mode:       command.Privately,
		Handle: func(_ context.Context, in command.Input) (command.Reply, error) {
			l := in.Language()
			return command.Reply{Card: cards.Help(l, topics(l))}, nil
		},
	}
}
