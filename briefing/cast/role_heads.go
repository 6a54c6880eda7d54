package cast

import "lede/briefing/words"

// How the noun of a role is found in a phrase that is read from its first word on.

// headAhead returns the head noun of the role in the phrase from token i; -1 if the phrase is not a role.
func (c *Cast) headAhead(i, limit int) int {
	for start := i; i < limit && i-start <= longestRole && !c.endsPhrase(i); i++ {
		if c.endsBeforeRole(i, start) && !c.insideBody(i) {
			return -1
		}
		if n := c.NameStartingAt(i); words.Capital(c.Word(i)) && c.IsPerson(n) {
			if i = c.Names[n].To; !c.Owns(n) && !c.sides(n, start, limit) { // "Ann Lee, Crane’s chief of staff"
				return -1 // "Ann Lee, Bob King and"
			}
		}
		if c.isRole(i) && (c.headEnds(i+1, limit) || c.participleAt(i+1, limit) && words.Article(c.Lower(start-1))) {
			return i
		}
	}
	return -1
}

// sides reports whether a surname in a phrase with an article only says on whose side somebody is: "a top Crane aide".
func (c *Cast) sides(n, start, limit int) bool {
	m := c.Names[n]
	if m.To-m.From > 1 || m.To >= limit || !words.Article(c.Lower(start-1)) {
		return false
	}
	next := c.Lower(m.To)
	return c.Tokens[m.To].Word() && c.Word(m.To) == next && !c.Words.Grammar(next) && !c.endsPhrase(m.To)
}

// insideBody reports whether token i is a word inside the name of a body or a place: "a University of Washington professor".
func (c *Cast) insideBody(i int) bool {
	n := c.NamesBefore(c.Tokens[i].Start)
	return n >= 0 && c.Of[n] < 0 && c.Names[n].To > i+1
}

// endsBeforeRole reports whether the word at token i shows that the phrase from start on is no role. "The last keeper" is one.
func (c *Cast) endsBeforeRole(i, start int) bool {
	l := c.Lower(i)
	if (l == "last" || l == "next") && i == start {
		return false
	}
	return c.Words.Prepositions[l] || c.Words.SmallWords[l] && !c.Words.Modifiers[l]
}
