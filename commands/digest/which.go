package digest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"lede/cards"
	"lede/cards/markup"
	"lede/cards/panels"
	"lede/commands/command"
	"lede/delivery"
	"lede/desk"
	"lede/languages"
	"lede/problem"
	"lede/scheduler"
)

// errWhich is the error of an input that may refer to several digests.
var errWhich = problem.New("commands.digest-which")

// nameOf returns the text that names a digest: the option, or what was chosen from a menu.
func nameOf(in command.Input) string { return cmp.Or(in.Text("digest"), in.Text("value")) }

// meant returns the digest that an input refers to: the named one, else the only one of the channel, else the only one of the server.
func meant(ctx context.Context, d *desk.Desk, in command.Input) (desk.Digest, error) {
	name := nameOf(in)
	if name != "" {
		g, err := d.Digest(ctx, in.Guild, name)
		if !errors.Is(err, desk.ErrNoDigest) {
			return g, err
		}
	}
	list, err := d.Digests(ctx, in.Guild)
	if err != nil {
		return desk.Digest{}, err
	}
	if name != "" {
		switch found := called(in.Language(), list, name); len(found) {
		case 0:
			return desk.Digest{}, desk.ErrNoDigest
		case 1:
			return found[0], nil
		}
		return desk.Digest{}, errWhich
	}
	var here []desk.Digest
	for _, g := range list {
		if g.Channel == in.Channel {
			here = append(here, g)
		}
	}
	switch {
	case len(list) == 0:
		return desk.Digest{}, problem.New("commands.digest-none")
	case len(here) == 1:
		return here[0], nil
	case len(list) == 1:
		return list[0], nil
	}
	return desk.Digest{}, errWhich
}

// called returns the digests of a list that a name may mean: the words by which one is offered, its channel, a time at which some run, or
// else its number in the list.
func called(l languages.Language, list []desk.Digest, name string) []desk.Digest {
	var here []desk.Digest
	for i, g := range list {
		if panels.ScheduleLabel(l, i+1, delivery.Describe(g), command.MaxChoice) == name {
			return []desk.Digest{g}
		}
		if name == "<#"+g.Channel+">" {
			here = append(here, g)
		}
	}
	if found := append(here, timed(list, name)...); len(found) > 0 {
		return found
	}
	if n, err := strconv.Atoi(strings.Trim(name, "#. ")); err == nil && n > 0 && n <= len(list) {
		return list[n-1 : n]
	}
	return nil
}

// timed returns the digests of a list that run at a time of day.
func timed(list []desk.Digest, clock string) (found []desk.Digest) {
	hour, minute, err := scheduler.ParseClock(clock)
	if err != nil {
		return nil
	}
	alone := false // it runs at that time and at no other
	for _, g := range list {
		t, err := scheduler.ParseTimetable(g.Timetable)
		if g.AsItComes || err != nil {
			continue
		}
		times := t.Pattern().Times
		only := len(times) == 1
		if !slices.Contains(times, fmt.Sprintf("%02d:%02d", hour, minute)) || alone && !only {
			continue
		}
		if only && !alone {
			alone, found = true, nil // an hourly one runs at every hour that is named
		}
		found = append(found, g)
	}
	return found
}

// choose shows the digests of the server, so that the person chooses the one to go on with. The other options are kept; if they are too
// long for Discord, the person is told to name the digest.
func choose(ctx context.Context, d *desk.Desk, in command.Input, which error) (command.Reply, error) {
	options := maps.Clone(in.Options)
	maps.DeleteFunc(options, func(name, v string) bool { return v == "" || slices.Contains([]string{"digest", "value"}, name) })
	to := cards.Link{Command: "digest", Sub: in.Sub, Options: options}
	if _, fits := cards.ParseLink(to.String()); !fits {
		return command.Reply{}, which
	}
	list, err := d.Digests(ctx, in.Guild)
	if err != nil {
		return command.Reply{}, err
	}
	if len(list) == 0 {
		return command.Reply{}, which
	}
	if some := called(in.Language(), list, nameOf(in)); len(some) > 0 { // two run at “08:00”
		list = some
	}
	shown, err := describe(ctx, d, in, list...)
	if err != nil {
		return command.Reply{}, err
	}
	card := panels.ChooseDigest(in.Language(), shown, to)
	if errors.Is(which, desk.ErrNoDigest) {
		none, _, _ := in.Language().Explain(which, markup.Escape)
		card = cards.Noted(card, none)
	}
	return command.Reply{Card: card}, nil
}
