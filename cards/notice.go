package cards

import "github.com/bwmarrin/discordgo"

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
