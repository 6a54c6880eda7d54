package digest

import (
	"fmt"
	"strconv"

	"lede/desk"
	"lede/scheduler"
)

// optionsOf returns the options that set a digest up like another one, except for its choice of news and its look. Options with their
// usual value are left out.
func optionsOf(g desk.Digest) map[string]string {
	options := map[string]string{"channel": g.Channel}
	if !g.Quiet {
		options["empty"] = emptySay
	}
	if g.Role != "" {
		options["mention"] = g.Role
	}
	if g.Publish {
		options["publish"] = strconv.FormatBool(true)
	}
	if g.AsItComes && g.PerHour > 0 {
		options["limit"] = strconv.Itoa(g.PerHour)
	}
	t, err := scheduler.ParseTimetable(g.Timetable)
	if err != nil {
		return options
	}
	options["zone"] = t.Zone
	switch {
	case g.AsItComes:
		options["when"] = whenAsItComes
	case t.Cron != "":
		options["cron"] = t.Cron
	default:
		options["time"], options["days"] = fmt.Sprintf("%02d:%02d", t.Hour, t.Minute), t.Days.String()
	}
	return options
}

// again returns the options that set a removed digest up as it was; none if options cannot express all of it.
func again(g desk.Digest) map[string]string {
	options := optionsOf(g)
	if len(g.Sources) > 0 || len(g.Sections) > 0 || !g.Filter.IsZero() || options["zone"] == "" {
		return nil
	}
	return options
}

// instead returns the options that turn an existing digest into the one asked for, which has the same news at the same times; none if
// both are equal.
func instead(guild string, asked, there desk.Digest) map[string]string {
	options, before, after := map[string]string{}, optionsOf(there), optionsOf(asked)
	for name, usual := range map[string]string{"mention": guild, "publish": strconv.FormatBool(false), "empty": emptyQuiet, "limit": ""} {
		if before[name] == after[name] {
			continue
		}
		if options[name] = usual; after[name] != "" {
			options[name] = after[name]
		}
	}
	if options["limit"] == "" {
		delete(options, "limit") // without this option the digest keeps its own limit
	}
	return options
}
