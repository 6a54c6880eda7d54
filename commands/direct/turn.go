package direct

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"lede/briefing"
	"lede/briefing/answer"
	"lede/cards"
	"lede/commands/command"
	"lede/commands/talk/message"
	"lede/commands/talk/overlap"
	"lede/commands/talk/turning"
	"lede/desk"
)

// called opens the article that some words refer to; ok is false if there is none.
func (c conversation) called(ctx context.Context, in command.Input, words string) (reply command.Reply, ok bool, err error) {
	h, err := c.meant(ctx, in, words)
	if err != nil || h.Ref == "" {
		return command.Reply{}, false, err
	}
	reply, err = c.turnTo(ctx, in, h.Ref)
	return reply, true, err
}

// turnTo briefs on another article than the open one, and says so.
func (c conversation) turnTo(ctx context.Context, in command.Input, ref string) (command.Reply, error) {
	before, err := c.d.Opened(ctx, in.Person.ID)
	if err != nil {
		return command.Reply{}, err
	}
	in.Options["article"] = ref
	reply, err := c.summary(ctx, in)
	if err == nil {
		reply.Card = turnedFrom(before, ref, in.Language(), reply.Card)
	}
	return reply, err
}

// led answers a question from the article that has the thing announced before it, the open one if that is about it or else does not have it: “ok and the pie company, how
// much did they make?” Where the message says that it turns, a word in passing of the open one is not enough to stay.
func (c conversation) led(ctx context.Context, in command.Input, to turning.To) (reply command.Reply, ok bool, err error) {
	a, err := c.here(ctx, in)
	switch {
	case err != nil:
		return command.Reply{}, false, err
	case to.Alone && len(overlap.Strange(a, to.Thing)) == 0: // somebody or something of this article
		return command.Reply{}, false, nil
	case tellsFirst(a, to.Thing):
		if strings.Contains(" "+message.Joined(message.Words(to.Question))+" ", " it ") {
			return command.Reply{}, false, nil // what “it” means stands before the question
		}
		reply, err = c.question(ctx, in, to.Question, true)
		return reply, true, err
	case !to.Express && overlap.Covers(a.Text, a.Language, to.Thing):
		return command.Reply{}, false, nil
	}
	return c.askedElsewhere(ctx, in, to)
}

// toldOf tells what the article is about that some words refer to. “What is the strike about?” may be a question to the open one: that tells what it is about only if
// the message says “the strike one”.
func (c conversation) toldOf(ctx context.Context, in command.Input, to turning.To) (reply command.Reply, ok bool, err error) {
	here, err := c.saysHere(ctx, in, to.Thing)
	if err != nil || here && !to.Express {
		return command.Reply{}, false, err
	}
	return c.called(ctx, in, to.Thing)
}

// matter briefs on the one other article whose title or first sentences have the thing by which a message calls a story; what the open article has too is asked of that, unless
// the message says “story” and the open one only mentions it. Where several have it in their titles, they are listed. ok is false if none has it.
func (c conversation) matter(ctx context.Context, in command.Input, to turning.To) (reply command.Reply, ok bool, err error) {
	a, err := c.here(ctx, in)
	if err != nil {
		return command.Reply{}, false, err
	}
	mentions := overlap.Covers(a.Text, a.Language, to.Thing)
	if !to.Express && (mentions || tellsFirst(a, to.Thing)) {
		return command.Reply{}, false, nil
	}
	h, err := c.meant(ctx, in, to.Thing)
	if err != nil {
		return command.Reply{}, false, err
	}
	if open := desk.Ref(a.ID); h.Ref == open || h.Ref == "" {
		if !mentions {
			return c.titled(ctx, in, to.Thing)
		}
		reply, err = c.question(ctx, in, "and the "+to.Thing, true)
		return reply, true, err
	}
	reply, err = c.turnFor(ctx, in, h, to.Thing)
	return reply, true, err
}

// mostTitled is how many articles are listed that have a thing in their titles.
const mostTitled = 5

