package commands

import (
	"context"
	"errors"

	"lede/cards"
	"lede/cards/markup"
	"lede/commands/command"
	"lede/desk"

	"github.com/bwmarrin/discordgo"
)

// same lets admins say whether two articles are about one event.
func same(d *desk.Desk) command.Command {
	event := command.Required(command.TextOption("event"))
	event.Choices = []*discordgo.ApplicationCommandOptionChoice{{Value: oneEvent}, {Value: twoEvents}}
	return command.Command{
		Definition: command.AdminOnly(command.Slash("same",
			command.Required(command.ArticleOption()), command.Required(command.Completing(command.TextOption("other"))), event)),
		Mode:    command.Privately,
		Changes: command.Always,
		Complete: func(ctx context.Context, in command.Input) ([]command.Choice, error) {
			if in.Focused == "other" {
				in.Options = map[string]string{"article": in.Text("other")}
			}
			return command.CompleteArticle(ctx, d, in)
		},
		Handle: func(ctx context.Context, in command.Input) (command.Reply, error) {
			if err := command.RequireAdmin(in); err != nil {
				return command.Reply{}, err
			}
			server := desk.Reader{Guild: in.Guild} // what an admin was briefed on personally is private
			a, err := d.Find(ctx, server, in.Text("article"))
			if err != nil {
				return command.Reply{}, err
			}
			b, err := d.Find(ctx, server, in.Text("other"))
			if err != nil {
				return command.Reply{}, err
			}
			one := in.Text("event") != twoEvents
			l, key := in.Language(), "command.same.apart"
			err = d.Judge(ctx, in.Guild, a.Ref, b.Ref, one)
			if errors.Is(err, desk.ErrSameArticle) {
				message, hint, _ := l.Explain(err, markup.Escape)
				return command.Reply{Card: cards.Notice(message, hint)}, nil
			}
			if err != nil {
				return command.Reply{}, err
			}
			if one {
				key = "command.same.joined"
			}
			short := func(h desk.Headline) string { return markup.Escape(markup.Label(h.Title, cards.MaxTitle)) }
			return command.Reply{Card: cards.Notice(l.Text(key, "title", short(a), "other", short(b)), "")}, nil
		},
	}
}

// What two articles are about.
const (
	oneEvent  = "one"
	twoEvents = "two"
)
