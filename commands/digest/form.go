package digest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"lede/cards"
	"lede/cards/markup"
	"lede/commands/command"
	"lede/desk"
	"lede/problem"
	"lede/scheduler"

	"github.com/bwmarrin/discordgo"
)

// formNames are the options that the form asks for, besides the channel.
var formNames = []string{"when", "time", "days", "zone"}

// mended is the option of a button that repeats the form as typed, with the corrections that the button carries.
const mended = "mended"

// longestField is the maximum number of characters in a field of the form.
const longestField = 100

// sentForm reports whether the input comes from the form.
func sentForm(in command.Input) bool {
	return !slices.ContainsFunc(formNames, func(name string) bool { _, sent := in.Options[name]; return !sent })
}

// mode opens the form if the input has nothing to set or change.
func mode(_ context.Context, in command.Input) command.Mode {
	if sentForm(in) || changes(in) || command.RequireAdmin(in) != nil {
		return command.Private
	}
	switch {
	case in.Sub == "set", in.Sub == "edit" && nameOf(in) != "":
		return command.Form
	case in.Sub == "preview":
		return command.Beside // the panel from which it is posted stays
	case in.Sub == "test":
		return command.Posted
	}
	return command.Private
}

// filledIn calls handle for a subcommand; without options it opens the form instead. If the form could not be used, what was typed is
// kept.
func filledIn(ctx context.Context, d *desk.Desk, in command.Input, handle func(context.Context, *desk.Desk, command.Input) (command.Reply, error)) (command.Reply, error) {
	if in.Text(mended) != "" {
		if err := mend(ctx, d, &in); err != nil {
			return command.Reply{}, err
		}
	}
	if mode(ctx, in) == command.Form {
		return openForm(ctx, d, in)
	}
	if err := place(ctx, &in); err != nil {
		return command.Reply{}, err
	}
	if !sentForm(in) {
		reply, err := handle(ctx, d, in)
		return reply, mistyped(ctx, d, in, err)
	}
	now, err := d.Now(ctx)
	if err != nil {
		return command.Reply{}, err
	}
	if wrong := mistakes(in, now); len(wrong) > 0 {
		return command.Reply{}, keepTyped(ctx, d, in, &command.Unfinished{Mistakes: wrong, Meant: nearly(in, wrong, now)})
	}
	said := in
	said.Options = maps.Clone(in.Options)
	switch {
	case in.Text("when") == whenAsItComes:
		said.Options["time"], said.Options["days"] = "", ""
	case in.Text("time") != "" && in.Text("days") == "":
		said.Options["days"] = scheduler.Days(0).String() // every day: the person emptied the field
	}
	leaveUntouched(in, said.Options)
	reply, err := handle(ctx, d, said)
	switch {
	case errors.Is(err, desk.ErrNoDigest): // removed meanwhile, so its form cannot be opened again
		return command.Reply{}, err
	case err != nil:
		return command.Reply{}, keepTyped(ctx, d, in, &command.Unfinished{Err: err})
	}
	return reply, nil
}

// leaveUntouched takes out of the options what the person has left in the form as it was. Whether the digest has times goes with them.
func leaveUntouched(in command.Input, options map[string]string) {
	untouched := command.Untouched(formNames, in)
	changed := !slices.Contains(untouched, "time") || !slices.Contains(untouched, "days")
	for _, name := range untouched {
		if in.Text(name) != "" && !(name == "when" && changed) {
			options[name] = ""
		}
	}
}

// mistyped makes an error about mistyped options, all of which are nearly right, offer the right ones. The other options are kept.
func mistyped(ctx context.Context, d *desk.Desk, in command.Input, wrong error) error {
	var p *problem.Problem
	if !errors.As(wrong, &p) || in.Sub != "set" && in.Sub != "edit" {
		return wrong
	}
	now, err := d.Now(ctx)
	if err != nil {
		return wrong
	}
	list := mistakes(in, now)
	near := nearly(in, list, now)
	if names := nearestSources(ctx, d, in); len(list) == 0 && names != "" {
		list, near = []command.Mistake{{Field: "sources", Problem: p}}, []cards.Nearly{{Value: names, To: onceMore(in, map[string]string{mended: "1", "sources": names})}}
	}
	if len(list) == 0 || len(near) == 0 {
		return wrong
	}
	typed := maps.Clone(in.Options)
	maps.DeleteFunc(typed, func(name, value string) bool {
		return value == "" || slices.Contains([]string{"digest", "value"}, name)
	})
	if d.KeepDraft(ctx, in.Reader(), typed) != nil {
		return wrong // without the other options the button would set something else
	}
	return &command.Unfinished{Mistakes: list, Meant: near}
}

