package commands

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"lede/cards"
	"lede/cards/markup"
	"lede/commands/command"
	"lede/commands/day"
	"lede/commands/sources"
	"lede/desk"
	"lede/languages"
	"lede/problem"
)

// headlines lists the articles that can be read here: all, or those of a source or a day.
func headlines(d *desk.Desk) command.Command {
	return command.Command{
		Definition: command.Slash("headlines", sources.Option(), command.Completing(command.TextOption("day"))),
		Mode:       answering(d),
		Complete: func(ctx context.Context, in command.Input) ([]command.Choice, error) {
			switch {
			case in.Focused == "day":
				return command.CompleteFrom([]string{in.Language().Text("day.today"), in.Language().Text("day.yesterday")}, in.Text("day")), nil
			case in.Guild == "":
				return nil, nil
			}
			return sources.Complete(ctx, d, in)
		},
		Handle: func(ctx context.Context, in command.Input) (command.Reply, error) {
			list, err := command.Listed(ctx, d, in)
			if err != nil {
				return command.Reply{}, err
			}
			zone, err := zoneOf(ctx, d, in)
			if errors.Is(err, desk.ErrUnavailable) && in.Text("day") == "" {
				zone, err = time.UTC, nil // the list is worth more than its days
			}
			if err != nil {
				return command.Reply{}, err
			}
			list, choice, err := chosenHeadlines(ctx, d, in, list, zone)
			if err != nil {
				return command.Reply{}, err
			}
			list = command.Rows(list)
			shown, err := marked(ctx, d, in, list)
			if err != nil {
				return command.Reply{}, err
			}
			var first map[string]bool
			if in.Guild == "" {
				if first, err = d.HasOpened(ctx, in.Person.ID); ignoreUnavailable(err) != nil {
					return command.Reply{}, err
				}
			}
			for i, h := range list {
				if !h.Added.IsZero() && !first[h.Ref] { // what a person opened comes before the rest, whenever it came
					shown[i].Day = noon(h.Added, zone)
				}
			}
			return command.Reply{Card: cards.Headlines(in.Language(), shown, choice, in.From())}, nil
		},
	}
}

// newFor is how long an article is new.
const newFor = 24 * time.Hour

// mostNew is how many articles are marked as new at most: where each line would bear the mark, its age tells more.
const mostNew = 10

// marked turns the desk's headlines into a card's, and marks those that came lately and that the reader has not opened, unless they are too many.
func marked(ctx context.Context, d *desk.Desk, in command.Input, list []desk.Headline) ([]cards.Headline, error) {
	shown := command.Lines(list)
	now, err := d.Now(ctx)
	if err != nil {
		return shown, ignoreUnavailable(err)
	}
	opened, err := d.HasOpened(ctx, in.Person.ID)
	if err != nil {
		return shown, ignoreUnavailable(err)
	}
	isNew := func(h desk.Headline) bool {
		return !h.Added.IsZero() && now.Sub(h.Added) < newFor && !opened[h.Ref]
	}
	n := 0
	for i, h := range list {
		if shown[i].New = isNew(h); shown[i].New {
			n++
		}
	}
	if n > mostNew {
		for i := range shown {
			shown[i].New = false
		}
	}
	return shown, nil
}

// ignoreUnavailable returns the error unless it says that the store cannot be reached: the list is worth more than its marks.
func ignoreUnavailable(err error) error {
	if errors.Is(err, desk.ErrUnavailable) {
		return nil
	}
	return err
}

// The days that have names.
const (
	dayToday     = "today"
	dayYesterday = "yesterday"
)

// zoneOf returns the time zone in which a server counts days; UTC for one that chose none.
func zoneOf(ctx context.Context, d *desk.Desk, in command.Input) (*time.Location, error) {
	if in.Guild == "" {
		return time.UTC, nil
	}
	s, err := d.Settings(ctx, in.Guild)
	if err != nil {
		return nil, err
	}
	zone, err := time.LoadLocation(cmp.Or(s.Zone, "UTC"))
	if err != nil {
		return time.UTC, nil // a zone unknown to this machine's time zone data; a list by UTC days is better than none
	}
	return zone, nil
}

// noon is the noon of the day on which an instant falls.
func noon(at time.Time, zone *time.Location) time.Time {
	year, month, day := at.In(zone).Date()
	return time.Date(year, month, day, 12, 0, 0, 0, zone)
}

// chosenHeadlines keeps the headlines that the input asks for.
func chosenHeadlines(ctx context.Context, d *desk.Desk, in command.Input, list []desk.Headline, zone *time.Location) ([]desk.Headline, cards.Choice, error) {
	var choice cards.Choice
	var asked []desk.Source // whose articles are asked for
	if in.Guild != "" {
		var err error
		if asked, err = d.Sources(ctx, in.Guild); err != nil {
			return nil, choice, err
		}
		for _, s := range asked {
			choice.Sources = append(choice.Sources, cards.Option{Value: sources.Ref(s.ID), Label: sources.Name(s)})
		}
	}
	if named := cmp.Or(in.Text("source"), in.Text("value")); named != "" && named != cards.AllSources {
		s, err := sources.Meant(ctx, d, in)
		if err != nil {
			return nil, choice, err
		}
		asked, choice.Source, choice.Name = []desk.Source{s}, sources.Ref(s.ID), sources.Name(s)
		list = slices.DeleteFunc(slices.Clone(list), func(h desk.Headline) bool { return h.Feed != s.ID })
	}
	if typed := plainDay(in.Text("day")); typed != "" {
		now, err := d.Now(ctx)
		if err != nil {
			return nil, choice, err
		}
		on, err := dayMeant(in.Language(), typed, now, zone)
		if err != nil {
			return nil, choice, err
		}
		choice.Day, choice.On = markup.Label(typed, command.MaxNamed), on
		list = slices.DeleteFunc(slices.Clone(list), func(h desk.Headline) bool { return !noon(added(d, h), zone).Equal(on) })
	}
	if len(list) > 0 {
		return list, choice, nil
	}
	var err error
	choice.Reading, err = sources.BeingRead(ctx, d, asked)
	return list, choice, ignoreUnavailable(err)
}

// added returns when an article was added. The instance's were when Lede started.
func added(d *desk.Desk, h desk.Headline) time.Time {
	if h.Added.IsZero() {
		return d.Began()
	}
	return h.Added
}

// plainDay puts the names that cards keep in place of any language's: a day is offered in the language of the person, and read where
// the answer may be in that of the server.
func plainDay(typed string) string {
	typed = strings.ReplaceAll(typed, "'", "’")
	for _, l := range append(languages.Others(), languages.Language{}) {
		for _, name := range []string{dayToday, dayYesterday} {
			if strings.EqualFold(typed, l.Text("day."+name)) {
				return name
			}
		}
	}
	return typed
}

// dayMeant returns noon of the day that a person typed.
func dayMeant(l languages.Language, typed string, now time.Time, zone *time.Location) (time.Time, error) {
	switch strings.ToLower(typed) {
	case dayToday:
		return noon(now, zone), nil
	case dayYesterday:
		return noon(noon(now, zone).AddDate(0, 0, -1), zone), nil
	}
	today := now.In(zone)
	at, ok := day.Read(l, typed, today)
	if !ok {
		at, ok = day.Last(typed, today)
	}
	if ok {
		return time.Date(at.Year(), at.Month(), at.Day(), 12, 0, 0, 0, zone), nil
	}
	return time.Time{}, problem.New("commands.no-day", "typed", markup.Label(typed, command.MaxNamed))
}
