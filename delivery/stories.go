package delivery

import (
	"context"
	"errors"
	"slices"
	"time"

	"lede/briefing"
	"lede/briefing/story"
	"lede/cards"
	"lede/desk"
	"lede/languages"
)

// A digest tells a story once: by the fullest article, with the other sources that report it. A story told before is told again when an
// article says something new, and then the news comes first.

const (
	mostRead   = 8 // articles of a story that are read for a digest
	mostNew    = 3 // sentences shown of what is new
	mostDiffer = 2 // figures that differ
	mostSaid   = 3 // sources shown for each of them
)

// teller turns stories into what a digest shows.
type teller struct {
	desk   *desk.Desk
	reader desk.Reader
	digest desk.Digest
	cache  *Cache // nil for none
	now    time.Time

	language languages.Language
	colour   int // see desk.Settings
}

// front is what a digest shows, while it is being put together.
type front struct {
	teller
	room    int // for stories
	stories []cards.Story
	also    []cards.Headline // what else is new
	again   []desk.Headline  // articles of a told story that say nothing new
	refs    []string         // of the articles that are told of
	more    int              // articles without room
	shown   []told           // what is shown, and what is cited beside it
}

// fill takes stories as long as there is room, and only the titles of the others, if titles are shown at all.
func (f *front) fill(ctx context.Context, list []desk.NewsStory, titles bool) error {
	for _, s := range list {
		room := len(f.stories) < f.room
		if !room && !titles {
			return nil
		}
		if !room && len(s.Before) == 0 {
			f.mention(s.Fresh)
			continue
		}
		c, err := f.tell(ctx, s)
		ok := len(c.refs) > 0
		switch {
		case err != nil:
			return err
		case ok && !room:
			f.mention(s.Fresh)
			continue
		case ok:
			if c.shown[0].common {
				c.Links = f.cache.links(c.Article)
			}
			f.stories = append(f.stories, c.Story)
			f.shown = append(f.shown, c.shown...)
		}
		f.refs = append(f.refs, c.refs...)
		f.again = append(f.again, c.rest...)
	}
	return nil
}

// repeat mentions articles that say nothing new beside those that do: no digest is posted for them alone, and an article put into the
// wrong story has not vanished.
func (f *front) repeat() {
	if len(f.stories) == 0 {
		return
	}
	f.mention(f.again)
}

// besides returns the articles whose refs are not among some.
func besides(list []desk.Headline, refs []string) []desk.Headline {
	return slices.DeleteFunc(slices.Clone(list), func(h desk.Headline) bool { return slices.Contains(refs, h.Ref) })
}

// mention adds the titles of a story's articles, one after the other. An article that a person added gets its room in the next edition.
func (f *front) mention(list []desk.Headline) {
	for _, h := range list {
		if h.Feed == "" {
			f.more++
			continue
		}
		f.also = append(f.also, cards.Headline{Ref: h.Ref, Title: h.Title, Source: h.Source, URL: h.URL, Site: h.Site, Members: h.Members})
	}
}

// readable is an article that was read, and its headline.
type readable struct {
	desk.Headline
	article *briefing.Article
}

// tale is what a digest shows of a story.
type tale struct {
	cards.Story
	refs  []string        // of the articles that it names: none when there is nothing to show
	rest  []desk.Headline // readable articles with nothing of their own to say
	shown []told
}

// tell turns a story into what a digest shows of it.
func (t *teller) tell(ctx context.Context, s desk.NewsStory) (c tale, err error) {
	if len(s.Fresh) == 1 && len(s.Before) == 0 {
		return t.single(ctx, s.Fresh[0])
	}
	fresh, err := t.read(ctx, s.Fresh)
	if err != nil || len(fresh) == 0 {
		return c, err
	}
	before, err := t.read(ctx, s.Before)
	if err != nil {
		return c, err
	}
	lead := fresh[max(0, story.Leader(articlesOf(fresh)))]
	if len(before) > 0 {
		var points []int
		if lead, points = newest(fresh, before); len(points) == 0 {
			c.rest = s.Fresh
			return c, nil
		}
		changed := *lead.article
		changed.Summary = points
		lead.article = &changed
		c.Before = t.lastTold(before)
	}
	c.Ref, c.Article = lead.Ref, lead.article
	c.Others = othersOf(lead, fresh)
	c.shown = []told{{ref: lead.Ref, article: lead.article, common: common(lead.Headline)}}
	c.differ(append(slices.Clone(before), fresh...), len(before))
	c.refs = append(c.refs, lead.Ref)
	for _, h := range c.Others {
		c.refs = append(c.refs, h.Ref)
	}
	c.rest = besides(s.Fresh, c.refs)
	return c, nil
}

