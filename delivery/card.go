package delivery

import (
	"context"
	"errors"
	"time"

	"lede/briefing"
	"lede/cards"
	"lede/desk"
	"lede/languages"
	"lede/scheduler"
)

// Telling is what an edition of a digest tells of.
type Telling struct {
	Refs []string         // of the articles
	Upto map[string]int64 // what that means for Digest.Told
	Left bool             // there is more to tell
	// Unsaid is how many older articles there are that nobody will be told of, and of which the edition says so.
	Unsaid int
}

// DigestCard draws a digest, and returns what is in it: those articles of the guild and of the digest's sources that it has not shown
// yet, newest first. An article that can no longer be read is left out, so that it does not hold up the others.
func DigestCard(ctx context.Context, d *desk.Desk, l languages.Language, g desk.Digest, guild string, due time.Time, late bool, marker string) (cards.Card, Telling, error) {
	var t Telling
	r := desk.Reader{Guild: guild}
	news, err := d.News(ctx, guild, g)
	if err != nil {
		return cards.Card{}, t, err
	}
	list, full := news.List, true
	if g.AsItComes && len(list) > 1 {
		now, err := d.Now(ctx)
		if err != nil {
			return cards.Card{}, t, err
		}
		if !g.Last(now) {
			list, full = list[len(list)-1:], false // a story at a time, the oldest first
		}
	}
	var stories []cards.Story
	var also []cards.Headline
	more := 0
	for _, h := range list {
		if len(stories) == cards.DigestStories && h.Feed == "" {
			more++ // somebody chose it: it gets its room in the next
			continue
		}
		if len(stories) == cards.DigestStories {
			also = append(also, cards.Headline{Ref: h.Ref, Title: h.Title, Source: h.Source, URL: h.URL, Site: h.Site, Members: h.Members})
			continue
		}
		a, bytes, err := tellable(ctx, d, r, h, g)
		if errors.Is(err, desk.ErrNoSuchArticle) || errors.Is(err, desk.ErrNewer) {
			continue
		}
		if err != nil {
			return cards.Card{}, t, err
		}
		stories = append(stories, cards.Story{Ref: h.Ref, Article: a, Bytes: bytes})
		t.Refs = append(t.Refs, h.Ref)
	}
	lines, n := cards.Also(l, also)
	for _, h := range also[:n] {
		t.Refs = append(t.Refs, h.Ref)
	}
	passed := 0
	if full {
		passed = news.PassedOver(t.Refs)
	}
	t.Upto, t.Left, t.Unsaid = news.Upto(t.Refs, full), len(t.Refs)+passed < len(news.List), passed+news.Beyond+news.Gone
	style := cards.Style{Role: g.Role, Sections: g.Sections, Marker: marker, Also: lines, Passed: passed + news.Beyond, Gone: news.Gone}
	if table, err := scheduler.ParseTimetable(g.Timetable); err == nil && !g.AsItComes {
		style.Day, style.Next = table.Local(due), table.Next(due)
	}
	return cards.Digest(l, stories, more+len(also)-n-passed, due, late, style), t, nil
}

// tellable reads as much of an article as a digest shows, and the length of its text in bytes.
func tellable(ctx context.Context, d *desk.Desk, r desk.Reader, h desk.Headline, g desk.Digest) (a *briefing.Article, bytes int, err error) {
	if len(g.Sections) == 0 {
		return d.Gist(ctx, r, h) // key points are what is shown by default
	}
	a, err = d.Article(ctx, r, h)
	if h.Feed != "" && errors.Is(err, desk.ErrNoSuchArticle) {
		return d.Gist(ctx, r, h) // its title is news
	}
	return a, 0, err
}

// Describe returns a digest as an admin sees it: when, where and how it is posted.
func Describe(g desk.Digest) cards.Schedule {
	s := cards.Schedule{
		Digest: g.ID, Channel: g.Channel, When: g.Timetable, Next: g.Run(), Spread: g.Spread,
		Paused: g.Paused, Role: g.Role, Quiet: g.Quiet, Sections: g.Sections, Publish: g.Publish && g.Kind == desk.Announcement,
	}
	if g.AsItComes {
		s.Hourly = g.Hourly()
	}
	return s
}
