package commands

import (
	"context"
	"fmt"
	"strings"

	"lede/cards"
	"lede/desk"
	"lede/scheduler"

	"github.com/bwmarrin/discordgo"
)

// postPermissions are what the bot needs in a channel to post a digest there.
const postPermissions = discordgo.PermissionViewChannel | discordgo.PermissionSendMessages

// digest lets admins have a briefing posted at set times.
func digest(d *desk.Desk) Command {
	channel := func(description string) *discordgo.ApplicationCommandOption {
		return &discordgo.ApplicationCommandOption{
			Type: discordgo.ApplicationCommandOptionChannel, Name: "channel", Description: description,
			ChannelTypes: []discordgo.ChannelType{discordgo.ChannelTypeGuildText, discordgo.ChannelTypeGuildNews},
		}
	}
	return Command{
		Definition: adminOnly(slash("digest", "A briefing posted at set times",
			subcommand("set", "Post a digest at a time of day",
				completing(required(text("time", "Such as 07:30"))),
				completing(text("days", "Such as weekdays, or mon,wed,fri; every day when left out")),
				completing(text("zone", "Time zone, such as Europe/Paris; the last one used when left out")),
				channel("Where to post; this channel when left out")),
			subcommand("show", "The digests of this server, with their next run"),
			subcommand("remove", "Stop a digest", channel("Of which channel? This one when left out")),
		)),
		Mode:     private,
		Complete: completeTimetable,
		Handle: func(ctx context.Context, in Input) (Reply, error) {
			if err := requireAdmin(in); err != nil {
				return Reply{}, err
			}
			switch in.Sub {
			case "set":
				return setDigest(ctx, d, in)
			case "remove":
				return removeDigest(ctx, d, in)
			default:
				return showDigests(ctx, d, in)
			}
		},
	}
}

func setDigest(ctx context.Context, d *desk.Desk, in Input) (Reply, error) {
	settings, err := d.Settings(ctx, in.Guild)
	if err != nil {
		return Reply{}, err
	}
	t, hint, err := timetable(in, settings.Zone)
	if err != nil {
		return Reply{}, err
	}
	now, err := d.Now(ctx)
	if err != nil {
		return Reply{}, err
	}
	channel := channelOf(in)
	if missing := postPermissions &^ in.AppPermissions; channel == in.Channel && missing != 0 {
		return Reply{}, &Problem{
			Message: "I may not post in <#" + channel + ">.",
			Hint:    "Allow me View Channel and Send Messages there, or choose another channel.",
		}
	}
	g := desk.Digest{ID: channel, Channel: channel, Timetable: t.String(), By: in.Person.ID, Set: now, Next: t.Next(now)}
	if err := d.SetDigest(ctx, in.Guild, g, desk.Settings{Zone: t.Zone}); err != nil {
		return Reply{}, err
	}
	if channel != in.Channel {
		hint = strings.TrimSpace("I cannot check from here that I may post there: allow me View Channel and Send Messages. " + hint)
	}
	return Reply{Card: cards.DigestSet(scheduleLine(g), hint)}, nil
}

// timetable reads the options of /digest set. The hint says what was assumed.
func timetable(in Input, lastZone string) (t scheduler.Timetable, hint string, err error) {
	if t.Hour, t.Minute, err = scheduler.ParseClock(in.Text("time")); err != nil {
		return t, "", &Problem{Message: cards.Escape(sentence(err)), Err: err}
	}
	if days := in.Text("days"); days != "" {
		if t.Days, err = scheduler.ParseDays(days); err != nil {
			return t, "", &Problem{Message: cards.Escape(sentence(err)), Err: err}
		}
	}
	zone := in.Text("zone")
	if zone == "" {
		zone = lastZone
	}
	if zone == "" {
		zone, hint = "UTC", "The time is in UTC, since no zone was given. Set it again with `zone` to change that."
	}
	if t.Zone, err = scheduler.ParseZone(zone); err != nil {
		return t, "", &Problem{Message: cards.Escape(sentence(err)), Err: err}
	}
	return t, hint, nil
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

func removeDigest(ctx context.Context, d *desk.Desk, in Input) (Reply, error) {
	channel := channelOf(in)
	if err := d.RemoveDigest(ctx, in.Guild, channel); err != nil {
		return Reply{}, err
	}
	return Reply{Card: cards.Notice("The digest in <#"+channel+"> is removed.", "Nothing more will be posted there.")}, nil
}

func showDigests(ctx context.Context, d *desk.Desk, in Input) (Reply, error) {
	list, err := d.Digests(ctx, in.Guild)
	if err != nil {
		return Reply{}, err
	}
	ledger, err := d.Ledger(ctx, in.Guild)
	if err != nil {
		return Reply{}, err
	}
	var schedules []cards.Schedule
	for _, g := range list {
		schedules = append(schedules, scheduleLine(g))
	}
	var past []cards.Past
	for _, e := range ledger {
		past = append(past, cards.Past{Channel: e.Digest, Slot: e.Slot, Outcome: e.Outcome, Reason: e.Reason})
	}
	return Reply{Card: cards.Digests(schedules, past)}, nil
}

func scheduleLine(g desk.Digest) cards.Schedule {
	return cards.Schedule{Channel: g.Channel, When: g.Timetable, Next: g.Next}
}

func channelOf(in Input) string {
	if c := in.Text("channel"); c != "" {
		return c
	}
	return in.Channel
}

// completeTimetable offers times, days and zones.
func completeTimetable(_ context.Context, in Input) ([]Choice, error) {
	typed := in.Text(in.Focused)
	var choices []Choice
	switch in.Focused {
	case "time":
		for hour := range 24 {
			for _, minute := range []int{0, 30} {
				if at := fmt.Sprintf("%02d:%02d", hour, minute); matches(at, typed) {
					choices = append(choices, Choice{Name: at, Value: at})
				}
			}
		}
		if hour, minute, err := scheduler.ParseClock(typed); err == nil {
			at := fmt.Sprintf("%02d:%02d", hour, minute)
			choices = append([]Choice{{Name: at, Value: at}}, choices...)
		}
	case "days":
		for _, days := range []string{"every day", "weekdays", "weekends", "mon", "tue", "wed", "thu", "fri", "sat", "sun"} {
			if matches(days, typed) {
				choices = append(choices, Choice{Name: days, Value: days})
			}
		}
		if days, err := scheduler.ParseDays(typed); err == nil && typed != "" && len(choices) == 0 {
			choices = append(choices, Choice{Name: days.String(), Value: days.String()})
		}
	case "zone":
		for _, zone := range scheduler.Zones() {
			if matches(zone, strings.ReplaceAll(typed, " ", "_")) {
				choices = append(choices, Choice{Name: zone, Value: zone})
			}
		}
	}
	return first(choices), nil
}
