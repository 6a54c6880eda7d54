package digest

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"lede/cards/markup"
	"lede/cards/panels"
	"lede/commands/command"
	"lede/commands/sources"
	"lede/delivery"
	"lede/desk"
	"lede/problem"
	"lede/scheduler"

	"github.com/bwmarrin/discordgo"
)

// The values of the option that says when a digest is posted.
const (
	whenAtTimes   = "at-set-times"
	whenAsItComes = "as-it-comes"
)

// everySource is typed to choose all sources.
const everySource = "all"

// newsOptions are the options for what a digest draws on, and whether it waits for a time.
func newsOptions() []*discordgo.ApplicationCommandOption {
	when, limit := command.TextOption("when"), command.TextOption("limit")
	when.Choices = []*discordgo.ApplicationCommandOptionChoice{{Value: whenAtTimes}, {Value: whenAsItComes}}
	for _, n := range []string{"1", "2", "4", "6", "10"} {
		limit.Choices = append(limit.Choices, &discordgo.ApplicationCommandOptionChoice{Value: n})
	}
	return []*discordgo.ApplicationCommandOption{command.Completing(command.TextOption("sources")), command.TextOption("filter"), when, limit}
}

// newsOf reads those of these options that are given. The func it returns applies them.
func newsOf(ctx context.Context, in command.Input, d *desk.Desk) (func(*desk.Digest), error) {
	wanted, err := in.Filter()
	if err != nil {
		return nil, err
	}
	from, err := sourcesMeant(ctx, d, in)
	if err != nil {
		return nil, err
	}
	limit, err := ParseLimit(in.Text("limit"))
	if err != nil {
		return nil, err
	}
	if in.Text("when") == whenAsItComes && in.Text("time")+in.Text("days")+in.Text("cron") != "" {
		return nil, problem.New("commands.comes-and-time")
	}
	return func(g *desk.Digest) {
		if in.Text("sources") != "" {
			g.Sources = from
		}
		if in.Text("filter") != "" {
			g.Filter = wanted
		}
		if limit > 0 {
			g.PerHour = limit
		}
		if when := in.Text("when"); when != "" {
			g.AsItComes = when == whenAsItComes
		}
	}, nil
}

// mostPerHour is the highest limit on posts per hour that is offered. All servers share what Discord lets one bot post.
const mostPerHour = 10

// ParseLimit parses a limit on posts per hour; 0 for none.
func ParseLimit(typed string) (int, error) {
	if typed == "" {
		return 0, nil
	}
	limit, err := strconv.Atoi(scheduler.Plain(typed))
	if err != nil || limit < 1 || limit > mostPerHour {
		return 0, problem.New("commands.limit-wrong", "typed", markup.Label(typed, command.MaxNamed))
	}
	return limit, nil
}

// limits returns the error for a limit that would limit nothing: a digest with a time is one post.
func limits(in command.Input, g desk.Digest) error {
	if in.Text("limit") != "" && !g.AsItComes {
		return problem.New("commands.limit-and-time")
	}
	return nil
}

// sourcesMeant returns the IDs of the sources named, separated by commas; none for all of them.
func sourcesMeant(ctx context.Context, d *desk.Desk, in command.Input) ([]string, error) {
	typed := in.Text("sources")
	if typed == "" || strings.EqualFold(typed, everySource) {
		return nil, nil
	}
	list, err := d.Sources(ctx, in.Guild)
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, name := range splitNames(list, typed) {
		found := sources.Named(list, name)
		tag, isTag := strings.CutPrefix(name, sources.TagSign)
		switch {
		case len(found) == 0 && isTag:
			return nil, problem.New("commands.tag-unknown", "typed", markup.Label(tag, command.MaxChoice))
		case len(found) == 0:
			return nil, sources.Unknown(list, name)
		}
		for _, s := range found {
			if !slices.Contains(ids, s.ID) {
				ids = append(ids, s.ID)
			}
		}
	}
	return ids, nil
}

