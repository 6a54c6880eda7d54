package commands

import (
	"context"

	"lede/cards"
	"lede/commands/command"
	"lede/desk"
	"lede/languages"

	"github.com/bwmarrin/discordgo"
)

// help says what Lede is and what can be asked. A button below a card leads to what can be shown of its article.
func help(d *desk.Desk, others []command.Command) command.Command {
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
		Handle: func(ctx context.Context, in command.Input) (command.Reply, error) {
			l := in.Language()
			if ref := in.Text("article"); ref != "" {
				h, err := d.Find(ctx, in.Reader(), ref)
				if err != nil {
					return command.Reply{}, err
				}
				a, err := d.Read(ctx, in.Reader(), h)
				if err != nil {
					return command.Reply{}, err
				}
				return command.Reply{Card: cards.Views(l, a, h.Ref)}, nil
			}
			return command.Reply{Card: cards.Help(l, topics(l))}, nil
		},
	}
}
