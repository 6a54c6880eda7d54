package command

import "github.com/bwmarrin/discordgo"

// colours are the colours that a card's edge can have, by their names in options.
var colours = []struct {
	name string
	rgb  int
}{
	{"red", 0xC0392B}, {"orange", 0xD9822B}, {"yellow", 0xD4AC0D}, {"green", 0x2E8B57}, {"blue", 0x2E6FBF}, {"purple", 0x7D3C98}, {"pink", 0xC2528B},
	{"brown", 0x7B4B2A}, {"grey", 0x7F8C8D},
}

// noColour is the name that stands for no colour.
const noColour = "none"

// ColourOption offers the colours, and none.
func ColourOption() *discordgo.ApplicationCommandOption {
	o := TextOption("colour")
	for _, c := range colours {
		o.Choices = append(o.Choices, &discordgo.ApplicationCommandOptionChoice{Value: c.name})
	}
	o.Choices = append(o.Choices, &discordgo.ApplicationCommandOptionChoice{Value: noColour})
	return o
}

// Colour returns the colour with a name, as a number; 0 for none.
func Colour(name string) int {
	for _, c := range colours {
		if c.name == name {
			return c.rgb
		}
	}
	return 0
}

// ColourName returns the name of a colour, or noColour if it has no name.
func ColourName(rgb int) string {
	for _, c := range colours {
		if c.rgb == rgb {
			return c.name
		}
	}
	return noColour
}
