package desk

import (
	"context"
	"fmt"
	"slices"

	"lede/briefing"
	"lede/briefing/fragment"
	"lede/briefing/story"
)

// gist is what most digests show of an article, stored beside it: reading and decoding the whole article costs more than the rest of a
// delivery.
type gist struct {
	Bytes  int     `json:"bytes"` // of the whole text
	Points []point `json:"points"`
	Image  string  `json:"image,omitempty"`
	// Sign is the article's signature; nil in what an older Lede stored.
	Sign *story.Signature `json:"sign,omitempty"`
}

// point is a key point, and the number of its sentence in the article.
type point struct {
	Sentence int    `json:"sentence"`
	Text     string `json:"text"`
	// Fragment names it on the article's page; whether its words occur there only once was decided by the whole text; "" for no link.
	Fragment string `json:"fragment,omitempty"`
}

// maxPoint is how long a key point may be, in bytes, for a digest to read it: no message has room for more.
const maxPoint = 16 << 10

func gistOf(a *briefing.Article) gist {
	sign, page := story.Sign(a), fragment.Of(a)
	g := gist{Bytes: len(a.Text), Points: []point{}, Image: a.Image, Sign: &sign}
	for _, i := range a.Summary {
		if len(a.SentenceText(i)) > maxPoint {
			continue
		}
		g.Points = append(g.Points, point{i, a.SentenceText(i), page.Words(i)})
	}
	return g
}

// sound reports whether the numbers are possible for an article: the store's bytes are not trusted.
func (g gist) sound() bool {
	return g.Bytes <= maxArticle && !slices.ContainsFunc(g.Points, func(p point) bool { return p.Sentence < 0 || p.Sentence >= g.Bytes })
}

// article returns an article with only the title and the key points, each with the number of its sentence.
func (g gist) article(h Headline) *briefing.Article {
	a := &briefing.Article{Title: h.Title, TitleSource: h.Source, URL: h.URL, Site: h.Site, Published: h.Published, Image: g.Image}
	for _, p := range g.Points {
		for len(a.Sentences) <= p.Sentence {
			a.Sentences = append(a.Sentences, briefing.Sentence{})
		}
		start := len(a.Text)
		a.Text += p.Text
		a.Sentences[p.Sentence].Span = briefing.Span{Start: start, End: len(a.Text)}
		a.Summary = append(a.Summary, p.Sentence)
	}
	return a
}

// links returns the links to the key points on the article's page.
func (g gist) links(address string) *fragment.Page {
	words := map[int]string{}
	for _, p := range g.Points {
		words[p.Sentence] = p.Fragment
	}
	return fragment.Known(address, words)
}

// Gist is as much of an article as most digests show.
type Gist struct {
	Article *briefing.Article // its title and key points, or all of it
	Bytes   int               // of the whole text
	Links   *fragment.Page    // to the key points; nil if Article has the whole text, which is enough to make them
}

// Gist returns the title and the key points of an article that Headlines or Find gave the reader. For an article of the instance, or
// one that an older Lede stored without a gist, it returns the whole.
func (d *Desk) Gist(ctx context.Context, r Reader, h Headline) (Gist, error) {
	if h.Feed != "" {
		return d.sourcedGist(ctx, h)
	}
	if h.hasGist() {
		g, found, err := d.readGist(ctx, r, h)
		if err != nil {
			return Gist{}, err
		}
		if found && g.sound() {
			return Gist{d.pictured(g.article(h)), g.Bytes, g.links(h.URL)}, nil
		}
	}
	a, err := d.Article(ctx, r, h)
	if err != nil {
		return Gist{}, err
	}
	return Gist{a, len(a.Text), nil}, nil
}

// readGist reads the stored gist of an article, unless it was already read to find the article's story.
func (d *Desk) readGist(ctx context.Context, r Reader, h Headline) (g gist, found bool, err error) {
	if h.gist != nil {
		return *h.gist, true, nil
	}
	owner := h.at.owner(r.Person)
	if found, err = d.get(ctx, owner, kindGists, h.Ref, &g); err != nil {
		err = fmt.Errorf("reading the gist of article %s of %s: %w", h.Ref, owner, err)
	}
	return g, found, err
}
