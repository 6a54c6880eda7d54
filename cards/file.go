package cards

import "github.com/bwmarrin/discordgo"

// File shows a file that comes with the message, with a sentence about it and a hint below. In Components V2 a file that no component
// shows stays hidden.
func File(message, hint, name string) Card {
	c := Notice(message, hint)
	c.Components = append(c.Components, discordgo.FileComponent{File: discordgo.UnfurledMediaItem{URL: "attachment://" + name}})
	return c
}