// single does the same for a story of one article.
func (t *teller) single(ctx context.Context, h desk.Headline) (c tale, err error) {
	g, err := tellable(ctx, t.desk, t.reader, h, t.digest)
	if errors.Is(err, desk.ErrNoSuchArticle) || errors.Is(err, desk.ErrNewer) {
		return c, nil
	}
	return tale{
		cards.Story{Ref: h.Ref, Article: g.Article, Bytes: g.Bytes, Links: g.Links}, []string{h.Ref}, nil,
		[]told{{ref: h.Ref, article: g.Article, common: common(h)}},
	}, err
}

// read reads the newest of some articles; it leaves out those that can no longer be read.
func (t *teller) read(ctx context.Context, list []desk.Headline) (out []readable, err error) {
	for _, h := range list[:min(len(list), mostRead)] {
		a, err := t.desk.Told(ctx, t.reader, h)
		if errors.Is(err, desk.ErrNoSuchArticle) || errors.Is(err, desk.ErrNewer) {
			continue
		}
		if err != nil {
			return nil, err
		}
		out = append(out, readable{h, a})
	}
	return out, nil
}

// lastTold returns when the digest last showed one of some articles of a story, or if it only named them, when it was last posted.
func (t *teller) lastTold(before []readable) (at time.Time) {
	for _, r := range before {
		if shown := t.digest.Shown[r.Ref]; shown.After(at) {
			at = shown
		}
	}
	if !at.IsZero() {
		return at
	}
	if n := len(t.digest.Posts); n > 0 {
		return t.digest.Posts[n-1]
	}
	if t.digest.Done.IsZero() {
		return t.digest.Set
	}
	return t.digest.Done
}

// articlesOf returns the articles in the form in which they are compared.
func articlesOf(list []readable) (out []*briefing.Article) {
	for _, r := range list {
		out = append(out, story.Beginning(r.article))
	}
	return out
}

// newest returns the article with the most that none of those told before says, and the sentences that say it.
func newest(fresh, before []readable) (lead readable, points []int) {
	lead = fresh[0]
	known := articlesOf(before)
	for _, r := range fresh {
		if said := newIn(story.Beginning(r.article), known); len(said) > len(points) {
			lead, points = r, said
		}
	}
	return lead, points[:min(len(points), mostNew)]
}

// newIn returns the sentences of an article that none of the known ones says: first those with another figure for the same thing, then
// those with other news.
func newIn(a *briefing.Article, known []*briefing.Article) (sentences []int) {
	for _, d := range story.Differences(append(slices.Clone(known), a)) {
		for _, c := range d {
			if c.Article == len(known) && !slices.Contains(sentences, c.Sentence) {
				sentences = append(sentences, c.Sentence)
			}
		}
	}
	for _, i := range story.Only(a, known) {
		if !slices.Contains(sentences, i) {
			sentences = append(sentences, i)
		}
	}
	return sentences
}

// common reports whether other servers may read the same article.
func common(h desk.Headline) bool { return h.Shared() || h.Feed != "" }

// othersOf returns the articles about the same event, one of each other source.
func othersOf(lead readable, list []readable) (out []cards.Headline) {
	sites := map[string]bool{lead.Site: true, "": true}
	for _, r := range list {
		if !sites[r.Site] {
			sites[r.Site] = true
			out = append(out, cards.Headline{Ref: r.Ref, Title: r.Title, Source: r.Source, URL: r.URL, Site: r.Site, Published: r.Published})
		}
	}
	return out
}

// differ adds the figures that differ between the articles of a story, where at least one article is new: those before a place in the
// list are not.
func (c *tale) differ(list []readable, known int) {
	for _, d := range story.Differences(articlesOf(list)) {
		if len(c.Differ) == mostDiffer {
			break
		}
		if !slices.ContainsFunc(d, func(f story.Cited) bool { return f.Article >= known }) {
			continue
		}
		d = d[max(0, len(d)-mostSaid):]
		var one cards.Differing
		for _, f := range d {
			r := list[f.Article]
			at := r.Published
			if at == nil {
				at = &r.Added
			}
			one = append(one, cards.Said{Words: f.Words(r.article), Site: r.Site, URL: r.URL, At: *at})
			c.cite(r, f.Sentence)
		}
		slices.SortStableFunc(one, func(a, b cards.Said) int { return a.At.Compare(b.At) })
		c.Differ = append(c.Differ, one)
	}
}

// cite records that a sentence of an article is cited.
func (c *tale) cite(r readable, sentence int) {
	at := slices.IndexFunc(c.shown, func(t told) bool { return t.ref == r.Ref })
	if at < 0 {
		at = len(c.shown)
		c.shown = append(c.shown, told{ref: r.Ref, article: r.article, common: common(r.Headline)})
	}
	c.shown[at].cited = append(c.shown[at].cited, sentence)
}
