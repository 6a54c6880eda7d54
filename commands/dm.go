package commands

import (
	"context"
	"strings"

	"lede/cards"
	"lede/desk"
)

// Direct answers what a person writes in a direct message: a question from the article they last opened,
// or one of a few plain words for what the commands do.
func Direct(d *desk.Desk) func(context.Context, Message) (Reply, error) {
	words := map[string]Command{}
	for _, c := range All(d) {
		if name := c.Definition.Name; name != "ask" && c.Definition.DefaultMemberPermissions == nil {
			words[name] = c
		}
	}
	return func(ctx context.Context, m Message) (Reply, error) {
		in := Input{Channel: m.Channel, Person: m.Person}
		text := strings.TrimSpace(m.Text)
		if c, ok := words[plainWord(text)]; ok {
			return c.Handle(ctx, in)
		}
		a, err := d.Open(ctx, in.reader(), "")
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
