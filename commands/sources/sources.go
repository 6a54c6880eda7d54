// Package sources is /sources: where news comes from by itself, for the admins of a server. It refuses to fetch anything itself, which
// the desk has done.
package sources

import (
	"cmp"
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"

	"lede/cards/markup"
	"lede/cards/panels"
	"lede/commands/command"
	"lede/desk"
	"lede/problem"

	"github.com/bwmarrin/discordgo"
)

// Command lets admins choose where news comes from by itself.
func Command(d *desk.Desk) command.Command {
	file := &discordgo.ApplicationCommandOption{Type: discordgo.ApplicationCommandOptionAttachment, Name: "file"}
	return command.Command{
		Definition: command.AdminOnly(command.Slash("sources",
			command.Subcommand("add", append([]*discordgo.ApplicationCommandOption{command.TextOption("address")}, sourceFields()...)...),
			command.Subcommand("list", Option()),
			command.Subcommand("edit", append([]*discordgo.ApplicationCommandOption{Option()}, sourceFields()...)...),
			command.Subcommand("pause", Option()),
			command.Subcommand("resume", Option()),
			command.Subcommand("test", Option()),
			command.Subcommand("remove", Option()),
			command.Subcommand("packs", topicOption()),
			command.Subcommand("import", command.Required(file)),
			command.Subcommand("export"),
		)),
		Mode:     sourcesMode,
		Changes:  command.With("add", "edit", "pause", "resume", "remove", "packs", "import"),
		Complete: func(ctx context.Context, in command.Input) ([]command.Choice, error) { return Complete(ctx, d, in) },
		Handle: func(ctx context.Context, in command.Input) (command.Reply, error) {
			if err := command.RequireAdmin(in); err != nil {
				return command.Reply{}, err
			}
			handle, ok := map[string]func(context.Context, *desk.Desk, command.Input) (command.Reply, error){
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

// sourcesMode opens a form if the input has nothing to add or change.
func sourcesMode(_ context.Context, in command.Input) command.Mode {
	if command.RequireAdmin(in) != nil {
		return command.Private
	}
	if in.Sub == "add" && !namesFeed(in) || in.Sub == "edit" && !changesSource(in) {
		return command.Form
	}
	return command.Private
}

// Option is the option that names a source.
func Option() *discordgo.ApplicationCommandOption {
	return command.Completing(command.TextOption("source"))
}

// Ref returns the short name of a source for buttons and options: a feed's ID may be too long for them.
func Ref(id string) string {
	ref, _, _ := strings.Cut(id, "@")
	return ref
}

// Meant returns the source that an input refers to: the one named, by its short name, its name or its address, else the only one.
func Meant(ctx context.Context, d *desk.Desk, in command.Input) (desk.Source, error) {
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
	switch found := Named(list, named); len(found) {
	case 0:
	case 1:
		return found[0], nil
	default:
		return desk.Source{}, problem.New("commands.source-which")
	}
	return desk.Source{}, command.Nearly(Unknown(list, named), in, "source", Nearest(list, named))
}

// TagSign precedes a tag, which stands for all sources that have it now.
const TagSign = "#"

// Named returns the sources that a name means, as every command has it: those with a tag, else the only one that is called so, on whose site
// the typed address is, or of whose name it is a part.
func Named(list []desk.Source, typed string) []desk.Source {
	if tag, ok := strings.CutPrefix(typed, TagSign); ok {
		has := func(s desk.Source) bool {
			return slices.ContainsFunc(s.Tags, func(t string) bool { return strings.EqualFold(t, tag) })
		}
		return slices.DeleteFunc(slices.Clone(list), func(s desk.Source) bool { return !has(s) })
	}
	if i := indexOf(list, typed); i >= 0 {
		return list[i : i+1]
	}
	// Typing on without choosing what is offered means that one.
	if part := slices.DeleteFunc(slices.Clone(list), func(s desk.Source) bool { return !command.Matches(Name(s), typed) }); len(part) == 1 {
		return part
	}
	return nil
}

// Unknown returns the error for a name that no source has, with the source that may be meant.
func Unknown(list []desk.Source, typed string) error {
	if near := Nearest(list, typed); near != "" {
		return problem.New("commands.source-nearly", "typed", markup.Label(typed, command.MaxChoice), "name", near)
	}
	return problem.New("commands.source-unknown", "typed", markup.Label(typed, command.MaxChoice))
}

// Nearest returns the name of the source that may be meant by what was typed, "" for none.
func Nearest(list []desk.Source, typed string) string {
	var names, bare []string
	for _, s := range list {
		names = append(names, Name(s))
		_, rest, _ := strings.Cut(Name(s), " ")
		bare = append(bare, cmp.Or(rest, Name(s))) // “Elery Courier” for “The Ellery Courier”
	}
	if near := problem.Nearest(typed, names); near != "" {
		return near
	}
	if near := problem.Nearest(typed, bare); near != "" {
		return names[slices.Index(bare, near)]
	}
	return byAWord(typed, names)
}

// byAWord returns the only name of which the typed text nearly matches a word or a part; "" for none.
func byAWord(typed string, names []string) (near string) {
	for _, name := range names {
		part := typed != "" && strings.Contains(strings.ToLower(name), strings.ToLower(typed))
		switch like := part || problem.Nearest(typed, strings.Fields(name)) != ""; {
		case like && near != "":
			return ""
		case like:
			near = name
		}
	}
	return near
}

// indexOf returns which source of a list a person means: the one called so, else the only one on the site whose address was typed, by
// which it may have been added; -1 for none.
func indexOf(list []desk.Source, typed string) int {
	if i := slices.IndexFunc(list, func(s desk.Source) bool { return Called(s, typed) }); i >= 0 {
		return i
	}
	address := strings.ToLower(typed)
	if !strings.Contains(address, "://") {
		address = "https://" + address
	}
	host := hostOf(address)
	onSite := func(s desk.Source) bool { return host != "" && strings.EqualFold(hostOf(s.Address), host) }
	i := slices.IndexFunc(list, onSite)
	if i >= 0 && slices.ContainsFunc(list[i+1:], onSite) {
		return -1
	}
	return i
}

// Called reports whether what a person typed means a source.
func Called(s desk.Source, typed string) bool {
	return strings.EqualFold(typed, Name(s)) || slices.Contains([]string{s.ID, Ref(s.ID), s.Address, s.Shown()}, typed)
}

// Name returns a source's own name, else that of its host.
func Name(s desk.Source) string {
	if s.Name != "" {
		return s.Name
	}
	return hostOf(s.Address)
}

// hostOf returns the host of an address, which says most about it and holds no secret.
func hostOf(address string) string {
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		return strings.TrimPrefix(u.Hostname(), "www.")
	}
	return ""
}

// Complete offers the sources of the server by their names.
func Complete(ctx context.Context, d *desk.Desk, in command.Input) ([]command.Choice, error) {
	list, err := d.Sources(ctx, in.Guild)
	if err != nil {
		return nil, err
	}
	var choices []command.Choice
	for _, s := range list {
		name := Name(s)
		if host := hostOf(s.Address); host != name {
			name += " — " + host
		}
		if command.Matches(name, in.Text(in.Focused)) {
			choices = append(choices, command.Choice{Name: markup.Label(name, command.MaxChoice), Value: Ref(s.ID)})
		}
	}
	return command.First(choices), nil
}

// BeingRead reports whether the first articles of one of some sources are being read.
func BeingRead(ctx context.Context, d *desk.Desk, list []desk.Source) (bool, error) {
	for _, s := range list {
		if reading, err := d.BeingRead(ctx, s); reading || err != nil {
			return reading, err
		}
	}
	return false, nil
}

// describedSource is a source with what is known of its feed.
func describedSource(ctx context.Context, d *desk.Desk, s desk.Source) (panels.Source, error) {
	out := panels.Source{
		ID: Ref(s.ID), Name: Name(s), Address: s.Shown(), Colour: s.Colour, Tags: s.Tags, Paused: s.Paused, Filter: s.Filter.String(),
	}
	var err error
	if out.Reading, err = d.BeingRead(ctx, s); err != nil {
		return out, err
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
	out.Trouble, out.Since, out.Ended = cmp.Or(st.Trouble, st.Paused), st.Since, st.Ended
	return out, nil
}

func listSources(ctx context.Context, d *desk.Desk, in command.Input) (command.Reply, error) {
	if in.Text("source") != "" || in.Text("value") != "" {
		s, err := Meant(ctx, d, in)
		if err != nil {
			return command.Reply{}, err
		}
		return shownSource(ctx, d, in, "", s, "")
	}
	list, err := d.Sources(ctx, in.Guild)
	if err != nil {
		return command.Reply{}, err
	}
	var shown []panels.Source
	for _, s := range list {
		one, err := describedSource(ctx, d, s)
		if err != nil {
			return command.Reply{}, err
		}
		shown = append(shown, one)
	}
	return command.Reply{Card: panels.Sources(in.Language(), shown, d.MostSources(), in.From())}, nil
}

// shownSource shows a source below a title.
func shownSource(ctx context.Context, d *desk.Desk, in command.Input, title string, s desk.Source, hint string) (command.Reply, error) {
	shown, err := describedSource(ctx, d, s)
	if err != nil {
		return command.Reply{}, err
	}
	items, err := d.FeedItems(ctx, s)
	if n := len(items); n > 0 {
		shown.Text = textFrom(items[n-1].Text)
	}
	return command.Reply{Card: panels.SourceShown(in.Language(), title, shown, hint)}, err
}

func pauseSource(ctx context.Context, d *desk.Desk, in command.Input) (command.Reply, error) {
	s, err := Meant(ctx, d, in)
	if err == nil {
		s, err = d.PauseSource(ctx, in.Guild, s.ID, problem.New("commands.paused-by-admin"))
	}
	if err != nil {
		return command.Reply{}, err
	}
	l := in.Language()
	return shownSource(ctx, d, in, l.Text("command.sources.paused"), s, l.Text("command.sources.paused-hint"))
}

func resumeSource(ctx context.Context, d *desk.Desk, in command.Input) (command.Reply, error) {
	s, err := Meant(ctx, d, in)
	if err == nil {
		s, err = d.ResumeSource(ctx, in.Guild, s.ID)
	}
	if err != nil {
		return command.Reply{}, err
	}
	return shownSource(ctx, d, in, in.Language().Text("command.sources.resumed"), s, "")
}

// removeSource removes a source, and keeps its address for a while, so that a slip can be undone.
func removeSource(ctx context.Context, d *desk.Desk, in command.Input) (command.Reply, error) {
	s, err := Meant(ctx, d, in)
	if err == nil {
		s, err = d.RemoveSource(ctx, in.Guild, s.ID)
	}
	if err != nil {
		return command.Reply{}, err
	}
	typed := map[string]string{
		offered(s.ID): s.Address, "name": s.Name, "tags": strings.Join(s.Tags, ", "), "colour": command.ColourName(s.Colour), "filter": s.Filter.String(),
	}
	_ = d.KeepDraft(ctx, in.Reader(), typed) // else the button says that the offer is over
	return command.Reply{Card: panels.SourceRemoved(in.Language(), panels.Source{ID: Ref(s.ID), Name: Name(s)})}, nil
}

// testSource fetches a source's feed now and reports the result, without keeping it.
func testSource(ctx context.Context, d *desk.Desk, in command.Input) (command.Reply, error) {
	s, err := Meant(ctx, d, in)
	if err != nil {
		return command.Reply{}, err
	}
	tried, err := d.TryFeed(ctx, in.Reader(), s)
	if err != nil {
		return command.Reply{}, err
	}
	shown, err := describedSource(ctx, d, s)
	if err != nil {
		return command.Reply{}, err
	}
	st, err := d.FeedState(ctx, s)
	if err != nil && !errors.Is(err, desk.ErrNoFeed) {
		return command.Reply{}, err
	}
	shown.Partly = tried.Partly
	return command.Reply{Card: panels.SourceTested(in.Language(), shown, panels.SourceTest{
		Status: tried.Status, Problem: tried.Problem, Items: tried.Items, New: tried.New,
		Requests: st.Requests, NotModified: st.NotModified, TooMany: st.TooMany, Bytes: st.Bytes,
	})}, nil
}
