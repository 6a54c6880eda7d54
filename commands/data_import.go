package commands

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"strings"

	"lede/cards"
	"lede/delivery"
	"lede/desk"
	"lede/scheduler"

	"github.com/bwmarrin/discordgo"
)

// Why a digest of an imported file is paused.
const (
	pausedInFile = "It was paused when it was exported."
	pausedAway   = "Its channel in the file is none of this server that I can see. Choose one with `/digest edit`, then `/digest resume`."
)

// importServer shows what a file would change, and with the word of confirmation changes it. Nothing is kept between
// the two: the file is given again.
func importServer(ctx context.Context, d *desk.Desk, in Input) (Reply, error) {
	if err := requireAdmin(in); err != nil {
		return Reply{}, err
	}
	confirmed := in.Text("confirm")
	switch {
	case in.Attachment == nil:
		return Reply{}, &Problem{Message: "There is no file.", Hint: "Attach one that `/data export` made."}
	case confirmed != "" && confirmed != confirmImport:
		return Reply{}, &Problem{Message: "Nothing was imported.", Hint: "Write “" + confirmImport + "” as `confirm` to go ahead, or leave it out to see what would change."}
	}
	file, err := d.FetchFile(ctx, in.Attachment.URL, in.Attachment.Filename)
	if err != nil {
		return Reply{}, told(err)
	}
	t, err := desk.ReadTransfer(file)
	if err != nil {
		return Reply{}, mistake(err)
	}
	take, notes, err := verify(ctx, in, t)
	if err != nil {
		return Reply{}, mistake(err)
	}
	act := d.Preview
	if confirmed != "" {
		act = d.Import
	}
	changes, err := act(ctx, in.Guild, take)
	if err != nil {
		return Reply{}, err
	}
	return Reply{Card: importCard(changes, confirmed != "", notes)}, nil
}

// mistake tells of a mistake in a file, as it stands there.
func mistake(err error) error {
	var e *desk.TransferError
	if !errors.As(err, &e) {
		return err
	}
	where := e.Path
	if where == "" {
		where = "The file"
	}
	const longest = 300
	return &Problem{
		Message: cards.Escape(cards.Label(where+" "+e.Problem, longest)) + ".",
		Hint:    cards.Escape(cards.Label(strings.ToUpper(e.Hint[:1])+e.Hint[1:], longest)) + ". Nothing was changed.",
		Err:     err,
	}
}

// verify checks what only Discord and the calendar know, as for an option that a person types: a file may name a
// channel of anybody's.
func verify(ctx context.Context, in Input, t *desk.Transfer) (take desk.Intake, notes []string, err error) {
	take = desk.Intake{By: in.Person.ID, Articles: t.Articles}
	in.ChannelTypes = maps.Clone(in.ChannelTypes)
	if in.ChannelTypes == nil {
		in.ChannelTypes = map[string]discordgo.ChannelType{}
	}
	home := homes(in, t.Server)
	if t.Settings != nil {
		if take.Settings, notes, err = verifySettings(ctx, *t.Settings, home); err != nil {
			return take, nil, err
		}
	}
	if t.Digests == nil {
		return take, notes, nil
	}
	take.Digests = []desk.Digest{}
	away, roles := 0, 0
	for i, moved := range t.Digests {
		path := fmt.Sprintf("digests[%d]", i)
		g, err := movedDigest(moved, in.Guild, path)
		if err != nil {
			return take, nil, err
		}
		ours, err := home(ctx, g.Channel)
		if err != nil {
			return take, nil, err
		}
		if !ours {
			// Here it can be seen and changed, and the admin who imports may see this channel.
			g.Channel, g.Publish, g.Paused = in.Channel, false, pausedAway
			away++
		}
		g.Kind = in.kindOf(g.Channel)
		if g.Role != "" && t.Server != "" && t.Server != in.Guild {
			g.Role = "" // another server's
			roles++
		}
		take.Digests = append(take.Digests, g)
	}
	if away > 0 {
		notes = append(notes, fmt.Sprintf("%d of the digests named a channel that is none of this server, or that I cannot see: paused, and put into this channel.", away))
	}
	if roles > 0 {
		notes = append(notes, fmt.Sprintf("%d of the digests mentioned a role of another server: they mention nobody.", roles))
	}
	return take, notes, nil
}

// verifySettings does the same for the settings of a file.
func verifySettings(ctx context.Context, s desk.Settings, home func(context.Context, string) (bool, error)) (*desk.Settings, []string, error) {
	var err error
	if s.Zone != "" {
		if s.Zone, err = scheduler.ParseZone(s.Zone); err != nil {
			return nil, nil, inFile("settings.zone", err)
		}
	}
	if s.Alerts == "" {
		return &s, nil, nil
	}
	ours, err := home(ctx, s.Alerts)
	if err != nil || ours {
		return &s, nil, err
	}
	s.Alerts = ""
	return &s, []string{"The channel for alerts is none of this server that I can see: `/digest alerts` chooses another."}, nil
}

// movedDigest reads one digest of a file.
func movedDigest(m desk.MovedDigest, guild, path string) (g desk.Digest, err error) {
	t, err := scheduler.ParseTimetable(m.Timetable)
	if err != nil {
		return g, inFile(path+".timetable", err)
	}
	if m.Role == guild && m.Role != "" { // the role @everyone, which no option of ours lets anybody choose
		return g, &desk.TransferError{Path: path + ".role", Problem: "is everybody", Hint: "take it out"}
	}
	g = desk.Digest{Channel: m.Channel, Timetable: t.String(), Publish: m.Publish, Quiet: m.Quiet, Role: m.Role, Seen: m.Told}
	if len(m.Sections) > 0 {
		if g.Sections, err = parseSections(strings.Join(m.Sections, ",")); err != nil {
			return g, inFile(path+".sections", err)
		}
	}
	if m.Paused {
		g.Paused = pausedInFile
	}
	return g, nil
}

// inFile makes of an error about a value one about its place in the file.
func inFile(path string, err error) error {
	problem, hint, found := strings.Cut(sentence(err), ": ")
	if !found {
		hint = "correct it"
	}
	return &desk.TransferError{Path: path, Problem: "cannot be used (" + strings.ToLower(problem[:1]) + problem[1:] + ")", Hint: hint}
}

// homes tells of channels whether they belong to this server. Of a file of another server none does; for others
// Discord is asked once, and tells their types too.
func homes(in Input, server string) func(ctx context.Context, channel string) (bool, error) {
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
			return false, &Problem{Message: "Discord did not tell me whose the channels in the file are, so nothing was changed.", Hint: "Please try again in a minute.", Err: err}
		}
		known[channel], in.ChannelTypes[channel] = guild == in.Guild, kind
		return known[channel], nil
	}
}

func importCard(c desk.Changes, done bool, notes []string) cards.Card {
	out := cards.Transfer{Done: done, Settings: c.Settings, Notes: notes, DigestsKept: len(c.DigestsKept), ArticlesKept: len(c.ArticlesKept)}
	for i, list := range [][]desk.Digest{c.DigestsAdded, c.DigestsChanged, c.DigestsRemoved} {
		for _, g := range list {
			out.Digests = append(out.Digests, cards.MovedDigest{Move: cards.Move(i), Schedule: delivery.Describe(g)})
		}
	}
	for i, list := range [][]desk.Headline{c.ArticlesAdded, c.ArticlesChanged, c.ArticlesRemoved} {
		for _, h := range list {
			out.Articles = append(out.Articles, cards.MovedArticle{Move: cards.Move(i), Title: h.Title})
		}
	}
	return cards.Import(out)
}
