package desk

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"lede/briefing"
	"lede/desk/feeds"
	"lede/desk/filter"
	"lede/desk/sources"
	"lede/store"
)

// The items of a guild's sources are on its shelf like any other article. They are read where they are stored, with the feed, and no
// guild sees what another follows.

const (
	// maxSourced is how many articles from sources a guild's list has at most, the newest.
	maxSourced = 200
	// maxInLine is how many items may wait for a digest. Older ones are passed over, as are those for which no edition had room within
	// staleAfter: a flood ends some time. The edition says so.
	maxInLine  = 200
	maxNamed   = 200 // articles of feeds remembered under a server's name for the feed
	staleAfter = 3 * 24 * time.Hour
)

// followed is a source of a guild, and its feed's items, which must not be changed.
type followed struct {
	Source
	items []feeds.Item
}

// following reads the sources of a guild.
func (d *Desk) following(ctx context.Context, guild string) (list []followed, err error) {
	all, err := d.Sources(ctx, guild)
	if err != nil {
		return nil, err
	}
	wanted := store.Wanted{}
	for _, s := range all {
		feeds.WantItems(wanted, s.ID)
	}
	ctx = store.AheadOfAll(ctx, d.kv, wanted)
	for _, s := range all {
		items, err := d.feeds.Items(ctx, s.ID, 0)
		if err != nil {
			return nil, err
		}
		list = append(list, followed{s, items})
	}
	return list, nil
}

// sourced lists the articles of a guild's sources, the newest first; seen keeps only those with some Refs, nil all.
func sourced(guild string, sources []followed, seen map[string]bool) (list []Headline) {
	for _, s := range sources {
		for i := range s.items {
			if item := &s.items[i]; seen == nil || seen[item.Ref] {
				list = append(list, sourceHeadline(s.Source, guild, item))
			}
		}
	}
	slices.SortFunc(list, newestFirst)
	return list[:min(len(list), maxSourced)]
}

// newestFirst orders by when an article was added. Sites are visited at once, and which of them answers first is chance, so what sources brought
// within one minute goes by source: every process, and every run of a test, lists it alike.
func newestFirst(a, b Headline) int {
	return cmp.Or(b.Added.Truncate(time.Minute).Compare(a.Added.Truncate(time.Minute)), strings.Compare(a.Feed, b.Feed),
		b.Added.Compare(a.Added), cmp.Compare(b.feedItem().Seq, a.feedItem().Seq), strings.Compare(a.Ref, b.Ref))
}

var noItem FeedItem

// feedItem returns the item of a feed that the article is; the zero one for others.
func (h *Headline) feedItem() *FeedItem { return cmp.Or(h.item, &noItem) }

// sourceHeadline returns an item as an article on the shelf.
func sourceHeadline(s Source, guild string, i *feeds.Item) Headline {
	h := Headline{
		Ref: i.Ref, Title: i.Title, Source: briefing.TitlePublished, URL: i.Link, Site: cmp.Or(s.Name, i.Site), Published: i.Published,
		Added: i.Seen, Feed: s.ID, Colour: s.Colour, Members: i.Members, Bytes: i.Bytes, item: i,
		at: place{Guild: guild, Feed: s.ID, Ref: i.Ref},
	}
	if i.TitleMade {
		h.Source = briefing.TitleLede
	}
	if h.Title == "" {
		h.Title = cmp.Or(i.Link, h.Site)
	}
	return h
}

// sourcedAt finds the article of a source by where a person found it; it returns none if the guild no longer follows the source.
func (d *Desk) sourcedAt(ctx context.Context, p place) (h Headline, found bool, err error) {
	var s Source
	found, err = d.get(ctx, ownerGuild(p.Guild), sources.Kind, p.Feed, &s)
	if err != nil || !found {
		return Headline{}, false, err
	}
	items, err := d.feeds.Items(ctx, s.ID, 0)
	if err != nil {
		return Headline{}, false, err
	}
	at := slices.IndexFunc(items, func(i feeds.Item) bool { return i.Ref == p.Ref })
	if at < 0 {
		return Headline{}, false, nil
	}
	return sourceHeadline(s, p.Guild, &items[at]), true, nil
}

