package direct

import (
	"context"
	"errors"
	"slices"

	"lede/briefing"
	"lede/briefing/answer"
	"lede/cards"
	"lede/commands/command"
	"lede/commands/talk"
	"lede/commands/talk/message"
	"lede/commands/talk/overlap"
	"lede/desk"
)

const (
	maxElsewhere = 1  // other articles that a refusal offers
	maxLookedAt  = 10 // other articles that the question is tried on
)

// offer finds another article the person can read that may answer what the open one does not, or that is about what the message turns
// to.
func (c conversation) offer(ctx context.Context, in command.Input, ways *cards.Ways, a *briefing.Article, text string, meant talk.Meant, answered bool) error {
	open := desk.Ref(a.ID)
	topic := message.Topic(text)
	turns := topic != "" && !overlap.Covers(a.Title, a.Language, topic)
	tried := !answered && !meant.Of && !meant.Nobody
	if !turns && !tried {
		return nil
	}
	list, err := c.others(ctx, in, open)
	if err != nil {
		return err
	}
	if tried {
		ways.Asked = meant.Question
		ways.Elsewhere = Elsewhere(ctx, c.d, in, a, list, meant.Question)
	}
	if at := slices.IndexFunc(list, func(h desk.Headline) bool { return overlap.Covers(h.Title, a.Language, topic) }); at >= 0 && turns && len(ways.Elsewhere) == 0 {
		ways.Asked, ways.Elsewhere = "", []cards.Headline{command.Line(list[at])}
	}
	return nil
}

// others returns the articles a person can read beside the open one: those they opened first, then the rest, the newest first.
func (c conversation) others(ctx context.Context, in command.Input, open string) (list []desk.Headline, err error) {
	opened, err := c.d.Opened(ctx, in.Person.ID)
	if err != nil {
		return nil, err
	}
	all, err := c.d.Headlines(ctx, in.Reader())
	seen := map[string]bool{open: true}
	for _, h := range append(opened, all...) {
		if !seen[h.Ref] {
			list = append(list, h)
		}
		seen[h.Ref] = true
	}
	return list, err
}

// Elsewhere returns the other articles that may answer what the open one does not, as far as they can be read now: those that have all that the question is about, or
// that tell more than once of what the open one lacks.
func Elsewhere(ctx context.Context, d *desk.Desk, in command.Input, open *briefing.Article, others []desk.Headline, question string) (list []cards.Headline) {
	strange := overlap.Strange(open, question)
	for _, h := range others[:min(len(others), maxLookedAt)] {
		if len(list) == maxElsewhere {
			break
		}
		a, err := d.Read(ctx, in.Reader(), h)
		if errors.Is(err, desk.ErrNoSuchArticle) {
			continue
		}
		says := false
		if err == nil {
			err = d.Study(ctx, in.Reader(), a, func() {
				about := overlap.Covers(a.Text, a.Language, question) || overlap.TellsOften(a, strange, oftenTold)
				says = about && answer.From(a, question).Answered
			})
		}
		if err != nil {
			return list // an offer is not worth a failure
		}
		if says {
			list = append(list, command.Line(h))
		}
	}
	return list
}
