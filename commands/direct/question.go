package direct

import (
	"context"

	"lede/briefing"
	"lede/briefing/answer"
	"lede/cards"
	"lede/commands/command"
	"lede/commands/talk"
	"lede/commands/talk/message"
	"lede/commands/talk/understanding"
	"lede/desk"
	"lede/languages"

	turns "lede/desk/talk"
)

// question answers from the open article, taking the text as a question that may continue the message before. The question is repeated
// if it was not read as written, or if nobody sees what was asked.
func (c conversation) question(ctx context.Context, in command.Input, text string, repeat bool) (command.Reply, error) {
	before, err := c.d.Opened(ctx, in.Person.ID)
	if err != nil {
		return command.Reply{}, err
	}
	a, err := c.d.Open(ctx, in.Reader(), in.Text("article"))
	if err != nil {
		return command.Reply{}, err
	}
	if !repeat && talk.WantsSummary(a, text) {
		return c.summary(ctx, in)
	}
	ref, l, written := desk.Ref(a.ID), in.Language(), text
	last := c.last(ctx, in)
	var meant talk.Meant
	var found briefing.Answer
	var ways cards.Ways
	err = c.d.Study(ctx, in.Reader(), a, func() {
		x := answer.NewIndex(a)
		text, meant, found = understanding.Of(x, understanding.TurnIn(a, ref, last), text)
		if !found.Answered {
			ways.Questions = understanding.Suggestions(x, meant.People, meant.Question)
		}
	})
	if err != nil {
		return command.Reply{}, err
	}
	if len(meant.Which) > 0 {
		return c.which(ctx, in, ref, meant, last)
	}
	if reply, ok, err := c.instead(ctx, in, written, found.Answered || repeat); ok || err != nil {
		return reply, err
	}
	if err = c.offer(ctx, in, &ways, a, text, meant, found.Answered); err != nil {
		return command.Reply{}, err
	}
	ways.Hinted = last.Hinted
	found.Question = shownQuestion(written, text, meant, repeat)
	card := turnedFrom(before, ref, l, hushed(last, cards.Answer(l, a, ref, found, ways)))
	now := understanding.TurnAfter(a, ref, last, meant, found)
	now.Hinted = now.Hinted || !found.Answered && ways.Hints()
	if len(ways.Elsewhere) > 0 {
		now.May = ways.Elsewhere[0].Ref
	}
	return command.Reply{Card: card}, c.d.Talked(ctx, in.Reader(), now)
}

// last returns the turn before; without it a message can still be answered.
func (c conversation) last(ctx context.Context, in command.Input) turns.Turn {
	last, err := c.d.LastTurn(ctx, in.Person.ID)
	if err != nil {
		return turns.Turn{}
	}
	return last
}

// shownQuestion returns the question that a card repeats: as it was understood, unless that is no more than what was written. What was asked in another
// language than English is repeated as it was asked: word by word in English it reads ill.
func shownQuestion(written, read string, meant talk.Meant, always bool) string {
	foreign := message.Tongue(written) != ""
	shown := meant.Question == read || foreign && meant.Frame == ""
	switch {
	case always && message.Topic(written) != "":
		return "" // a thing is what was asked for
	case always && foreign:
		return written
	case !always && shown:
		return ""
	}
	return meant.Question
}

// hushed leaves out the note below the news if the conversation has shown it.
func hushed(last turns.Turn, card cards.Card) cards.Card {
	if last.Told {
		return cards.Quiet(card)
	}
	return card
}

// turnedFrom says on a card about an article that another was open before.
func turnedFrom(opened []desk.Headline, ref string, l languages.Language, card cards.Card) cards.Card {
	if len(opened) > 0 && opened[0].Ref != ref {
		return cards.Turned(l, card, opened[0].Ref)
	}
	return card
}

// several answers each of the questions in one message, each as a continuation of the one before; ok is false if none is answered, or
// if it is unclear whom one refers to.
func (c conversation) several(ctx context.Context, in command.Input, questions []string) (reply command.Reply, ok bool, err error) {
	a, err := c.d.Open(ctx, in.Reader(), in.Text("article"))
	if err != nil {
		return command.Reply{}, false, err
	}
	ref := desk.Ref(a.ID)
	last := c.last(ctx, in)
	now := last
	var answers []briefing.Answer
	err = c.d.Study(ctx, in.Reader(), a, func() {
		x := answer.NewIndex(a)
		for _, text := range questions {
			_, meant, found := understanding.Of(x, understanding.TurnIn(a, ref, now), text)
			if len(meant.Which) > 0 {
				ok = false
				return
			}
			found.Question = text
			answers, ok = append(answers, found), ok || found.Answered
			now = understanding.TurnAfter(a, ref, now, meant, found)
		}
	})
	if err != nil || !ok {
		return command.Reply{}, false, err
	}
	return command.Reply{Card: hushed(last, cards.Answers(in.Language(), a, ref, answers))}, true, c.d.Talked(ctx, in.Reader(), now)
}

// which asks whom a message means; a name will do as the next message.
func (c conversation) which(ctx context.Context, in command.Input, ref string, meant talk.Meant, last turns.Turn) (command.Reply, error) {
	var names []string
	for _, p := range meant.Which {
		names = append(names, p.Name)
	}
	if last.Article != ref {
		last = turns.Turn{Article: ref, Told: last.Told, Hinted: last.Hinted}
	}
	last.Frame, last.Offered, last.Listed, last.May = meant.Frame, names, nil, ""
	return command.Reply{Card: cards.WhoIsMeant(in.Language(), ref, names, meant.With)}, c.d.Talked(ctx, in.Reader(), last)
}