// SourceOf returns the source of an article that Find gave the reader, with its feed item; ok is false if it has no source.
func (d *Desk) SourceOf(ctx context.Context, r Reader, h Headline) (s Source, i FeedItem, ok bool, err error) {
	if h.Feed == "" {
		return s, i, false, nil
	}
	ok, err = d.get(ctx, ownerGuild(h.at.Guild), sources.Kind, h.Feed, &s)
	if err != nil {
		err = fmt.Errorf("reading the source of article %s: %w", h.Ref, err)
	}
	return s, *h.feedItem(), ok, err
}

// sourcedArticle structures the article of a source.
func (d *Desk) sourcedArticle(ctx context.Context, h Headline, o briefing.Options) (*briefing.Article, error) {
	a, err := d.feeds.Article(ctx, *h.feedItem(), o)
	if errors.Is(err, feeds.ErrNoText) || errors.Is(err, briefing.ErrEmpty) {
		return nil, fmt.Errorf("%w: %w", ErrNoSuchArticle, err)
	}
	if err != nil {
		return nil, err
	}
	bare := d.pictured(a)
	if bare == a && a.Site == h.Site {
		return a, nil
	}
	return d.named.Of(naming{a, h.Site}, 1, maxNamed, func() (*briefing.Article, error) {
		named := *bare // others read the same
		named.Site = h.Site
		return &named, nil
	})
}

// naming is an article of a feed, and a server's name for the feed. Servers with the same name for it get the same article.
type naming struct {
	article *briefing.Article
	site    string
}

// sourcedGist returns the article of a source, or only its title if the feed has no words of it.
func (d *Desk) sourcedGist(ctx context.Context, h Headline) (Gist, error) {
	a, err := d.sourcedArticle(ctx, h, briefing.Options{})
	if errors.Is(err, feeds.ErrNoText) || errors.Is(err, briefing.ErrEmpty) {
		a = &briefing.Article{Title: h.Title, TitleSource: h.Source, URL: h.URL, Site: h.Site, Published: h.Published, Members: h.Members}
		return Gist{Article: a}, nil
	}
	if err != nil {
		return Gist{}, err
	}
	return Gist{a, len(a.Text), nil}, nil
}

// News is what a digest has to tell, the newest first, and the marks that follow from telling it.
type News struct {
	List []Headline
	told []Headline // that the digest has told and that can still be read, the newest first
	// Beyond is how many items nobody will be told of, because too many newer ones wait; and Gone how many there may have been that the
	// feeds no longer keep.
	Beyond, Gone int
	// marks holds, for each source, the items above the digest's mark, the oldest first.
	marks map[string][]mark
}

// mark is an item and whether a digest is done with it, whatever it tells now.
type mark struct {
	seq  int64
	ref  string
	done bool
	late bool // it has waited so long that it is told now, or passed over
}

// PassedOver returns how many items are passed over by an edition that tells some articles, and everything it has room for.
func (n News) PassedOver(told []string) (count int) {
	for _, list := range n.marks {
		for _, m := range list {
			if m.late && !slices.Contains(told, m.ref) {
				count++
			}
		}
	}
	return count
}

// Upto returns the marks of a digest that has told some articles: the sequence numbers up to which nothing is left to tell. full says
// that it told everything it had room for.
func (n News) Upto(told []string, full bool) map[string]int64 {
	out := map[string]int64{}
	for id, list := range n.marks {
		for _, m := range list {
			done := m.done || full && m.late
			if !done && !slices.Contains(told, m.ref) {
				break
			}
			out[id] = m.seq
		}
	}
	return out
}

