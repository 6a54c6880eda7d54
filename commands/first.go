package commands

import (
	"context"

	"lede/briefing"
	"lede/commands/command"
	"lede/commands/talk"
	"lede/commands/talk/message"
	"lede/commands/talk/turning"
	"lede/desk"
)

// This file finds the article with which a conversation begins: the newest, unless the first question is plainly about another.

// here returns the article that a message is about unless it says otherwise, without opening it.
func (c conversation) here(ctx context.Context, in command.Input) (*briefing.Article, error) {
	h, err := c.d.Find(ctx, in.Reader(), in.Text("article"))
	if err != nil {
		return nil, err
	}
	return c.d.Read(ctx, in.Reader(), h)
}

// firstAsked returns the Ref of the article that the first question of somebody who has opened none is about, if that is plainly not the newest; "" for any other question.
func (c conversation) firstAsked(ctx context.Context, in command.Input, text string) (string, error) {
	opened, err := c.d.Opened(ctx, in.Person.ID)
	if err != nil || len(opened) > 0 || in.Text("article") != "" {
		return "", err
	}
	list, err := c.d.Headlines(ctx, in.Reader())
	if err != nil || len(list) < 2 {
		return "", err
	}
	newest, err := c.d.Read(ctx, in.Reader(), list[0])
	if err != nil {
		return "", nil // the question itself will say why
	}
	asked := message.Plain(text)
	return c.closest(ctx, in, newest, list[1:], asked, asked), nil
}

// turnedTo returns the Ref of the other article to which a message turns for a thing that the open one does not have: the closest, or else the one that answers the question;
// "" if there is none.
func (c conversation) turnedTo(ctx context.Context, in command.Input, to turning.To) (string, error) {
	open, err := c.here(ctx, in)
	if err != nil || len(talk.Strange(open, to.Thing)) == 0 && (!to.Express || tellsFirst(open, to.Thing)) {
		return "", err
	}
	list, err := c.others(ctx, in, desk.Ref(open.ID))
	if err != nil {
		return "", err
	}
	ref := c.closest(ctx, in, open, list, to.Thing+" "+to.Question, to.Thing)
	if answers := c.elsewhere(ctx, in, open, list, to.Question); ref == "" && len(answers) > 0 {
		ref = answers[0].Ref
	}
	return ref, nil
}

// closest returns the Ref of the only article that has most words of what is asked, and more than the one at hand, with a word of some thing in its title or first sentences that
// the one at hand does not have; "" if there is none.
func (c conversation) closest(ctx context.Context, in command.Input, hand *briefing.Article, list []desk.Headline, asked, thing string) (ref string) {
	strange, most := talk.Strange(hand, thing), talk.Meets(hand, asked)
	for _, h := range list[:min(len(list), maxLookedAt)] {
		a, err := c.d.Read(ctx, in.Reader(), h)
		if err != nil {
			continue // an unreadable article does not count
		}
		n := 0
		if err = c.d.Study(ctx, in.Reader(), a, func() {
			if talk.LeadsWith(a, strange) {
				n = talk.Meets(a, asked)
			}
		}); err != nil {
			continue // nor does one that is too large to be asked
		}
		switch {
		case n > most:
			most, ref = n, h.Ref
		case n == most:
			ref = "" // two are about it
		}
	}
	return ref
}
