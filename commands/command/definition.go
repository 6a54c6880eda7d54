package command

import (
	"strings"

	"lede/languages"

	"github.com/bwmarrin/discordgo"
)

// A definition has the words of its descriptions and choices in the catalogue, under its own names: "command.digest.description",
// "command.digest.set.description" and "command.digest.set.channel.description", or "option.zone.description" for an
// option that means the same wherever it is; "option.empty.quiet" is the name of a choice by its value.

// Described gives a definition its words.
func Described(c *discordgo.ApplicationCommand) *discordgo.ApplicationCommand {
	if c.Type != discordgo.ChatApplicationCommand { // the others have none
		return c
	}
	l := languages.Language{}
	c.Description = Description(l, c.Name)
	describeOptions(l, c.Options, "command."+c.Name)
	return c
}

// Description is that of a command.
func Description(l languages.Language, command string) string {
	return l.Text("command." + command + ".description")
}

func describeOptions(l languages.Language, options []*discordgo.ApplicationCommandOption, path string) {
	for _, o := range options {
		own := path + "." + o.Name
		o.Description = l.Text(keyOf(l, own, o.Name, "description"))
		for _, choice := range o.Choices {
			value, _ := choice.Value.(string)
			choice.Name = l.Text(keyOf(l, own, o.Name, value))
		}
		describeOptions(l, o.Options, own)
	}
}

// keyOf is the key of an option's own words where it has some, else that of the option wherever it is.
func keyOf(l languages.Language, own, option, part string) string {
	if key := own + "." + part; l.Has(key) {
		return key
	}
	return strings.Join([]string{"option", option, part}, ".")
}
