package commands

import (
	"context"
	"strings"

	"lede/cards"
	"lede/desk"

	"github.com/bwmarrin/discordgo"
)

// Direct answers what a person writes in a direct message: a question from the article they last opened,
// or one of a few plain words for what the commands do.
func Direct(d *desk.Desk) func(context.Context, Message) (Reply, error) {
	words := map[string]Command{}
	for _, c := range All(d) {
		d := c.Definition
		if d.Type == discordgo.ChatApplicationCommand && d.Name != "ask" && d.DefaultMemberPermissions == nil {
			words[d.Name] = c
		}
	}
	return func(ctx context.Context, m Message) (Reply, error) {
		in := Input{Channel: m.Channel, Person: m.Person}
		if about, ok := FromCustomID(m.About); ok && about.Text("article") != "" {
			in.Options = map[string]string{"article": about.Text("article")} // the message is a reply to a card
		}
		text := strings.TrimSpace(m.Text)
		if c, ok := words[plainWord(text)]; ok {
			return c.Handle(ctx, in)
		}
		a, err := d.Open(ctx, in.reader(), in.Text("article"))
		if err != nil {
			return Reply{}, err
		}
		return Reply{Card: cards.Answer(a, desk.Ref(a.ID), a.Answer(m.Text))}, nil
	}
}

// plainWord returns the command that a message of a word or two stands for, or "".
func plainWord(text string) string {
	text = strings.ToLower(strings.Trim(text, " /!?.\n"))
	switch text {
	case "", "hi", "hello", "hey", "hallo", "start":
		return "help"
	case "summarise", "summarize", "news", "what happened", "what's new", "what’s new":
		return "summary"
	case "people":
		return "who"
	}
	return text
}
