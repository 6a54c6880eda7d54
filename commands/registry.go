package commands

import (
	"context"

	"lede/commands/command"
	"lede/commands/digest"
	"lede/commands/direct"
	"lede/commands/follow"
	"lede/commands/sources"
	"lede/desk"
)

// All lists every command in the order in which help shows them, under a heading each. A new command is a file of its own and a
// line here; its words are in languages/en/commands.json.
func All(d *desk.Desk) []command.Command {
	groups := []group{
		{"card.help.article", []command.Command{
			summary(d),
			developments(d),
			who(d),
			quotes(d),
			ask(d),
			inContext(d),
			brief(d),
		}},
		{"card.help.news", []command.Command{
			headlines(d),
			searchCommand(d),
			runningStories(d),
			storyCommand(d),
			compare(d),
		}},
		{"card.help.yourself", []command.Command{
			follow.Command(d),
			data(d),
		}},
		{"card.help.admins", []command.Command{
			sources.Command(d),
			filterCommand(d),
			digest.Command(d),
			article(d),
			same(d),
			settings(d),
			serverData(d),
		}},
	}
	var list []command.Command
	for _, g := range groups {
		list = append(list, g.commands...)
	}
	list = append(list, help(d, groups))
	for i, c := range list {
		command.Described(c.Definition)
		list[i].Handle = spoken(d, c)
		if c.Definition.DefaultMemberPermissions != nil && c.Complete != nil {
			list[i].Complete = command.CompleteForAdmins(c.Complete)
		}
	}
	return list
}

// group is the commands that help shows under one heading.
type group struct {
	heading  string // a key
	commands []command.Command
}

// Direct answers what a person writes in a direct message, in which the commands can be written too.
func Direct(d *desk.Desk) func(context.Context, command.Message) (command.Reply, error) {
	return direct.New(d, All(d), func(ctx context.Context, in command.Input, m command.Message) (command.Reply, error) {
		return briefMessage(ctx, d, in, m)
	})
}
