package sources

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"lede/cards"
	"lede/cards/markup"
	"lede/cards/panels"
	"lede/commands/command"
	"lede/desk"
	"lede/problem"
)

// How a source is added: its address is looked up while the admin waits, what was found is shown, and a button confirms it. The address
// is not in any button: it may be long, or contain a secret. It is kept for an hour with everything else that was typed.

// offered names an address among what is kept, by the ID of its feed or its short name.
func offered(id string) string { return "feed " + Ref(id) }

// titled and exampleOf name the title of an offered feed, and its newest article.
func titled(id string) string    { return "title " + Ref(id) }
func exampleOf(id string) string { return "example " + Ref(id) }

// namesFeed reports whether the input has an address, or one of those offered.
func namesFeed(in command.Input) bool {
	return in.Text("address") != "" || in.Text("feed") != "" || in.Text("value") != ""
}

func addSource(ctx context.Context, d *desk.Desk, in command.Input) (command.Reply, error) {
	switch {
	case sourcesMode(ctx, in) == command.Form:
		return sourceForm(ctx, d, in, cards.Link{Command: "sources", Sub: "add"}, desk.Source{})
	case in.Text("feed") != "":
		return confirmSource(ctx, d, in)
	case in.Text("value") != "":
		typed, err := offer(ctx, d, in, in.Text("value"))
		if err != nil {
			return command.Reply{}, err
		}
		typed["address"] = typed[offered(in.Text("value"))]
		in.Options = typed
	}
	reply, err := findSource(ctx, d, in)
	if err != nil && sentForm(in) {
		err = keepSourceForm(ctx, d, in, cards.Link{Command: "sources", Sub: "add"}, err)
	}
	return reply, err
}

// offer returns what was typed before, together with the address that was offered under a short name.
func offer(ctx context.Context, d *desk.Desk, in command.Input, ref string) (map[string]string, error) {
	typed, err := d.Draft(ctx, in.Reader())
	if errors.Is(err, desk.ErrNoDraft) || err == nil && typed[offered(ref)] == "" {
		return nil, problem.New("commands.offer-over")
	}
	return typed, err
}

// findSource looks for feeds at an address, and shows what it found.
func findSource(ctx context.Context, d *desk.Desk, in command.Input) (command.Reply, error) {
	s, err := sourceOf(in)
	if err != nil {
		return command.Reply{}, err
	}
	list, err := d.Sources(ctx, in.Guild)
	if err != nil {
		return command.Reply{}, err
	}
	if len(list) >= d.MostSources() {
		return command.Reply{}, desk.ErrSourcesFull.With("n", d.MostSources())
	}
	found, err := d.FindFeeds(ctx, in.Reader(), in.Text("address"))
	if err != nil {
		return command.Reply{}, err
	}
	found = offerable(found)
	if i := slices.IndexFunc(list, func(o desk.Source) bool { return o.ID == found[0].ID }); i >= 0 && len(found) == 1 {
		return shownSource(ctx, d, in, in.Language().Text("command.sources.same"), list[i], "")
	}
	typed := map[string]string{}
	for _, name := range sourceFieldNames {
		typed[name] = in.Text(name)
	}
	for _, f := range found {
		typed[offered(f.ID)], typed[titled(f.ID)] = f.Address, markup.Label(f.Title, maxName)
		if len(f.Newest) > 0 {
			typed[exampleOf(f.ID)] = f.Newest[0].Ref
		}
	}
	if err := d.KeepDraft(ctx, in.Reader(), typed); err != nil {
		return command.Reply{}, err
	}
	l := in.Language()
	if len(found) == 1 {
		return command.Reply{Card: panels.SourceFound(l, foundSource(found[0], s))}, nil
	}
	var several []panels.Source
	for _, f := range found {
		several = append(several, foundSource(f, desk.Source{}))
	}
	return command.Reply{Card: panels.SourcesFound(l, several)}, nil
}

// What is offered at once must fit into what is kept: of several addresses, unwieldy ones are left out.
const (
	maxOffered = 20
	maxAddress = 1000
)

func offerable(found []desk.FoundFeed) []desk.FoundFeed {
	if len(found) == 1 {
		return found
	}
	list := slices.DeleteFunc(slices.Clone(found), func(f desk.FoundFeed) bool { return len(f.Address) > maxAddress })
	if len(list) == 0 {
		return found[:1]
	}
	return list[:min(len(list), maxOffered)]
}

// foundSource is a feed that was found, with what the admin has said about it.
func foundSource(f desk.FoundFeed, s desk.Source) panels.Source {
	s.Address = f.Address
	out := panels.Source{
		ID: Ref(f.ID), Name: cmp.Or(s.Name, markup.Label(f.Title, maxName), hostOf(f.Address)), Address: s.Shown(), Link: f.Link, Colour: s.Colour, Tags: s.Tags,
		Filter: s.Filter.String(), Pace: f.Pace, Partly: f.Partly, Text: textFrom(f.Text),
	}
	for _, i := range f.Newest {
		out.Newest = append(out.Newest, cards.Headline{Ref: i.Ref, Title: i.Title, URL: i.Link, Published: i.Published})
	}
	return out
}

// textFrom returns where the text of a feed's articles comes from.
func textFrom(kind desk.TextKind) panels.TextFrom {
	switch kind {
	case desk.FullText:
		return panels.TextInFeed
	case desk.PageText:
		return panels.TextOnPage
	case desk.TeaserText:
		return panels.TextTeaser
	}
	return panels.TextUnknown
}

// confirmSource adds a feed that was offered.
func confirmSource(ctx context.Context, d *desk.Desk, in command.Input) (command.Reply, error) {
	ref := in.Text("feed")
	typed, err := offer(ctx, d, in, ref)
	if err != nil {
		return command.Reply{}, err
	}
	kept := in
	kept.Options = typed
	s, err := sourceOf(kept)
	if err != nil {
		return command.Reply{}, err
	}
	s.Address, s.By, s.Name = typed[offered(ref)], in.Person.ID, cmp.Or(s.Name, typed[titled(ref)])
	s, _, err = d.AddSource(ctx, in.Guild, s)
	if errors.Is(err, desk.ErrSameSource) {
		return shownSource(ctx, d, in, in.Language().Text("command.sources.same"), s, "")
	}
	if err != nil {
		return command.Reply{}, err
	}
	shown, err := describedSource(ctx, d, s)
	if err != nil {
		return command.Reply{}, err
	}
	shown.Next = time.Time{} // it is fetched right away
	digests, err := d.Digests(ctx, in.Guild)
	return command.Reply{Card: panels.SourceAdded(in.Language(), shown, typed[exampleOf(ref)], len(digests) > 0)}, err
}
