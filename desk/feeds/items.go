package feeds

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"lede/briefing"
	"lede/store"
)

// The bounds on what is stored of a feed. Marks outlive items, so that no item returns.
const (
	maxItems = 100
	maxTexts = 50
	maxBytes = 2 << 20 // of the texts of a feed: fifty ordinary ones have a tenth
)

func textKey(id string, seq int64) string { return id + " " + strconv.FormatInt(seq, 10) }

// articleID is the id of an item as an article, whose Ref is the item's.
func articleID(id, main string) string { return id + " " + main }

func readItems(read func(kind, key string) ([]byte, error), id string) (list []Item, err error) {
	_, err = kinds.Get(read, kindItems, id, (*itemList)(&list))
	for i := range list {
		list[i].Feed = id
	}
	return list, err
}

// WantItems adds what Items reads of a feed to what is read ahead.
func WantItems(w store.Wanted, id string) {
	if owner := ownerOf(id); owner != "" {
		w.Add(owner, kindItems, id)
	}
}

// Items lists the items of a feed after one by its sequence number, the newest last. The caller must not change them.
func (f *Feeds) Items(ctx context.Context, id string, after int64) ([]Item, error) {
	if ownerOf(id) == "" {
		return nil, nil
	}
	kept, err := f.raw(ctx, id, kindItems, id)
	if err != nil {
		return nil, fmt.Errorf("reading the items of %s: %w", id, err)
	}
	list, err := f.listed.Of(kept, len(kept.value), maxListed, func() ([]Item, error) { return readItems(kept.read, id) })
	if err != nil {
		return nil, fmt.Errorf("reading the items of %s: %w", id, err)
	}
	for len(list) > 0 && list[0].Seq <= after {
		list = list[1:]
	}
	return list, nil
}

// Article structures the text of an item; nothing is fetched, and the caller must not change the result. It fails with ErrNoText if no
// text is stored.
func (f *Feeds) Article(ctx context.Context, i Item, o briefing.Options) (*briefing.Article, error) {
	if i.Text == NoText || i.Text == GoneText {
		return nil, ErrNoText
	}
	kept, err := f.raw(ctx, i.Feed, kindTexts, textKey(i.Feed, i.Seq))
	if err != nil {
		return nil, fmt.Errorf("reading the text of item %d of %s: %w", i.Seq, i.Feed, err)
	}
	structure := func() (*briefing.Article, error) {
		var text string
		found, err := kinds.Get(kept.read, kindTexts, kept.key, &text)
		if err != nil {
			return nil, fmt.Errorf("reading the text of item %d of %s: %w", i.Seq, i.Feed, err)
		}
		if !found {
			return nil, ErrNoText
		}
		a, err := i.parse(text, o)
		if err == nil {
			a.Image, a.Members, a.Teaser = i.Picture, i.Members, i.Text == TeaserText
		}
		return a, err
	}
	if o.Bare || o.Points != 0 || o.Language != "" || o.Author != "" {
		return structure()
	}
	return f.parsed.Of(i.sheet(kept.value), len(kept.value), maxParsed, structure)
}

// sheet returns everything that the structure of the item's stored text depends on.
func (i Item) sheet(text string) sheet {
	s := sheet{id: articleID(i.Feed, i.Main), text: text, link: i.Link, site: i.Site, picture: i.Picture, members: i.Members, teaser: i.Text == TeaserText}
	if !i.TitleMade {
		s.title = i.Title
	}
	if i.Published != nil {
		s.published = i.Published.Format(time.RFC3339Nano)
	}
	return s
}

// parse structures the text of an item.
func (i Item) parse(text string, o briefing.Options) (*briefing.Article, error) {
	o.ID, o.URL, o.Site, o.Published = articleID(i.Feed, i.Main), i.Link, i.Site, i.Published
	if !i.TitleMade {
		o.Title = i.Title
	}
	return briefing.Parse(text, o)
}
