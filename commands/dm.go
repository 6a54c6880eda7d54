package commands

import (
	"context"
	"strings"

	"lede/cards"
	"lede/commands/command"
	"lede/desk"
	"lede/problem"

	"github.com/bwmarrin/discordgo"
)

// Direct answers what a person writes in a direct message: a question from the article they last opened, a link, a file
// or a forwarded message to be briefed on, one of a few plain words for what the commands do, or a command that was
// written rather than chosen.
func Direct(d *desk.Desk) func(context.Context, command.Message) (command.Reply, error) {
	return inTheirs(d, direct(d))
}

func direct(d *desk.Desk) func(context.Context, command.Message) (command.Reply, error) {
	words := map[string]command.Command{}
	for _, c := range All(d) {
		if c.Definition.Type == discordgo.ChatApplicationCommand {
			words[c.Definition.Name] = c
		}
	}
	return func(ctx context.Context, m command.Message) (command.Reply, error) {
		in := command.Input{Channel: m.Channel, Person: m.Person, Locale: m.Locale, Options: map[string]string{}}
		if about, ok := command.FromCustomID(m.About); ok && about.Text("article") != "" {
			in.Options["article"] = about.Text("article") // the message is a reply to a card
		}
		if bare(m) {
			return briefMessage(ctx, d, in, m)
		}
		question := m.Text
		if name, rest, ok := written(m.Text); ok {
			c, known := words[name]
			switch {
			case !known:
				return command.Reply{}, problem.New("commands.unknown", "name", cards.Label(name, command.MaxChoice))
			case c.Definition.DefaultMemberPermissions != nil:
				return command.Reply{}, problem.New("commands.not-in-direct", "name", name)
			case name == "ask" && rest == "":
				return command.Reply{}, problem.New("commands.question-none")
			case name != "ask":
				given(in, c, rest)
				return c.Handle(ctx, in)
			}
			question = rest
		} else if c, ok := words[plainWord(m.Text)]; ok && c.Definition.Name != "ask" && c.Definition.DefaultMemberPermissions == nil {
			return c.Handle(ctx, in)
		}
		a, err := d.Open(ctx, in.Reader(), in.Text("article"))
		if err != nil {
			return command.Reply{}, err
		}
		return answered(ctx, d, in, a, question)
	}
}

// written takes a command that stands at the beginning of a text apart.
func written(text string) (name, rest string, ok bool) {
	text, ok = strings.CutPrefix(strings.TrimSpace(text), "/")
	name, rest, _ = strings.Cut(text, " ")
	return strings.ToLower(strings.TrimRight(name, "!?.")), strings.TrimSpace(rest), ok && name != ""
}

// given takes what was written behind a command for the option that comes first.
func given(in command.Input, c command.Command, rest string) {
	if options := c.Definition.Options; rest != "" && len(options) > 0 && options[0].Type == discordgo.ApplicationCommandOptionString {
		in.Options[options[0].Name] = rest
	}
}

// plainWord returns the command that a message of a word or two stands for, or "".
func plainWord(text string) string {
	text = strings.ToLower(strings.Trim(text, " /!?.\n"))
	switch text {
	case "", "hi", "hello", "hey", "hallo", "start", "stop", "ok", "okay", "thanks", "thank you", "ok thanks", "bye":
		return "help"
	case "summarise", "summarize", "news", "what happened", "what's new", "what’s new":
		return "summary"
	case "people":
		return "who"
	}
	return text
}
