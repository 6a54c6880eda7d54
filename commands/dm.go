package commands

import (
	"context"
	"slices"
	"strings"

	"lede/briefing"
	"lede/cards"
	"lede/cards/markup"
	"lede/commands/command"
	"lede/commands/material"
	"lede/commands/talk"
	"lede/commands/talk/message"
	"lede/commands/talk/turning"
	"lede/commands/talk/understanding"
	"lede/desk"
	"lede/problem"

	turns "lede/desk/talk"

	"github.com/bwmarrin/discordgo"
)

// Direct answers what a person writes in a direct message: a link, a file, a forwarded message or a text to be briefed on, a wish in a
// few plain words, a command that was typed rather than chosen, or a question about the article they last opened.
func Direct(d *desk.Desk) func(context.Context, command.Message) (command.Reply, error) {
	return inTheirs(d, direct(d))
}

func direct(d *desk.Desk) func(context.Context, command.Message) (command.Reply, error) {
	c := conversation{d: d, commands: map[string]command.Command{}}
	for _, one := range All(d) {
		if one.Definition.Type == discordgo.ChatApplicationCommand {
			c.commands[one.Definition.Name] = one
		}
	}
	return func(ctx context.Context, m command.Message) (command.Reply, error) {
		in := command.Input{Channel: m.Channel, Person: m.Person, Locale: m.Locale, Written: true, IDOf: m.IDOf, Options: map[string]string{}}
		if about, ok := command.FromCustomID(m.About); ok && about.Text("article") != "" {
			in.Options["article"] = about.Text("article") // the message is a reply to a card
		}
		return c.reply(ctx, in, m)
	}
}

// conversation is the series of a person's direct messages: each may continue the one before.
type conversation struct {
	d        *desk.Desk
	commands map[string]command.Command // by name, without message commands
}

func (c conversation) reply(ctx context.Context, in command.Input, m command.Message) (command.Reply, error) {
	name, rest, isCommand := written(m.Text)
	if asked, ok := material.ToBrief(m); ok && !(isCommand && c.hasParts(name)) { // an address behind “/follow add” is meant for that
		return c.brief(ctx, in, m, asked)
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

// brief briefs a person on what they sent, or answers the question they asked with it.
func (c conversation) brief(ctx context.Context, in command.Input, m command.Message, asked string) (command.Reply, error) {
	reply, err := briefMessage(ctx, c.d, in, m)
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
	list, err := listed(ctx, c.d, in)
	if err != nil {
		return command.Reply{}, err
	}
	last, err := c.d.LastTurn(ctx, in.Person.ID)
	if err != nil {
		return command.Reply{}, err
	}
	last.Listed, last.Offered, last.May = refs(rows(list)), nil, ""
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
		list, err := listed(ctx, c.d, in)
		if err != nil {
			return command.Reply{}, false, err
		}
		order = refs(rows(list))
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
	err = c.d.Study(ctx, in.Reader(), a, func() { questions = suggestions(a, nil, "") })
	return command.Reply{Card: cards.Greeting(l, a, desk.Ref(a.ID), questions)}, err
}

// origin says where the open article comes from.
func (c conversation) origin(ctx context.Context, in command.Input) (command.Reply, error) {
	h, err := c.d.Find(ctx, in.Reader(), in.Text("article"))
	if err != nil {
		return command.Reply{}, err
	}
	return command.Reply{Card: cards.Origin(in.Language(), line(h))}, nil
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
