// Package digest is /digest: what is posted, where, when and how, for the admins of a server. It refuses to post anything itself, which
// is for delivery.
package digest

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"lede/cards/panels"
	"lede/commands/command"
	"lede/desk"
	"lede/languages"
	"lede/scheduler"

	"github.com/bwmarrin/discordgo"
)

// Command lets admins have a briefing posted at set times.
func Command(d *desk.Desk) command.Command {
	return command.Command{
		Definition: command.AdminOnly(command.Slash("digest",
			command.Subcommand("set", slices.Concat(whenOptions(),
				[]*discordgo.ApplicationCommandOption{channelOption()}, newsOptions(), styleOptions())...),
			command.Subcommand("show"),
			command.Subcommand("edit", slices.Concat([]*discordgo.ApplicationCommandOption{Option()},
				whenOptions(), []*discordgo.ApplicationCommandOption{channelOption()}, newsOptions(), styleOptions())...),
			command.Subcommand("preview", Option()),
			command.Subcommand("pause", Option()),
			command.Subcommand("resume", Option()),
			command.Subcommand("history", Option()),
			command.Subcommand("withdraw", postOption()),
			command.Subcommand("remove", Option()),
			command.Subcommand("alerts", alertsOptions()...),
		)),
		Mode:    mode,
		Changes: command.With("set", "edit", "pause", "resume", "remove", "alerts", "now", "withdraw"),
		Complete: func(ctx context.Context, in command.Input) ([]command.Choice, error) {
			switch in.Focused {
			case "digest":
				return Complete(ctx, d, in)
			case "post":
				return completePosts(ctx, d, in)
			case "sections":
				return completeSections(in.Language(), in.Text("sections")), nil
			case "sources":
				return completeSources(ctx, d, in)
			}
			return completeTimetable(in), nil
		},
		Handle: func(ctx context.Context, in command.Input) (command.Reply, error) {
			if err := command.RequireAdmin(in); err != nil {
				return command.Reply{}, err
			}
			handle, ok := map[string]func(context.Context, *desk.Desk, command.Input) (command.Reply, error){
				"set": setDigest, "edit": editDigest, "preview": previewDigest, "pause": pauseDigest, "resume": resumeDigest,
				"history": digestHistory, "remove": removeDigest, "alerts": setAlerts, "now": postDigest, "test": testDigest, "withdraw": withdrawPost,
			}[in.Sub]
			if !ok {
				handle = showDigests
			}
			reply, err := filledIn(ctx, d, in, handle)
			if errors.Is(err, errWhich) || errors.Is(err, desk.ErrNoDigest) && in.Target == nil {
				return choose(ctx, d, in, err)
			}
			return reply, err
		},
	}
}

// usualHour is the hour of a digest that was given no time and needs none yet.
const usualHour = 8

// lookOf reads a digest's look and the news it draws on. The func it returns applies them.
func lookOf(ctx context.Context, in command.Input, d *desk.Desk) (func(*desk.Digest), error) {
	style, err := style(in)
	if err != nil {
		return nil, err
	}
	news, err := newsOf(ctx, in, d)
	if err != nil {
		return nil, err
	}
	return func(g *desk.Digest) {
		style(g)
		news(g)
	}, nil
}

