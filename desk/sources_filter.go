package desk

import (
	"context"
	"errors"

	"lede/briefing"
	"lede/desk/feeds"
	"lede/desk/filter"
)

// sourceText is the maximum length of an item's text, in bytes, when a filter looks at it.
const sourceText = 256 << 10

// FilterItem returns an item of a feed as filters look at it. If its text is no longer stored, only the title is used.
func (d *Desk) FilterItem(ctx context.Context, r Reader, i FeedItem) (filter.Item, error) {
	item := filter.Item{Title: i.Title}
	err := d.work.Do(ctx, r, min(i.Bytes, sourceText), func() error {
		a, err := d.feeds.Article(ctx, i, briefing.Options{})
		if err == nil {
			item = filter.ItemOf(a)
			item.Title = i.Title
		}
		return err
	})
	if errors.Is(err, feeds.ErrNoText) {
		err = nil
	}
	return item, err
}
