package commands

import (
	"context"

	"lede/cards"
	"lede/desk"
	"lede/desk/filter"

	"github.com/bwmarrin/discordgo"
)

// filterItems is how many of the latest items a filter is tried on.
const filterItems = 50

// filterCommand shows admins what a filter lets through, and by which rule.
func filterCommand(d *desk.Desk) Command {
	return Command{
		Definition: adminOnly(slash("filter",
			subcommand("test", []*discordgo.ApplicationCommandOption{text("filter"), sourceOption(), digestOption()}...),
		)),
		Mode: private,
		Complete: func(ctx context.Context, in Input) ([]Choice, error) {
			if in.Focused == "digest" {
				return completeDigest(ctx, d, in)
			}
			return completeSource(ctx, d, in)
		},
		Handle: func(ctx context.Context, in Input) (Reply, error) {
			if err := requireAdmin(in); err != nil {
				return Reply{}, err
			}
			return testFilter(ctx, d, in)
		},
	}
}

// testFilter tries a filter on the latest items: the one that is typed, else that of the source, else that of the digest.
func testFilter(ctx context.Context, d *desk.Desk, in Input) (Reply, error) {
	wanted, err := filter.Read(in.Options["filter"])
	if err != nil {
		return Reply{}, err
	}
	list, err := d.Sources(ctx, in.Guild)
	if err != nil {
		return Reply{}, err
	}
	if in.Text("source") != "" {
		s, err := sourceMeant(ctx, d, in)
		if err != nil {
			return Reply{}, err
		}
		list = []desk.Source{s}
		if wanted.IsZero() {
			wanted = s.Filter
		}
	}
	judged, err := judge(ctx, d, in, list, wanted)
	if err != nil {
		return Reply{}, err
	}
	same := cards.Link{Command: "filter", Sub: "test", Options: map[string]string{}}
	for _, name := range []string{"filter", "source", "digest"} {
		if v := in.Text(name); v != "" {
			same.Options[name] = v
		}
	}
	return Reply{Card: cards.FilterTest(in.Language(), wanted.String(), judged, same, in.from())}, nil
}

// judge has a filter judge the latest items of some sources.
func judge(ctx context.Context, d *desk.Desk, in Input, list []desk.Source, wanted filter.Filter) ([]cards.Judged, error) {
	m, err := wanted.Compile()
	if err != nil {
		return nil, err
	}
	items, err := d.LatestItems(ctx, list, filterItems)
	if err != nil {
		return nil, err
	}
	var judged []cards.Judged
	for _, i := range items {
		item, err := d.FilterItem(ctx, in.reader(), i.FeedItem)
		if err != nil {
			return nil, err
		}
		v := m.Explain(item)
		j := cards.Judged{Title: i.Title, URL: i.Link, Source: sourceName(i.Source), Passes: v.Passes, Foreign: v.Reason == filter.Foreign}
		if v.Rule != nil {
			j.Rule = v.Rule.String()
		}
		judged = append(judged, j)
	}
	return judged, nil
}