// titled lists the articles that have a thing in their titles; ok is false unless several have.
func (c conversation) titled(ctx context.Context, in command.Input, thing string) (reply command.Reply, ok bool, err error) {
	list, err := c.others(ctx, in, "")
	list = slices.DeleteFunc(list, func(h desk.Headline) bool { return !turning.InTitle(h.Title, thing) })
	if err != nil || len(list) < 2 {
		return command.Reply{}, false, err
	}
	list = list[:min(len(list), mostTitled)]
	last, err := c.d.LastTurn(ctx, in.Person.ID)
	if err != nil {
		return command.Reply{}, false, err
	}
	last.Listed, last.Offered, last.May = refs(list), nil, ""
	return command.Reply{Card: cards.Headlines(in.Language(), command.Lines(list), cards.Choice{}, 0)}, true, c.d.Talked(ctx, in.Reader(), last)
}

// wishedOf does what a message wishes of the article that has a thing; ok is false if none has, or if the open one has it somewhere and the message does not say
// “the strike story”: then it may be a wish about that thing.
func (c conversation) wishedOf(ctx context.Context, in command.Input, wish message.Wish, to turning.To) (reply command.Reply, ok bool, err error) {
	here, err := c.saysHere(ctx, in, to.Thing)
	if err != nil || here && !to.Express {
		return command.Reply{}, false, err
	}
	h, err := c.meant(ctx, in, to.Thing)
	if err != nil || h.Ref == "" {
		return command.Reply{}, false, err
	}
	in.Options["article"] = h.Ref
	reply, err = c.wish(ctx, in, wish)
	return reply, true, err
}

// saysHere reports whether the open article has every word of some.
func (c conversation) saysHere(ctx context.Context, in command.Input, said string) (bool, error) {
	a, err := c.here(ctx, in)
	return err == nil && (tellsFirst(a, said) || overlap.Covers(a.Text, a.Language, said)), err
}

// tellsFirst reports whether the lead of an article has every word of some.
func tellsFirst(a *briefing.Article, said string) bool { return turning.InTitle(overlap.Lead(a), said) }

// askedElsewhere answers a question from the article to which some words refer, else from the one that comes closest to them; ok is false if there is none.
func (c conversation) askedElsewhere(ctx context.Context, in command.Input, to turning.To) (reply command.Reply, ok bool, err error) {
	h, err := c.meant(ctx, in, to.Thing)
	if err != nil {
		return command.Reply{}, false, err
	}
	ref := h.Ref
	if open, err := c.here(ctx, in); err == nil && (ref == "" || to.Express && ref == desk.Ref(open.ID)) { // the open article may have the thing in passing
		ref = cmp.Or(c.turnedTo(ctx, in, open, to), ref)
	}
	if ref == "" {
		return command.Reply{}, false, nil
	}
	in.Options["article"] = ref
	reply, err = c.question(ctx, in, c.ofThing(ctx, in, to), true)
	return reply, true, err
}

// ofThing returns the question that a message asks of an article about the thing it announces: with the thing if only that leads to an answer, as in “the strike: which days?”
func (c conversation) ofThing(ctx context.Context, in command.Input, to turning.To) string {
	a, err := c.d.Open(ctx, in.Reader(), in.Text("article"))
	if err != nil {
		return to.Question // asking it says so
	}
	whole := "the " + to.Thing + ": " + to.Question
	if !answer.From(a, to.Question).Answered && answer.From(a, whole).Answered {
		return whole
	}
	return to.Question
}

