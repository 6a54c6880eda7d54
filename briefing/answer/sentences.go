package answer

import (
	"lede/briefing"
	"slices"
)

// What stands where in an article.

// bag returns the bag of sentence i, or one of no use if there is no such sentence: articles come from outside, too.
func (x *Index) bag(i int) *bag {
	if i < 0 || i >= len(x.bags) {
		return &bag{}
	}
	return &x.bags[i]
}

// headline reports whether a sentence is a headline within the text.
func (x *Index) headline(i int) bool {
	p := x.Sentences[i].Paragraph
	return p >= 0 && p < len(x.Paragraphs) && x.Paragraphs[p].Kind == briefing.Heading
}

// placeAt reports whether one of the article's place names begins at a position.
func (x *Index) placeAt(sentence, at int) bool {
	return slices.Contains(x.bags[sentence].places, at)
}

// personAt reports whether a person's name begins at a position.
func (x *Index) personAt(at int) bool {
	return slices.ContainsFunc(x.People, func(p briefing.Person) bool {
		return slices.ContainsFunc(p.Mentions, func(m briefing.Mention) bool { return m.Start == at })
	})
}

// personIn reports whether the word at a position is part of a person's name.
func (x *Index) personIn(at int, b *bag) bool {
	return slices.ContainsFunc(b.people, func(p int) bool {
		return slices.ContainsFunc(x.People[p].Mentions, func(m briefing.Mention) bool { return m.Start <= at && at < m.End })
	})
}

// holds reports whether a sentence has a word, or one that means the same.
func (x *Index) holds(b *bag, word string) bool {
	meets := x.meet(x.term(word))
	return slices.ContainsFunc(b.ids, func(id int) bool { return meets[id] >= nounMet })
}

// repeats reports whether nearly all words of a sentence also occur in another.
func (x *Index) repeats(i, other int) bool {
	has := make([]bool, len(x.words))
	for _, id := range x.bags[other].ids {
		has[id] = true
	}
	same, all := 0, len(x.bags[i].ids)
	for _, id := range x.bags[i].ids {
		if has[id] {
			same++
		}
	}
	return same*10 >= all*9
}
