package direct

import (
	"slices"
	"strings"

	"lede/commands/command"

	"github.com/bwmarrin/discordgo"
)

// written splits off a command at the beginning of a text.
func written(text string) (name, rest string, ok bool) {
	text, ok = strings.CutPrefix(strings.TrimSpace(text), "/")
	name, rest, _ = strings.Cut(text, " ")
	return strings.ToLower(strings.TrimRight(name, "!?.")), strings.TrimSpace(rest), ok && name != ""
}

// given parses what was typed after a command as its options, after the name of a subcommand if it has some: in the form in which
// Discord shows them (“words:climate time:07:30”), with anything before the first name as the value of the first option.
func given(in command.Input, options []*discordgo.ApplicationCommandOption, rest string) command.Input {
	if named, after, _ := strings.Cut(rest, " "); len(options) > 0 && options[0].Type == discordgo.ApplicationCommandOptionSubCommand {
		named = strings.ToLower(strings.TrimRight(named, "!?."))
		at := slices.IndexFunc(options, func(o *discordgo.ApplicationCommandOption) bool { return o.Name == named })
		if at < 0 {
			return in
		}
		in.Sub, options, rest = named, options[at].Options, strings.TrimSpace(after)
	}
	if len(options) == 0 {
		return in
	}
	values, name := map[string][]string{}, options[0].Name
	for word := range strings.FieldsSeq(rest) {
		before, value, _ := strings.Cut(word, ":")
		if at := slices.IndexFunc(options, func(o *discordgo.ApplicationCommandOption) bool {
			return word != before && o.Name == strings.ToLower(before)
		}); at >= 0 {
			name, word = options[at].Name, value
		}
		if word != "" {
			values[name] = append(values[name], word)
		}
	}
	for _, o := range options {
		if words := values[o.Name]; len(words) > 0 && o.Type == discordgo.ApplicationCommandOptionString {
			in.Options[o.Name] = strings.Join(words, " ")
		}
	}
	return in
}
