package material

import (
	"context"
	"errors"
	"slices"

	"lede/briefing"
	"lede/commands/command"
	"lede/desk"
	"lede/problem"
	"lede/source/markdown"
)

// ErrNothing says that a message holds nothing to read.
var ErrNothing = problem.New("commands.message-empty")

// Article structures what a message is about: its file, the page it links to, the text of an embed, or its own words. preview reports
// that the page could not be read and the embed was used instead.
func (x Material) Article(ctx context.Context, d *desk.Desk, r desk.Reader) (a *briefing.Article, preview bool, err error) {
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
		a, err = x.remaining(ctx, d, r, ErrNothing)
	}
	if errors.Is(err, briefing.ErrEmpty) {
		return nil, false, ErrNothing
	}
	return a, preview, err
}

// remaining structures the words of a message, or else an embed's title. Without either it returns why.
func (x Material) remaining(ctx context.Context, d *desk.Desk, r desk.Reader, why error) (*briefing.Article, error) {
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
