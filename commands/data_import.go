package commands

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"lede/cards"
	"lede/cards/panels"
	"lede/commands/command"
	"lede/commands/digest"
	"lede/commands/sources"
	"lede/delivery"
	"lede/desk"
	"lede/languages"
	"lede/problem"
	"lede/scheduler"

	"github.com/bwmarrin/discordgo"
)

// importServer shows what a file would change, and changes it when given the word of confirmation. Nothing is kept in between: the file
// is given again.
func importServer(ctx context.Context, d *desk.Desk, in command.Input) (command.Reply, error) {
	confirmed := in.Text("confirm")
	switch {
	case in.Attachment == nil:
		return command.Reply{}, problem.New("commands.file-none")
	case confirmed != "" && confirmed != confirmImport:
		return command.Reply{}, problem.New("commands.import-unconfirmed", "word", confirmImport)
	}
	var t *desk.Transfer
	err := d.FetchFile(ctx, in.Reader(), in.Attachment.URL, in.Attachment.Filename, func(file []byte) (err error) {
		t, err = d.ReadTransfer(ctx, in.Reader(), file)
		return unchanged(err)
	})
	if err != nil {
		return command.Reply{}, err
	}
	take, notes, err := verify(ctx, in, t)
	if err != nil {
		return command.Reply{}, err
	}
	act := d.Preview
	if confirmed != "" {
		act = d.Import
	}
	changes, err := act(ctx, in.Guild, take)
	if err != nil {
		return command.Reply{}, err
	}
	return command.Reply{Card: importCard(in.Language(), changes, confirmed != "", notes)}, nil
}

// unchanged adds to a mistake in a file that nothing was changed because of it.
func unchanged(err error) error {
	var p *problem.Problem
	if !errors.As(err, &p) {
		return err
	}
	return problem.New("commands.file-mistake").Because(p)
}

// verify checks what only Discord and the calendar know, as for an option that a person types: a file may name a channel of any server.
func verify(ctx context.Context, in command.Input, t *desk.Transfer) (take desk.Intake, notes []string, err error) {
	l := in.Language()
	take = desk.Intake{By: in.Person.ID, Sources: t.Sources, Articles: t.Articles, Verdicts: t.Verdicts}
	for i := range take.Sources {
		s := &take.Sources[i]
		s.Name, s.Tags = sources.Fitting(s.Name, s.Tags)
	}
	in.ChannelTypes = maps.Clone(in.ChannelTypes)
	if in.ChannelTypes == nil {
		in.ChannelTypes = map[string]discordgo.ChannelType{}
	}
	home := homes(in, t.Server)
	if t.Settings != nil {
		if take.Settings, notes, err = verifySettings(ctx, in, *t.Settings, home); err != nil {
			return take, nil, err
		}
	}
	if t.Digests == nil {
		return take, notes, nil
	}
	take.Digests = []desk.Digest{}
	away, roles := 0, 0
	for i, moved := range t.Digests {
		g, moves, err := placed(ctx, in, moved, fmt.Sprintf("digests[%d]", i), home)
		if err != nil {
			return take, nil, err
		}
		if moves {
			away++
		}
		if g.Role != "" && t.Server != "" && t.Server != in.Guild {
			g.Role = "" // another server's
			roles++
		}
		take.Digests = append(take.Digests, g)
	}
	if away > 0 {
		notes = append(notes, l.Text("command.import.away", "n", away))
	}
	if roles > 0 {
		notes = append(notes, l.Text("command.import.roles", "n", roles))
	}
	return take, notes, nil
}

// placed returns a digest of a file in the channel that it will have, and whether that is another than in the file.
func placed(ctx context.Context, in command.Input, m desk.MovedDigest, path string, home func(context.Context, string) (bool, error)) (g desk.Digest, away bool, err error) {
	if g, err = movedDigest(m, in.Guild, path); err != nil {
		return g, false, err
	}
	ours, err := home(ctx, g.Channel)
	if err != nil {
		return g, false, err
	}
	if !ours {
		// This channel can be seen and changed, and the admin who imports may see it.
		g.Channel, g.Publish, g.Paused = in.Channel, false, problem.New("commands.paused-away")
	}
	g.Kind = digest.KindOf(in, g.Channel)
	return g, !ours, inFile(path+".channel", command.Fit(in, g.Channel))
}

