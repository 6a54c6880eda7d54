package desk

import (
	"context"
	"errors"
	"slices"

	"lede/briefing"
	"lede/desk/feeds"
	"lede/problem"
	"lede/source/feed"
)

// FoundFeed is a feed at an address that a person gave.
type FoundFeed = feeds.Found

// TriedFeed is the result of one fetch of a feed.
type TriedFeed = feeds.Tried

// TextKind is where the text of an item comes from.
type TextKind = feeds.TextKind

// The places where the text of an item may come from.
const (
	FullText   = feeds.FullText
	PageText   = feeds.PageText
	TeaserText = feeds.TeaserText
)

// ErrNoFeed says that a feed is not followed yet.
var ErrNoFeed = feeds.ErrNoFeed

// FindFeeds looks for the feeds of a site, in the person's turn, the likeliest first.
func (d *Desk) FindFeeds(ctx context.Context, r Reader, address string) (list []FoundFeed, err error) {
	err = d.fetching.Do(ctx, r, ordinaryPage, func() error {
		list, err = d.feeds.Find(ctx, address, d.with(ctx, r, briefing.Options{}))
		return err
	})
	return list, notKept(tooLong(address, err))
}

// notKept puts another hint in place of one that says that Lede tries again, as it does for the sources it keeps alone.
func notKept(err error) error {
	var p *problem.Problem
	if errors.As(err, &p) && slices.Contains(triedAgain(), p.Code) {
		return problem.New("desk.feed-not-kept").Because(err)
	}
	return err
}

// tooLong puts another problem in place of the one for articles that are too long: it says which feed is, and where there is another.
func tooLong(address string, err error) error {
	if errors.Is(err, ErrTooMuch) {
		return problem.New("desk.feed-too-long", "name", feed.Shown(address)).Because(err)
	}
	return err
}

// triedAgain are the codes of problems that pass by themselves, whose hints say that Lede tries again or waits.
func triedAgain() []string {
	return []string{
		"feed.packed", "feed.damaged", "feed.certificate", "feed.slow", "feed.failed", "feed.too-many-requests", "feed.status", "feed.unreadable", "feed.resting",
	}
}

// TryFeed fetches the feed of a source now, in the person's turn, and stores nothing of it.
func (d *Desk) TryFeed(ctx context.Context, r Reader, s Source) (t TriedFeed, err error) {
	err = d.fetching.Do(ctx, r, ordinaryPage, func() error {
		t, err = d.feeds.Try(ctx, s.ID, d.with(ctx, r, briefing.Options{}))
		return err
	})
	return t, tooLong(s.Address, err)
}
