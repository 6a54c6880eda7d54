package digest

import (
	"fmt"
	"strconv"

	"lede/desk"
	"lede/scheduler"
)

// optionsOf are the options by which a digest is set as another one is, but for what it chooses from the news and how it looks. What is as usual has none.
func optionsOf(g desk.Digest) map[string]string {
	options := map[string]string{"channel": g.Channel}
	if g.Quiet {
		options["empty"] = emptyQuiet
	}
	if g.Role != "" {
		options["mention"] = g.Role
	}
	if g.Publish {
		options["publish"] = strconv.FormatBool(true)
	}
	if g.PerHour > 0 {
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

// again are the options by which a removed digest is set as it was; none for one of which they do not say all.
func again(g desk.Digest) map[string]string {
	options := optionsOf(g)
	if len(g.Sources) > 0 || len(g.Sections) > 0 || !g.Filter.IsZero() || options["zone"] == "" {
		return nil
	}
	return options
}

// instead are the options by which a digest that is there becomes the one that was asked for, which tells the same at the same times; none when they
// are the same word for word.
func instead(guild string, asked, there desk.Digest) map[string]string {
	options, before, after := map[string]string{}, optionsOf(there), optionsOf(asked)
	for name, usual := range map[string]string{"mention": guild, "publish": strconv.FormatBool(false), "empty": emptySay, "limit": ""} {
		if before[name] == after[name] {
			continue
		}
		if options[name] = usual; after[name] != "" {
			options[name] = after[name]
		}
	}
	if options["limit"] == "" {
		delete(options, "limit") // without one the digest keeps its own
	}
	return options
}
