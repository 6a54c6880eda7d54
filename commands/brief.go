package commands

import (
	"context"
	_ "embed"
	"strconv"

	"lede/briefing"
	"lede/cards"
	"lede/commands/command"
	"lede/commands/material"
	"lede/desk"

	"github.com/bwmarrin/discordgo"
)

// briefThis is the name of the command on messages.
const briefThis = "Brief this"

// brief is used on a message: it briefs only that person, on the page the message links to or on its text.
func brief(d *desk.Desk) command.Command {
	everywhere := command.Anywhere()
	return command.Command{
		Definition: &discordgo.ApplicationCommand{
			Type: discordgo.MessageApplicationCommand, Name: briefThis, Contexts: &everywhere, IntegrationTypes: command.Installs(),
		},
		Mode:    command.Privately,
		Changes: command.Always,
		Handle: func(ctx context.Context, in command.Input) (command.Reply, error) {
			switch {
			case in.Target == nil:
				return command.Reply{}, material.ErrNothing
			case in.Sub == "sample":
				return briefSample(ctx, d, in)
			case in.Text("value") != "":
				return briefChosen(ctx, d, in)
			}
			return briefMessage(ctx, d, in, *in.Target)
		},
	}
}

// briefMessage briefs a person on a message, or asks them to choose among its links.
func briefMessage(ctx context.Context, d *desk.Desk, in command.Input, m command.Message) (command.Reply, error) {
	x := material.Of(m)
	if links := x.Choice(); len(links) > 0 {
		return command.Reply{Card: cards.Links(in.Language(), links, cards.Link{Command: briefThis})}, nil
	}
	a, preview, err := x.Article(ctx, d, in.Reader())
	if err != nil {
		return command.Reply{}, err
	}
	note := ""
	if preview {
		note = in.Language().Text("command.brief.preview")
	}
	return briefed(ctx, d, in, a, note)
}

// briefChosen briefs a person on the link they chose. The links are in the text of the card that shows the choice, so nothing is
// remembered in between.
func briefChosen(ctx context.Context, d *desk.Desk, in command.Input) (command.Reply, error) {
	links := cards.OfferedLinks(in.Target.Shown)
	n, err := strconv.Atoi(in.Text("value"))
	if err != nil || n < 1 || n > len(links) {
		return command.Reply{}, material.ErrNothing
	}
	a, err := d.FetchPage(ctx, in.Reader(), links[n-1], briefing.Options{})
	if err != nil {
		return command.Reply{}, err
	}
	return briefed(ctx, d, in, a, "")
}

// sample is a made-up story for trying Lede without the network.
//
//go:embed sample.txt
var sample string

func briefSample(ctx context.Context, d *desk.Desk, in command.Input) (command.Reply, error) {
	a, err := d.Structure(ctx, in.Reader(), sample, briefing.Options{})
	if err != nil {
		return command.Reply{}, err
	}
	return briefed(ctx, d, in, a, in.Language().Text("command.brief.sample"))
}

// briefed keeps an article for the person and shows it, with a note if there is one.
func briefed(ctx context.Context, d *desk.Desk, in command.Input, a *briefing.Article, note string) (command.Reply, error) {
	opened, err := d.Opened(ctx, in.Person.ID)
	if err != nil {
		return command.Reply{}, err
	}
	if _, err := d.Brief(ctx, in.Person.ID, a); err != nil {
		return command.Reply{}, err
	}
	l, ref, before := in.Language(), desk.Ref(a.ID), ""
	if len(opened) > 0 && opened[0].Ref != ref {
		before = opened[0].Ref
	}
	card := cards.Turned(l, cards.Summary(l, a, ref), before)
	if note != "" {
		card = cards.Noted(card, note)
	}
	return command.Reply{Card: card}, nil
}