// mend turns a pressed button into the form that was sent, with the right value in it.
func mend(ctx context.Context, d *desk.Desk, in *command.Input) error {
	typed, err := d.Draft(ctx, in.Reader())
	if err != nil {
		return err
	}
	maps.Copy(typed, in.Options)
	delete(typed, mended)
	in.Options = typed
	return nil
}

// place asks Discord about the named channel if this interaction does not describe it, as when a button stands for one: it may belong
// to another server, and its kind decides how it takes a post.
func place(ctx context.Context, in *command.Input) error {
	channel := in.Text("channel")
	if _, told := in.ChannelTypes[channel]; told || channel == "" || in.ServerOf == nil {
		return nil
	}
	guild, kind, err := in.ServerOf(ctx, channel)
	switch {
	case err != nil:
		return problem.New("commands.channels-unknown").Because(err)
	case guild != in.Guild:
		return problem.New("commands.channel-elsewhere")
	}
	in.ChannelTypes = maps.Clone(in.ChannelTypes)
	if in.ChannelTypes == nil {
		in.ChannelTypes = map[string]discordgo.ChannelType{}
	}
	in.ChannelTypes[channel] = kind
	return nil
}

// openForm opens the form with what is known of the digest filled in. When it is opened again, it holds what was typed before, with
// each mistake beside its field.
func openForm(ctx context.Context, d *desk.Desk, in command.Input) (command.Reply, error) {
	l := in.Language()
	link, title := cards.Link{Command: "digest", Sub: in.Sub}, l.Text("form.digest.set")
	var value map[string]string
	var err error
	if in.Sub == "edit" {
		var g desk.Digest
		if g, err = meant(ctx, d, in); err == nil {
			title, value = l.Text("form.digest.edit"), standing(g)
			link.Options = map[string]string{"digest": g.ID, command.Held: command.Marks(formNames, value)}
		}
	} else {
		value, err = usual(ctx, d, in)
	}
	if err != nil {
		return command.Reply{}, err
	}
	beside := map[string]string{}
	if in.Text(command.Again) != "" {
		if value, err = d.Draft(ctx, in.Reader()); err != nil {
			return command.Reply{}, err
		}
		now, err := d.Now(ctx)
		if err != nil {
			return command.Reply{}, err
		}
		in.Options = value
		for _, m := range mistakes(in, now) {
			message, hint, _ := l.Explain(m.Problem, nil)
			beside[m.Field] = markup.Label(command.Join(message, hint), command.MaxBeside)
		}
	}
	fields := []cards.Field{{Kind: cards.Radio, Name: "when", Label: l.Text("form.digest.when"), Value: cmp.Or(value["when"], whenAtTimes), Options: []cards.Option{
		{Label: l.Text("option.when.at-set-times"), Value: whenAtTimes},
		{Label: l.Text("option.when.as-it-comes"), Value: whenAsItComes},
	}}}
	for _, f := range []cards.Field{
		{Name: "time", Label: l.Text("form.digest.time"), Description: l.Text("form.digest.time-hint"), Placeholder: "07:30"},
		{Name: "days", Label: l.Text("form.digest.days"), Description: l.Text("form.digest.days-hint"), Placeholder: l.Text("form.digest.days-sample")},
		{Name: "zone", Label: l.Text("form.digest.zone"), Description: l.Text("form.digest.zone-hint"), Placeholder: "Europe/Paris"},
	} {
		f.MaxLength, f.Value, f.Description = longestField, value[f.Name], cmp.Or(beside[f.Name], f.Description)
		fields = append(fields, f)
	}
	fields = slices.Insert(fields, 1, channelField(in, value["channel"]))
	return command.Reply{Modal: &cards.Modal{ID: link.String(), Title: title, Fields: fields}}, nil
}

