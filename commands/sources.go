package commands

import (
	"cmp"
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"

	"lede/cards"
	"lede/desk"
	"lede/problem"

	"github.com/bwmarrin/discordgo"
)

// sources lets admins choose from where news comes by itself.
func sources(d *desk.Desk) Command {
	file := &discordgo.ApplicationCommandOption{Type: discordgo.ApplicationCommandOptionAttachment, Name: "file"}
	return Command{
		Definition: adminOnly(slash("sources",
			subcommand("add", append([]*discordgo.ApplicationCommandOption{text("address")}, sourceFields()...)...),
			subcommand("list", sourceOption()),
			subcommand("edit", append([]*discordgo.ApplicationCommandOption{sourceOption()}, sourceFields()...)...),
			subcommand("pause", sourceOption()),
			subcommand("resume", sourceOption()),
			subcommand("test", sourceOption()),
			subcommand("remove", sourceOption()),
			subcommand("packs", topicOption()),
			subcommand("import", required(file)),
			subcommand("export"),
		)),
		Mode:     sourcesMode,
		Changes:  with("add", "edit", "pause", "resume", "remove", "packs", "import"),
		Complete: func(ctx context.Context, in Input) ([]Choice, error) { return completeSource(ctx, d, in) },
		Handle: func(ctx context.Context, in Input) (Reply, error) {
			if err := requireAdmin(in); err != nil {
				return Reply{}, err
			}
			handle, ok := map[string]func(context.Context, *desk.Desk, Input) (Reply, error){
				"add": addSource, "edit": editSource, "pause": pauseSource, "resume": resumeSource, "test": testSource, "remove": removeSource,
				"packs": addPack, "import": importSources, "export": exportSources,
			}[in.Sub]
			if !ok {
				handle = listSources
			}
			return handle(ctx, d, in)
		},
	}
}

// sourcesMode opens a form where nothing is given that could be added or changed.
func sourcesMode(_ context.Context, in Input) Mode {
	if requireAdmin(in) != nil {
		return Private
	}
	if in.Sub == "add" && !in.namesFeed() || in.Sub == "edit" && !in.changesSource() {
		return Form
	}
	return Private
}

func sourceOption() *discordgo.ApplicationCommandOption { return completing(text("source")) }

// sourceRef is the short name of a source, for buttons and options: a feed's ID may be longer than those can be.
func sourceRef(id string) string {
	ref, _, _ := strings.Cut(id, "@")
	return ref
}

// sourceMeant is the source that an input is about: the one named, by its short name, its name or its address, else the only
// one.
func sourceMeant(ctx context.Context, d *desk.Desk, in Input) (desk.Source, error) {
	list, err := d.Sources(ctx, in.Guild)
	if err != nil {
		return desk.Source{}, err
	}
	named := cmp.Or(in.Text("source"), in.Text("value"))
	switch {
	case len(list) == 0:
		return desk.Source{}, problem.New("commands.sources-none")
	case named == "" && len(list) == 1:
		return list[0], nil
	case named == "":
		return desk.Source{}, problem.New("commands.source-which")
	}
	if i := slices.IndexFunc(list, func(s desk.Source) bool { return called(s, named) }); i >= 0 {
		return list[i], nil
	}
	if part := slices.DeleteFunc(slices.Clone(list), func(s desk.Source) bool { return !matches(sourceName(s), named) }); len(part) == 1 {
		return part[0], nil // who types on without choosing what is offered means that one
	}
	return desk.Source{}, unknownSource(list, named)
}

// unknownSource says that there is no source of a name, and which may be meant.
func unknownSource(list []desk.Source, typed string) error {
	var names []string
	for _, s := range list {
		names = append(names, sourceName(s))
	}
	if near := problem.Nearest(typed, names); near != "" {
		return problem.New("commands.source-nearly", "typed", cards.Label(typed, maxChoice), "name", near)
	}
	return problem.New("commands.source-unknown", "typed", cards.Label(typed, maxChoice))
}

// called reports whether somebody means a source by what they typed.
func called(s desk.Source, typed string) bool {
	return strings.EqualFold(typed, sourceName(s)) || slices.Contains([]string{s.ID, sourceRef(s.ID), s.Address, s.Shown()}, typed)
}

// sourceName is what a source is called: its own name, else that of its host.
func sourceName(s desk.Source) string {
	if s.Name != "" {
		return s.Name
	}
	return hostOf(s.Address)
}

// hostOf is the host of an address, which says most about it and holds no secret.
func hostOf(address string) string {
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		return strings.TrimPrefix(u.Hostname(), "www.")
	}
	return ""
}

// completeSource offers the sources of the server by their names.
func completeSource(ctx context.Context, d *desk.Desk, in Input) ([]Choice, error) {
	list, err := d.Sources(ctx, in.Guild)
	if err != nil {
		return nil, err
	}
	var choices []Choice
	for _, s := range list {
		name := sourceName(s)
		if host := hostOf(s.Address); host != name {
			name += " — " + host
		}
		if matches(name, in.Text(in.Focused)) {
			choices = append(choices, Choice{Name: cards.Label(name, maxChoice), Value: sourceRef(s.ID)})
		}
	}
	return first(choices), nil
}

