// Package follow is /follow: the sources and words that a person follows for themselves. It refuses to send anything: what is new comes by
// the digest that it keeps for them.
package follow

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
	"lede/commands/digest"
	"lede/commands/sources"
	"lede/delivery"
	"lede/desk"
	"lede/desk/filter"
	"lede/problem"
	"lede/scheduler"

	"github.com/bwmarrin/discordgo"
)

// Command lets a person follow sources and words for themselves, and be told in a direct message at their own time.
func Command(d *desk.Desk) command.Command {
	when := func() []*discordgo.ApplicationCommandOption {
		return []*discordgo.ApplicationCommandOption{command.TextOption("time"), command.Completing(command.TextOption("zone"))}
	}
	return command.Command{
		Definition: command.Slash("follow",
			command.Subcommand("add", append([]*discordgo.ApplicationCommandOption{sources.Option(), command.TextOption("words")}, when()...)...),
			command.Subcommand("time", when()...),
			command.Subcommand("list"),
			command.Subcommand("stop", sources.Option()),
		),
		Mode:    command.Privately,
		Changes: command.With("add", "time", "stop"),
		Complete: func(ctx context.Context, in command.Input) ([]command.Choice, error) {
			return completeFollow(ctx, d, in)
		},
		Handle: func(ctx context.Context, in command.Input) (command.Reply, error) {
			f := follower{d, in, desk.Alone(in.Person.ID)}
			switch in.Sub {
			case "add":
				return f.add(ctx)
			case "time":
				return f.reschedule(ctx)
			case "stop":
				return f.stop(ctx)
			}
			return f.list(ctx, in.Language().Text("command.follow.list"))
		},
	}
}

// defaultHour is when a person is told if they give no time.
const defaultHour = 8

// follower is a person who follows something for themselves. who is their name where a server has its own.
type follower struct {
	*desk.Desk
	in  command.Input
	who string
}

// add follows a source, or the words in all sources of the server.
func (f follower) add(ctx context.Context) (command.Reply, error) {
	words, err := filter.Read(f.in.Options["words"])
	if err != nil {
		return command.Reply{}, err
	}
	g, err := f.digest(ctx)
	var t scheduler.Timetable
	if err == nil {
		t, err = f.timetable(ctx, g)
	}
	var wanted []desk.Source
	if err == nil {
		wanted, err = f.wanted(ctx, words)
	}
	if err != nil {
		return command.Reply{}, err
	}
	more, left, err := f.followAll(ctx, wanted, words)
	if err != nil {
		return command.Reply{}, err
	}
	if err := f.set(ctx, g, t); err != nil {
		return command.Reply{}, err
	}
	retimed := g.ID == "" || g.Paused != nil || g.Timetable != t.String()
	title := "command.follow.already"
	if more || retimed {
		title = "command.follow.added"
	}
	return f.listed(ctx, f.in.Language().Text(title), left)
}

// followAll follows sources for some words, as many as there is room for; none is a problem if only one is wanted. more reports whether anything is
// followed that was not before, and left how many there was no room for.
func (f follower) followAll(ctx context.Context, wanted []desk.Source, words filter.Filter) (more bool, left int, err error) {
	for _, s := range wanted {
		s.Filter, s.By, s.Tags = words, f.in.Person.ID, nil // the tags are the server’s
		there, _, err := f.AddSource(ctx, f.who, s)
		if errors.Is(err, desk.ErrSourcesFull) && len(wanted) > 1 {
			left++
			continue
		}
		changed := err == nil
		if errors.Is(err, desk.ErrSameSource) {
			_, err = f.ChangeSource(ctx, f.who, there.ID, func(s *desk.Source) error {
				before := s.Filter.String()
				err := widen(s, words)
				changed = s.Filter.String() != before
				return err
			})
		}
		if err != nil {
			return more, left, err
		}
		more = more || changed
	}
	return more, left, nil
}

// widen adds words to those for which a source is followed, each once. Without words, all of the source is followed.
func widen(s *desk.Source, words filter.Filter) error {
	if words.IsZero() {
		s.Filter = words
		return nil
	}
	there := s.Filter.Rules
	fresh := filter.Filter{Rules: slices.DeleteFunc(slices.Clone(words.Rules), func(r filter.Rule) bool { return slices.Contains(there, r) })}
	if s.Filter.IsZero() || fresh.IsZero() {
		return nil
	}
	return s.Filter.UnmarshalText([]byte(s.Filter.String() + ", " + fresh.String())) // both were parsed before
}