// channelField asks for the channel. The channel chosen before is selected again.
func channelField(in command.Input, chosen string) cards.Field {
	l := in.Language()
	hint := l.Text("form.digest.channel-here")
	if in.Sub == "edit" {
		hint = l.Text("form.digest.channel-kept")
	}
	return cards.Field{
		Kind: cards.Channel, Name: "channel", Label: l.Text("form.digest.channel"), Description: hint, Value: chosen, ChannelTypes: channelOption().ChannelTypes,
	}
}

// usual returns the values in the form for a new digest, which can be sent unchanged.
func usual(ctx context.Context, d *desk.Desk, in command.Input) (map[string]string, error) {
	settings, err := d.Settings(ctx, in.Guild)
	return map[string]string{"zone": settings.Zone, "time": fmt.Sprintf("%02d:00", usualHour), "days": scheduler.Days(0).String()}, err
}

// standing returns the values in the form for an existing digest. One that runs by an expression keeps it as long as no time is given.
func standing(g desk.Digest) map[string]string {
	value := map[string]string{"when": whenAtTimes}
	if g.AsItComes {
		value["when"] = whenAsItComes
	}
	t, err := scheduler.ParseTimetable(g.Timetable)
	if err != nil {
		return value
	}
	if value["zone"] = t.Zone; t.Cron == "" {
		value["time"], value["days"] = fmt.Sprintf("%02d:%02d", t.Hour, t.Minute), t.Days.String()
	}
	return value
}

// mistakes returns the mistakes of each field on its own.
func mistakes(in command.Input, now time.Time) (list []command.Mistake) {
	for _, name := range []string{"time", "days", "zone", "sections"} {
		if in.Text("when") == whenAsItComes && name != "zone" {
			continue
		}
		alone := command.Input{Options: map[string]string{name: in.Text(name)}}
		_, err := ParseSections(in.Language(), alone.Text("sections"))
		var p *problem.Problem
		if errors.As(cmp.Or(err, amend(alone, &scheduler.Timetable{}, now)), &p) {
			list = append(list, command.Mistake{Field: name, Problem: p})
		}
	}
	return list
}

// nearly returns the right values near the mistakes, each with a button that goes on with it. If there are several mistakes, all are
// corrected at once, or none.
func nearly(in command.Input, wrong []command.Mistake, now time.Time) (meant []cards.Nearly) {
	goOn := func(values map[string]string) {
		var said []string
		options := map[string]string{mended: "1"}
		for _, m := range wrong {
			options[m.Field] = values[m.Field]
			said = append(said, values[m.Field])
		}
		meant = append(meant, cards.Nearly{Value: strings.Join(said, " · "), To: onceMore(in, options)})
	}
	if len(wrong) == 1 {
		for _, value := range nearest(wrong[0].Field, in, now) {
			goOn(map[string]string{wrong[0].Field: value})
		}
		return meant
	}
	values := map[string]string{}
	for _, m := range wrong {
		near := nearest(m.Field, in, now)
		if len(near) == 0 {
			return nil
		}
		values[m.Field] = near[0]
	}
	goOn(values)
	return meant
}

// nearest returns the right values near what was typed into a field, the likeliest first.
func nearest(field string, in command.Input, now time.Time) []string {
	typed := in.Text(field)
	near := ""
	switch field {
	case "zone":
		return scheduler.NearestZones(typed, now)
	case "time":
		near = scheduler.NearestClock(typed)
	case "days":
		near = scheduler.NearestDays(typed)
	case "sections":
		near = nearestSections(in.Language(), typed)
	}
	if near == "" {
		return nil
	}
	return []string{near}
}

// onceMore links to the same subcommand for the same digest.
func onceMore(in command.Input, options map[string]string) cards.Link {
	if name := nameOf(in); name != "" {
		options["digest"] = name
	}
	return cards.Link{Command: "digest", Sub: in.Sub, Options: options}
}

// keepTyped keeps what was typed and makes the error lead back to the form.
func keepTyped(ctx context.Context, d *desk.Desk, in command.Input, u *command.Unfinished) error {
	typed := map[string]string{"channel": in.Options["channel"], command.Held: in.Options[command.Held]}
	for _, name := range formNames {
		typed[name] = in.Options[name]
	}
	u.Form = onceMore(in, map[string]string{command.Again: "1"})
	if err := d.KeepDraft(ctx, in.Reader(), typed); err != nil {
		return cmp.Or(u.Err, err)
	}
	return u
}
