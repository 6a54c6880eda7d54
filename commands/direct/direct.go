// Package direct answers direct messages: a link, a file, a forwarded message or a text to be briefed on, a wish in a few plain words, a
// command that was typed rather than chosen, or a question about the article that the person last opened.
//
// What a message means is for talk to say. This package refuses to know any command but by its name.
package direct

import (
	"context"
	"strings"

	"lede/cards"
	"lede/cards/markup"
	"lede/commands/command"
	"lede/commands/material"
	"lede/commands/talk/message"
	"lede/commands/talk/turning"
	"lede/desk"
	"lede/problem"

	"github.com/bwmarrin/discordgo"
)

// New returns what answers a direct message. commands are those that can be written in one, and brief briefs a person on a message.
func New(d *desk.Desk, commands []command.Command, brief func(context.Context, command.Input, command.Message) (command.Reply, error)) func(context.Context, command.Message) (command.Reply, error) {
	c := conversation{d: d, brief: brief, commands: map[string]command.Command{}}
	for _, one := range commands {
		if one.Definition.Type == discordgo.ChatApplicationCommand {
			c.commands[one.Definition.Name] = one
		}
	}
	return inTheirs(d, func(ctx context.Context, m command.Message) (command.Reply, error) {
		in := command.Input{Channel: m.Channel, Person: m.Person, Locale: m.Locale, Written: true, IDOf: m.IDOf, Options: map[string]string{}}
		if about, ok := command.FromCustomID(m.About); ok && about.Text("article") != "" {
			in.Options["article"] = about.Text("article") // the message is a reply to a card
		}
		return c.reply(ctx, in, m)
	})
}

// Question answers a question that was asked by /ask outside of servers: it may go on from the conversation.
func Question(ctx context.Context, d *desk.Desk, in command.Input, question string) (command.Reply, error) {
	return conversation{d: d}.question(ctx, in, question, true)
}

// conversation is the series of a person's direct messages: each may continue the one before.
type conversation struct {
	d        *desk.Desk
	commands map[string]command.Command // by name, without message commands
	brief    func(context.Context, command.Input, command.Message) (command.Reply, error)
}

func (c conversation) reply(ctx context.Context, in command.Input, m command.Message) (command.Reply, error) {
	name, rest, isCommand := written(m.Text)
	if asked, ok := material.ToBrief(m); ok && !(isCommand && c.hasParts(name)) { // an address behind “/follow add” is meant for that
		return c.briefed(ctx, in, m, asked)
	}
	if isCommand {
		return c.written(ctx, in, name, rest)
	}
	if wish := message.WishOf(m.Text); wish != message.None {
		return c.wish(ctx, in, wish)
	}
	if reply, ok, err := c.another(ctx, in, m.Text); ok || err != nil {
		return reply, err
	}
	if reply, ok, err := c.bidden(ctx, in, m.Text); ok || err != nil {
		return reply, err
	}
	first, err := c.firstAsked(ctx, in, m.Text)
	if err != nil {
		return command.Reply{}, err
	}
	if first != "" {
		in.Options["article"] = first
	}
	if questions := message.Questions(withoutAsk(m.Text)); len(questions) > 0 {
		if reply, ok, err := c.several(ctx, in, questions); ok || err != nil {
			return reply, err
		}
	}
	return c.question(ctx, in, withoutAsk(m.Text), false)
}

// bidden does what a message bids that asks nothing of the open article: to show a sentence or what is under way, to run a command, to
// search; ok is false for any other message.
func (c conversation) bidden(ctx context.Context, in command.Input, text string) (reply command.Reply, ok bool, err error) {
	if sentence, named := sentenceNamed(text); named {
		in.Options["sentence"] = sentence
		reply, err = c.commands["context"].Handle(ctx, in)
		return reply, true, err
	}
	if one, bare := c.bare(text); bare {
		reply, err = c.written(ctx, in, one.Definition.Name, "")
		return reply, true, err
	}
	if of := message.RunningOn(text); of != "" {
		if reply, ok, err = c.running(ctx, in, of); ok || err != nil {
			return reply, ok, err
		}
	}
	if sought := message.Sought(text); sought != "" {
		in.Options["words"] = sought
		reply, err = c.plainly(ctx, in, c.commands["search"])
		return reply, true, err
	}
	return command.Reply{}, false, nil
}

