package commands

import (
	"context"
	"slices"
	"strings"

	"lede/cards"
	"lede/delivery"
	"lede/desk"
	"lede/scheduler"

	"github.com/bwmarrin/discordgo"
)

// digest lets admins have a briefing posted at set times.
func digest(d *desk.Desk) Command {
	return Command{
		Definition: adminOnly(slash("digest", "A briefing posted at set times",
			subcommand("set", "Post a digest at a time of day", slices.Concat(whenOptions(),
				[]*discordgo.ApplicationCommandOption{channelOption("Where to post; this channel when left out")}, styleOptions())...),
			subcommand("show", "The digests of this server, with their next run"),
			subcommand("edit", "Change a digest, or move it to another channel", slices.Concat([]*discordgo.ApplicationCommandOption{digestOption()},
				whenOptions(), []*discordgo.ApplicationCommandOption{channelOption("Where to post from now on")}, styleOptions())...),
			subcommand("preview", "What a digest would say if it were posted now", digestOption()),
			subcommand("pause", "Stop a digest for a while and keep its settings", digestOption()),
			subcommand("resume", "Let a paused digest run again", digestOption()),
			subcommand("history", "What was posted, what was not, and why", digestOption()),
			subcommand("remove", "Stop a digest for good", digestOption()),
			subcommand("alerts", "Where I tell the admins what fails; without an option, where that is now", alertsOptions()...),
		)),
		Mode: private,
		Complete: func(ctx context.Context, in Input) ([]Choice, error) {
			switch in.Focused {
			case "digest":
				return completeDigest(ctx, d, in)
			case "sections":
				return completeSections(in.Text("sections")), nil
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

func digestOption() *discordgo.ApplicationCommandOption {
	return completing(text("digest", "Which digest? The one of this channel when left out"))
}

func channelOption(description string) *discordgo.ApplicationCommandOption {
	return &discordgo.ApplicationCommandOption{
		Type: discordgo.ApplicationCommandOptionChannel, Name: "channel", Description: description,
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
	t, hint := scheduler.Timetable{Zone: settings.Zone}, ""
	if t.Zone == "" {
		t.Zone = "UTC"
		if in.Text("zone") == "" {
			hint = "The time is in UTC, since no zone was given. `/digest edit` changes that."
		}
	}
	if in.Text("time") == "" && in.Text("cron") == "" {
		return Reply{}, &Problem{Message: "No time is given.", Hint: "Give `time`, such as 07:30, or `cron`, such as `0 7 * * 1-5`."}
	}
	if err := in.amend(&t); err != nil {
		return Reply{}, err
	}
	style, err := in.style()
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
	d.Schedule(in.Guild, &g, t, now)
	style(&g)
	if hint == "" && g.Kind == desk.Announcement && !g.Publish {
		hint = "This is an announcement channel: `/digest edit publish:True` also publishes each digest to those who follow it."
	}
	if g, err = d.AddDigest(ctx, in.Guild, g, t.Zone); err != nil {
		return Reply{}, err
	}
	if g.ID != channel {
		hint = "This channel has another digest too: remove that if this one was to take its place. " + hint
	}
	return Reply{Card: cards.DigestSet(delivery.Describe(g), strings.TrimSpace(unchecked+hint))}, nil
}

// refused makes an error about a value, “what: what to do”, a problem of two sentences.
func refused(err error) *Problem {
	message, hint := sentence(err), ""
	if at := strings.LastIndex(message, ": "); at >= 0 {
		message, hint = message[:at]+".", message[at+2:]
		hint = cards.Escape(strings.ToUpper(hint[:1]) + hint[1:])
		if !strings.HasSuffix(hint, "?") {
			hint += "."
		}
	}
	return &Problem{Message: cards.Escape(message), Hint: hint, Err: err}
}

// sentence makes an error's text begin as a sentence does.
func sentence(err error) string {
	s := err.Error()
	if i := strings.Index(s, ": "); strings.HasPrefix(s, "scheduler: ") {
		s = s[i+2:]
	}
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

func showDigests(ctx context.Context, d *desk.Desk, in Input) (Reply, error) {
	list, err := d.Digests(ctx, in.Guild)
	if err != nil {
		return Reply{}, err
	}
	var schedules []cards.Schedule
	for _, g := range list {
		schedules = append(schedules, delivery.Describe(g))
	}
	past, err := history(ctx, d, in.Guild, "")
	if err != nil {
		return Reply{}, err
	}
	return Reply{Card: cards.Digests(schedules, past)}, nil
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
	o := channelOption("Say it in this channel from now on")
	o.ChannelTypes = slices.DeleteFunc(o.ChannelTypes, func(t discordgo.ChannelType) bool { return t == discordgo.ChannelTypeGuildForum })
	return []*discordgo.ApplicationCommandOption{o, {
		Type: discordgo.ApplicationCommandOptionBoolean, Name: "direct", Description: "Say it in a direct message to whoever set the digest from now on",
	}}
}

func channelOf(in Input) string {
	if c := in.Text("channel"); c != "" {
		return c
	}
	return in.Channel
}
