package commands

import (
	"context"
	"regexp"
	"strings"

	"lede/briefing"
	"lede/cards"
	"lede/desk"
	"lede/problem"

	"github.com/bwmarrin/discordgo"
)

// besideLink is the most text, in bytes, that a message may have beside a link and still be about the linked page.
const besideLink = 600

var links = regexp.MustCompile(`https?://[^\s<>"]+`)

// brief is used on a message: it briefs the person, and nobody else, on the page it links to or on its text.
func brief(d *desk.Desk) Command {
	everywhere := anywhere()
	return Command{
		Definition: &discordgo.ApplicationCommand{
			Type: discordgo.MessageApplicationCommand, Name: "Brief this", Contexts: &everywhere, IntegrationTypes: installs(),
		},
		Mode: private,
		Handle: func(ctx context.Context, in Input) (Reply, error) {
			a, err := meantBy(ctx, d, in)
			if err != nil {
				return Reply{}, err
			}
			if _, err := d.Brief(ctx, in.Person.ID, a); err != nil {
				return Reply{}, err
			}
			return Reply{Card: cards.Summary(in.Language(), a, desk.Ref(a.ID))}, nil
		},
	}
}

// meantBy structures what a message is about: its file, the page it links to, or else its own words.
func meantBy(ctx context.Context, d *desk.Desk, in Input) (*briefing.Article, error) {
	var text string
	if in.Target != nil {
		text = in.Target.Text
	}
	link := strings.TrimRight(links.FindString(text), ".,;:!?)]}'*_|`")
	switch {
	case in.Attachment != nil:
		return d.Fetch(ctx, in.reader(), in.Attachment.URL, in.Attachment.Filename)
	case link != "" && len(text)-len(link) < besideLink:
		return d.FetchPage(ctx, in.reader(), link)
	case strings.TrimSpace(text) == "":
		return nil, problem.New("commands.message-empty")
	}
	return d.Structure(ctx, in.reader(), text, briefing.Options{})
}
