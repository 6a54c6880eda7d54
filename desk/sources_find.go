package desk

import (
	"context"

	"lede/desk/feeds"
	"lede/desk/gate"
	"lede/source/feed"
)

// FoundFeed is a feed that stands at an address which a person gave.
type FoundFeed = feeds.Found

// TriedFeed is what one fetch of a feed brought.
type TriedFeed = feeds.Tried

// The places where the text of an item may come from.
const (
	FullText   = feeds.FullText
	PageText   = feeds.PageText
	TeaserText = feeds.TeaserText
)

// ErrNoFeed says that a feed is not followed yet.
var ErrNoFeed = feeds.ErrNoFeed

// readCost is how many bytes it takes, for each byte, to read a feed.
const readCost = 20

// FindFeeds looks for the feeds of a site, in the person's turn, the likeliest first. Those that cannot be read are left out, unless
// none can.
func (d *Desk) FindFeeds(ctx context.Context, r Reader, address string) ([]FoundFeed, error) {
	var found []feeds.Candidate
	err := d.fetching.Do(ctx, gate.Who(r), maxPage, func() (err error) {
		found, err = d.feeds.Find(ctx, address)
		return err
	})
	if err != nil {
		return nil, err
	}
	var list []FoundFeed
	var unread error
	for _, one := range found {
		err := d.work.Do(ctx, gate.Who(r), readCost*int64(len(one.Answer.Body)), func() error {
			f, err := feeds.Read(one)
			if err == nil {
				list = append(list, f)
			} else {
				unread = err
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	if len(list) == 0 {
		return nil, unread
	}
	return list, nil
}

// TryFeed fetches the feed of a source now, in the person's turn, and keeps nothing of it.
func (d *Desk) TryFeed(ctx context.Context, r Reader, s Source) (t TriedFeed, err error) {
	err = d.fetching.Do(ctx, gate.Who(r), maxPage, func() error {
		t, err = d.feeds.Try(ctx, s.ID)
		return err
	})
	return t, err
}

// Shown is the address of a source as people and logs may see it, without what looks like a secret.
func (s Source) Shown() string { return feed.Shown(s.Address) }

// MostSources is how many sources a server may have.
func (d *Desk) MostSources() int { return d.maxSources }
