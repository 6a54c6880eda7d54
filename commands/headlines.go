package commands

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"lede/cards"
	"lede/desk"
	"lede/problem"
)

// headlines lists the articles that can be read here: all, or those of a source or a day.
func headlines(d *desk.Desk) Command {
	return Command{
		Definition: slash("headlines", sourceOption(), completing(text("day"))),
		Mode:       answering(d),
		Complete: func(ctx context.Context, in Input) ([]Choice, error) {
			switch {
			case in.Focused == "day":
				return completeFrom([]string{dayToday, dayYesterday}, in.Text("day")), nil
			case in.Guild == "":
				return nil, nil
			}
			return completeSource(ctx, d, in)
		},
		Handle: func(ctx context.Context, in Input) (Reply, error) {
			list, err := d.Headlines(ctx, in.reader())
			if err != nil {
				return Reply{}, err
			}
			zone, err := zoneOf(ctx, d, in)
			if errors.Is(err, desk.ErrUnavailable) && in.Text("day") == "" {
				zone, err = time.UTC, nil // the list is worth more than its days
			}
			if err != nil {
				return Reply{}, err
			}
			list, choice, err := chosenHeadlines(ctx, d, in, list, zone)
			if err != nil {
				return Reply{}, err
			}
			shown := lines(list)
			for i, h := range list {
				if !h.Added.IsZero() {
					shown[i].Day = noon(h.Added, zone)
				}
			}
			return Reply{Card: cards.Headlines(in.Language(), shown, choice, in.from())}, nil
		},
	}
}

// The days that have names.
const (
	dayToday     = "today"
	dayYesterday = "yesterday"
)

// zoneOf is the time zone by whose calendar a server counts days; UTC for one that chose none.
func zoneOf(ctx context.Context, d *desk.Desk, in Input) (*time.Location, error) {
	if in.Guild == "" {
		return time.UTC, nil
	}
	s, err := d.Settings(ctx, in.Guild)
	if err != nil {
		return nil, err
	}
	zone, err := time.LoadLocation(cmp.Or(s.Zone, "UTC"))
	if err != nil {
		return time.UTC, nil // one of another version of the time zones; a list by days of UTC is better than none
	}
	return zone, nil
}

// noon is the noon of the day on which an instant falls.
func noon(at time.Time, zone *time.Location) time.Time {
	year, month, day := at.In(zone).Date()
	return time.Date(year, month, day, 12, 0, 0, 0, zone)
}

// chosenHeadlines leaves of a list what the input asks for.
func chosenHeadlines(ctx context.Context, d *desk.Desk, in Input, list []desk.Headline, zone *time.Location) ([]desk.Headline, cards.Choice, error) {
	var choice cards.Choice
	if in.Guild != "" {
		sources, err := d.Sources(ctx, in.Guild)
		if err != nil {
			return nil, choice, err
		}
		for _, s := range sources {
			choice.Sources = append(choice.Sources, cards.Source{ID: sourceRef(s.ID), Name: sourceName(s)})
		}
	}
	if named := cmp.Or(in.Text("source"), in.Text("value")); named != "" && named != cards.AllSources {
		s, err := sourceMeant(ctx, d, in)
		if err != nil {
			return nil, choice, err
		}
		choice.Source, choice.Name = sourceRef(s.ID), sourceName(s)
		list = slices.DeleteFunc(slices.Clone(list), func(h desk.Headline) bool { return h.Feed != s.ID })
	}
	if typed := in.Text("day"); typed != "" {
		now, err := d.Now(ctx)
		if err != nil {
			return nil, choice, err
		}
		day, err := dayMeant(typed, now, zone)
		if err != nil {
			return nil, choice, err
		}
		choice.Day = cards.Label(typed, maxNamed)
		list = slices.DeleteFunc(slices.Clone(list), func(h desk.Headline) bool { return h.Added.IsZero() || !noon(h.Added, zone).Equal(day) })
	}
	return list, choice, nil
}

// dayMeant is the noon of the day that somebody typed.
func dayMeant(typed string, now time.Time, zone *time.Location) (time.Time, error) {
	switch strings.ToLower(typed) {
	case dayToday:
		return noon(now, zone), nil
	case dayYesterday:
		return noon(noon(now, zone).AddDate(0, 0, -1), zone), nil
	}
	if at := readDay(typed); at != nil {
		return time.Date(at.Year(), at.Month(), at.Day(), 12, 0, 0, 0, zone), nil
	}
	return time.Time{}, problem.New("commands.no-day", "typed", cards.Label(typed, maxNamed))
}

// lines turns the desk's headlines into a card's.
func lines(list []desk.Headline) []cards.Headline {
	out := make([]cards.Headline, len(list))
	for i, h := range list {
		out[i] = line(h)
	}
	return out
}

// line is one of them.
func line(h desk.Headline) cards.Headline {
	return cards.Headline{Ref: h.Ref, Title: h.Title, Source: h.Source, URL: h.URL, Site: h.Site, Published: h.Published, Shared: h.Shared()}
}
