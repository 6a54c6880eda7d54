package cast

import (
	"lede/briefing/names"
	"lede/briefing/text"
	"lede/briefing/words"
)

// News often introduces an unknown person without a name, "A clerk who sold permits was jailed on Tuesday.", and gives
// name and age in the next sentence: "Dennis Crane, 47, took more than £86,000."

// roleAbove finds the role in the sentence before, if that introduces one person without a name.
func (c *Cast) roleAbove(n names.Name) text.Span {
	s := n.Sentence
	if s == 0 || !c.opensWithAge(n) {
		return text.Span{}
	}
	from, limit := c.TokenAt(c.AfterDateline(s-1), c.First[s-1], c.First[s]), c.First[s]
	if c.mayBeParent(n) {
		if kin := c.kinOfUnnamed(from, limit); kin != (text.Span{}) {
			return kin
		}
	}
	if from >= limit || !c.opensUnnamed(from, limit) || !c.introducesOne(from, limit) {
		return text.Span{}
	}
	return c.unnamedRole(n, from, limit)
}

// unnamedRole finds the role in the words that bring in the bearer of a name, from token from on.
func (c *Cast) unnamedRole(n names.Name, from, limit int) text.Span {
	for head := from + 1; head < limit && head <= from+6; head++ {
		if c.isRole(head) && !c.roleGoesOn(head+1, limit) {
			if head+1 < limit && c.Tokens[head+1].Clitic() {
				return text.Span{}
			}
			c.introduced(n, from, head+1)
			return c.Over(from+1, head+1)
		}
		if !c.describing(head, c.isRole(head)) && (c.Words.Grammar(c.Lower(head)) || !c.Tokens[head].Word()) {
			return text.Span{}
		}
	}
	return text.Span{}
}

// introduced notes the tokens that bring in the bearer of a name without it.
func (c *Cast) introduced(n names.Name, from, to int) {
	if p := c.PersonAt(n.Start); p >= 0 {
		c.Persons[p].unnamed = [2]int{from, to}
	}
}

// kinOfUnnamed finds what somebody new is to another at the start of a sentence that names nobody: "The widow of a soldier".
func (c *Cast) kinOfUnnamed(i, limit int) text.Span {
	if i+4 >= limit || c.Lower(i) != "the" || !c.kinTie(c.Lower(i+1)) {
		return text.Span{}
	}
	if c.Lower(i+2) != "of" || !words.Indefinite(c.Lower(i+3)) {
		return text.Span{}
	}
	for j := i; j < limit; j++ {
		if c.IsPerson(c.NameStartingAt(j)) {
			return text.Span{}
		}
	}
	return c.Over(i+1, c.complementEnd(i+2, limit))
}

// mayBeParent reports whether the age behind a name is that of a grown person: "The mother of a boy who drowned wept. Tom Hill, 12, was".
func (c *Cast) mayBeParent(n names.Name) bool { return c.Word(n.To+1) >= "18" }

// opensUnnamed reports whether a sentence from token i on begins with somebody new: "A clerk", "The former clerk who sold permits". "The"
// clerk may be known already.
func (c *Cast) opensUnnamed(i, limit int) bool {
	if words.Indefinite(c.Lower(i)) {
		return true
	}
	if c.Lower(i) != "the" || i+1 >= limit || c.Lower(i+1) != "former" {
		return false
	}
	for ; i < limit; i++ {
		if c.Words.StrongSpeech[c.Lower(i)] {
			return false
		}
	}
	return true
}

// opensWithAge reports whether a sentence begins with this full name and an age.
func (c *Cast) opensWithAge(n names.Name) bool {
	first, limit := c.First[n.Sentence], c.First[n.Sentence+1]
	if n.Run != first || n.To-n.From < 2 || n.To+1 >= limit {
		return false
	}
	return c.Lower(n.To) == "," && words.Age(c.Word(n.To+1))
}

// introducesOne reports whether the tokens speak of exactly one person and name nobody.
func (c *Cast) introducesOne(from, limit int) bool {
	people := 0
	for i := from; i < limit; i++ {
		if c.IsPerson(c.NameStartingAt(i)) {
			return false
		}
		somebody := c.isRole(i) && !c.roleGoesOn(i+1, limit) || c.Words.Victims[c.Lower(i)]
		if somebody && !c.throughOne(i) {
			people++
		}
	}
	return people == 1
}

// throughOne reports whether a preposition makes the person at token i a means or a place: "sold them through a barber".
// "By" does not.
func (c *Cast) throughOne(i int) bool {
	if i < 2 || !words.Indefinite(c.Lower(i-1)) {
		return false
	}
	before := c.Lower(i - 2)
	return before != "by" && c.Words.Prepositions[before]
}
