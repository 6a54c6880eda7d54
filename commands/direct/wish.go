package direct

import (
	"context"
	"slices"

	"lede/briefing"
	"lede/briefing/answer"
	"lede/cards"
	"lede/commands/command"
	"lede/commands/talk"
	"lede/commands/talk/message"
	"lede/commands/talk/turning"
	"lede/commands/talk/understanding"
	"lede/desk"
	"lede/problem"

	turns "lede/desk/talk"
)

// replies holds the wishes that a line answers: its text, and its hint or "".
var replies = map[message.Wish][2]string{
	message.Self: {"talk.self", "card.answer.ask"}, message.Thanks: {"talk.thanks", ""}, message.Follow: {"talk.follow", ""},
	message.Wrong: {"talk.wrong", "talk.wrong-hint"}, message.Translate: {"talk.translate", ""}, message.Well: {"talk.well", ""},
}

// granted holds the wishes for which something is done.
var granted = map[message.Wish]func(conversation, context.Context, command.Input) (command.Reply, error){
	message.Summary: conversation.summary, message.Shorter: conversation.shorter, message.Repeat: conversation.repeated,
	message.Headlines: conversation.list, message.Opened: conversation.list, message.More: conversation.more,
	message.Greeting: conversation.greeted, message.Ask: conversation.greeted, message.Next: conversation.next,
	message.Stop: conversation.quiet, message.Back: conversation.back, message.Context: conversation.context, message.Agree: conversation.agreed,
	message.Sources: conversation.origin, message.Doubt: conversation.doubted,
}

// wish does what a few plain words ask for.
func (c conversation) wish(ctx context.Context, in command.Input, w message.Wish) (command.Reply, error) {
	if do, ok := granted[w]; ok {
		return do(c, ctx, in)
	}
	switch w {
	case message.Developments, message.Who, message.Quotes:
		return c.plainly(ctx, in, c.commands[string(w)])
	case message.Help, message.Data:
		return c.commands[string(w)].Handle(ctx, in)
	}
	line, ok := replies[w]
	if !ok {
		line = replies[message.Well]
	}
	l, hint := in.Language(), ""
	if line[1] != "" {
		hint = l.Text(line[1])
	}
	return command.Reply{Card: cards.Notice(l.Text(line[0]), hint)}, nil
}

// agreed opens the other article that Lede offered as having the answer, if it offered one.
func (c conversation) agreed(ctx context.Context, in command.Input) (command.Reply, error) {
	last, err := c.d.LastTurn(ctx, in.Person.ID)
	if err != nil || last.May == "" {
		return command.Reply{Card: cards.Notice(in.Language().Text("talk.well"), "")}, err
	}
	in.Options["article"] = last.May
	return c.summary(ctx, in)
}

// summary shows the key points, and remembers them, so that “when was that?” asks about the first.
func (c conversation) summary(ctx context.Context, in command.Input) (command.Reply, error) {
	reply, err := c.plainly(ctx, in, c.commands["summary"])
	if err != nil {
		return reply, err
	}
	a, err := c.d.Open(ctx, in.Reader(), in.ArticleName())
	if err != nil {
		return command.Reply{}, err
	}
	last, err := c.d.LastTurn(ctx, in.Person.ID)
	if err != nil {
		last = turns.Turn{}
	}
	turn := turns.Turn{Article: desk.Ref(a.ID), Shown: a.Summary[:min(len(a.Summary), mostRemembered)], Told: true, Hinted: last.Hinted, Listed: last.Listed}
	return reply, c.d.Talked(ctx, in.Reader(), turn)
}

// shorter shows only the first key point.
func (c conversation) shorter(ctx context.Context, in command.Input) (command.Reply, error) {
	return c.goOn(ctx, in, func(a *briefing.Article, _ talk.Before) (talk.Meant, briefing.Answer) {
		return talk.Meant{}, talk.Shown(a, a.Summary[:min(len(a.Summary), 1)])
	})
}

