package desk

import (
	"context"
	"errors"

	"lede/briefing"
	"lede/desk/feeds"
	"lede/desk/filter"
)

// sourceText is how large the text of an item is at most, in bytes, when it is looked at by a filter.
const sourceText = 256 << 10

// FilterItem is an item of a feed as filters look at it. Of one whose text is no longer kept there is the title.
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
