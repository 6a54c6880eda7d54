package index

import (
	"slices"

	"lede/briefing"
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

// personAt reports whether a person's name begins at a position.
func (x *Index) personAt(at int) bool {
	return slices.ContainsFunc(x.People, func(p briefing.Person) bool {
		return slices.ContainsFunc(p.Mentions, func(m briefing.Mention) bool { return m.Start == at })
	})
}

// PersonIn reports whether the word at a position is part of a person's name.
func (x *Index) PersonIn(at int, b *Bag) bool {
	return slices.ContainsFunc(b.People, func(p int) bool {
		return slices.ContainsFunc(x.People[p].Mentions, func(m briefing.Mention) bool { return m.Start <= at && at < m.End })
	})
}

// holds reports whether a sentence has a word, or one that means the same.
func (x *Index) holds(b *Bag, word string) bool {
	meets := x.Meet(x.Term(word))
	return slices.ContainsFunc(b.IDs, func(id int) bool { return meets[id] >= NounMet })
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