// repeated repeats what was shown last, or shows the summary if nothing was.
func (c conversation) repeated(ctx context.Context, in command.Input) (command.Reply, error) {
	return c.goOn(ctx, in, func(a *briefing.Article, before talk.Before) (talk.Meant, briefing.Answer) {
		if len(before.Shown) == 0 {
			before.Shown = a.Summary
		}
		return talk.Meant{Frame: before.Frame, Asked: before.Asked, People: before.People}, talk.Shown(a, before.Shown)
	})
}

// mostRemembered is how many of the sentences shown are remembered.
const mostRemembered = 5

// list shows the headlines, and remembers their order, so that “open the second” means one of them.
func (c conversation) list(ctx context.Context, in command.Input) (command.Reply, error) {
	reply, err := c.plainly(ctx, in, c.commands["headlines"])
	if err != nil {
		return reply, err
	}
	list, err := command.Listed(ctx, c.d, in)
	if err != nil {
		return command.Reply{}, err
	}
	last, err := c.d.LastTurn(ctx, in.Person.ID)
	if err != nil {
		return command.Reply{}, err
	}
	last.Listed, last.Offered, last.May = refs(command.Rows(list)), nil, ""
	return reply, c.d.Talked(ctx, in.Reader(), last)
}

// quiet says that Lede writes to nobody unasked, except about what they follow.
func (c conversation) quiet(ctx context.Context, in command.Input) (command.Reply, error) {
	l, hint := in.Language(), ""
	followed, err := c.d.Sources(ctx, desk.Alone(in.Person.ID))
	if err == nil && len(followed) > 0 {
		hint = l.Text("talk.stop-following")
	}
	return command.Reply{Card: cards.Notice(l.Text("talk.stop"), hint)}, err
}

// mostListed is how many of the articles listed are remembered.
const mostListed = 25

func refs(list []desk.Headline) (refs []string) {
	for _, h := range list[:min(len(list), mostListed)] {
		refs = append(refs, h.Ref)
	}
	return refs
}

// picked acts on a choice from a list: one of several people, or an article; ok is false if no list was shown that the message chooses
// from.
func (c conversation) picked(ctx context.Context, in command.Input, pick turning.Pick) (reply command.Reply, ok bool, err error) {
	last, err := c.d.LastTurn(ctx, in.Person.ID)
	if err != nil {
		return command.Reply{}, false, err
	}
	if at, ok := pick.From(len(last.Offered), -1); ok {
		reply, err = c.question(ctx, in, last.Offered[at], false)
		return reply, true, err
	}
	order := last.Listed
	switch {
	case len(order) > 0:
	case pick.Plain:
		return command.Reply{}, false, nil
	case pick.N == message.LastOne: // the one before
		reply, err = c.back(ctx, in)
		return reply, true, err
	}
	if len(order) == 0 {
		list, err := command.Listed(ctx, c.d, in)
		if err != nil {
			return command.Reply{}, false, err
		}
		order = refs(command.Rows(list))
	}
	opened, err := c.d.Opened(ctx, in.Person.ID)
	if err != nil {
		return command.Reply{}, false, err
	}
	if pick.Past && len(last.Listed) == 0 { // no list was shown: the first of those they opened
		order = refs(opened)
		slices.Reverse(order)
	}
	open := -1
	if len(opened) > 0 {
		open = slices.Index(order, opened[0].Ref)
	}
	at, ok := pick.From(len(order), open)
	if !ok { // which other one?
		reply, err = c.list(ctx, in)
		return reply, true, err
	}
	if last.Listed = order; len(order) > 0 {
		err = c.d.Talked(ctx, in.Reader(), last)
	}
	if err != nil {
		return command.Reply{}, false, err
	}
	in.Options["article"] = order[at]
	reply, err = c.summary(ctx, in)
	return reply, true, err
}

