package commands

import (
	"lede/briefing"
	"lede/cards"
	"lede/commands/command"
	"lede/desk"
)

// who shows everybody in the story, or one of them: role, what they said, where they appear.
func who(d *desk.Desk) command.Command {
	return ofPeople(d, "who", func(in command.Input, a *briefing.Article, person *briefing.Person) cards.Card {
		if person == nil {
			return cards.People(in.Language(), a, desk.Ref(a.ID), in.From())
		}
		return cards.Person(in.Language(), a, desk.Ref(a.ID), person)
	})
}