// describedSource is a source with what is known of its feed.
func describedSource(ctx context.Context, d *desk.Desk, s desk.Source) (cards.Source, error) {
	out := cards.Source{
		ID: sourceRef(s.ID), Name: sourceName(s), Address: s.Shown(), Colour: s.Colour, Tags: s.Tags, Paused: s.Paused, Filter: s.Filter.String(),
	}
	st, err := d.FeedState(ctx, s)
	if errors.Is(err, desk.ErrNoFeed) {
		return out, nil // it will be there in a moment
	}
	if err != nil {
		return out, err
	}
	out.Link, out.Pace, out.Partly = st.Link, st.Pace, st.Partly
	out.LastNew, out.LastTried, out.Next = st.LastNew, st.LastTried, st.Next
	out.Trouble, out.Since = cmp.Or(st.Trouble, st.Paused), st.Since
	return out, nil
}

func listSources(ctx context.Context, d *desk.Desk, in Input) (Reply, error) {
	if in.Text("source") != "" || in.Text("value") != "" {
		s, err := sourceMeant(ctx, d, in)
		if err != nil {
			return Reply{}, err
		}
		return shownSource(ctx, d, in, "", s, "")
	}
	list, err := d.Sources(ctx, in.Guild)
	if err != nil {
		return Reply{}, err
	}
	var shown []cards.Source
	for _, s := range list {
		one, err := describedSource(ctx, d, s)
		if err != nil {
			return Reply{}, err
		}
		shown = append(shown, one)
	}
	return Reply{Card: cards.Sources(in.Language(), shown, d.MostSources(), in.from())}, nil
}

// shownSource shows a source after what the title says.
func shownSource(ctx context.Context, d *desk.Desk, in Input, title string, s desk.Source, hint string) (Reply, error) {
	shown, err := describedSource(ctx, d, s)
	if err != nil {
		return Reply{}, err
	}
	items, err := d.FeedItems(ctx, s)
	if n := len(items); n > 0 {
		shown.Text = textFrom(items[n-1].Text)
	}
	return Reply{Card: cards.SourceShown(in.Language(), title, shown, hint)}, err
}

func pauseSource(ctx context.Context, d *desk.Desk, in Input) (Reply, error) {
	s, err := sourceMeant(ctx, d, in)
	if err == nil {
		s, err = d.PauseSource(ctx, in.Guild, s.ID, problem.New("commands.paused-by-admin"))
	}
	if err != nil {
		return Reply{}, err
	}
	l := in.Language()
	return shownSource(ctx, d, in, l.Text("command.sources.paused"), s, l.Text("command.sources.paused-hint"))
}

func resumeSource(ctx context.Context, d *desk.Desk, in Input) (Reply, error) {
	s, err := sourceMeant(ctx, d, in)
	if err == nil {
		s, err = d.ResumeSource(ctx, in.Guild, s.ID)
	}
	if err != nil {
		return Reply{}, err
	}
	return shownSource(ctx, d, in, in.Language().Text("command.sources.resumed"), s, "")
}

// removeSource removes a source, and keeps its address for a while, so that a slip can be undone.
func removeSource(ctx context.Context, d *desk.Desk, in Input) (Reply, error) {
	s, err := sourceMeant(ctx, d, in)
	if err == nil {
		s, err = d.RemoveSource(ctx, in.Guild, s.ID)
	}
	if err != nil {
		return Reply{}, err
	}
	typed := map[string]string{
		offered(s.ID): s.Address, "name": s.Name, "tags": strings.Join(s.Tags, ", "), "colour": colourName(s.Colour), "filter": s.Filter.String(),
	}
	_ = d.KeepDraft(ctx, in.reader(), typed) // else the button says that the offer is over
	return Reply{Card: cards.SourceRemoved(in.Language(), cards.Source{ID: sourceRef(s.ID), Name: sourceName(s)})}, nil
}

// testSource fetches a source's feed now and tells what came, without keeping it.
func testSource(ctx context.Context, d *desk.Desk, in Input) (Reply, error) {
	s, err := sourceMeant(ctx, d, in)
	if err != nil {
		return Reply{}, err
	}
	tried, err := d.TryFeed(ctx, in.reader(), s)
	if err != nil {
		return Reply{}, err
	}
	shown, err := describedSource(ctx, d, s)
	if err != nil {
		return Reply{}, err
	}
	st, err := d.FeedState(ctx, s)
	if err != nil && !errors.Is(err, desk.ErrNoFeed) {
		return Reply{}, err
	}
	shown.Partly = tried.Partly
	return Reply{Card: cards.SourceTested(in.Language(), shown, cards.SourceTest{
		Status: tried.Status, Problem: tried.Problem, Items: tried.Items, New: tried.New,
		Requests: st.Requests, NotModified: st.NotModified, TooMany: st.TooMany, Bytes: st.Bytes,
	})}, nil
}
