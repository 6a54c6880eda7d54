package desk

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"lede/briefing"
	"lede/briefing/story"
	"lede/desk/stories"
	"lede/store"
)

// Story is the articles of one event that a reader can read.
type Story struct {
	// Articles are the newest first, and Why holds, by Ref, what put each article into the story.
	Articles []Headline
	Why      map[string]story.Why
}

// Sites is how many sources report it.
func (s Story) Sites() int {
	sites := map[string]bool{}
	for _, h := range s.Articles {
		sites[cmp.Or(h.Site, h.Feed, h.Ref)] = true
	}
	return len(sites)
}

// Stories lists what a reader can read by story, the one with the newest article first.
func (d *Desk) Stories(ctx context.Context, r Reader) ([]Story, error) {
	list, err := d.Headlines(ctx, r)
	if err != nil {
		return nil, err
	}
	return d.byStory(ctx, r, list)
}

// StoryOf returns the story of an article that Find gave the reader.
func (d *Desk) StoryOf(ctx context.Context, r Reader, h Headline) (Story, error) {
	list, err := d.Stories(ctx, r)
	if err != nil {
		return Story{}, err
	}
	for _, s := range list {
		if indexOf(s.Articles, h.Ref) >= 0 {
			return s, nil
		}
	}
	return Story{Articles: []Headline{h}}, nil
}

// byStory puts articles together that are of one event, in the order of the first of each story.
func (d *Desk) byStory(ctx context.Context, r Reader, list []Headline) (out []Story, err error) {
	at, grouped, err := d.group(ctx, r, list, len(list))
	for _, s := range grouped {
		one := Story{Why: s.Why, Articles: make([]Headline, 0, len(s.Articles))}
		for _, ref := range s.Articles {
			one.Articles = append(one.Articles, list[at[ref]])
		}
		out = append(out, one)
	}
	return out, err
}

// group groups articles by event, of which so many are new and the rest were told, and returns the index in the list of each.
func (d *Desk) group(ctx context.Context, r Reader, list []Headline, fresh int) (at map[string]int, grouped []stories.Story, err error) {
	var verdicts []stories.Verdict
	if r.Guild != "" {
		if verdicts, err = d.Verdicts(ctx, r.Guild); err != nil {
			return nil, nil, err
		}
	}
	ctx = d.signaturesAhead(ctx, r, list)
	articles := make([]stories.Article, 0, len(list))
	at = make(map[string]int, len(list))
	for i := range list {
		h := &list[i]
		s, err := d.signature(ctx, r, h)
		if err != nil {
			return nil, nil, err
		}
		if s.Published.IsZero() {
			s.Published = h.Added
		}
		articles = append(articles, stories.Article{ID: h.Ref, From: h.Feed, Told: i >= fresh, Signature: s})
		at[h.Ref] = i
	}
	return at, d.known.Group(articles, verdicts), nil
}

// signaturesAhead reads together what the signatures of articles are read from.
func (d *Desk) signaturesAhead(ctx context.Context, r Reader, list []Headline) context.Context {
	wanted := store.Wanted{}
	for i := range list {
		switch h := &list[i]; {
		case h.Feed != "":
			h.feedItem().WantSignature(wanted)
		case h.hasGist() && h.gist == nil:
			wanted.Add(h.at.owner(r.Person), kindGists, h.Ref)
		}
	}
	return store.AheadOfAll(ctx, d.kv, wanted)
}

// StoriesPlaced counts the articles that were grouped by event, by how; see [stories.Known.Placed].
func (d *Desk) StoriesPlaced() map[string]uint64 { return d.known.Placed() }

// signature returns an article's signature; the signature of an unreadable article matches no other. A gist read for it is kept with h.
func (d *Desk) signature(ctx context.Context, r Reader, h *Headline) (story.Signature, error) {
	if h.Feed != "" {
		s, _, err := d.feeds.Signature(ctx, *h.feedItem())
		return s, err
	}
	if i := d.instanceIndex(h.Ref); i >= 0 && !h.hasGist() {
		return d.instance[i].sign(), nil
	}
	if h.hasGist() {
		g, _, err := d.readGist(ctx, r, *h)
		if err != nil && !errors.Is(err, ErrNewer) {
			return story.Signature{}, err
		}
		if g.Sign != nil {
			h.gist = &g
			return *g.Sign, nil
		}
	}
	a, err := d.Article(ctx, r, *h)
	if errors.Is(err, ErrNoSuchArticle) || errors.Is(err, ErrNewer) {
		return story.Signature{}, nil
	}
	if err != nil {
		return story.Signature{}, err
	}
	return story.Sign(a), nil
}

// hasGist reports whether the article is on a shelf, where its gist is beside it.
func (h *Headline) hasGist() bool { return h.at.Guild != "" || h.at.Own }

// ChangedSince reports whether the article's text may have changed since an instant.
func (h Headline) ChangedSince(at time.Time) bool {
	if h.Feed != "" {
		return h.feedItem().Edited != nil && h.item.Edited.After(at)
	}
	return h.Added.After(at)
}

// NewsStory is a story that a digest has not told, or that has something it has not told.
type NewsStory struct {
	Fresh, Before []Headline // articles that it has not told, and that it has
}

// Sites is how many sources report it that the digest has not shown.
func (s NewsStory) Sites() int { return Story{Articles: s.Fresh}.Sites() }

// NewsByStory groups what is new for a digest by event, together with what the digest told of the event before. The stories with the
// most sources come first, and among equals the newest.
func (d *Desk) NewsByStory(ctx context.Context, guild string, g Digest, news News) ([]NewsStory, error) {
	if len(news.List) == 0 {
		return nil, nil
	}
	list := append(slices.Clip(news.List), news.told...)
	at, grouped, err := d.group(ctx, Reader{Guild: guild}, list, len(news.List))
	if err != nil {
		return nil, err
	}
	out := make([]NewsStory, 0, len(grouped))
	for _, s := range grouped {
		var n NewsStory
		if i := at[s.Articles[0]]; len(s.Articles) == 1 && i < len(news.List) { // as most are
			out = append(out, NewsStory{Fresh: list[i : i+1 : i+1]})
			continue
		}
		for _, ref := range s.Articles {
			if i := at[ref]; i < len(news.List) {
				n.Fresh = append(n.Fresh, list[i])
			} else {
				n.Before = append(n.Before, list[i])
			}
		}
		if len(n.Fresh) > 0 {
			out = append(out, n)
		}
	}
	if !g.AsItComes {
		slices.SortStableFunc(out, func(a, b NewsStory) int { return cmp.Compare(b.Sites(), a.Sites()) })
	}
	return out, nil
}

// Told reads an article of a source or a shelf for a digest: all of it, or its title if there are no words of it.
func (d *Desk) Told(ctx context.Context, r Reader, h Headline) (*briefing.Article, error) {
	a, err := d.Article(ctx, r, h)
	if h.Feed != "" && errors.Is(err, ErrNoSuchArticle) {
		g, err := d.Gist(ctx, r, h)
		return g.Article, err
	}
	return a, err
}
