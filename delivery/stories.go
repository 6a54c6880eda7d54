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

// A digest tells a story once: by the fullest article, with who else reports it. One that it told before is told again when an article says
// something new, and then that comes first.

const (
	mostRead   = 8 // articles of a story that are read for a digest
	mostNew    = 3 // sentences that are shown of what is new
	mostDiffer = 2 // figures that differ
	mostSaid   = 3 // sources that each of them is shown of
)

// teller makes of stories what a digest shows.
type teller struct {
	desk   *desk.Desk
	reader desk.Reader
	digest desk.Digest
	cache  *Cache // nil for none
	now    time.Time

	language languages.Language
	colour   int // see desk.Settings
}

// front is what a digest shows, while it is put together.
type front struct {
	teller
	room    int // for stories
	stories []cards.Story
	also    []cards.Headline // what else is new
	again   []desk.Headline  // what tells of a story that is told, and says nothing new
	refs    []string         // of the articles that are told of
	more    int              // articles that have no room
	shown   []told           // what is told of, and what is cited beside it
}

// fill takes stories as long as there is room; of the others only the titles, if any at all are to be shown.
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

// repeat mentions what says nothing new beside what does: no digest is posted for it alone, and whoever put it into the wrong story has not
// made it vanish.
func (f *front) repeat() {
	if len(f.stories) == 0 {
		return
	}
	f.mention(f.again)
}

// besides are the articles whose refs are not among some.
func besides(list []desk.Headline, refs []string) []desk.Headline {
	return slices.DeleteFunc(slices.Clone(list), func(h desk.Headline) bool { return slices.Contains(refs, h.Ref) })
}

// mention notes the titles of a story's articles, one after the other. What somebody chose gets its room in the next edition.
func (f *front) mention(list []desk.Headline) {
	for _, h := range list {
		if h.Feed == "" {
			f.more++
			continue
		}
		f.also = append(f.also, cards.Headline{Ref: h.Ref, Title: h.Title, Source: h.Source, URL: h.URL, Site: h.Site, Members: h.Members})
	}
}

// readable is an article that was read, and what it stands in the list by.
type readable struct {
	desk.Headline
	article *briefing.Article
}

// tale is what a digest shows of a story.
type tale struct {
	cards.Story
	refs  []string        // of the articles that it names: none when there is nothing to show
	rest  []desk.Headline // that can be read and have nothing of their own to say
	shown []told
}

// tell makes of a story what a digest shows of it.
func (t teller) tell(ctx context.Context, s desk.NewsStory) (c tale, err error) {
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

// single is a story that one article tells.
func (t teller) single(ctx context.Context, h desk.Headline) (c tale, err error) {
	g, err := tellable(ctx, t.desk, t.reader, h, t.digest)
	if errors.Is(err, desk.ErrNoSuchArticle) || errors.Is(err, desk.ErrNewer) {
		return c, nil
	}
	return tale{
		cards.Story{Ref: h.Ref, Article: g.Article, Bytes: g.Bytes, Links: g.Links}, []string{h.Ref}, nil,
		[]told{{ref: h.Ref, article: g.Article, common: common(h)}},
	}, err
}

// read reads the newest of some articles; those that can no longer be read are left out.
func (t teller) read(ctx context.Context, list []desk.Headline) (out []readable, err error) {
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

// lastTold is when the digest last showed one of some articles of a story, or if it only named them, when it was last posted.
func (t teller) lastTold(before []readable) (at time.Time) {
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

// articlesOf are the articles as they are compared.
func articlesOf(list []readable) (out []*briefing.Article) {
	for _, r := range list {
		out = append(out, story.Beginning(r.article))
	}
	return out
}

// newest is the article that says most that none of those told before says, and its sentences that do.
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

// newIn are the sentences of an article that none of those known says: with another figure for the same thing, then with other news.
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

// othersOf are the articles that tell of the same, one of each other source.
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

// differ adds the figures that the articles of a story tell otherwise than each other, of which one at least is new: those before a place in
// the list are not.
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

// cite notes that a sentence of an article is cited.
func (c *tale) cite(r readable, sentence int) {
	at := slices.IndexFunc(c.shown, func(t told) bool { return t.ref == r.Ref })
	if at < 0 {
		at = len(c.shown)
		c.shown = append(c.shown, told{ref: r.Ref, article: r.article, common: common(r.Headline)})
	}
	c.shown[at].cited = append(c.shown[at].cited, sentence)
}
