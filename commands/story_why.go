package commands

import (
	"context"

	"lede/briefing"
	"lede/cards"
	"lede/commands/command"
	"lede/commands/sources"
	"lede/desk"
)

// whyHere says why an article is among those read here: its source, the filter that let it through, and what put it into its story.
func whyHere(ctx context.Context, d *desk.Desk, in command.Input, h desk.Headline, story []cards.Chapter) (command.Reply, error) {
	w := cards.Why{Headline: line(h), Story: story}
	for _, c := range story {
		if c.Ref == h.Ref {
			w.Name = nameIn(c.Article)
		}
	}
	s, item, ok, err := d.SourceOf(ctx, in.Reader(), h)
	if err != nil {
		return command.Reply{}, err
	}
	if ok {
		w.Source, w.Filter = sources.Name(s), s.Filter.String()
		if command.RequireAdmin(in) == nil && s.Paused == nil {
			w.Mute = &cards.Link{Command: "sources", Sub: "pause", Options: map[string]string{"source": sources.Ref(s.ID)}}
		}
	}
	if w.Withdraw, err = withdrawal(ctx, d, in, h); err != nil {
		return command.Reply{}, err
	}
	if w.Filter != "" {
		looked, err := d.FilterItem(ctx, in.Reader(), item)
		if err != nil {
			return command.Reply{}, err
		}
		m, err := s.Filter.Compile()
		if err != nil {
			return command.Reply{}, err
		}
		if rule := m.Explain(looked).Rule; rule != nil {
			w.Rule = rule.String()
		}
	}
	return command.Reply{Card: cards.WhyHere(in.Language(), w)}, nil
}

// withdrawal leads an admin to withdraw the latest post that shows an article; nil if there is none.
func withdrawal(ctx context.Context, d *desk.Desk, in command.Input, h desk.Headline) (*cards.Link, error) {
	if in.Guild == "" || command.RequireAdmin(in) != nil {
		return nil, nil
	}
	post, found, err := d.PostOf(ctx, in.Guild, h.Ref)
	if err != nil || !found {
		return nil, err
	}
	return &cards.Link{Command: "digest", Sub: "withdraw", Options: map[string]string{"post": post.Message}}, nil
}

// nameIn returns the most frequent name in an article, "" for none.
func nameIn(a *briefing.Article) (name string) {
	times := 0
	for _, p := range a.People {
		if len(p.Mentions) > times {
			name, times = p.Name, len(p.Mentions)
		}
	}
	for _, list := range [][]briefing.Name{a.Organizations, a.Places} {
		for _, n := range list {
			if name == "" || len(n.Mentions) > times {
				name, times = n.Name, len(n.Mentions)
			}
		}
	}
	return name
}
