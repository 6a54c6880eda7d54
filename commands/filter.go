package commands

import (
	"cmp"
	"context"
	"slices"

	"lede/cards"
	"lede/cards/panels"
	"lede/commands/command"
	"lede/commands/digest"
	"lede/commands/sources"
	"lede/desk"
	"lede/desk/filter"

	"github.com/bwmarrin/discordgo"
)

// filterItems is how many of the latest items a filter is tried on.
const filterItems = 50

// filterCommand shows admins what a filter lets through, and by which rule.
func filterCommand(d *desk.Desk) command.Command {
	return command.Command{
		Definition: command.AdminOnly(command.Slash("filter",
			command.Subcommand("test", []*discordgo.ApplicationCommandOption{command.TextOption("filter"), sources.Option(), digest.Option()}...),
		)),
		Mode: command.Privately,
		Complete: func(ctx context.Context, in command.Input) ([]command.Choice, error) {
			if in.Focused == "digest" {
				return digest.Complete(ctx, d, in)
			}
			return sources.Complete(ctx, d, in)
		},
		Handle: func(ctx context.Context, in command.Input) (command.Reply, error) {
			if err := command.RequireAdmin(in); err != nil {
				return command.Reply{}, err
			}
			return testFilter(ctx, d, in)
		},
	}
}

// testFilter tries a filter on the latest items: the one typed, else the source's, else the digest's.
func testFilter(ctx context.Context, d *desk.Desk, in command.Input) (command.Reply, error) {
	wanted, err := filter.Read(in.Options["filter"])
	if err != nil {
		return command.Reply{}, err
	}
	list, err := d.Sources(ctx, in.Guild)
	if err != nil {
		return command.Reply{}, err
	}
	list, own, err := chosenSources(ctx, d, in, list)
	if err != nil {
		return command.Reply{}, err
	}
	if wanted.IsZero() {
		wanted = own
	}
	judged, err := judge(ctx, d, in, list, wanted)
	if err != nil {
		return command.Reply{}, err
	}
	reading := false
	if len(judged) == 0 {
		if reading, err = sources.BeingRead(ctx, d, list); err != nil {
			return command.Reply{}, err
		}
	}
	same := cards.Link{Command: "filter", Sub: "test", Options: map[string]string{}}
	for _, name := range []string{"filter", "source", "digest"} {
		if v := in.Text(name); v != "" {
			same.Options[name] = v
		}
	}
	return command.Reply{Card: panels.FilterTest(in.Language(), wanted.String(), judged, reading, same, in.From())}, nil
}

// chosenSources keeps the sources that the options name, with the filter in use for them.
func chosenSources(ctx context.Context, d *desk.Desk, in command.Input, list []desk.Source) ([]desk.Source, filter.Filter, error) {
	switch {
	case in.Text("source") != "":
		s, err := sources.Meant(ctx, d, in)
		return []desk.Source{s}, s.Filter, err
	case in.Text("digest") != "":
		g, err := d.Digest(ctx, in.Guild, in.Text("digest"))
		if err != nil || len(g.Sources) == 0 {
			return list, g.Filter, err
		}
		return slices.DeleteFunc(list, func(s desk.Source) bool { return !slices.Contains(g.Sources, s.ID) }), g.Filter, nil
	}
	return list, filter.Filter{}, nil
}

// sourceItem is an item and its source.
type sourceItem struct {
	source desk.Source
	desk.FeedItem
}

// latestItems are the latest items of some sources, the newest first.
func latestItems(ctx context.Context, d *desk.Desk, list []desk.Source) ([]sourceItem, error) {
	var out []sourceItem
	for _, s := range list {
		items, err := d.FeedItems(ctx, s)
		if err != nil {
			return nil, err
		}
		for _, i := range items {
			out = append(out, sourceItem{s, i})
		}
	}
	slices.SortStableFunc(out, func(a, b sourceItem) int { return cmp.Or(b.Seen.Compare(a.Seen), cmp.Compare(b.Seq, a.Seq)) })
	return out[:min(len(out), filterItems)], nil
}

// judge has filters judge the latest items of some sources. For a digest each source's own filter comes before the digest's.
func judge(ctx context.Context, d *desk.Desk, in command.Input, list []desk.Source, wanted filter.Filter) ([]panels.Judged, error) {
	items, err := latestItems(ctx, d, list)
	if err != nil {
		return nil, err
	}
	var judged []panels.Judged
	for _, i := range items {
		item, err := d.FilterItem(ctx, in.Reader(), i.FeedItem)
		if err != nil {
			return nil, err
		}
		filters := []filter.Filter{wanted}
		if in.Text("digest") != "" && in.Text("source") == "" {
			filters = []filter.Filter{i.source.Filter, wanted}
		}
		v, err := verdict(item, filters)
		if err != nil {
			return nil, err
		}
		j := panels.Judged{Title: i.Title, URL: i.Link, Source: sources.Name(i.source), Passes: v.Passes, Foreign: v.Reason == filter.Foreign}
		if v.Rule != nil {
			j.Rule = v.Rule.String()
		}
		judged = append(judged, j)
	}
	return judged, nil
}

// verdict returns the verdict of the first filter that holds an item back, else that of the last.
func verdict(item filter.Item, filters []filter.Filter) (v filter.Verdict, err error) {
	for _, f := range filters {
		m, err := f.Compile()
		if err != nil {
			return v, err
		}
		if v = m.Explain(item); !v.Passes {
			return v, nil
		}
	}
	return v, nil
}