// wanted returns the sources that the person names: one of the server's, the one at an address, or with words alone all of the
// server's.
func (f follower) wanted(ctx context.Context, words filter.Filter) ([]desk.Source, error) {
	named := cmp.Or(f.in.Text("source"), f.in.Text("value"))
	list, err := f.open(ctx)
	if err != nil {
		return nil, err
	}
	if named == "" {
		if words.IsZero() || len(list) == 0 {
			return nil, problem.New("commands.follow-what")
		}
		return list, nil
	}
	if there := sources.Named(list, named); len(there) > 0 {
		return there, nil
	}
	found, err := f.FindFeeds(ctx, f.in.Reader(), named)
	if errors.Is(err, desk.ErrNoAddress) && len(list) > 0 {
		return nil, command.Nearly(problem.New("commands.follow-no-source", "typed", markup.Label(named, command.MaxChoice)), f.in, "source", sources.Nearest(list, named))
	}
	if err != nil {
		return nil, err
	}
	return []desk.Source{{Address: found[0].Address, Name: markup.Label(found[0].Title, command.MaxChoice)}}, nil
}

// open returns the server's sources that anybody may follow, none outside a server. An address with a secret is for admins only.
func (f follower) open(ctx context.Context) ([]desk.Source, error) {
	if f.in.Guild == "" || f.in.Absent {
		return nil, nil
	}
	list, err := f.Sources(ctx, f.in.Guild)
	var open []desk.Source
	for _, s := range list {
		if s.Shown() == s.Address {
			open = append(open, desk.Source{ID: s.ID, Address: s.Address, Name: s.Name, Colour: s.Colour, Tags: s.Tags})
		}
	}
	return open, err
}

// digest returns the person's digest, or the zero Digest if they have none.
func (f follower) digest(ctx context.Context) (desk.Digest, error) {
	list, err := f.Digests(ctx, f.who)
	if err != nil || len(list) == 0 {
		return desk.Digest{}, err
	}
	return list[0], nil
}

// timetable returns the digest's timetable, changed by the options.
func (f follower) timetable(ctx context.Context, g desk.Digest) (t scheduler.Timetable, err error) {
	if g.ID != "" {
		if t, err = scheduler.ParseTimetable(g.Timetable); err != nil {
			return t, err
		}
	} else {
		zone, err := f.zone(ctx)
		if err != nil {
			return t, err
		}
		t = scheduler.Timetable{Hour: defaultHour, Zone: zone}
	}
	if at := f.in.Text("time"); at != "" {
		var days scheduler.Days
		var given bool
		if t.Hour, t.Minute, days, given, err = scheduler.ParseWhen(at); err != nil {
			return t, command.Nearly(err, f.in, "time", scheduler.NearestClock(at))
		}
		if given {
			t.Days = days
		}
	}
	zone := f.in.Text("zone")
	if zone == "" {
		return t, nil
	}
	now, err := f.Now(ctx)
	if err == nil {
		t.Zone, err = scheduler.MeantZone(zone, now)
	}
	if err != nil {
		return t, command.Nearly(err, f.in, "zone", scheduler.NearestZones(zone, now)...)
	}
	return t, nil
}

// zone returns the zone the person chose last, else the server's.
func (f follower) zone(ctx context.Context) (string, error) {
	own, err := f.Settings(ctx, f.who)
	if err != nil || own.Zone != "" || f.in.Guild == "" {
		return cmp.Or(own.Zone, "UTC"), err
	}
	s, err := f.Settings(ctx, f.in.Guild)
	return cmp.Or(s.Zone, "UTC"), err
}

// set makes a timetable the person's from now on. A digest that was paused because they could not be written to resumes.
func (f follower) set(ctx context.Context, g desk.Digest, t scheduler.Timetable) error {
	now, err := f.Now(ctx)
	if err != nil {
		return err
	}
	if g.ID == "" {
		g = desk.Digest{By: f.in.Person.ID, Set: now, Quiet: true}
		f.Schedule(f.who, &g, t, now)
		_, err = f.AddDigest(ctx, f.who, g, t.Zone)
		if errors.Is(err, desk.ErrSameDigest) || errors.Is(err, desk.ErrDigestsFull) {
			return nil // it was set a moment ago
		}
		return err
	}
	if g.Timetable == t.String() && g.Paused == nil {
		return nil
	}
	_, err = f.ChangeDigest(ctx, f.who, g.ID, func(g *desk.Digest) error {
		g.Paused = nil
		f.Schedule(f.who, g, t, now)
		return nil
	})
	return err
}

// reschedule changes when the person is told.
func (f follower) reschedule(ctx context.Context) (command.Reply, error) {
	g, err := f.digest(ctx)
	if err == nil && g.ID == "" {
		err = problem.New("commands.follow-nothing")
	}
	var t scheduler.Timetable
	if err == nil {
		t, err = f.timetable(ctx, g)
	}
	if err == nil {
		err = f.set(ctx, g, t)
	}
	if err != nil {
		return command.Reply{}, err
	}
	return f.list(ctx, f.in.Language().Text("command.follow.list"))
}

