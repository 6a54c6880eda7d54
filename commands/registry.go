package commands

import "lede/desk"

// All lists every command in the order in which help shows them. A new command is a file of its own and a
// line here.
func All(d *desk.Desk) []Command {
	list := []Command{
		summary(d),
		developments(d),
		who(d),
		quotes(d),
		ask(d),
		brief(d),
		headlines(d),
		digest(d),
		article(d),
		settings(d),
		data(d),
	}
	return append(list, help(list))
}
