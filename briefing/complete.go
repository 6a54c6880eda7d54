package briefing

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"lede/briefing/cast"
	"lede/briefing/developments"
	"lede/briefing/facts"
	"lede/briefing/summary"
	"lede/briefing/text"
)

// draft is an article that is being completed, together with its tokens and its people.
type draft struct {
	*text.Reading
	article *Article
	cast    *cast.Cast
}

// complete works out whatever is absent from the article and leaves alone what is present, so an editor's correction stands. The text must
// be valid UTF-8. The only error is ErrStopped.
func (a *Article) complete(o Options) error {
	a.completeOptions(o)
	flat := text.Flat(a.Text)
	if a.flat = flat; flat == a.Text {
		a.flat = ""
	}
	if a.Paragraphs == nil {
		a.Paragraphs = text.Paragraphs(flat)
		if len(a.Paragraphs) > 1 && text.HeadlineWords(a.Paragraphs[0].Of(flat)) == strings.TrimSpace(a.Title) {
			a.Paragraphs[0].Kind = Heading // a headline may end as a sentence does
		}
	}
	marks := text.Quotations(flat, a.Paragraphs)
	if a.Sentences == nil {
		a.Sentences = text.Sentences(flat, a.Paragraphs, marks)
	}
	marks = text.Spoken(flat, a.Paragraphs, a.Sentences, marks)
	r := text.Read(flat, a.Paragraphs, a.Sentences, marks, a.Language, o.Language)
	defer r.Release()
	a.Language = r.Language
	if o.Stopped() {
		return ErrStopped
	}
	d := &draft{r, a, cast.Gather(r)}
	stages := []func(){func() { d.completeByline(o.Author) }, d.completePeople}
	if !o.Bare {
		stages = append(stages, d.completeQuotes, d.completeSpeakers, func() { d.completeStory(o.Points) })
	}
	for _, stage := range append(stages, d.completePlaces, d.completeFacts, d.completeTitle) {
		if o.Stopped() {
			return ErrStopped
		}
		stage()
	}
	return nil
}

// completeFacts reads dates and figures. A date is not a figure.
func (d *draft) completeFacts() {
	if d.article.Dates == nil {
		d.article.Dates = slices.DeleteFunc(facts.Dates(d.Reading, d.article.Published), d.inPersonName)
	}
	if d.article.Figures == nil {
		d.article.Figures = facts.Figures(d.Reading, d.article.Dates)
	}
}

// inPersonName reports whether a date is a word of somebody's name: "Chief Sunday Nwosu".
func (d *draft) inPersonName(date Date) bool {
	n := d.cast.NamesBefore(date.Start + 1)
	if !d.cast.IsPerson(n) {
		return false
	}
	name := d.cast.Names[n].Span
	return name != date.Span && name.Start <= date.Start && date.End <= name.End
}

// completeStory separates the developments from the main story, and chooses the key points.
func (d *draft) completeStory(points int) {
	if d.article.Developments != nil && d.article.Summary != nil {
		return
	}
	beside := developments.Find(d.cast, d.article.Title)
	if d.article.Developments == nil {
		d.article.Developments = developments.List(d.cast, beside.Events)
	}
	if d.article.Summary == nil {
		d.article.Summary = summary.KeyPoints(d.cast, beside, d.article.Developments, points)
	}
}

// completeTitle takes the headline that the text begins with, or the beginning of its first sentence.
func (d *draft) completeTitle() {
	a := d.article
	switch {
	case a.Title == "":
		title, published := summary.Title(d.cast)
		if title == "" {
			return
		}
		a.Title, a.TitleSource = title, TitleLede
		if published {
			a.TitleSource = TitlePublished
		}
	case a.TitleSource == "":
		a.TitleSource = TitlePublished
	}
}

// completeOptions fills in what the caller knows.
func (a *Article) completeOptions(o Options) {
	if a.ID == "" {
		a.ID = o.ID
	}
	if a.ID == "" {
		sum := sha256.Sum256([]byte(a.Text))
		a.ID = hex.EncodeToString(sum[:])
	}
	if a.Title == "" && o.Title != "" {
		a.Title, a.TitleSource = o.Title, TitlePublished
	}
	if a.URL == "" {
		a.URL = o.URL
	}
	if a.Site == "" {
		a.Site = o.Site
	}
	a.Image, a.Partly = o.Image, o.Partly
	if a.Published == nil && o.Published != nil {
		published := *o.Published
		a.Published = &published
	}
}

// completeByline finds who signed the article; author is the author known to the caller.
func (d *draft) completeByline(author string) {
	if d.article.Byline != nil {
		return
	}
	for _, p := range d.Paragraphs {
		if p.Kind != BylineLine {
			continue
		}
		if at := text.BylineAuthor(d.At(p.Span)); at != (Span{}) {
			at = Span{Start: p.Start + at.Start, End: p.Start + at.End}
			d.article.Byline = &Byline{d.At(at), &at}
			return
		}
	}
	if author != "" {
		d.article.Byline = &Byline{Name: author}
	}
}
