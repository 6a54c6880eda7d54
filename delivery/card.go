package delivery

import (
	"context"
	"errors"
	"slices"
	"time"

	"lede/briefing"
	"lede/cards"
	"lede/desk"
	"lede/languages"
)

// DigestCard draws a digest, and returns the Refs of the articles in it: those of the guild that this digest has not shown
// yet, newest first. An article that can no longer be read is left out, so that it does not hold up the others.
func DigestCard(ctx context.Context, d *desk.Desk, l languages.Language, g desk.Digest, guild string, due time.Time, late bool, marker string) (cards.Card, []string, error) {
	r := desk.Reader{Guild: guild}
	list, err := d.Headlines(ctx, r)
	if err != nil {
		return cards.Card{}, nil, err
	}
	var told []string
	var news []cards.Story
	more := 0
	for _, h := range list {
		if slices.Contains(g.Seen, h.Ref) {
			continue
		}
		if len(news) == cards.DigestStories {
			more++
			continue
		}
		a, bytes, err := tellable(ctx, d, r, h, g)
		if errors.Is(err, desk.ErrNoSuchArticle) || errors.Is(err, desk.ErrNewer) {
			continue
		}
		if err != nil {
			return cards.Card{}, nil, err
		}
		news = append(news, cards.Story{Ref: h.Ref, Article: a, Bytes: bytes})
		told = append(told, h.Ref)
	}
	return cards.Digest(l, news, more, due, late, cards.Style{Role: g.Role, Sections: g.Sections, Marker: marker}), told, nil
}

// tellable reads as much of an article as a digest shows, and the length of its text in bytes.
func tellable(ctx context.Context, d *desk.Desk, r desk.Reader, h desk.Headline, g desk.Digest) (a *briefing.Article, bytes int, err error) {
	if len(g.Sections) == 0 {
		return d.Gist(ctx, r, h) // key points are what is shown by default
	}
	a, err = d.Article(ctx, r, h)
	return a, 0, err
}

// Describe returns a digest as an admin sees it: when, where and how it is posted.
func Describe(g desk.Digest) cards.Schedule {
	return cards.Schedule{
		Digest: g.ID, Channel: g.Channel, When: g.Timetable, Next: g.Run(), Spread: g.Spread,
		Paused: g.Paused, Role: g.Role, Quiet: g.Quiet, Sections: g.Sections, Publish: g.Publish && g.Kind == desk.Announcement,
	}
}
