package cards

import (
	"strings"

	"lede/languages"

	"github.com/bwmarrin/discordgo"
)

// Notice says one thing in Lede's own words, with a hint below. Neither may hold words of the news.
func Notice(message, hint string) Card {
	text := message
	if hint != "" {
		text += "\n-# " + hint
	}
	return Card{Components: []discordgo.MessageComponent{
		discordgo.Container{Components: []discordgo.MessageComponent{discordgo.TextDisplay{Content: text}}},
	}}
}

// Offer is a notice with buttons to what can be done about it.
func Offer(message, hint string, buttons ...discordgo.MessageComponent) Card {
	c := Notice(message, hint)
	c.Components = append(c.Components, discordgo.ActionsRow{Components: buttons})
	return c
}

// Unfinished explains why a form could not be used and has a button that opens it again. The text typed is kept meanwhile.
func Unfinished(l languages.Language, message, hint string, form Link) Card {
	return Offer(message, strings.TrimSpace(hint+" "+l.Text("card.form.kept")), button(l.Text("card.form.again"), form, discordgo.PrimaryButton))
}
