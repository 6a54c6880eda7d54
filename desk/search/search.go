// Package search finds articles by words, among all that a reader can read.
//
// It keeps no index: it searches what there is, the newest first, in the reader's turn, and refuses to search without end.
package search

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"lede/briefing"
	"lede/briefing/fragment"
	"lede/desk"
	"lede/desk/filter"
)

const (
	// maxBytes is how much text one search looks through at most, the newest first.
	maxBytes = 24 << 20
	// maxHits is how many of the articles found are shown.
	maxHits = 25
)

// Hit is an article that a search has found.
type Hit struct {
	desk.Headline
	Sentence string // the best matching sentence of the article; "" for none
	Number   int    // the sentence's, from 0
	Words    string // that name the sentence on the article's page, as fragment.Page.Words returns them; "" if nothing does
	score    int
}

// Articles finds the articles in which all of the words occur, among those that a reader can read, the best first. partly reports that
// there was more text than one search may look through.
func Articles(ctx context.Context, d *desk.Desk, r desk.Reader, words string) (hits []Hit, partly bool, err error) {
	q, err := filter.ReadQuery(words)
	if err != nil {
		return nil, false, err
	}
	list, err := d.Headlines(ctx, r)
	if err != nil {
		return nil, false, err
	}
	var looked int64
	for _, h := range list {
		if looked += h.Bytes; looked > maxBytes {
			partly = true
			break
		}
		hit, found, err := look(ctx, d, r, h, q)
		if err != nil {
			return nil, false, fmt.Errorf("searching article %s: %w", h.Ref, err)
		}
		if found {
			hits = append(hits, hit)
		}
	}
	hits = best(hits)
	for i := range hits {
		if err := named(ctx, d, r, &hits[i]); err != nil {
			return nil, false, fmt.Errorf("naming a sentence of article %s: %w", hits[i].Ref, err)
		}
	}
	return hits, partly, nil
}

// best returns the articles with the highest scores; among equals the newest, since they come first.
func best(hits []Hit) []Hit {
	slices.SortStableFunc(hits, func(a, b Hit) int { return cmp.Compare(b.score, a.score) })
	return hits[:min(len(hits), maxHits)]
}

// look searches one article.
func look(ctx context.Context, d *desk.Desk, r desk.Reader, h desk.Headline, q filter.Query) (hit Hit, found bool, err error) {
	a, err := d.Read(ctx, r, h)
	if errors.Is(err, desk.ErrNoSuchArticle) { // removed a moment ago, or nothing but its title is kept
		hit = Hit{Headline: h, Number: -1}
		hit.score, found = q.Found(h.Title, "")
		return hit, found && h.Feed != "", nil
	}
	if err != nil {
		return hit, false, err
	}
	err = d.Study(ctx, r, a, func() {
		hit = Hit{Headline: h, Number: -1}
		if hit.score, found = q.Found(h.Title, a.Text); found {
			hit.Sentence, hit.Number = sentenceFor(a, q)
		}
	})
	return hit, found, err
}

// named adds the words that name the sentence of a hit on its page, which takes more work than finding it: so those that are shown alone have them.
func named(ctx context.Context, d *desk.Desk, r desk.Reader, hit *Hit) error {
	if hit.Number < 0 || hit.URL == "" {
		return nil
	}
	a, err := d.Read(ctx, r, hit.Headline)
	if errors.Is(err, desk.ErrNoSuchArticle) { // removed a moment ago
		return nil
	}
	if err != nil {
		return err
	}
	return d.Study(ctx, r, a, func() { hit.Words = fragment.Of(a).Words(hit.Number) })
}

// sentenceFor returns the sentence of an article with most of what is searched for.
func sentenceFor(a *briefing.Article, q filter.Query) (string, int) {
	sentences := make([]string, len(a.Sentences))
	for i := range a.Sentences {
		sentences[i] = a.SentenceText(i)
	}
	i := q.Best(sentences)
	if i < 0 {
		return "", -1
	}
	return sentences[i], i
}