// instead briefs on another article for a message that only names a thing, “and the strike?” or “strike”, of which the open one does not tell. It does nothing if the
// message is done with: answered, or turned already, lest two articles turn to each other. ok is false then, or if no other can be meant.
func (c conversation) instead(ctx context.Context, in command.Input, text string, done bool) (reply command.Reply, ok bool, err error) {
	to, _ := turning.Matter(text)
	thing := cmp.Or(to.Thing, message.Topic(text), message.Thing(text))
	if done || thing == "" {
		return command.Reply{}, false, nil
	}
	h, err := c.meant(ctx, in, thing)
	if err != nil {
		return command.Reply{}, false, err
	}
	if h.Ref != "" {
		reply, err = c.turnFor(ctx, in, h, thing)
		return reply, true, err
	}
	open, err := c.here(ctx, in)
	if err != nil {
		return command.Reply{}, false, err
	}
	ref := c.turnedTo(ctx, in, open, turning.To{Thing: thing})
	asks := thing == message.Thing(text) || slices.ContainsFunc(message.Words(text), message.AsksOf) // “what is the painting called?”
	if ref == "" || asks {
		return command.Reply{}, false, err
	}
	reply, err = c.turnTo(ctx, in, ref)
	return reply, true, err
}

// turnFor turns to another article for a thing: with its summary if that tells of the thing, else with what the article says about it.
func (c conversation) turnFor(ctx context.Context, in command.Input, h desk.Headline, thing string) (command.Reply, error) {
	a, err := c.d.Read(ctx, in.Reader(), h)
	if err != nil {
		return command.Reply{}, err
	}
	inSummary := func(i int) bool { return overlap.Covers(a.SentenceText(i), a.Language, thing) }
	if tellsFirst(a, thing) || slices.ContainsFunc(a.Summary, inSummary) {
		return c.turnTo(ctx, in, h.Ref)
	}
	in.Options["article"] = h.Ref
	return c.question(ctx, in, "and the "+thing, true)
}

// meant returns the only article among those a person opened, or can read, that some words refer to: by its title, else by
// its beginning, else by its text, else the one that speaks of them by far most; its Ref is "" if there is none.
func (c conversation) meant(ctx context.Context, in command.Input, words string) (h desk.Headline, err error) {
	opened, err := c.d.Opened(ctx, in.Person.ID)
	if err != nil {
		return h, err
	}
	others, err := c.others(ctx, in, "")
	if err != nil {
		return h, err
	}
	titled := func(h desk.Headline) bool { return turning.InTitle(h.Title, words) }
	reads := func(says func(*briefing.Article) bool) func(desk.Headline) bool {
		return func(h desk.Headline) bool {
			a, err := c.d.Read(ctx, in.Reader(), h)
			return err == nil && says(a) // an unreadable article does not count
		}
	}
	leads := reads(func(a *briefing.Article) bool { return tellsFirst(a, words) })
	tells := reads(func(a *briefing.Article) bool { return overlap.Covers(a.Text, a.Language, words) })
	opened = opened[:min(len(opened), maxLookedAt)]
	near := others[:min(len(others), maxLookedAt)]
	for _, among := range []struct {
		list []desk.Headline
		such func(desk.Headline) bool
	}{{opened, titled}, {others, titled}, {near, leads}} {
		first := slices.IndexFunc(among.list, among.such)
		switch {
		case first < 0:
		case slices.ContainsFunc(among.list[first+1:], among.such):
			return h, nil // several are about it
		default:
			return among.list[first], nil
		}
	}
	if first := slices.IndexFunc(opened, tells); first >= 0 && !slices.ContainsFunc(opened[first+1:], tells) {
		return opened[first], nil
	}
	return c.foremost(ctx, in, near, words), nil
}

const (
	oftenTold = 2 // sentences that speak of what an article is about, at least
	farMore   = 2 // times as many as in any other
)

// foremost returns the article of some that speaks of a thing by far most; its Ref is "" if none does.
func (c conversation) foremost(ctx context.Context, in command.Input, list []desk.Headline, words string) (foremost desk.Headline) {
	most, second := 0, 0
	for _, h := range list {
		a, err := c.d.Read(ctx, in.Reader(), h)
		if err != nil {
			continue // an unreadable article does not count
		}
		told := overlap.CoveredBy(a, words)
		if told > most {
			foremost, most, told = h, told, most
		}
		second = max(second, told)
	}
	if most < oftenTold || most < farMore*second {
		return desk.Headline{}
	}
	return foremost
}
