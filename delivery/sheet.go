package delivery

import (
	"encoding/json"
	"strings"
	"time"

	"lede/briefing"
	"lede/cards"
	"lede/desk"
	"lede/languages"
)

// sheet is everything a digest is drawn from.
type sheet struct {
	language languages.Language
	colour   int
	stories  []cards.Story
	style    cards.Style
}

func (s sheet) draw() cards.Card {
	return cards.Coloured(cards.Digest(s.language, s.stories, s.style), s.colour)
}

// drawing identifies what is drawn from a sheet by everything it depends on. The links to an article's sentences depend on the article.
type drawing struct {
	language     languages.Language
	stories      [cards.DigestStories]drawnStory
	colour, more int
	due, next    int64
	late, again  bool
	day          string // with the hour, on the readers' clock

	role, sections, also, marker, before string
	passed, gone                         int
}

type drawnStory struct {
	ref     string
	article *briefing.Article
	bytes   int
	beside  string // what other articles report about it
}

// drawn is an edition as drawn: its message, and what it shows of its articles. It must not be changed.
type drawn struct {
	components json.RawMessage
	shown      []desk.Shown
}

// draw draws a digest, and returns its message and what it shows. Servers that read the same in the same manner get the same drawing,
// with each server's own parts written into it: the name of the message, and the link to the one before.
func (m *Cache) draw(s sheet, t Telling) (components json.RawMessage, shown []desk.Shown, err error) {
	own := s.style
	s.style = own.Unowned()
	fresh := func() (d drawn, err error) {
		card := s.draw()
		d.components, err = json.Marshal(card.Components)
		d.shown = t.clippings(card)
		return d, err
	}
	var d drawn
	if name, ok := s.name(t); ok && m != nil {
		d, err = m.drawings.Of(name, 1, maxDrawings, fresh)
	} else {
		d, err = fresh()
	}
	return own.Owned(d.components), d.shown, err
}

// name names the drawing; ok is false if no other server gets the same.
func (s sheet) name(t Telling) (d drawing, ok bool) {
	for _, one := range t.shown {
		if !one.common {
			return d, false
		}
	}
	for i, one := range s.stories {
		d.stories[i] = drawnStory{ref: one.Ref, article: one.Article, bytes: one.Bytes}
		if !one.Before.IsZero() { // its key points are what is new to this server
			return d, false
		}
		if len(one.Others)+len(one.Differ) > 0 {
			beside, err := json.Marshal([]any{one.Others, one.Differ})
			if err != nil {
				return d, false
			}
			d.stories[i].beside = string(beside)
		}
	}
	d.language, d.colour, d.more, d.due, d.late, d.again = s.language, s.colour, s.style.More, s.style.Due.Unix(), s.style.Late, s.style.Again
	if !s.style.Day.IsZero() {
		d.day = s.style.Day.Format(time.DateTime)
	}
	d.next, d.role, d.sections, d.also = s.style.Next.Unix(), s.style.Role, strings.Join(s.style.Sections, " "), s.style.Also
	d.marker, d.before, d.passed, d.gone = s.style.Marker, s.style.Before, s.style.Passed, s.style.Gone
	return d, true
}