// stop stops following one source, or all of them.
func (f follower) stop(ctx context.Context) (command.Reply, error) {
	list, err := f.Sources(ctx, f.who)
	if err != nil {
		return command.Reply{}, err
	}
	if len(list) == 0 {
		return command.Reply{}, problem.New("commands.follow-nothing")
	}
	gone := list
	if named := f.in.Text("source"); named != "" {
		if gone = sources.Named(list, named); len(gone) == 0 {
			return command.Reply{}, notFollowed(f.in, list, named)
		}
	}
	for _, s := range gone {
		if _, err := f.RemoveSource(ctx, f.who, s.ID); err != nil && !errors.Is(err, desk.ErrNoSource) {
			return command.Reply{}, err
		}
	}
	l := f.in.Language()
	if len(gone) < len(list) {
		return f.list(ctx, l.Text("command.follow.stopped", "name", markup.Escape(sources.Name(gone[0]))))
	}
	g, err := f.digest(ctx)
	if err == nil && g.ID != "" {
		err = f.RemoveDigest(ctx, f.who, g.ID)
	}
	if err != nil && !errors.Is(err, desk.ErrNoDigest) {
		return command.Reply{}, err
	}
	return command.Reply{Card: cards.Notice(l.Text("command.follow.stopped-all"), "")}, nil
}

// notFollowed is the error for a name of nothing that the person follows, which has nothing to do with the server's sources.
func notFollowed(in command.Input, list []desk.Source, typed string) error {
	label := markup.Label(typed, command.MaxChoice)
	near := sources.Nearest(list, typed)
	if near == "" {
		return problem.New("commands.follow-unknown", "typed", label)
	}
	return command.Nearly(problem.New("commands.follow-nearly", "typed", label, "name", near), in, "source", near)
}

// list shows what the person follows, and when they are told.
func (f follower) list(ctx context.Context, title string) (command.Reply, error) {
	return f.listed(ctx, title, 0)
}

// listed shows the same, after left sources found no room.
func (f follower) listed(ctx context.Context, title string, left int) (command.Reply, error) {
	list, err := f.Sources(ctx, f.who)
	if err != nil {
		return command.Reply{}, err
	}
	g, err := f.digest(ctx)
	if err != nil {
		return command.Reply{}, err
	}
	l := f.in.Language()
	if len(list) == 0 {
		return f.nothing(ctx)
	}
	var shown []panels.Followed
	for _, s := range list {
		one := panels.Followed{Name: sources.Name(s), Words: s.Filter.String()}
		st, err := f.FeedState(ctx, s)
		if err == nil {
			one.Trouble = cmp.Or(st.Trouble, st.Paused)
		} else if !errors.Is(err, desk.ErrNoFeed) {
			return command.Reply{}, err
		}
		shown = append(shown, one)
	}
	var next time.Time
	if g.ID != "" && g.Paused == nil {
		next = g.Run()
	}
	return command.Reply{Card: panels.Following(l, title, shown, f.MostOf(f.who), panels.Told{When: delivery.Describe(g).When, Next: next, Paused: g.Paused, Left: left})}, nil
}

// nothing says that the person follows nothing, and offers something to begin with.
func (f follower) nothing(ctx context.Context) (command.Reply, error) {
	open, err := f.open(ctx)
	if err != nil {
		return command.Reply{}, err
	}
	l := f.in.Language()
	nothing, hint := l.Text("command.follow.nothing"), l.Text("command.follow.nothing-hint")
	if len(open) == 0 {
		return command.Reply{Card: cards.Notice(nothing, hint)}, nil
	}
	menu := discordgo.SelectMenu{
		MenuType: discordgo.StringSelectMenu, Placeholder: l.Text("card.follow.choose"),
		CustomID: cards.Link{Command: "follow", Sub: "add", Options: map[string]string{"by": "select"}}.String(),
	}
	for _, s := range open[:min(len(open), 25)] { // a menu has no more places
		menu.Options = append(menu.Options, discordgo.SelectMenuOption{Label: markup.Label(sources.Name(s), command.MaxChoice), Value: sources.Ref(s.ID)})
	}
	return command.Reply{Card: cards.Offer(nothing, hint, menu)}, nil
}

// completeFollow offers the sources of the server to follow, those followed to stop, and zones.
func completeFollow(ctx context.Context, d *desk.Desk, in command.Input) ([]command.Choice, error) {
	f := follower{d, in, desk.Alone(in.Person.ID)}
	if in.Focused == "zone" {
		return digest.CompleteZone(in.Text("zone"), time.Now()), nil
	}
	var list []desk.Source
	var err error
	if in.Sub == "stop" {
		list, err = f.Sources(ctx, f.who)
	} else {
		list, err = f.open(ctx)
	}
	var choices []command.Choice
	for _, s := range list {
		if name := sources.Name(s); command.Matches(name, in.Text("source")) {
			choices = append(choices, command.Choice{Name: markup.Label(name, command.MaxChoice), Value: sources.Ref(s.ID)})
		}
	}
	return command.First(choices), err
}
