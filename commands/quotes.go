package commands

import (
	"lede/briefing"
	"lede/cards"
	"lede/commands/command"
	"lede/desk"
)

// quotes shows what was said, by anybody or by one person.
func quotes(d *desk.Desk) command.Command {
	return ofPeople(d, "quotes", func(in command.Input, a *briefing.Article, person *briefing.Person) cards.Card {
		return cards.Quotes(in.Language(), a, desk.Ref(a.ID), person, in.From())
	})
}
