package sources

import (
	"cmp"
	"context"
	"errors"

	"lede/cards/panels"
	"lede/commands/command"
	"lede/desk"
	"lede/problem"

	"github.com/bwmarrin/discordgo"
)

// pack is a few sources on one topic, to begin with.
type pack struct {
	id      string // the value of the option; its name is in the catalogue
	sources []desk.Source
}

// packs are all packs. Addresses change: an unreadable one is reported as for any source.
var packs = []pack{
	{"world", []desk.Source{
		{Name: "BBC News: World", Address: "https://feeds.bbci.co.uk/news/world/rss.xml"},
		{Name: "Deutsche Welle", Address: "https://rss.dw.com/rdf/rss-en-all"},
		{Name: "Al Jazeera", Address: "https://www.aljazeera.com/xml/rss/all.xml"},
		{Name: "UN News", Address: "https://news.un.org/feed/subscribe/en/news/all/rss.xml"},
	}},
	{"science", []desk.Source{
		{Name: "Nature", Address: "https://www.nature.com/nature.rss"},
		{Name: "Quanta Magazine", Address: "https://www.quantamagazine.org/feed/"},
		{Name: "Phys.org", Address: "https://phys.org/rss-feed/"},
	}},
	{"space", []desk.Source{
		{Name: "NASA", Address: "https://www.nasa.gov/feed/"},
		{Name: "ESA", Address: "https://www.esa.int/rssfeed/Our_Activities/Space_News"},
		{Name: "SpaceNews", Address: "https://spacenews.com/feed/"},
	}},
	{"technology", []desk.Source{
		{Name: "Ars Technica", Address: "https://feeds.arstechnica.com/arstechnica/index"},
		{Name: "The Register", Address: "https://www.theregister.com/headlines.atom"},
		{Name: "LWN.net", Address: "https://lwn.net/headlines/rss"},
	}},
	{"security", []desk.Source{
		{Name: "Krebs on Security", Address: "https://krebsonsecurity.com/feed/"},
		{Name: "Schneier on Security", Address: "https://www.schneier.com/feed/atom/"},
		{Name: "CISA alerts", Address: "https://www.cisa.gov/cybersecurity-advisories/all.xml"},
	}},
	{"go", []desk.Source{
		{Name: "The Go Blog", Address: "https://go.dev/blog/feed.atom"},
		{Name: "Go releases", Address: "https://github.com/golang/go/tags.atom"},
	}},
}

func topicOption() *discordgo.ApplicationCommandOption {
	topic := command.TextOption("topic")
	for _, k := range packs {
		topic.Choices = append(topic.Choices, &discordgo.ApplicationCommandOptionChoice{Value: k.id})
	}
	return topic
}

// addPack adds the sources of a pack, or shows which packs there are.
func addPack(ctx context.Context, d *desk.Desk, in command.Input) (command.Reply, error) {
	l := in.Language()
	chosen := cmp.Or(in.Text("topic"), in.Text("value"))
	var offered []panels.Pack
	for _, k := range packs {
		if k.id == chosen {
			return addSources(ctx, d, in, k.sources, nil)
		}
		one := panels.Pack{ID: k.id, Topic: l.Text("option.topic." + k.id)}
		for _, s := range k.sources {
			one.Sources = append(one.Sources, s.Name)
		}
		offered = append(offered, one)
	}
	return command.Reply{Card: panels.Packs(l, offered)}, nil
}

// addSources adds several sources at once, unseen, and reports each one that could not be added, after the reports passed in.
func addSources(ctx context.Context, d *desk.Desk, in command.Input, list []desk.Source, report []panels.Reported) (command.Reply, error) {
	added, known := 0, 0
	for i, s := range list {
		s.By = in.Person.ID
		_, _, err := d.AddSource(ctx, in.Guild, s)
		var why *problem.Problem
		switch {
		case err == nil:
			added++
		case errors.Is(err, desk.ErrSameSource):
			known++
		case errors.Is(err, desk.ErrSourcesFull):
			report = append(report, panels.Reported{Name: in.Language().Text("command.sources.others", "n", len(list)-i), Problem: desk.ErrSourcesFull.With("n", d.MostSources())})
			return command.Reply{Card: panels.SourcesImported(in.Language(), added, known, report)}, nil
		case errors.As(err, &why):
			report = append(report, panels.Reported{Name: cmp.Or(s.Name, s.Shown()), Problem: why})
		default:
			return command.Reply{}, err
		}
	}
	return command.Reply{Card: panels.SourcesImported(in.Language(), added, known, report)}, nil
}
