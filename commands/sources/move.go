package sources

import (
	"bytes"
	"cmp"
	"context"
	"slices"
	"time"

	"lede/cards"
	"lede/cards/markup"
	"lede/cards/panels"
	"lede/commands/command"
	"lede/desk"
	"lede/problem"
)

// importSources adds the feeds of a list that another reader exported.
func importSources(ctx context.Context, d *desk.Desk, in command.Input) (command.Reply, error) {
	if in.Attachment == nil {
		return command.Reply{}, problem.New("commands.outline-none")
	}
	var list []desk.Outline
	var lines []desk.OutlineLine
	err := d.FetchFile(ctx, in.Reader(), in.Attachment.URL, in.Attachment.Filename, func(file []byte) (err error) {
		list, lines, err = d.ReadOutlines(ctx, in.Reader(), file)
		return err
	})
	if err != nil {
		return command.Reply{}, err
	}
	var report, whole []panels.Reported
	for _, line := range lines {
		switch name := cmp.Or(line.Name, line.Address); {
		case line.Problem == nil:
		case name == "": // it is about the list
			whole = append(whole, panels.Reported{Name: in.Attachment.Filename, Problem: line.Problem})
		default:
			report = append(report, panels.Reported{Name: name, Problem: line.Problem})
		}
	}
	report = slices.Concat(whole, report) // a card may have no room for the end
	var take []desk.Source
	for _, o := range list {
		s := desk.Source{Address: o.Address}
		s.Name, s.Tags = Fitting(o.Name, o.Folders)
		take = append(take, s)
	}
	return addSources(ctx, d, in, take, report)
}

// Fitting cuts the name and the tags of a source in somebody's file to what could be typed here.
func Fitting(name string, tags []string) (fits string, fitting []string) {
	for _, tag := range tags {
		if tag = markup.Label(tag, maxTag); tag != "" && len(fitting) < maxTags && !slices.Contains(fitting, tag) {
			fitting = append(fitting, tag)
		}
	}
	return markup.Label(name, maxName), fitting
}

// exportSources writes the sources as a list that other readers can import.
func exportSources(ctx context.Context, d *desk.Desk, in command.Input) (command.Reply, error) {
	list, err := d.Sources(ctx, in.Guild)
	if err != nil {
		return command.Reply{}, err
	}
	if len(list) == 0 {
		return command.Reply{}, problem.New("commands.sources-none")
	}
	now, err := d.Now(ctx)
	if err != nil {
		return command.Reply{}, err
	}
	var file bytes.Buffer
	if err := desk.WriteOutlines(&file, in.Language().Text("command.sources.outline"), list); err != nil {
		return command.Reply{}, err
	}
	l := in.Language()
	name := "lede-sources-" + now.UTC().Format(time.DateOnly) + ".opml"
	return command.Reply{
		Card:  cards.File(l.Text("command.sources.exported", "n", len(list)), l.Text("command.sources.exported-hint"), name),
		Files: []command.File{{Name: name, Type: "text/x-opml", Data: file.Bytes()}},
	}, nil
}
