package commands

import (
	"context"
	"slices"

	"lede/briefing"
	"lede/cards"
	"lede/commands/command"
	"lede/commands/sources"
	"lede/desk"
	"lede/desk/filter"
)

// whyHere says why an article is among those read here: its source, the filter that let it through, and what put it into its story.
func whyHere(ctx context.Context, d *desk.Desk, in command.Input, h desk.Headline, story []cards.Chapter) (command.Reply, error) {
	w := cards.Why{Headline: command.Line(h), Story: story}
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
	if ok {
		if err := passedBy(ctx, d, in, s, item, &w); err != nil {
			return command.Reply{}, err
		}
	}
	return command.Reply{Card: cards.WhyHere(in.Language(), w)}, nil
}

// passedBy adds the filters that let an item through: that of its source, and those of the digests that the reader is told of.
func passedBy(ctx context.Context, d *desk.Desk, in command.Input, s desk.Source, item desk.FeedItem, w *cards.Why) error {
	digests, err := filtered(ctx, d, in, s)
	if err != nil || s.Filter.IsZero() && len(digests) == 0 {
		return err
	}
	looked, err := d.FilterItem(ctx, in.Reader(), item)
	if err != nil {
		return err
	}
	verdict, err := ruled(s.Filter, looked)
	if err != nil {
		return err
	}
	w.Rule = ruleOf(verdict)
	for _, g := range digests {
		verdict, err := ruled(g.Filter, looked)
		if err != nil {
			return err
		}
		if verdict.Passes {
			w.Digests = append(w.Digests, cards.Passed{Channel: g.Channel, Filter: g.Filter.String(), Rule: ruleOf(verdict)})
		}
	}
	return nil
}

// filtered returns the digests with a filter of their own that draw on a source: those of this channel, and for an admin all of the server's.
// Others may be for channels that the reader cannot see.
func filtered(ctx context.Context, d *desk.Desk, in command.Input, s desk.Source) ([]desk.Digest, error) {
	if in.Guild == "" || in.Absent {
		return nil, nil
	}
	list, err := d.Digests(ctx, in.Guild)
	admin := command.RequireAdmin(in) == nil
	return slices.DeleteFunc(list, func(g desk.Digest) bool {
		told := admin || g.Channel == in.Channel
		return !told || g.Filter.IsZero() || !g.TellsOf(s.ID)
	}), err
}

// ruled returns what a filter decides about an item.
func ruled(f filter.Filter, item filter.Item) (filter.Verdict, error) {
	m, err := f.Compile()
	if err != nil {
		return filter.Verdict{}, err
	}
	return m.Explain(item), nil
}

// ruleOf returns the rule that decided, "" if no particular one did.
func ruleOf(v filter.Verdict) string {
	if v.Rule == nil {
		return ""
	}
	return v.Rule.String()
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