// another goes on with one of a list, or with another article, where a message names it; ok is false for any other message.
func (c conversation) another(ctx context.Context, in command.Input, text string) (reply command.Reply, ok bool, err error) {
	if pick, picks := turning.PickOf(text); picks && !c.besideShown(ctx, in, text) {
		if reply, ok, err = c.picked(ctx, in, pick); ok || err != nil {
			return reply, ok, err
		}
	}
	if called := turning.OneAbout(text); called != "" {
		if reply, ok, err = c.called(ctx, in, called); ok || err != nil {
			return reply, ok, err
		}
	}
	if wish, of, wishes := turning.Wished(text); wishes {
		if reply, ok, err = c.wishedOf(ctx, in, wish, of); ok || err != nil {
			return reply, ok, err
		}
	}
	if called, asked, asks := turning.AskedOf(text); asks {
		return c.askedElsewhere(ctx, in, turning.To{Thing: called, Question: asked, Express: true})
	}
	if to, leads := turning.Announced(text); leads {
		return c.led(ctx, in, to)
	}
	if to, asks := turning.About(text); asks {
		return c.toldOf(ctx, in, to)
	}
	if to, calls := turning.Matter(text); calls {
		return c.matter(ctx, in, to)
	}
	return command.Reply{}, false, nil
}

// withoutAsk returns a question without the name of the command before it: “ask: who is Varga?”
func withoutAsk(text string) string {
	before, question, ok := strings.Cut(strings.TrimSpace(text), " ")
	if ok && strings.ToLower(strings.Trim(before, "!.:-")) == "ask" {
		return question
	}
	return text
}

// hasParts reports whether a command has subcommands.
func (c conversation) hasParts(name string) bool {
	d := c.commands[name].Definition
	return d != nil && len(d.Options) > 0 && d.Options[0].Type == discordgo.ApplicationCommandOptionSubCommand
}

// written carries out a command that was typed as text.
func (c conversation) written(ctx context.Context, in command.Input, name, rest string) (command.Reply, error) {
	one, known := c.commands[name]
	switch {
	case !known:
		return command.Reply{}, problem.New("commands.unknown", "name", markup.Label(name, command.MaxChoice))
	case one.Definition.DefaultMemberPermissions != nil:
		return command.Reply{}, problem.New("commands.not-in-direct", "name", name)
	case name == "ask" && rest == "":
		return command.Reply{}, problem.New("commands.question-none")
	case name == "ask":
		return c.question(ctx, in, rest, false)
	case name == "who" && message.Is(rest):
		return c.question(ctx, in, name+" "+rest, false) // “/who is the mayor?”
	}
	return c.plainly(ctx, given(in, one.Definition.Options, rest), one)
}

// plainly runs a command. The note that cards show below the news appears once in a conversation.
func (c conversation) plainly(ctx context.Context, in command.Input, one command.Command) (command.Reply, error) {
	reply, err := one.Handle(ctx, in)
	if err != nil || !reply.Card.Explains() {
		return reply, err
	}
	last, err := c.d.LastTurn(ctx, in.Person.ID)
	if err == nil && last.Told {
		reply.Card = cards.Quiet(reply.Card)
		return reply, nil
	}
	last.Told = true
	return reply, c.d.Talked(ctx, in.Reader(), last)
}

// briefed briefs a person on what they sent, or answers the question they asked with it.
func (c conversation) briefed(ctx context.Context, in command.Input, m command.Message, asked string) (command.Reply, error) {
	reply, err := c.brief(ctx, in, m)
	if err != nil || asked == "" {
		return reply, err
	}
	if links := material.Of(m).Choice(); len(links) > 0 {
		return reply, nil
	}
	return c.question(ctx, in, asked, false)
}

// sentenceNamed returns the number in “sentence 12”, “[12]” or “what does sentence 12 say?”; ok is false for a message that says more.
func sentenceNamed(text string) (number string, ok bool) {
	named := strings.HasPrefix(strings.TrimSpace(text), "[")
	for _, t := range message.Words(text) {
		switch idle := message.Filler(t.Fold) || message.Interjected(t.Fold) || aroundSentence[t.Fold]; {
		case t.Fold == "sentence":
			named = true
		case number == "" && strings.Trim(t.Fold, "0123456789") == "":
			number = t.Fold
		case !idle:
			return "", false
		}
	}
	return number, named && number != ""
}

// aroundSentence are words around the number of a sentence.
var aroundSentence = map[string]bool{"what": true, "does": true, "say": true, "says": true, "number": true, "no": true, "context": true}

// bare returns the command whose name, without its stroke, is all of a message. “ask” without a question is none.
func (c conversation) bare(text string) (one command.Command, ok bool) {
	one, ok = c.commands[strings.ToLower(strings.Trim(text, " !?.\n"))]
	return one, ok && one.Definition.Name != "ask"
}
