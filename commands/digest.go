package commands

import (
	"context"
	"errors"
	"slices"

	"lede/cards"
	"lede/desk"
	"lede/problem"
	"lede/scheduler"

	"github.com/bwmarrin/discordgo"
)

// digest lets admins have a briefing posted at set times.
func digest(d *desk.Desk) Command {
	return Command{
		Definition: adminOnly(slash("digest",
			subcommand("set", slices.Concat(whenOptions(),
				[]*discordgo.ApplicationCommandOption{channelOption()}, newsOptions(), styleOptions())...),
			subcommand("show"),
			subcommand("edit", slices.Concat([]*discordgo.ApplicationCommandOption{digestOption()},
				whenOptions(), []*discordgo.ApplicationCommandOption{channelOption()}, newsOptions(), styleOptions())...),
			subcommand("preview", digestOption()),
			subcommand("pause", digestOption()),
			subcommand("resume", digestOption()),
			subcommand("history", digestOption()),
			subcommand("remove", digestOption()),
			subcommand("alerts", alertsOptions()...),
		)),
		Mode:    private,
		Changes: with("set", "edit", "pause", "resume", "remove", "alerts"),
		Complete: func(ctx context.Context, in Input) ([]Choice, error) {
			switch in.Focused {
			case "digest":
				return completeDigest(ctx, d, in)
			case "sections":
				return completeSections(in.Text("sections")), nil
			case "sources":
				return completeSources(ctx, d, in)
			}
			return completeTimetable(in), nil
		},
		Handle: func(ctx context.Context, in Input) (Reply, error) {
			if err := requireAdmin(in); err != nil {
				return Reply{}, err
			}
			handle, ok := map[string]func(context.Context, *desk.Desk, Input) (Reply, error){
				"set": setDigest, "edit": editDigest, "preview": previewDigest, "pause": pauseDigest, "resume": resumeDigest,
				"history": digestHistory, "remove": removeDigest, "alerts": setAlerts,
			}[in.Sub]
			if !ok {
				handle = showDigests
			}
			return handle(ctx, d, in)
		},
	}
}

// usualHour is the time of a digest for which none was given because it needs none now.
const usualHour = 8

// look reads how a digest looks and what it draws on. What it returns takes over what is given.
func (in Input) look(ctx context.Context, d *desk.Desk) (func(*desk.Digest), error) {
	style, err := in.style()
	if err != nil {
		return nil, err
	}
	news, err := in.news(ctx, d)
	if err != nil {
		return nil, err
	}
	return func(g *desk.Digest) {
		style(g)
		news(g)
	}, nil
}

func digestOption() *discordgo.ApplicationCommandOption {
	return completing(text("digest"))
}

func channelOption() *discordgo.ApplicationCommandOption {
	return &discordgo.ApplicationCommandOption{
		Type: discordgo.ApplicationCommandOptionChannel, Name: "channel",
		ChannelTypes: []discordgo.ChannelType{
			discordgo.ChannelTypeGuildText, discordgo.ChannelTypeGuildNews, discordgo.ChannelTypeGuildForum,
			discordgo.ChannelTypeGuildPublicThread, discordgo.ChannelTypeGuildPrivateThread, discordgo.ChannelTypeGuildNewsThread,
		},
	}
}

func setDigest(ctx context.Context, d *desk.Desk, in Input) (Reply, error) {
	settings, err := d.Settings(ctx, in.Guild)
	if err != nil {
		return Reply{}, err
	}
	l := in.Language()
	t, hint := scheduler.Timetable{Zone: settings.Zone}, ""
	if t.Zone == "" {
		t.Zone = "UTC"
		if in.Text("zone") == "" {
			hint = l.Text("command.digest.in-utc")
		}
	}
	switch {
	case in.Text("when") == whenAsItComes:
		t.Hour, hint = usualHour, "" // should it be given times later
	case in.Text("time") == "" && in.Text("cron") == "":
		return Reply{}, problem.New("commands.time-none")
	}
	if err := in.amend(&t); err != nil {
		return Reply{}, err
	}
	look, err := in.look(ctx, d)
	if err != nil {
		return Reply{}, err
	}
	now, err := d.Now(ctx)
	if err != nil {
		return Reply{}, err
	}
	channel := channelOf(in)
	unchecked, err := mayPost(in, channel)
	if err != nil {
		return Reply{}, err
	}
	g := desk.Digest{Channel: channel, Kind: in.kindOf(channel), By: in.Person.ID, Set: now}
	look(&g)
	d.Schedule(in.Guild, &g, t, now)
	if hint == "" && g.Kind == desk.Announcement && !g.Publish {
		hint = l.Text("command.digest.may-publish")
	}
	g, err = d.AddDigest(ctx, in.Guild, g, t.Zone)
	same := errors.Is(err, desk.ErrSameDigest)
	if err != nil && !same {
		return Reply{}, err
	}
	shown, err := describe(ctx, d, in, g)
	if err != nil {
		return Reply{}, err
	}
	if same {
		return Reply{Card: cards.DigestChanged(l, l.Text("command.digest.same"), shown[0], l.Text("command.digest.same-hint"))}, nil
	}
	if g.ID != channel {
		hint = join(l.Text("command.digest.another"), hint)
	}
	return Reply{Card: cards.DigestSet(l, shown[0], join(unchecked, silentRole(in, channel), hint))}, nil
}

func showDigests(ctx context.Context, d *desk.Desk, in Input) (Reply, error) {
	list, err := d.Digests(ctx, in.Guild)
	if err != nil {
		return Reply{}, err
	}
	schedules, err := describe(ctx, d, in, list...)
	if err != nil {
		return Reply{}, err
	}
	past, err := history(ctx, d, in.Guild, "")
	if err != nil {
		return Reply{}, err
	}
	return Reply{Card: cards.Digests(in.Language(), schedules, past)}, nil
}

// kindOf is how a channel that the input names takes a digest.
func (in Input) kindOf(channel string) desk.Kind {
	switch in.ChannelTypes[channel] {
	case discordgo.ChannelTypeGuildForum, discordgo.ChannelTypeGuildMedia:
		return desk.Forum
	case discordgo.ChannelTypeGuildNews:
		return desk.Announcement
	}
	return desk.Text
}

// alertsOptions are a channel that is written to without a title, so no forum, or none.
func alertsOptions() []*discordgo.ApplicationCommandOption {
	o := channelOption()
	o.ChannelTypes = slices.DeleteFunc(o.ChannelTypes, func(t discordgo.ChannelType) bool { return t == discordgo.ChannelTypeGuildForum })
	return []*discordgo.ApplicationCommandOption{o, {
		Type: discordgo.ApplicationCommandOptionBoolean, Name: "direct",
	}}
}

func channelOf(in Input) string {
	if c := in.Text("channel"); c != "" {
		return c
	}
	return in.Channel
}