// nearestSources returns the names of the sources nearest to those typed; "" if all are right, or if one is near to none.
func nearestSources(ctx context.Context, d *desk.Desk, in command.Input) string {
	list, err := d.Sources(ctx, in.Guild)
	if err != nil {
		return ""
	}
	var right []string
	wrong := false
	for _, name := range splitNames(list, in.Text("sources")) {
		if len(sources.Named(list, name)) == 0 {
			wrong = true
			if name = sources.Nearest(list, name); name == "" {
				return ""
			}
		}
		right = append(right, name)
	}
	if !wrong {
		return ""
	}
	return strings.Join(right, ", ")
}

// splitNames splits names at commas, except for a source that has one in its own name.
func splitNames(list []desk.Source, typed string) (names []string) {
	if slices.ContainsFunc(list, func(s desk.Source) bool { return sources.Called(s, typed) }) {
		return []string{typed}
	}
	for name := range strings.SplitSeq(typed, ",") {
		if name = strings.TrimSpace(name); name != "" {
			names = append(names, name)
		}
	}
	return names
}

// completeSources offers all sources, tags, and each source that can be added to those typed.
func completeSources(ctx context.Context, d *desk.Desk, in command.Input) ([]command.Choice, error) {
	list, err := d.Sources(ctx, in.Guild)
	if err != nil {
		return nil, err
	}
	typed := in.Options["sources"]
	before, last := "", typed
	if i := strings.LastIndexByte(typed, ','); i >= 0 {
		before, last = strings.TrimSpace(typed[:i])+", ", typed[i+1:]
	}
	last = strings.TrimSpace(last)
	var names []string
	if before == "" {
		names = append(names, everySource)
	}
	for _, s := range list {
		names = append(names, sources.Name(s))
	}
	for _, s := range list {
		for _, tag := range s.Tags {
			if !slices.Contains(names, sources.TagSign+tag) {
				names = append(names, sources.TagSign+tag)
			}
		}
	}
	var choices []command.Choice
	for _, name := range names {
		whole := before + name
		if command.Matches(name, last) && !strings.Contains(before, name+", ") && len([]rune(whole)) <= command.MaxChoice {
			choices = append(choices, command.Choice{Name: whole, Value: whole})
		}
	}
	return command.First(choices), nil
}

// describe returns digests as admins see them, with the names of their sources.
func describe(ctx context.Context, d *desk.Desk, in command.Input, digests ...desk.Digest) ([]panels.Schedule, error) {
	list, err := d.Sources(ctx, in.Guild)
	if err != nil {
		return nil, err
	}
	now, err := d.Now(ctx)
	if err != nil {
		return nil, err
	}
	var out []panels.Schedule
	for _, g := range digests {
		s := delivery.Describe(g)
		s.Filter = g.Filter.String()
		for _, id := range g.Sources {
			if i := slices.IndexFunc(list, func(o desk.Source) bool { return o.ID == id }); i >= 0 {
				s.From = append(s.From, sources.Name(list[i]))
			}
		}
		if len(g.Sources) > 0 && len(s.From) == 0 {
			s.From = []string{in.Language().Text("command.digest.sources-gone")}
		}
		if !g.Next.After(now) { // it is on its way, maybe for long: next is the run behind that
			if runs := following(g, now, 1); len(runs) > 0 {
				s.Next = runs[0]
			}
		}
		if len(digests) == 1 {
			s.Then = following(g, s.Next, 2)
		}
		out = append(out, s)
	}
	return out, nil
}

// following returns the first n runs after an instant, which show an admin what the timetable means.
func following(g desk.Digest, after time.Time, n int) (runs []time.Time) {
	t, err := scheduler.ParseTimetable(g.Timetable)
	if err != nil || g.AsItComes || g.Next.IsZero() {
		return nil
	}
	for run := range t.Runs(after) {
		if runs = append(runs, run); len(runs) == n {
			break
		}
	}
	return runs
}