// more continues from what was shown: with what else the article says of the person talked about, else with its other events, else with
// the sentences behind.
func (c conversation) more(ctx context.Context, in command.Input) (command.Reply, error) {
	return c.goOn(ctx, in, func(a *briefing.Article, before talk.Before) (talk.Meant, briefing.Answer) {
		if len(before.People) == 1 {
			if found := talk.MoreOf(a, before.People[0], "", before.Shown); found.Answered {
				return talk.Meant{Frame: before.Frame, People: before.People, Else: true}, found
			}
		}
		if len(a.Developments) > 0 {
			return talk.Meant{}, briefing.Answer{}
		}
		return talk.Meant{Else: true}, talk.Onwards(a, before.Shown)
	})
}

// next says what will happen according to the article, else what is in it.
func (c conversation) next(ctx context.Context, in command.Input) (command.Reply, error) {
	return c.goOn(ctx, in, func(a *briefing.Article, _ talk.Before) (talk.Meant, briefing.Answer) {
		return talk.Meant{}, talk.NextIn(a, "")
	})
}

// goOn answers from the open article with what find returns, else shows its other events.
func (c conversation) goOn(ctx context.Context, in command.Input, find func(*briefing.Article, talk.Before) (talk.Meant, briefing.Answer)) (command.Reply, error) {
	a, err := c.d.Open(ctx, in.Reader(), in.Text("article"))
	if err != nil {
		return command.Reply{}, err
	}
	last, err := c.d.LastTurn(ctx, in.Person.ID)
	if err != nil {
		return command.Reply{}, err
	}
	ref := desk.Ref(a.ID)
	meant, found := find(a, understanding.TurnIn(a, ref, last))
	if !found.Answered {
		return c.plainly(ctx, in, c.commands["developments"])
	}
	return command.Reply{Card: hushed(last, cards.Answer(in.Language(), a, ref, found, cards.Ways{}))}, c.d.Talked(ctx, in.Reader(), understanding.TurnAfter(a, ref, last, meant, found))
}

// greeted greets the person, and says what can be asked about which article.
func (c conversation) greeted(ctx context.Context, in command.Input) (command.Reply, error) {
	a, err := c.here(ctx, in)
	if err != nil {
		return c.commands["help"].Handle(ctx, in)
	}
	l := in.Language()
	var questions []string
	err = c.d.Study(ctx, in.Reader(), a, func() { questions = understanding.Suggestions(answer.NewIndex(a), nil, "") })
	return command.Reply{Card: cards.Greeting(l, a, desk.Ref(a.ID), questions)}, err
}

// origin says where the open article comes from.
func (c conversation) origin(ctx context.Context, in command.Input) (command.Reply, error) {
	h, err := c.d.Find(ctx, in.Reader(), in.Text("article"))
	if err != nil {
		return command.Reply{}, err
	}
	return command.Reply{Card: cards.Origin(in.Language(), command.Line(h))}, nil
}

// back opens the article that was open before.
func (c conversation) back(ctx context.Context, in command.Input) (command.Reply, error) {
	list, err := c.d.Opened(ctx, in.Person.ID)
	if err != nil {
		return command.Reply{}, err
	}
	if len(list) < 2 {
		return command.Reply{}, problem.New("commands.no-article-before")
	}
	in.Options["article"] = list[1].Ref
	return c.plainly(ctx, in, c.commands["summary"])
}

// context shows the sentences cited last between their neighbours.
func (c conversation) context(ctx context.Context, in command.Input) (command.Reply, error) {
	last, err := c.d.LastTurn(ctx, in.Person.ID)
	if err != nil {
		return command.Reply{}, err
	}
	if len(last.Shown) == 0 {
		return command.Reply{}, problem.New("commands.nothing-cited")
	}
	h, err := c.d.Find(ctx, in.Reader(), last.Article)
	if err != nil {
		return command.Reply{}, err
	}
	a, err := c.d.Read(ctx, in.Reader(), h)
	if err != nil {
		return command.Reply{}, err
	}
	return command.Reply{Card: cards.Context(in.Language(), a, h.Ref, within(a, last.Shown), 0)}, nil
}

// within returns those of the given sentences that an article has, in its order.
func within(a *briefing.Article, sentences []int) (there []int) {
	for i := range a.Sentences {
		for _, s := range sentences {
			if s == i {
				there = append(there, i)
				break
			}
		}
	}
	return there
}
