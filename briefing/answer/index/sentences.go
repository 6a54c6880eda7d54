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
func (x *Index) PlaceAt(sentence, at int) bool {
	return slices.Contains(x.Bags[sentence].Places, at)
}

// named returns the last mention of a person that begins at a position or before it.
func (x *Index) named(at int) (m briefing.Span, ok bool) {
	next := sort.Search(len(x.mentions), func(i int) bool { return x.mentions[i].Start > at })
	if next == 0 {
		return m, false
	}
	return x.mentions[next-1], true
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

// Repeats reports whether nearly all words of a sentence also occur in another.
func (x *Index) Repeats(i, other int) bool {
	has := make([]bool, len(x.words))
	for _, id := range x.Bags[other].IDs {
		has[id] = true
	}
	same, all := 0, len(x.Bags[i].IDs)
	for _, id := range x.Bags[i].IDs {
		if has[id] {
			same++
		}
	}
	return same*10 >= all*9
}