// News lists what a digest of a guild has not told: the guild's own articles, new items of the digest's sources, and the instance's
// articles.
func (d *Desk) News(ctx context.Context, guild string, g Digest, now time.Time) (News, error) {
	n := News{marks: map[string][]mark{}}
	seen := map[string]bool{}
	for _, ref := range g.Seen {
		seen[ref] = true
	}
	sources, err := d.following(ctx, guild)
	if err != nil {
		return n, err
	}
	shelf, err := d.shelf(ctx, guild)
	if err != nil {
		return n, err
	}
	if len(seen) > 0 {
		n.told = slices.DeleteFunc(d.together(shelf, sourced(guild, sources, seen)), func(h Headline) bool { return !seen[h.Ref] })
	}
	fresh := n.inLine(g, d.fromSources(ctx, guild, g, sources, seen, &n), now)
	if g.AsItComes || PersonOf(guild) != "" {
		n.List = fresh
		return n, nil
	}
	n.List = slices.DeleteFunc(shelf, func(h Headline) bool { return seen[h.Ref] })
	n.List = slices.Grow(append(n.List, fresh...), len(d.instance))
	slices.SortStableFunc(n.List, newestFirst)
	for _, s := range slices.Backward(d.instance) {
		if !seen[s.Ref] && indexOf(n.List, s.Ref) < 0 {
			n.List = append(n.List, s.Headline)
		}
	}
	return n, nil
}

// fromSources lists what is new in a digest's sources, and marks how far each was read.
func (d *Desk) fromSources(ctx context.Context, guild string, g Digest, sources []followed, seen map[string]bool, n *News) (fresh []Headline) {
	for _, s := range sources {
		if s.Paused != nil || s.From < 0 || !g.TellsOf(s.ID) {
			continue
		}
		items := n.begin(s.ID, s.items, max(s.From, g.Told[s.ID]))
		wanted := d.matching(ctx, s.Filter, g.Filter)
		for i := range items {
			item := &items[i]
			done := item.Old || seen[item.Ref] || !wanted(*item)
			if !done {
				fresh = append(fresh, sourceHeadline(s.Source, guild, item))
			}
			n.marks[s.ID] = append(n.marks[s.ID], mark{seq: item.Seq, ref: item.Ref, done: done})
		}
	}
	return fresh
}

// matching returns a func that reports whether an item passes some filters. A filter that cannot be compiled lets everything pass: it
// was checked when it was set.
func (d *Desk) matching(ctx context.Context, filters ...filter.Filter) func(FeedItem) bool {
	var matchers []*filter.Matcher
	for _, f := range filters {
		if m, err := f.Compile(); err == nil && !f.IsZero() {
			matchers = append(matchers, m)
		}
	}
	return func(i FeedItem) bool {
		if len(matchers) == 0 {
			return true
		}
		item := filter.Item{Title: i.Title}
		if a, err := d.feeds.Article(ctx, i, briefing.Options{}); err == nil {
			item = filter.ItemOf(a)
			item.Title = i.Title
		}
		return !slices.ContainsFunc(matchers, func(m *filter.Matcher) bool { return !m.Explain(item).Passes })
	}
}

// begin notes the items after a digest's mark that a feed no longer keeps, and returns the items it keeps.
func (n *News) begin(id string, items []feeds.Item, mark int64) []feeds.Item {
	if len(items) == 0 {
		return nil
	}
	if gone := items[0].Pruned; gone > mark {
		n.Gone += int(gone - mark)
		n.marks[id] = append(n.marks[id], markOf(gone))
	}
	for len(items) > 0 && items[0].Seq <= mark {
		items = items[1:]
	}
	return items
}

// markOf returns a mark with nothing to tell up to it.
func markOf(seq int64) mark { return mark{seq: seq, done: true} }

// inLine keeps those new items that a digest may tell, and marks the rest as done.
func (n *News) inLine(g Digest, fresh []Headline, now time.Time) []Headline {
	begun := g.Set
	if g.Done.After(begun) {
		begun = g.Done
	}
	slices.SortFunc(fresh, newestFirst)
	for i, h := range fresh {
		beyond := i >= maxInLine
		late := h.Added.Before(begun) && now.Sub(h.Added) > staleAfter
		if !beyond && !late {
			continue
		}
		if beyond {
			n.Beyond++
		}
		list := n.marks[h.Feed]
		at := slices.IndexFunc(list, func(m mark) bool { return m.ref == h.Ref })
		list[at].done, list[at].late = beyond, !beyond
	}
	return fresh[:min(len(fresh), maxInLine)]
}