// Option is the option that names a digest.
func Option() *discordgo.ApplicationCommandOption {
	return command.Completing(command.TextOption("digest"))
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

func setDigest(ctx context.Context, d *desk.Desk, in command.Input) (command.Reply, error) {
	settings, err := d.Settings(ctx, in.Guild)
	if err != nil {
		return command.Reply{}, err
	}
	now, err := d.Now(ctx)
	if err != nil {
		return command.Reply{}, err
	}
	l := in.Language()
	t, hint, err := chosenTimes(in, settings.Zone, now)
	if err != nil {
		return command.Reply{}, err
	}
	look, err := lookOf(ctx, in, d)
	if err != nil {
		return command.Reply{}, err
	}
	channel := channelOf(in)
	unchecked, err := command.MayPost(in, channel)
	if err != nil {
		return command.Reply{}, err
	}
	g := desk.Digest{Channel: channel, Kind: KindOf(in, channel), By: in.Person.ID, Set: now, Quiet: true}
	look(&g)
	if err := limits(in, g); err != nil {
		return command.Reply{}, err
	}
	d.Schedule(in.Guild, &g, t, now)
	hint = cmp.Or(hint, mayPublish(l, g))
	asked := g
	g, err = d.AddDigest(ctx, in.Guild, g, t.Zone)
	same := errors.Is(err, desk.ErrSameDigest)
	if err != nil && !same {
		return command.Reply{}, err
	}
	shown, err := describe(ctx, d, in, g)
	if err != nil {
		return command.Reply{}, err
	}
	hint = command.Join(hint, eitherDay(in), clockThere(in, t, now))
	if same {
		return command.Reply{Card: panels.DigestSame(l, shown[0], instead(in.Guild, asked, g))}, nil
	}
	another, older, err := besides(ctx, d, in, g)
	if err != nil {
		return command.Reply{}, err
	}
	hint = command.Join(another, hint)
	list, err := d.Sources(ctx, in.Guild)
	sources := err != nil || len(list) > 0 // a hint is not worth a failure
	return command.Reply{Card: panels.DigestSet(l, shown[0], command.Join(unchecked, command.SilentRole(in, channel), hint), sources, older)}, nil
}

// mayPublish says that a digest in an announcement channel can be published to those who follow it; "" for any other.
func mayPublish(l languages.Language, g desk.Digest) string {
	if g.Kind != desk.Announcement || g.Publish {
		return ""
	}
	return l.Text("command.digest.may-publish")
}

// besides says how many other digests post to the channel of a digest, "" if none does. older is the ID of the only one if it can be
// replaced by a button, since it can be set again by one too.
func besides(ctx context.Context, d *desk.Desk, in command.Input, g desk.Digest) (said, older string, err error) {
	list, err := d.Digests(ctx, in.Guild)
	others := slices.DeleteFunc(slices.Clone(list), func(other desk.Digest) bool { return other.Channel != g.Channel || other.ID == g.ID })
	switch {
	case err != nil || len(others) == 0:
		return "", "", err
	case len(others) == 1 && again(others[0]) != nil:
		return in.Language().Text("command.digest.another-replace"), others[0].ID, nil
	}
	return in.Language().Text("command.digest.another", "n", len(others)), "", nil
}

// eitherDay warns of an expression that runs on more days than most people expect of it; "" for any other.
func eitherDay(in command.Input) string {
	expression, _, _ := strings.Cut(in.Text("cron"), meaningMark)
	if !(scheduler.Timetable{Cron: expression}).Pattern().Either {
		return ""
	}
	return in.Language().Text("command.digest.either-day")
}

// clockThere says what time it is in the zone that was given, so that a person sees whether it is the right one.
func clockThere(in command.Input, t scheduler.Timetable, now time.Time) string {
	if in.Text("zone") == "" {
		return ""
	}
	return in.Language().Text("command.digest.clock-there", "zone", scheduler.ShownZone(t.Zone), "time", t.Local(now).Format("15:04"))
}

// showDigests shows all digests, or the named one.
func showDigests(ctx context.Context, d *desk.Desk, in command.Input) (command.Reply, error) {
	if nameOf(in) != "" {
		g, err := meant(ctx, d, in)
		if err != nil {
			return command.Reply{}, err
		}
		shown, err := describe(ctx, d, in, g)
		if err != nil {
			return command.Reply{}, err
		}
		return command.Reply{Card: panels.DigestShown(in.Language(), shown[0])}, nil
	}
	list, err := d.Digests(ctx, in.Guild)
	if err != nil {
		return command.Reply{}, err
	}
	schedules, err := describe(ctx, d, in, list...)
	if err != nil {
		return command.Reply{}, err
	}
	past, err := history(ctx, d, in.Guild, "")
	if err != nil {
		return command.Reply{}, err
	}
	running, err := underWay(ctx, d, in.Guild, "", past)
	return command.Reply{Card: panels.Digests(in.Language(), schedules, append(running, past...))}, err
}

// KindOf returns how a channel in the input takes a digest.
func KindOf(in command.Input, channel string) desk.Kind {
	switch in.ChannelTypes[channel] {
	case discordgo.ChannelTypeGuildForum, discordgo.ChannelTypeGuildMedia:
		return desk.Forum
	case discordgo.ChannelTypeGuildNews:
		return desk.Announcement
	}
	return desk.Text
}

// alertsOptions offer a channel that takes messages without a title, so no forum, or none.
func alertsOptions() []*discordgo.ApplicationCommandOption {
	o := channelOption()
	o.ChannelTypes = slices.DeleteFunc(o.ChannelTypes, func(t discordgo.ChannelType) bool { return t == discordgo.ChannelTypeGuildForum })
	return []*discordgo.ApplicationCommandOption{o, {
		Type: discordgo.ApplicationCommandOptionBoolean, Name: "direct",
	}}
}

func channelOf(in command.Input) string {
	if c := in.Text("channel"); c != "" {
		return c
	}
	return in.Channel
}
