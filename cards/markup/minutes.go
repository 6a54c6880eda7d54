package markup

import (
	"strings"

	"github.com/bwmarrin/discordgo"
)

const wordsAMinute = 220 // that people read of news on a screen

// Minutes is how long it takes to read the texts of a card, before any link is written into them.
func Minutes(parts []discordgo.MessageComponent) int {
	return max(1, (wordsIn(parts)+wordsAMinute/2)/wordsAMinute)
}

func wordsIn(parts []discordgo.MessageComponent) (n int) {
	for _, c := range parts {
		switch c := c.(type) {
		case discordgo.TextDisplay:
			n += len(strings.Fields(c.Content))
		case discordgo.Section:
			n += wordsIn(c.Components)
		}
	}
	return n
}
