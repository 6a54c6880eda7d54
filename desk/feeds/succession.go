package feeds

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Succession maps the items of a feed to those of the feed that replaces it. The zero Succession is for a feed of which nothing is
// known: everything in the other is old news.
type Succession struct {
	items  []item // of the other, the oldest first
	newest int64
}

// item is an item of the new feed, and its counterpart in the former one; nil for none.
type item struct {
	Item
	before *Item
	unread bool // it came after the former feed was last read
}

// Succession compares a feed with the one that replaces it.
func (f *Feeds) Succession(ctx context.Context, id, into string) (s Succession, err error) {
	now, err := f.State(ctx, into)
	if err != nil {
		return s, err
	}
	s.newest = now.Newest
	var read time.Time
	before, err := f.State(ctx, id)
	if errors.Is(err, ErrNoFeed) {
		return s, nil
	}
	var old, list []Item
	if err == nil {
		read = before.LastTried
		old, err = f.Items(ctx, id, 0)
	}
	if err == nil {
		list, err = f.Items(ctx, into, 0)
	}
	if err != nil {
		return Succession{}, fmt.Errorf("comparing %s with %s: %w", id, into, err)
	}
	for _, i := range list {
		s.items = append(s.items, item{i, known(old, i), i.Seen.After(read)})
	}
	return s, nil
}

// known finds an item in another feed: under the same key, else with the same link or the same words.
func known(list []Item, i Item) *Item {
	for _, same := range []func(o Item) bool{
		func(o Item) bool { return o.Main == i.Main },
		func(o Item) bool { return o.Link != "" && o.Link == i.Link },
		func(o Item) bool { return o.Hash == i.Hash },
	} {
		for at := range list {
			if same(list[at]) {
				return &list[at]
			}
		}
	}
	return nil
}

// Marks returns, for a reader who is done with some items of the former feed, the mark up to which they are done with all items of the
// other, and the Refs of later ones that they are done with too.
func (s Succession) Marks(done func(Item) bool) (upto int64, seen []string) {
	upto = s.newest
	for at, i := range s.items {
		if !i.done(done) {
			upto = i.Seq - 1
			for _, later := range s.items[at:] {
				if later.done(done) {
					seen = append(seen, later.Ref)
				}
			}
			break
		}
	}
	return upto, seen
}

// Seen returns the Refs of all items that they are done with because these were in the former feed.
func (s Succession) Seen(done func(Item) bool) (refs []string) {
	for _, i := range s.items {
		if i.before != nil && i.done(done) {
			refs = append(refs, i.Ref)
		}
	}
	return refs
}

func (i item) done(done func(Item) bool) bool {
	switch {
	case i.Old:
		return true
	case i.before != nil:
		return done(*i.before)
	}
	return !i.unread // it was there when the former feed's address led there, and was old news then
}
