package story

import (
	"slices"
	"strings"

	"lede/briefing"
	"lede/briefing/story/counting"
	"lede/briefing/story/wording"
)

// Cited is a figure of one of several articles.
type Cited struct {
	// Article is the index of the article.
	Article int
	briefing.Figure
}

// far is the most bytes between a figure and what it counts for both to be cited together.
const far = 40

// Words returns the figure as the article has it, with what it counts if that follows closely.
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

// Difference is one thing for which several articles give different figures, each as cited.
type Difference []Cited

// Differences returns the figures that differ between articles of one story, in the order of the articles. Figures that may count
// different things are left out.
func Differences(articles []*briefing.Article) []Difference {
	var all []Difference
	var said []counting.Counted // the first figure of each
	for n, a := range articles {
		for _, c := range counting.In(a) {
			addTo(&all, &said, n, c)
		}
	}
	return slices.DeleteFunc(all, func(d Difference) bool { return len(d) < 2 })
}

// addTo puts a figure with the one it differs from, or starts a new one.
func addTo(all *[]Difference, said *[]counting.Counted, article int, c counting.Counted) {
	for i := range *said {
		d := &(*all)[i]
		if last := (*d)[len(*d)-1]; last.Article != article && (*said)[i].Apart(&c) {
			*d = append(*d, Cited{article, c.Figure})
			return
		}
	}
	*all, *said = append(*all, Difference{{article, c.Figure}}), append(*said, c)
}

// sameQuote is the share of a quotation's words that remains when it is corrected.
const sameQuote = 0.6

// changedQuotes pairs the sentences of quotations that are gone with those of a quotation by the same speaker that has most of their words.
func changedQuotes(before, after *briefing.Article) (pairs [][2]int) {
	for _, was := range before.Quotes {
		if was.Apart() || quoted(after, before.At(was.Span)) {
			continue
		}
		for _, is := range after.Quotes {
			if is.Speaker != was.Speaker || quoted(before, after.At(is.Span)) {
				continue
			}
			x, y := wording.Stems(before.Text, was.Span, before.Language), wording.Stems(after.Text, is.Span, after.Language)
			if counting.Alike(x, y) >= sameQuote {
				pairs = append(pairs, [2]int{was.Sentence, is.Sentence})
				break
			}
		}
	}
	return pairs
}

// quoted reports whether an article has a quotation.
func quoted(a *briefing.Article, words string) bool {
	return slices.ContainsFunc(a.Quotes, func(q briefing.Quote) bool { return a.At(q.Span) == words })
}
