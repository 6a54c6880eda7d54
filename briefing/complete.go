package briefing

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"lede/briefing/words"
)

// reading is an article with its words laid out: what every stage after the sentences looks at.
type reading struct {
	*Article
	words  *words.Vocabulary
	tokens []token
	// first is the index of the first token of each sentence, and one more at the end.
	first []int
	// marks are the spans between quotation marks, in order.
	marks   []Span
	english bool
}

// complete works out whatever of the article is absent, and leaves alone what is present: an editor's
// correction stands. The text must be valid UTF-8.
func (a *Article) complete(o Options) {
	a.completeOptions(o)
	if a.Paragraphs == nil {
		a.Paragraphs = paragraphs(a.Text)
	}
	marks := quotations(a.Text, a.Paragraphs)
	if a.Sentences == nil {
		a.Sentences = sentences(a.Text, a.Paragraphs, marks)
	}
	r := a.read(marks, o.Language)
	r.completeByline(o.Author)
	c := r.gather(r.storyNames())
	c.findRoles()
	c.findDescriptions()
	c.settlePlaces()
	c.completePeople()
	c.completeQuotes()
	c.completeSpeakers()
	list := c.findAside()
	c.completeDevelopments(list)
	r.completeSummary(o.Points, list)
	c.completePlaces()
	r.completeDates()
	r.completeFigures(r.Dates)
	r.completeTitle()
}

// storyNames are the proper names of the article; in other languages than English capitals mean something
// else, and none is looked for.
func (r *reading) storyNames() []name {
	if !r.english {
		return nil
	}
	return r.findNames()
}

// completeOptions takes over what is known from outside.
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
	if a.Published == nil && o.Published != nil {
		published := *o.Published
		a.Published = &published
	}
}

// read lays out the words of the article. hint is its language when its words do not tell.
func (a *Article) read(marks []Span, hint string) *reading {
	r := &reading{Article: a, words: words.Lexicon(), marks: marks}
	r.tokens = make([]token, 0, countTokens(a.Text))
	r.first = make([]int, 0, len(a.Sentences)+1)
	for i, s := range a.Sentences {
		r.first = append(r.first, len(r.tokens))
		r.tokens = appendTokens(r.tokens, a.Text, s.Span, i)
	}
	r.first = append(r.first, len(r.tokens))
	if a.Language == "" {
		a.Language = cmp.Or(language(r.tokens), hint)
	}
	r.english = english(a.Language, r.tokens)
	return r
}

// sentenceTokens are the tokens of a sentence.
func (r *reading) sentenceTokens(i int) []token { return r.tokens[r.first[i]:r.first[i+1]] }

// completeByline finds who signed the article; author is who is known to have from outside.
func (r *reading) completeByline(author string) {
	if r.Byline != nil {
		return
	}
	for _, p := range r.Paragraphs {
		if p.Kind != BylineLine {
			continue
		}
		if at := bylineAuthor(r.At(p.Span)); at != (Span{}) {
			at = Span{p.Start + at.Start, p.Start + at.End}
			r.Byline = &Byline{r.At(at), &at}
			return
		}
	}
	if author != "" {
		r.Byline = &Byline{Name: author}
	}
}