// verifySettings does the same for the settings in a file.
func verifySettings(ctx context.Context, in command.Input, s desk.Settings, home func(context.Context, string) (bool, error)) (*desk.Settings, []string, error) {
	var err error
	if s.Zone != "" {
		if s.Zone, err = scheduler.ParseZone(s.Zone); err != nil {
			return nil, nil, inFile("settings.zone", err)
		}
	}
	if s.Language != "" {
		s.Language = languages.For(s.Language).Tag() // of one that Lede does not speak, what is spoken in its place
	}
	if s.Alerts == "" {
		return &s, nil, nil
	}
	ours, err := home(ctx, s.Alerts)
	if err != nil {
		return nil, nil, err
	}
	if ours {
		return &s, nil, inFile("settings.alerts", digest.FitForAlerts(in, s.Alerts))
	}
	s.Alerts = ""
	return &s, []string{in.Language().Text("command.import.alerts")}, nil
}

// movedDigest parses one digest of a file.
func movedDigest(m desk.MovedDigest, guild, path string) (g desk.Digest, err error) {
	timetable := ""
	if !m.AsItComes {
		t, err := scheduler.ParseTimetable(m.Timetable)
		if err != nil {
			return g, inFile(path+".timetable", err)
		}
		timetable = t.String()
	}
	if m.Role == guild && m.Role != "" { // the role @everyone, which no option of ours lets anybody choose
		return g, unchanged(problem.New("commands.file-role-everybody", "path", path+".role"))
	}
	g = desk.Digest{Channel: m.Channel, Timetable: timetable, Publish: m.Publish, Quiet: m.Quiet, Role: m.Role, Seen: m.Told}
	g.Filter, g.AsItComes = m.Filter, m.AsItComes
	if m.PerHour != 0 {
		if g.PerHour, err = digest.ParseLimit(strconv.Itoa(m.PerHour)); err != nil {
			return g, inFile(path+".per_hour", err)
		}
	}
	for _, address := range m.Sources {
		if id := desk.SourceID(address); !slices.Contains(g.Sources, id) {
			g.Sources = append(g.Sources, id)
		}
	}
	if len(m.Sections) > 0 {
		if g.Sections, err = digest.ParseSections(languages.Language{}, strings.Join(m.Sections, ",")); err != nil {
			return g, inFile(path+".sections", err)
		}
	}
	if m.Paused {
		g.Paused = problem.New("commands.paused-in-file")
	}
	return g, nil
}

// inFile adds the place in the file to an error about a value.
func inFile(path string, err error) error {
	if err == nil {
		return nil
	}
	return unchanged(problem.New("commands.file-value", "path", path).Because(err))
}

// homes returns a func that reports whether a channel belongs to this server. No channel in a file of another server does; for the
// others Discord is asked once, and also returns their types.
func homes(in command.Input, server string) func(ctx context.Context, channel string) (bool, error) {
	known := map[string]bool{in.Channel: true}
	return func(ctx context.Context, channel string) (bool, error) {
		ours, asked := known[channel]
		if asked || server != "" && server != in.Guild {
			return ours, nil
		}
		if in.ServerOf == nil {
			return false, errors.New("importing: there is no way to ask for a channel")
		}
		guild, kind, err := in.ServerOf(ctx, channel)
		if err != nil {
			return false, problem.New("commands.channels-unknown").Because(err)
		}
		known[channel], in.ChannelTypes[channel] = guild == in.Guild, kind
		return known[channel], nil
	}
}

func importCard(l languages.Language, c desk.Changes, done bool, notes []string) cards.Card {
	out := panels.Transfer{Done: done, Settings: c.Settings, Notes: notes, DigestsKept: len(c.DigestsKept), ArticlesKept: len(c.ArticlesKept)}
	for i, list := range [][]desk.Digest{c.DigestsAdded, c.DigestsChanged, c.DigestsRemoved} {
		for _, g := range list {
			out.Digests = append(out.Digests, panels.MovedDigest{Move: panels.Move(i), Schedule: delivery.Describe(g)})
		}
	}
	for i, list := range [][]desk.Headline{c.ArticlesAdded, c.ArticlesChanged, c.ArticlesRemoved} {
		for _, h := range list {
			out.Articles = append(out.Articles, panels.MovedArticle{Move: panels.Move(i), Title: h.Title})
		}
	}
	return panels.Import(l, out)
}
