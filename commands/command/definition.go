package command

import (
	"strings"

	"lede/languages"

	"github.com/bwmarrin/discordgo"
)

// The words of a definition's descriptions and choices are in the catalogue under the definition's own names:
// "command.digest.description", "command.digest.set.description" and "command.digest.set.channel.description", or
// "option.zone.description" for an option that means the same everywhere; "option.empty.quiet" is the name of a choice by its value.

// The other languages have a name beside each description ("command.digest.name", "option.zone.name"): Discord shows it in place of the
// English one, and still sends the English one.

// localeOf returns Discord's code for a language; es-419, Latin American Spanish, falls back to es-ES.
func localeOf(l languages.Language) discordgo.Locale {
	if l.Tag() == "es" {
		return discordgo.SpanishES
	}
	return discordgo.Locale(l.Tag())
}

// Described adds the words of every language to a definition.
func Described(c *discordgo.ApplicationCommand) *discordgo.ApplicationCommand {
	l, path := languages.Language{}, "command."+pathOf(c)
	if c.Type == discordgo.ChatApplicationCommand { // the others have no description
		c.Description = Description(l, c.Name)
		describeOptions(l, c.Options, path)
	}
	for _, l := range languages.Others() {
		locale := localeOf(l)
		if name, ok := l.Name(path); ok {
			put(&c.NameLocalizations, locale, name)
		}
		if c.Type == discordgo.ChatApplicationCommand {
			put(&c.DescriptionLocalizations, locale, Description(l, c.Name))
		}
		localizeOptions(l, c.Options, path)
	}
	return c
}

// pathOf returns the name of a command in the form used in keys.
func pathOf(c *discordgo.ApplicationCommand) string {
	return strings.ReplaceAll(strings.ToLower(c.Name), " ", "-")
}

func put(in **map[discordgo.Locale]string, locale discordgo.Locale, text string) {
	if *in == nil {
		*in = &map[discordgo.Locale]string{}
	}
	(**in)[locale] = text
}

// localizeOptions adds the words of another language.
func localizeOptions(l languages.Language, options []*discordgo.ApplicationCommandOption, path string) {
	locale := localeOf(l)
	for _, o := range options {
		own := path + "." + o.Name
		if name, ok := l.Name(own); ok {
			add(&o.NameLocalizations, locale, name)
		}
		add(&o.DescriptionLocalizations, locale, l.Text(keyOf(l, own, o.Name, "description")))
		for _, choice := range o.Choices {
			value, _ := choice.Value.(string)
			if key := keyOf(l, own, o.Name, value); l.Has(key) && l.Text(key) != choice.Name {
				name := l.Text(key)
				add(&choice.NameLocalizations, locale, name)
			}
		}
		localizeOptions(l, o.Options, own)
	}
}

func add(to *map[discordgo.Locale]string, locale discordgo.Locale, text string) {
	if *to == nil {
		*to = map[discordgo.Locale]string{}
	}
	(*to)[locale] = text
}

// Description returns the description of a command.
func Description(l languages.Language, command string) string {
	return l.Text("command." + command + ".description")
}

func describeOptions(l languages.Language, options []*discordgo.ApplicationCommandOption, path string) {
	for _, o := range options {
		own := path + "." + o.Name
		o.Description = l.Text(keyOf(l, own, o.Name, "description"))
		for _, choice := range o.Choices {
			value, _ := choice.Value.(string)
			if choice.Name != "" {
				continue // the name of a language, which is the same in all
			}
			choice.Name = l.Text(keyOf(l, own, o.Name, value))
		}
		describeOptions(l, o.Options, own)
	}
}

// keyOf returns the key of an option's own words if it has any, else the key shared by all options of that name.
func keyOf(l languages.Language, own, option, part string) string {
	if key := own + "." + part; l.Has(key) {
		return key
	}
	return strings.Join([]string{"option", option, part}, ".")
}
