package foreign

import (
	"cmp"
	"slices"

	"lede/briefing"
	"lede/briefing/words"
)

// What every word of an article is asked for is worked out once: an interview may have thousands of quotations.

// quoted tells which parts of an article are in quotation marks.
type quoted struct {
	sentences map[int]bool // those that have a quotation
	starts    []int        // of the quotations, in order
	ends      []int        // the furthest end of a quotation up to each of them
}

func quotedIn(a *briefing.Article) *quoted {
	q := &quoted{sentences: map[int]bool{}}
	list := slices.SortedFunc(slices.Values(a.Quotes), func(a, b briefing.Quote) int { return cmp.Compare(a.Start, b.Start) })
	end := 0
	for _, quote := range list {
		end = max(end, quote.End)
		q.sentences[quote.Sentence] = true
		q.starts, q.ends = append(q.starts, quote.Start), append(q.ends, end)
	}
	return q
}

// holds reports whether a quotation holds a part of the text.
func (q *quoted) holds(s briefing.Span) bool {
	n, _ := slices.BinarySearch(q.starts, s.Start+1)
	return n > 0 && q.ends[n-1] >= s.End
}

// allSurnames returns the last words of all full names of the article.
func (f foreign) allSurnames() words.Set {
	all := words.Set{}
	for i := range f.a.Sentences {
		for _, name := range f.names(i) {
			all[name[len(name)-1].Fold] = true
		}
	}
	return all
}
