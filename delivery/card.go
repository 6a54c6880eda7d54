package delivery

import (
	"context"
	"errors"
	"slices"
	"time"

	"lede/cards"
	"lede/cards/panels"
	"lede/cards/recurrence"
	"lede/desk"
	"lede/languages"
	"lede/scheduler"
)

// Telling is what an edition of a digest contains.
type Telling struct {
	Refs []string         // of the articles
	Upto map[string]int64 // what that means for Digest.Told
	Left bool             // there is more to tell
	// Stories is how many stories are in it. There may be none although there are articles that say nothing new.
	Stories int
	// Unsaid is how many older articles nobody will be told of, as the edition says.
	Unsaid int
	shown  []told
	cache  *Cache
}

// DigestCard draws a digest as it would be posted now, and returns what is in it: those articles of the guild and of the digest's sources that it has not told of
// yet, by story. An article that can no longer be read is left out, so that it does not hold up the others.
func DigestCard(ctx context.Context, d *desk.Desk, l languages.Language, guild string, g desk.Digest, due time.Time) (cards.Card, Telling, error) {
	now, err := d.Now(ctx)
	if err != nil {
		return cards.Card{}, Telling{}, err
	}
	by := teller{desk: d, reader: desk.Reader{Guild: guild}, digest: g, now: now, language: l}
	if s, err := d.Settings(ctx, guild); err == nil { // nothing is held up for a colour
		by.colour = s.Colour
	}
	var card cards.Card
	var told Telling
	err = d.InTurn(ctx, guild, func() error {
		s, in, err := by.sheet(ctx, due, false, "")
		if told = in; err == nil {
			card = s.draw()
		}
		return err
	})
	return card, told, err
}

// sheet collects everything the digest is drawn from, and returns what is in it.
func (t *teller) sheet(ctx context.Context, due time.Time, late bool, marker string) (sheet, Telling, error) {
	d, g, guild, told := t.desk, t.digest, t.reader.Guild, Telling{cache: t.cache}
	news, err := d.News(ctx, guild, g, t.now)
	if err != nil {
		return sheet{}, told, err
	}
	list, err := d.NewsByStory(ctx, guild, g, news)
	if err != nil {
		return sheet{}, told, err
	}
	front := front{teller: *t, room: cards.DigestStories}
	// A digest posted as news comes tells one story at a time, the oldest first, unless this is its last post of the hour.
	full := !g.AsItComes || g.Last(t.now) || len(list) < 2
	if !full {
		front.room = 1
		slices.Reverse(list)
	}
	if err := front.fill(ctx, list, full); err != nil {
		return sheet{}, told, err
	}
	if full {
		front.repeat()
	}
	lines, n := cards.Also(t.language, front.also)
	for _, h := range front.also[:n] {
		front.refs = append(front.refs, h.Ref)
	}
	front.more += len(front.also) - n
	passed := 0
	if full {
		passed = news.PassedOver(front.refs)
	}
	told.Refs, told.Stories, told.shown = front.refs, len(front.stories), front.shown
	told.Upto, told.Left, told.Unsaid = news.Upto(told.Refs, full), told.Stories > 0 && len(told.Refs)+passed < len(news.List), passed+news.Beyond+news.Gone
	style := cards.Style{
		Role: g.Role, Sections: g.Sections, Marker: marker, Due: due, Late: late,
		Also: lines, More: max(0, front.more-passed), Passed: passed + news.Beyond, Gone: news.Gone,
	}
	t.placed(&style)
	return sheet{t.language, t.colour, front.stories, style}, told, nil
}

// placed says where an edition stands among the others of its digest.
func (t *teller) placed(style *cards.Style) {
	g, guild := t.digest, t.reader.Guild
	if g.AsItComes {
		style.Again = g.Latest != ""
		return
	}
	if desk.PersonOf(guild) == "" && g.Latest != "" {
		style.Before = "https://discord.com/channels/" + guild + "/" + g.Latest
	}
	if table, err := scheduler.ParseTimetable(g.Timetable); err == nil {
		style.Day, style.Next = table.Local(style.Due), table.Next(style.Due)
	}
}

// tellable reads as much of an article as a digest shows.
func tellable(ctx context.Context, d *desk.Desk, r desk.Reader, h desk.Headline, g desk.Digest) (desk.Gist, error) {
	if len(g.Sections) == 0 {
		return d.Gist(ctx, r, h) // key points are what is shown by default
	}
	a, err := d.Article(ctx, r, h)
	if h.Feed != "" && errors.Is(err, desk.ErrNoSuchArticle) {
		return d.Gist(ctx, r, h) // its title is news
	}
	return desk.Gist{Article: a}, err
}

// spoken returns a timetable in a form to be read aloud.
func spoken(line string) recurrence.Rule {
	t, err := scheduler.ParseTimetable(line)
	if err != nil {
		return recurrence.Rule{Line: line}
	}
	p := t.Pattern()
	return recurrence.Rule{Times: p.Times, Days: p.Days, Dates: p.Dates, Months: p.Months, Odd: p.Odd, Either: p.Either, Zone: scheduler.ShownZone(t.Zone), Cron: t.Cron, Line: line}
}

// Describe returns a digest as an admin sees it: when, where and how it is posted.
func Describe(g desk.Digest) panels.Schedule {
	s := panels.Schedule{
		Digest: g.ID, Channel: g.Channel, When: spoken(g.Timetable), Next: g.Run(), Spread: g.Spread,
		Paused: g.Paused, Role: g.Role, Says: !g.Quiet && !g.AsItComes, Sections: g.Sections, Publish: g.Publish && g.Kind == desk.Announcement,
	}
	if g.AsItComes {
		s.Hourly = g.Hourly()
	}
	return s
}
