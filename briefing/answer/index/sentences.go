package index

import (
	"slices"
	"sort"

	"lede/briefing"
	"lede/briefing/question"
)

// What stands where in an article.

// bag returns the bag of sentence i, or one of no use if there is no such sentence: articles come from outside, too.
func (x *Index) bag(i int) *Bag {
	if i < 0 || i >= len(x.Bags) {
		return &Bag{}
	}
	return &x.Bags[i]
}

// Headline reports whether a sentence is a headline within the text.
func (x *Index) Headline(i int) bool {
	p := x.Sentences[i].Paragraph
	return p >= 0 && p < len(x.Paragraphs) && x.Paragraphs[p].Kind == briefing.Heading
}

// PlaceAt reports whether one of the article's place names begins at a position.
func (x *Index) PlaceAt(sentence, at int) bool { return x.Bags[sentence].PlaceAt(at) }

// PlaceAt reports whether one of its place names begins at a position.
func (b *Bag) PlaceAt(at int) bool {
	_, found := slices.BinarySearch(b.Places, at)
	return found
}

// Mention is where a person is named. Person is an index into People.
type Mention struct {
	briefing.Span
	Person int
}

// NamedIn returns where a sentence names people, in its order.
func (x *Index) NamedIn(sentence int) []Mention {
	begins := func(at int) int {
		return sort.Search(len(x.mentions), func(i int) bool { return x.mentions[i].Start >= at })
	}
	s := x.Sentences[sentence]
	return x.mentions[begins(s.Start):begins(s.End)]
}

// placeDates records which sentences have which dates.
func (x *Index) placeDates() {
	bySentence := func(a, b briefing.Date) int { return a.Sentence - b.Sentence }
	if x.dates = x.Dates; !slices.IsSortedFunc(x.dates, bySentence) { // an editor's may be in any order
		x.dates = slices.Clone(x.dates)
		slices.SortStableFunc(x.dates, bySentence)
	}
	for _, d := range x.dates {
		x.bag(d.Sentence).Dated = true
	}
}

// DatesIn returns the dates of a sentence.
func (x *Index) DatesIn(sentence int) []briefing.Date {
	from := sort.Search(len(x.dates), func(i int) bool { return x.dates[i].Sentence >= sentence })
	to := from
	for to < len(x.dates) && x.dates[to].Sentence == sentence {
		to++
	}
	return x.dates[from:to]
}

// named returns the last mention of a person that begins at a position or before it.
func (x *Index) named(at int) (m briefing.Span, ok bool) {
	next := sort.Search(len(x.mentions), func(i int) bool { return x.mentions[i].Start > at })
	if next == 0 {
		return m, false
	}
	return x.mentions[next-1].Span, true
}

// personAt reports whether a person's name begins at a position.
func (x *Index) personAt(at int) bool {
	m, ok := x.named(at)
	return ok && m.Start == at
}

// PersonIn reports whether the word at a position is part of a person's name.
func (x *Index) PersonIn(at int) bool {
	m, ok := x.named(at)
	return ok && at < m.End
}

// holding returns a func that reports whether a sentence has a word of a question, or one that means the same. Each is found out once.
func (x *Index) holding(terms []question.Term) func(term, sentence int) bool {
	meets, known := make([][]float64, len(terms)), map[[2]int]bool{}
	return func(term, sentence int) bool {
		if meets[term] == nil {
			meets[term] = x.Meet(x.Term(terms[term].Fold))
		}
		held, ok := known[[2]int{term, sentence}]
		if !ok {
			held = slices.ContainsFunc(x.Bags[sentence].IDs, func(id int) bool { return meets[term][id] >= NounMet })
			known[[2]int{term, sentence}] = held
		}
		return held
	}
}

// WordsOf returns the words of a sentence as a set.
func (x *Index) WordsOf(sentence int) map[int]bool {
	has := make(map[int]bool, len(x.Bags[sentence].IDs))
	for _, id := range x.Bags[sentence].IDs {
		has[id] = true
	}
	return has
}

// Repeats reports whether nearly all words of a sentence also occur in another, which has these.
func (x *Index) Repeats(i int, has map[int]bool) bool {
	same, all := 0, len(x.Bags[i].IDs)
	for _, id := range x.Bags[i].IDs {
		if has[id] {
			same++
		}
	}
	return same*10 >= all*9
}
