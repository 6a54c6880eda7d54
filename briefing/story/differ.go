package story

import (
	"slices"
	"strings"

	"lede/briefing"
)

// Cited is a figure of one of several articles.
type Cited struct {
	// Article is the index of the article.
	Article int
	briefing.Figure
}

// far is within how many bytes behind a figure what it counts stands with it.
const far = 40

// Words are those of the figure in its article, with what it counts when that stands close behind it.
func (c Cited) Words(a *briefing.Article) string {
	words := a.At(c.Span)
	if c.Counts == "" || c.Sentence >= len(a.Sentences) {
		return words
	}
	rest := a.Text[c.End:max(c.End, a.Sentences[c.Sentence].End)]
	if at := strings.Index(rest, c.Counts); at >= 0 && at <= far {
		return words + rest[:at+len(c.Counts)]
	}
	return words
}

// Difference is one thing that several articles count, and not as many, each as it tells it.
type Difference []Cited

// Differences are the figures that differ between articles of one story, in the order of the articles. Where it is not clear that
// the same thing is counted, they are left out.
func Differences(articles []*briefing.Article) []Difference {
	var all []Difference
	var said []counted // the first figure of each
	for n, a := range articles {
		for _, c := range countedIn(a) {
			c.add(n, &all, &said)
		}
	}
	return slices.DeleteFunc(all, func(d Difference) bool { return len(d) < 2 })
}

// add puts a figure with the one that it differs from, or begins a new one.
func (c *counted) add(article int, all *[]Difference, said *[]counted) {
	for i := range *said {
		d := &(*all)[i]
		if last := (*d)[len(*d)-1]; last.Article != article && (*said)[i].apart(c) {
			*d = append(*d, Cited{article, c.figure})
			return
		}
	}
	*all, *said = append(*all, Difference{{article, c.figure}}), append(*said, *c)
}

// Correction is a sentence that the source of an article changed.
type Correction struct {
	// Was and Is are the sentence before and after.
	Was, Is int
	// Figures are the figures in it that changed, each before and after; Quoted tells that a quotation did.
	Figures [][2]briefing.Figure
	Quoted  bool
}

// Corrections are the sentences in which an article tells other figures or quotations than it did before.
func Corrections(before, after *briefing.Article) []Correction {
	var found []Correction
	at := func(was, is int) *Correction {
		i := slices.IndexFunc(found, func(c Correction) bool { return c.Was == was && c.Is == is })
		if i < 0 {
			found = append(found, Correction{Was: was, Is: is})
			i = len(found) - 1
		}
		return &found[i]
	}
	is := countedIn(after)
	for _, was := range countedIn(before) {
		for i := range is {
			if was.apart(&is[i]) {
				c := at(was.figure.Sentence, is[i].figure.Sentence)
				c.Figures = append(c.Figures, [2]briefing.Figure{was.figure, is[i].figure})
				break
			}
		}
	}
	for _, pair := range changedQuotes(before, after) {
		at(pair[0], pair[1]).Quoted = true
	}
	slices.SortStableFunc(found, func(a, b Correction) int { return a.Is - b.Is })
	return found
}

// sameQuote is which part of the words of a quotation stays when it is corrected.
const sameQuote = 0.6

// changedQuotes pairs the sentences of quotations that are gone with those of one of the same speaker that has most of their words.
func changedQuotes(before, after *briefing.Article) (pairs [][2]int) {
	for _, was := range before.Quotes {
		if was.Apart() || quoted(after, before.At(was.Span)) {
			continue
		}
		for _, is := range after.Quotes {
			if is.Speaker != was.Speaker || quoted(before, after.At(is.Span)) {
				continue
			}
			x, y := counted{frame: Stems(before.Text, was.Span, before.Language)}, counted{frame: Stems(after.Text, is.Span, after.Language)}
			if x.alike(&y) >= sameQuote {
				pairs = append(pairs, [2]int{was.Sentence, is.Sentence})
				break
			}
		}
	}
	return pairs
}

// quoted tells whether an article has a quotation.
func quoted(a *briefing.Article, words string) bool {
	return slices.ContainsFunc(a.Quotes, func(q briefing.Quote) bool { return a.At(q.Span) == words })
}
