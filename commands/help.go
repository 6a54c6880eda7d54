package commands

import (
	"context"

	"lede/cards"
	"lede/commands/command"
	"lede/desk"

	"github.com/bwmarrin/discordgo"
)

// help says what Lede is and what the person asking can do with it. A button below a card links to what can be shown of its article.
func help(d *desk.Desk, groups []group) command.Command {
	topics := func(in command.Input) (all []cards.Topics) {
		for _, g := range groups {
			of := cards.Topics{Heading: in.Language().Text(g.heading)}
			for _, c := range g.commands {
				d := c.Definition
				if d.Type == discordgo.ChatApplicationCommand && c.Refuses(in) == nil { // what a person may not use is nothing to them
					of.List = append(of.List, cards.Topic{Name: d.Name, Sub: firstSub(d), ID: in.CommandID(d.Name), Description: command.Description(in.Language(), d.Name)})
				}
			}
			all = append(all, of)
		}
		return all
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
				sentences, ok := cards.Cited(a, in.Text("sentence"))
				if !ok {
					return command.Reply{Card: cards.Views(l, a, h.Ref, "")}, nil
				}
				where := map[string]string{}
				if message := messageOf(in); message != "" {
					where["message"] = message
				}
				return command.Reply{Card: cards.Views(l, a, h.Ref, questionOn(in.Target), cards.ReportButton(l, a, h.Ref, sentences, where))}, nil
			}
			return command.Reply{Card: cards.Help(l, topics(in))}, nil
		},
	}
}

// firstSub is the first subcommand of a command, "" where it has none.
func firstSub(d *discordgo.ApplicationCommand) string {
	for _, o := range d.Options {
		if o.Type == discordgo.ApplicationCommandOptionSubCommand {
			return o.Name
		}
	}
	return ""
}
