package cast

import (
	"lede/briefing/names"
	"lede/briefing/text"
	"lede/briefing/words"
)

// knownFor finds the post that somebody held, and how somebody comes into the story, told behind "who": "who held the transport portfolio", "who
// lost a nephew in the fire". It comes last of all.
func (c *Cast) knownFor(n names.Name) text.Span {
	i, limit := c.apposed(n)
	if i < 0 || c.Lower(i) != "who" {
		return text.Span{}
	}
	verb := i + 1
	if l := c.Lower(verb); (l == "has" || l == "had") && verb+1 < limit {
		verb++
	}
	switch l := c.Lower(verb); {
	case c.Words.KnownFor[l] && verb+1 < limit && c.objectAt(verb+1):
		return c.clauseOf(i+1, limit)
	case (l == "held" || l == "holds") && c.postAhead(verb+1, limit):
		return c.clauseOf(i+1, limit)
	}
	return text.Span{}
}

// objectAt reports whether a noun begins at token i with its article, its owner or its number: "lost a nephew", but not "lost in May".
func (c *Cast) objectAt(i int) bool {
	l := c.Lower(i)
	_, counted := c.Words.Cardinals[l]
	return counted || words.Article(l) || c.Words.Possessives[l]
}

// postAhead reports whether the words from token i on, up to a preposition, end in a noun for a post: "the transport portfolio".
func (c *Cast) postAhead(i, limit int) bool {
	for end := min(i+longestLead, limit); i < end && !c.endsPhrase(i); i++ {
		if c.Words.Posts[c.Lower(i)] {
			return i+1 >= limit || c.headEnds(i+1, limit) || c.Words.Subordinators[c.Lower(i+1)]
		}
	}
	return false
}

// clauseOf returns the words from a verb at token i to the mark or the "and" that ends its clause; the zero Span if there are too many or too few.
func (c *Cast) clauseOf(i, limit int) text.Span {
	end := i
	for end < limit && end-i <= longestRole && !c.Tokens[end].Mark() && c.Lower(end) != "and" {
		end++
	}
	if end-i > longestRole || end-i < 3 {
		return text.Span{}
	}
	return c.Over(i, end)
}
