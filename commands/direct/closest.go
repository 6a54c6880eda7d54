package direct

import (
	"context"

	"lede/briefing"
	"lede/commands/command"
	"lede/commands/talk/message"
	"lede/commands/talk/overlap"
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
	return c.closest(ctx, in, newest, list[1:], asked, asked, twice(overlap.Meets(newest, asked))), nil
}

// turnedTo returns the Ref of the other article to which a message turns for a thing that the open one does not have: the closest; or the one that answers the question, where the
// message says that it turns. It is "" if there is none.
func (c conversation) turnedTo(ctx context.Context, in command.Input, open *briefing.Article, to turning.To) string {
	if has := len(overlap.Strange(open, to.Thing)) == 0; has && (!to.Express || tellsFirst(open, to.Thing)) {
		return ""
	}
	list, err := c.others(ctx, in, desk.Ref(open.ID))
	if err != nil {
		return "" // to turn is not worth a failure
	}
	ref := c.closest(ctx, in, open, list, to.Thing+" "+to.Question, to.Thing, overlap.Meets(open, to.Thing+" "+to.Question))
	if ref != "" || !to.Express {
		return ref
	}
	for _, h := range Elsewhere(ctx, c.d, in, open, list, to.Question) {
		return h.Ref
	}
	return ""
}

// twice is how many words of a first question another article may have and still lose to the newest, by those that this has: one word may be chance.
func twice(met int) int { return 2*met + 1 }

// closest returns the Ref of the only article that has most words of what is asked, and more than most, with a word of some thing in its lead that the one at hand does not
// have; "" if there is none.
func (c conversation) closest(ctx context.Context, in command.Input, hand *briefing.Article, list []desk.Headline, asked, thing string, most int) (ref string) {
	strange := overlap.Strange(hand, thing)
	for _, h := range list[:min(len(list), maxLookedAt)] {
		a, err := c.d.Read(ctx, in.Reader(), h)
		if err != nil {
			continue // an unreadable article does not count
		}
		n := 0
		if err = c.d.Study(ctx, in.Reader(), a, func() {
			if overlap.LeadsWith(a, strange) {
				n = overlap.Meets(a, asked)
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
