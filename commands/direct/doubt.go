package direct

import (
	"context"

	"lede/briefing"
	"lede/cards"
	"lede/commands/command"
	"lede/commands/talk"
	"lede/commands/talk/understanding"
	"lede/desk"
)

// besideShown reports whether “the other one” is asked of the people of the open article, of whom one was just spoken of, and of no list.
func (c conversation) besideShown(ctx context.Context, in command.Input, text string) bool {
	last, err := c.d.LastTurn(ctx, in.Person.ID)
	if listed := len(last.Listed) > 0 || len(last.Offered) > 0; err != nil || listed || len(last.Shown) == 0 {
		return false
	}
	a, err := c.here(ctx, in)
	return err == nil && talk.HasOther(a, understanding.TurnIn(a, desk.Ref(a.ID), last), text)
}

// doubted tells a person who doubts what was shown who denies it, or else where the article comes from, and that Lede cannot check it.
func (c conversation) doubted(ctx context.Context, in command.Input) (command.Reply, error) {
	last, err := c.d.LastTurn(ctx, in.Person.ID)
	if err != nil {
		return command.Reply{}, err
	}
	var reply command.Reply
	a, err := c.here(ctx, in)
	if err != nil {
		return command.Reply{}, err
	}
	if found := talk.Disputed(a, last.Shown); found.Answered && last.Article == desk.Ref(a.ID) {
		reply, err = c.goOn(ctx, in, func(*briefing.Article, talk.Before) (talk.Meant, briefing.Answer) { return talk.Meant{}, found })
	} else {
		reply, err = c.origin(ctx, in)
	}
	if err != nil {
		return reply, err
	}
	reply.Card = cards.Noted(reply.Card, in.Language().Text("talk.doubt"))
	return reply, nil
}
