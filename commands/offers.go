package commands

import (
	"context"
	"errors"
	"slices"
	"strings"

	"lede/briefing"
	"lede/briefing/answer"
	"lede/cards"
	"lede/commands/command"
	"lede/commands/talk"
	"lede/desk"
	"lede/languages"
)

const (
	maxSuggested = 2  // questions that a refusal offers
	maxElsewhere = 1  // other articles that it offers
	maxLookedAt  = 10 // other articles that are asked the same
)

// suggestions are questions that an article does answer, those about some people first; not is what was just asked. They are in the article's
// language, as they are put to it.
func suggestions(a *briefing.Article, people []*briefing.Person, not string) []string {
	return suggestionsFrom(answer.NewIndex(a), people, not)
}

func suggestionsFrom(x *answer.Index, people []*briefing.Person, not string) (list []string) {
	l := languages.For(x.Language)
	try := func(question string, answers func(i int) bool) {
		if len(list) == maxSuggested || strings.EqualFold(question, not) || slices.Contains(list, question) || cards.Label(question, 80) != question {
			return
		}
		found := x.Answer(question)
		if found.Answered && slices.ContainsFunc(found.Sentences, func(e briefing.Evidence) bool {
			return answers(slices.IndexFunc(x.Sentences, func(s briefing.Sentence) bool { return s.Span == e.Span }))
		}) {
			list = append(list, question)
		}
	}
	everybody := slices.Clone(people)
	for i := range x.People {
		if p := &x.People[i]; !slices.Contains(everybody, p) {
			everybody = append(everybody, p)
		}
	}
	for _, p := range everybody {
		if len(p.Quotes) > 0 {
			try(framed(l, talk.FrameSaid, p.Name), func(i int) bool {
				return slices.ContainsFunc(p.Quotes, func(q int) bool { return x.Quotes[q].Sentence == i })
			})
		}
		if p.Role != "" && len(list) == 1 {
			try(framed(l, talk.FrameWho, p.Name), func(i int) bool {
				return slices.ContainsFunc(p.Mentions, func(m briefing.Mention) bool { return m.Sentence == i })
			})
		}
	}
	for _, f := range x.Figures {
		if f.Counts != "" && f.Unit == "" {
			try(l.Text("talk.ask.how-many", "things", f.Counts), func(i int) bool { return i == f.Sentence })
		}
	}
	for _, p := range everybody {
		try(framed(l, talk.FrameWho, p.Name), func(int) bool { return true })
	}
	try(l.Text("talk.ask.about"), func(int) bool { return true })
	return list
}

// elsewhere are the other articles of a person, the newest first, that may answer what the open one does not.
func (c conversation) elsewhere(ctx context.Context, in command.Input, open, question string, opened []desk.Headline) (list []cards.Headline, err error) {
	others, err := c.d.Headlines(ctx, in.Reader())
	if err != nil {
		return nil, err
	}
	looked := map[string]bool{open: true}
	for _, h := range append(slices.Clone(opened), others...) {
		if looked[h.Ref] {
			continue
		}
		if looked[h.Ref] = true; len(looked) > maxLookedAt+1 || len(list) == maxElsewhere {
			break
		}
		a, err := c.d.Read(ctx, in.Reader(), h)
		if errors.Is(err, desk.ErrNoSuchArticle) {
			continue
		}
		if err != nil {
			return list, nil // an offer is not worth a failure
		}
		says := false
		err = c.d.Study(ctx, in.Reader(), a, func() {
			says = talk.Covers(a, question) && answer.From(a, question).Answered
		})
		if err != nil {
			return nil, err
		}
		if says {
			list = append(list, line(h))
		}
	}
	return list, nil
}
