package sources

import (
	"context"
	"maps"
	"slices"
	"strings"

	"lede/cards"
	"lede/cards/markup"
	"lede/commands/command"
	"lede/desk"
	"lede/desk/filter"
	"lede/problem"

	"github.com/bwmarrin/discordgo"
)

// Limits on what an admin says about a source.
const (
	maxName = 100
	maxTags = 10
	maxTag  = 30
)

// sourceFieldNames are the options, and fields of the form, that describe a source.
var sourceFieldNames = []string{"name", "tags", "colour", "filter"}

// sourceFields returns the same as options.
func sourceFields() []*discordgo.ApplicationCommandOption {
	return []*discordgo.ApplicationCommandOption{command.TextOption("name"), command.TextOption("tags"), command.ColourOption(), command.TextOption("filter")}
}

// changesSource reports whether the input has anything to change about a source.
func changesSource(in command.Input) bool {
	return slices.ContainsFunc(sourceFieldNames, func(name string) bool { return in.Text(name) != "" }) || sentForm(in)
}

// sentForm reports whether the input comes from the form, in which an empty field clears the value.
func sentForm(in command.Input) bool {
	return !slices.ContainsFunc(sourceFieldNames, func(name string) bool { _, sent := in.Options[name]; return !sent })
}

// sourceOf reads what the input says about a source.
func sourceOf(in command.Input) (s desk.Source, err error) {
	change, err := sourceChange(in)
	if err == nil {
		change(&s)
	}
	return s, err
}

// sourceChange reads what the input says about a source. The func it returns applies it.
func sourceChange(in command.Input) (func(*desk.Source), error) {
	whole, untouched := sentForm(in), command.Untouched(sourceFieldNames, in)
	in.Options = maps.Clone(in.Options)
	for _, name := range untouched {
		in.Options[name] = ""
	}
	clears := func(name string) bool { return whole && !slices.Contains(untouched, name) }
	wanted, err := in.Filter()
	if err != nil {
		return nil, err
	}
	tags, err := parseTags(in.Text("tags"))
	if err != nil {
		return nil, err
	}
	return func(s *desk.Source) {
		if name := markup.Label(in.Text("name"), maxName); name != "" {
			s.Name = name
		}
		if clears("tags") || tags != nil {
			s.Tags = tags
		}
		if clears("filter") || in.Text("filter") != "" {
			s.Filter = wanted
		}
		if name := in.Text("colour"); name != "" {
			s.Colour = command.Colour(name)
		}
	}, nil
}

// editSource changes what is said about a source, or opens the form to do so.
func editSource(ctx context.Context, d *desk.Desk, in command.Input) (command.Reply, error) {
	s, err := Meant(ctx, d, in)
	if err != nil {
		return command.Reply{}, err
	}
	link := cards.Link{Command: "sources", Sub: "edit", Options: map[string]string{"source": Ref(s.ID)}}
	if sourcesMode(ctx, in) == command.Form {
		return sourceForm(ctx, d, in, link, s)
	}
	change, err := sourceChange(in)
	if err == nil {
		s, err = d.ChangeSource(ctx, in.Guild, s.ID, func(s *desk.Source) error {
			change(s)
			return nil
		})
	}
	if err != nil {
		if sentForm(in) {
			err = keepSourceForm(ctx, d, in, link, err)
		}
		return command.Reply{}, err
	}
	return shownSource(ctx, d, in, in.Language().Text("command.sources.changed"), s, "")
}

// sourceForm opens the form about a source, with what is known of it filled in, or what was typed before.
func sourceForm(ctx context.Context, d *desk.Desk, in command.Input, link cards.Link, s desk.Source) (command.Reply, error) {
	value := map[string]string{"name": s.Name, "tags": strings.Join(s.Tags, ", "), "colour": command.ColourName(s.Colour), "filter": s.Filter.String()}
	if s.ID != "" {
		link.Options[command.Held] = command.Marks(sourceFieldNames, value)
	}
	if in.Text(command.Again) != "" {
		typed, err := d.Draft(ctx, in.Reader())
		if err != nil {
			return command.Reply{}, err
		}
		value = typed
	}
	l := in.Language()
	var fields []cards.Field
	title := l.Text("form.source.edit")
	if s.ID == "" {
		title = l.Text("form.source.add")
		fields = append(fields, cards.Field{
			Name: "address", Label: l.Text("form.source.address"), Description: l.Text("form.source.address-hint"), Placeholder: "example.org", Required: true, MaxLength: 1500,
			Value: value["address"],
		})
	}
	colour := cards.Field{Kind: cards.Menu, Name: "colour", Label: l.Text("form.source.colour"), Value: value["colour"]}
	for _, o := range sourceFields()[2].Choices {
		name, _ := o.Value.(string)
		colour.Options = append(colour.Options, cards.Option{Label: l.Text("option.colour." + name), Value: name})
	}
	fields = append(fields,
		cards.Field{Name: "name", Label: l.Text("form.source.name"), Description: l.Text("form.source.name-hint"), MaxLength: maxName, Value: value["name"]},
		cards.Field{Name: "tags", Label: l.Text("form.source.tags"), Description: l.Text("form.source.tags-hint"), MaxLength: 300, Value: value["tags"]},
		colour,
		cards.Field{
			Kind: cards.Paragraph, Name: "filter", Label: l.Text("form.source.filter"), Description: l.Text("form.source.filter-hint"), MaxLength: filter.MaxText,
			Placeholder: "climate, person: Ada Quill, -football", Value: value["filter"],
		})
	return command.Reply{Modal: &cards.Modal{ID: link.String(), Title: title, Fields: fields}}, nil
}

// keepSourceForm keeps what was typed into the form, and makes the error lead back to it.
func keepSourceForm(ctx context.Context, d *desk.Desk, in command.Input, link cards.Link, err error) error {
	typed := map[string]string{}
	for _, name := range append([]string{"address"}, sourceFieldNames...) {
		typed[name] = in.Options[name]
	}
	if d.KeepDraft(ctx, in.Reader(), typed) != nil {
		return err
	}
	options := map[string]string{command.Again: "1"}
	for name, v := range link.Options {
		options[name] = v
	}
	return &command.Unfinished{Form: cards.Link{Command: link.Command, Sub: link.Sub, Options: options}, Err: err}
}

// parseTags parses tags separated by commas.
func parseTags(typed string) ([]string, error) {
	var tags []string
	for part := range strings.SplitSeq(typed, ",") {
		if tag := markup.Label(strings.TrimPrefix(strings.TrimSpace(part), "#"), maxTag); tag != "" && !slices.Contains(tags, tag) {
			tags = append(tags, tag)
		}
	}
	if len(tags) > maxTags {
		return nil, problem.New("commands.tags-many", "most", maxTags)
	}
	return tags, nil
}
