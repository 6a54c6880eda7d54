package desk

import (
	"context"
	"fmt"
	"slices"

	"lede/briefing"
	"lede/briefing/story"
)

// gist is what most digests tell of an article, kept beside it: reading and decoding all of an article costs more
// than the rest of a delivery.
type gist struct {
	Bytes  int     `json:"bytes"` // of the whole text
	Points []point `json:"points"`
	Image  string  `json:"image,omitempty"`
	// Sign is what the article is recognised by; nil in what an older Lede kept.
	Sign *story.Signature `json:"sign,omitempty"`
}

// point is a key point, and which sentence of the article it is.
type point struct {
	Sentence int    `json:"sentence"`
	Text     string `json:"text"`
}

func gistOf(a *briefing.Article) gist {
	sign := story.Sign(a)
	g := gist{Bytes: len(a.Text), Points: []point{}, Image: a.Image, Sign: &sign}
	for _, i := range a.Summary {
		g.Points = append(g.Points, point{i, a.SentenceText(i)})
	}
	return g
}

// sound reports whether the numbers are possible for an article: the store's bytes are not trusted.
func (g gist) sound() bool {
	return g.Bytes <= maxArticle && !slices.ContainsFunc(g.Points, func(p point) bool { return p.Sentence < 0 || p.Sentence >= g.Bytes })
}

// article has only the title and the key points, each with the number of its sentence.
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

// Gist returns the title and the key points of an article that Headlines or Find gave the reader, and how many bytes
// its whole text has. Of an article of the instance, or one that an older Lede kept without, it returns the whole.
func (d *Desk) Gist(ctx context.Context, r Reader, h Headline) (a *briefing.Article, bytes int, err error) {
	if h.Feed != "" {
		return d.sourcedGist(ctx, h)
	}
	if h.at.Guild != "" || h.at.Own {
		var g gist
		owner := h.at.owner(r.Person)
		found, err := d.get(ctx, owner, kindGists, h.Ref, &g)
		if err != nil {
			return nil, 0, fmt.Errorf("reading the gist of article %s of %s: %w", h.Ref, owner, err)
		}
		if found && g.sound() {
			return d.pictured(g.article(h)), g.Bytes, nil
		}
	}
	if a, err = d.Article(ctx, r, h); err != nil {
		return nil, 0, err
	}
	return a, len(a.Text), nil
}
