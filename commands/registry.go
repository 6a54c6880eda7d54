package commands

import "lede/desk"

// All lists every command in the order in which help shows them. A new command is a file of its own and a
// line here; its words are in languages/en/commands.json.
func All(d *desk.Desk) []Command {
	list := []Command{
		summary(d),
		developments(d),
		who(d),
		quotes(d),
		ask(d),
		brief(d),
		headlines(d),
		searchCommand(d),
		sources(d),
		filterCommand(d),
		digest(d),
		article(d),
		settings(d),
		data(d),
	}
	list = append(list, help(list))
	for i, c := range list {
		described(c.Definition)
		if c.Definition.DefaultMemberPermissions != nil && c.Complete != nil {
			list[i].Complete = completeForAdmins(c.Complete)
		}
	}
	return list
}
