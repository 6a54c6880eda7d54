package delivery

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"lede/briefing"
	"lede/briefing/story"
	"lede/cards"
	"lede/desk"
)

// A digest tells a story once: by the fullest article, with who else reports it. One that it told before is told again when an article says
// something new, and then that comes first.

const (
	mostRead   = 8  // articles of a story that are read for a digest
	mostNew    = 3  // sentences that are shown of what is new
	mostDiffer = 2  // figures that differ
	mostSaid   = 3  // sources that each of them is shown of
	thingFar   = 40 // bytes within which what a figure counts stands behind it
)

// teller makes of stories what a digest shows.
type teller struct {
	desk   *desk.Desk
	reader desk.Reader
	digest desk.Digest
}

// front is what a digest shows, while it is put together.
type front struct {
	teller
	room    int // for stories
	stories []cards.Story
	also    []cards.Headline    // what else is new: the first article of each story
	told    map[string][]string // from it to all that are new of that story
	refs    []string            // of the articles that are told of
	more    int                 // articles that have no room
}

// fill takes stories as long as there is room; of the others only the titles, if any at all are to be shown.
func (f *front) fill(ctx context.Context, list []desk.NewsStory, titles bool) error {
	for _, s := range list {
		room := len(f.stories) < f.room
		if !room && !titles {
			return nil
		}
		if !room && len(s.Before) == 0 {
			f.mention(s)
			continue
		}
		c, refs, ok, err := f.tell(ctx, s)
		switch {
		case err != nil:
			return err
		case ok && !room:
			f.mention(s)
		case ok:
			f.stories = append(f.stories, c)
			fallthrough
		default:
			f.refs = append(f.refs, refs...)
		}
	}
	return nil
}

// mention notes the title of a story. What somebody chose gets its room in the next edition.
func (f *front) mention(s desk.NewsStory) {
	h := s.Fresh[0]
	if h.Feed == "" {
		f.more += len(s.Fresh)
		return
	}
	f.also = append(f.also, cards.Headline{Ref: h.Ref, Title: h.Title, Source: h.Source, URL: h.URL, Site: h.Site, Members: h.Members})
	for _, o := range s.Fresh {
		f.told[h.Ref] = append(f.told[h.Ref], o.Ref)
	}
}

// readable is an article that was read, and what it stands in the list by.
type readable struct {
	desk.Headline
	article *briefing.Article
}

// tell makes of a story what a digest shows of it. ok is false when there is nothing to show: it says nothing new, or can no longer be read.
// refs are the articles that are told of by it, even when it is not shown.
func (t teller) tell(ctx context.Context, s desk.NewsStory) (c cards.Story, refs []string, ok bool, err error) {
	if len(s.Fresh) == 1 && len(s.Before) == 0 {
		return t.single(ctx, s.Fresh[0])
	}
	fresh, err := t.read(ctx, s.Fresh)
	if err != nil || len(fresh) == 0 {
		return c, nil, false, err
	}
	for _, h := range s.Fresh {
		refs = append(refs, h.Ref)
	}
	before, err := t.read(ctx, s.Before)
	if err != nil {
		return c, nil, false, err
	}
	lead := fresh[max(0, story.Leader(articlesOf(fresh)))]
	if len(before) > 0 {
		var points []int
		if lead, points = newest(fresh, before); len(points) == 0 {
			return c, refs, false, nil
		}
		changed := *lead.article
		changed.Summary = points
		lead.article = &changed
		c.Before = t.lastTold()
	}
	c.Ref, c.Article = lead.Ref, lead.article
	c.Others = othersOf(lead, fresh)
	c.Differ = differing(append(slices.Clone(before), fresh...), len(before))
	return c, refs, true, nil
}

// single is a story that one article tells.
func (t teller) single(ctx context.Context, h desk.Headline) (c cards.Story, refs []string, ok bool, err error) {
	a, bytes, err := tellable(ctx, t.desk, t.reader, h, t.digest)
	if errors.Is(err, desk.ErrNoSuchArticle) || errors.Is(err, desk.ErrNewer) {
		return c, nil, false, nil
	}
	return cards.Story{Ref: h.Ref, Article: a, Bytes: bytes}, []string{h.Ref}, err == nil, err
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

// lastTold is when the digest was last posted.
func (t teller) lastTold() time.Time {
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

// differing are the figures that the articles of a story tell otherwise than each other, of which one at least is new: those before a place
// in the list are not.
func differing(list []readable, known int) (out []cards.Differing) {
	for _, d := range story.Differences(articlesOf(list)) {
		if len(out) == mostDiffer {
			break
		}
		if !slices.ContainsFunc(d, func(c story.Cited) bool { return c.Article >= known }) {
			continue
		}
		d = d[max(0, len(d)-mostSaid):]
		var one cards.Differing
		for _, c := range d {
			r := list[c.Article]
			at := r.Published
			if at == nil {
				at = &r.Added
			}
			one = append(one, cards.Said{Words: figureWords(r.article, c.Figure), Site: r.Site, URL: r.URL, At: *at})
		}
		out = append(out, one)
	}
	return out
}

// figureWords are the words of a figure, with what it counts when that stands close behind it.
func figureWords(a *briefing.Article, f briefing.Figure) string {
	words := a.At(f.Span)
	if f.Counts == "" || f.Sentence >= len(a.Sentences) {
		return words
	}
	rest := a.Text[f.End:max(f.End, a.Sentences[f.Sentence].End)]
	if at := strings.Index(rest, f.Counts); at >= 0 && at <= thingFar {
		return words + rest[:at+len(f.Counts)]
	}
	return words
}
