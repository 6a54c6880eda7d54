package commands

import (
	"context"
	_ "embed"
	"errors"
	"slices"
	"strconv"

	"lede/briefing"
	"lede/cards"
	"lede/commands/command"
	"lede/desk"
	"lede/problem"
	"lede/source/markdown"

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
				return command.Reply{}, nothingToRead()
			case in.Sub == "sample":
				return briefSample(ctx, d, in)
			case in.Text("value") != "":
				return briefChosen(ctx, d, in)
			}
			return briefMessage(ctx, d, in, *in.Target)
		},
	}
}

func nothingToRead() error { return problem.New("commands.message-empty") }

// briefMessage briefs a person on a message, or asks them to choose among its links.
func briefMessage(ctx context.Context, d *desk.Desk, in command.Input, m command.Message) (command.Reply, error) {
	x := materialOf(m)
	if links := x.choice(); len(links) > 0 {
		return command.Reply{Card: cards.Links(in.Language(), links, cards.Link{Command: briefThis})}, nil
	}
	a, preview, err := x.article(ctx, d, in.Reader())
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
		return command.Reply{}, nothingToRead()
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

// article structures what a message is about: its file, the page it links to, the text of an embed, or its own words. preview reports
// that the page could not be read and the embed was used instead.
func (x material) article(ctx context.Context, d *desk.Desk, r desk.Reader) (a *briefing.Article, preview bool, err error) {
	report, reported := x.report()
	switch {
	case len(x.files) > 0:
		a, err = d.Fetch(ctx, r, x.files[0].URL, x.files[0].Filename, briefing.Options{})
	case x.long():
		a, err = d.Structure(ctx, r, markdown.Message(x.words), briefing.Options{})
	case len(x.links) > 0:
		a, err = d.FetchPage(ctx, r, x.links[0], briefing.Options{})
		switch {
		case err == nil || ctx.Err() != nil:
		case reported:
			a, err = articleIn(ctx, report, d, r)
			preview = true
		case leadsToPicture(err):
			a, err = x.remaining(ctx, d, r, err)
		}
	case reported:
		a, err = articleIn(ctx, report, d, r)
	case len(x.others) > 0 && x.aside == "":
		a, err = d.Fetch(ctx, r, x.others[0].URL, x.others[0].Filename, briefing.Options{}) // whose error says what is wrong with it
	default:
		a, err = x.remaining(ctx, d, r, nothingToRead())
	}
	if errors.Is(err, briefing.ErrEmpty) {
		return nil, false, nothingToRead()
	}
	return a, preview, err
}

// remaining structures the words of a message, or else an embed's title. Without either it returns why.
func (x material) remaining(ctx context.Context, d *desk.Desk, r desk.Reader, why error) (*briefing.Article, error) {
	words := []string{x.aside}
	for _, e := range x.embeds {
		words = append(words, e.Title)
	}
	for _, text := range words {
		if a, err := d.Structure(ctx, r, markdown.Message(text), briefing.Options{}); !errors.Is(err, briefing.ErrEmpty) {
			return a, err
		}
	}
	return nil, why
}

// articleIn structures the text of an embed.
func articleIn(ctx context.Context, e command.Embed, d *desk.Desk, r desk.Reader) (*briefing.Article, error) {
	return d.Structure(ctx, r, markdown.Message(e.Text), briefing.Options{Title: markdown.Message(e.Title), URL: e.URL})
}

// leadsToPicture reports whether a page turned out to be a picture, a video or a sound.
func leadsToPicture(err error) bool {
	var p *problem.Problem
	return errors.As(err, &p) && slices.Contains([]string{"page.image", "page.video", "page.audio"}, p.Code)
}
