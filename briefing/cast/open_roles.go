package cast

import (
	"strings"

	"lede/briefing/names"
	"lede/briefing/text"
	"lede/briefing/words"
)

// What somebody is may be told by any noun, and no list has them all. Where English leaves nothing else for a noun to be, it is taken for a
// role that no list has: between a full name and a comma, "Ann Lee, a regular at the bar, said", or explained by a full name, "its promoter,
// Ann Lee, said". So is what somebody does as a rule: "who sells eels". These ways come last, for people of whom nothing better is told.

// findOpenRoles gives people without a role what such words say.
func (c *Cast) findOpenRoles() {
	ways := []func(names.Name) text.Span{c.openBehind, c.openBefore, c.ownedBefore, c.trainedBefore, c.oneOfBehind, c.standing}
	for _, p := range c.Persons {
		for _, m := range p.mentions {
			if p.Role != (text.Span{}) {
				break
			}
			if n := c.Names[m]; c.TellsStory(n.Sentence) && (n.To-n.From > 1 || n.Titled) {
				p.Role = c.firstOf(ways, n)
			}
		}
	}
}

// firstOf returns the first role that one of the ways finds for a name.
func (c *Cast) firstOf(ways []func(names.Name) text.Span, n names.Name) text.Span {
	for _, find := range ways {
		if role := find(n); role != (text.Span{}) {
			return role
		}
	}
	return text.Span{}
}

// openBehind finds the noun with an article between a name and a mark. What is said of an object may tell of the whole clause, "killed Ann
// Lee, a death that", so the name has to be the subject of the sentence or of a verb of speech.
func (c *Cast) openBehind(n names.Name) text.Span {
	i, limit := c.apposed(n)
	if i < 0 || !words.Article(c.Lower(i)) {
		return text.Span{}
	}
	start := i + 1
	head := c.openHead(start, limit)
	if head < 0 || c.Lower(i) == "the" && words.Plural(c.Lower(head)) {
		return text.Span{}
	}
	if !c.opensOrSpeaks(n) && !c.surelyPerson(head, limit) {
		return text.Span{}
	}
	end := head + 1
	for end < limit && end-start <= longestRole && !c.endsPhrase(end) {
		end++
	}
	for end > head+1 && c.Words.Grammar(c.Lower(end-1)) {
		end--
	}
	if end-start > longestRole {
		return text.Span{}
	}
	return c.Over(start, end)
}

// surelyPerson reports whether the noun at a token is for a person whatever stands around it: "a 13-year-old", "the only girl", "a software tester
// who".
func (c *Cast) surelyPerson(head, limit int) bool {
	l := c.Lower(head)
	if words.Aged(l) || c.Words.BareRoles[l] {
		return true
	}
	return c.Words.MayBeAgent(l) && head+1 < limit && c.Lower(head+1) == "who"
}

// apposed returns the token after a name, its aside and a comma, and the end of the sentence; -1 if there is no comma or too little behind it.
func (c *Cast) apposed(n names.Name) (at, limit int) {
	limit = c.First[n.Sentence+1]
	i := c.pastAside(n, limit)
	if i < limit && c.Lower(i) == "," {
		i++
	}
	if i+2 >= limit || i == n.To || c.Lower(i-1) != "," {
		return -1, limit
	}
	return i, limit
}

// opensOrSpeaks reports whether a name is the first of its sentence, "For" or another preposition apart, or stands right behind a verb of speech.
func (c *Cast) opensOrSpeaks(n names.Name) bool {
	first := c.TokenAt(c.AfterDateline(n.Sentence), c.First[n.Sentence], n.Run)
	if n.Run == first+1 && c.Words.Prepositions[c.Lower(first)] {
		return true
	}
	return n.Run == first || c.Words.StrongSpeech[c.Lower(n.Run-1)]
}

// openHead returns the noun of the phrase that begins at a token, the last word before a preposition, a participle or a mark; -1 if that may
// be no person's.
func (c *Cast) openHead(start, limit int) int {
	end := start
	for end < limit && end-start < longestRole && !c.headEnds(end, limit) && !c.participleAt(end, limit) {
		end++
	}
	if end == start || c.Tokens[start].Clitic() || !c.mayBePerson(end-1) {
		return -1
	}
	if bare := end == start+1 && c.Words.BareRoles[c.Lower(start)]; bare {
		return -1 // "a man"
	}
	return end - 1
}

// mayBePerson reports whether a noun that no list of roles has may be for a person: neither the lists nor its ending make it a thing.
func (c *Cast) mayBePerson(i int) bool {
	l, w := c.Lower(i), c.Word(i)
	if words.Capital(w) {
		return c.Words.PartyMembers[w]
	}
	if words.Aged(l) {
		return true
	}
	if !c.Tokens[i].Word() || c.Words.Grammar(l) || words.Digit(w) {
		return false
	}
	return !c.inanimate(l) && !c.Words.Abstract(l) && !words.Adverbial(l) && !words.Verbal(l)
}

// inanimate reports whether a list has a noun for something that is nobody.
func (c *Cast) inanimate(l string) bool {
	for _, list := range []words.Set{c.Words.WorkNouns, c.Words.Documents, c.Words.Sayings, c.Words.Undertakings, c.Words.Times, c.Words.Durations,
		c.Words.Units, c.Words.Bodies, c.Words.Firms, c.Words.Vessels, c.Words.PlaceKinds, c.Words.TownKinds, c.Words.Animals, c.Words.Crowds, c.Words.Venues, c.Words.Periods, c.Words.ClauseNouns} {
		if list[l] {
			return true
		}
	}
	return c.Words.Thing(l) && !c.Words.MayBeAgent(l)
}

// openBefore finds a noun with "a" or an owner that a full name between marks explains. It must not end a phrase that opens the clause:
// "After a storm, Ann Lee, the mayor, said".
func (c *Cast) openBefore(n names.Name) text.Span {
	first, comma := c.First[n.Sentence], c.commaBefore(n)
	if comma <= first {
		return text.Span{}
	}
	if role := c.agentBefore(comma, first); role != (text.Span{}) {
		return role
	}
	if !c.mayBePerson(comma-1) || words.Plural(c.Lower(comma-1)) {
		return text.Span{}
	}
	for start := comma - 1; start > first && comma-start <= longestLead; start-- {
		before := c.Lower(start - 1)
		if c.ownsOrCounts(start - 1) {
			if c.opensAside(c.afterMark(comma, first)) {
				return text.Span{}
			}
			return c.roleTo(start, comma)
		}
		if c.Words.Grammar(before) || c.Tokens[start-1].Mark() {
			break
		}
	}
	return text.Span{}
}

// agentBefore finds a noun that ends as callings do, with an article before it and perhaps a place behind it, that a name explains behind a comma: "the holder,
// Ann Lee,", "a marker in Leeds, Ann Lee,".
func (c *Cast) agentBefore(comma, first int) text.Span {
	from := c.afterMark(comma, first)
	for head := comma - 1; head > from && comma-head <= longestHome; head-- {
		ends := head+1 == comma || homely(c.Lower(head+1))
		if l := c.Lower(head); !ends || !c.Words.MayBeAgent(l) || words.Plural(l) || !c.mayBePerson(head) {
			continue
		}
		for start := head; start > from && head-start < longestLead; start-- {
			if words.Article(c.Lower(start-1)) && c.bringsIn(start-2, from) {
				return c.Over(start, comma)
			}
			if c.Words.Grammar(c.Lower(start-1)) || !c.Tokens[start-1].Word() {
				break
			}
		}
	}
	return text.Span{}
}

// bringsIn reports whether the phrase behind token i may be about somebody: it opens the clause, or a preposition that is not of time or place leads to it.
func (c *Cast) bringsIn(i, from int) bool {
	if i < from {
		return true
	}
	switch l := c.Lower(i); l {
	case "by", "between", "with", "and", "of", "from", "to", "for":
		return i > from
	default:
		return c.Words.StrongSpeech[l] || words.Being(l)
	}
}

// ownsOrCounts reports whether the word at token i shows that a noun with it brings in somebody: "a", "one", "another", "her", "the firm’s".
func (c *Cast) ownsOrCounts(i int) bool {
	l := c.Lower(i)
	counts := words.Indefinite(l) || l == "one" || l == "another"
	return counts || c.Words.Possessives[l] || c.Tokens[i].Clitic()
}

// ownedBefore finds the noun between an owner and a full name: "his postdoc Ann Lee".
func (c *Cast) ownedBefore(n names.Name) text.Span {
	first, head := c.First[n.Sentence], n.Run-1
	if head <= first || n.To-n.From < 2 || !c.endsName(n) {
		return text.Span{}
	}
	if !c.mayBePerson(head) || words.Plural(c.Lower(head)) {
		return text.Span{}
	}
	for start := head; start > first && head-start < longestLead/2; start-- {
		owner := c.Lower(start - 1)
		if c.Words.Possessives[owner] && !c.Words.FirstPersons[owner] {
			return c.Over(start, head+1)
		}
		if c.Words.Grammar(owner) || !c.Tokens[start-1].Word() {
			break
		}
	}
	return text.Span{}
}

// trainedBefore finds the noun between a word that is said of people with a calling and a full name: "retired piano tuner Ann Lee".
func (c *Cast) trainedBefore(n names.Name) text.Span {
	first, head := c.First[n.Sentence], n.Run-1
	if head <= first || n.To-n.From < 2 || !c.endsName(n) || !c.mayBePerson(head) {
		return text.Span{}
	}
	for start := head; start > first && head-start < longestLead/2; start-- {
		if c.Words.OfCallings[c.Lower(start-1)] {
			return c.Over(start-1, head+1)
		}
		if c.Words.Grammar(c.Lower(start-1)) || !c.Tokens[start-1].Word() {
			break
		}
	}
	return text.Span{}
}

// endsName reports whether no noun follows a name, which would make the name part of a thing's: "her annual Guy Fawkes party".
func (c *Cast) endsName(n names.Name) bool {
	if n.To >= c.First[n.Sentence+1] || !c.Tokens[n.To].Word() {
		return true
	}
	return c.Words.Grammar(c.Lower(n.To)) || c.verbal(n.To)
}

// oneOfBehind finds the plural that a name is one of: "Ann Lee, one of his editors at Tor,", "Ann Lee was one of three nurses who".
func (c *Cast) oneOfBehind(n names.Name) text.Span {
	i, limit := c.apposed(n)
	if i < 0 {
		if i = c.pastAside(n, limit); i+3 >= limit || c.Lower(i) != "is" && c.Lower(i) != "was" {
			return text.Span{}
		}
		i++
	}
	if c.Lower(i) != "one" || c.Lower(i+1) != "of" {
		return text.Span{}
	}
	start := c.pastArticles(i+2, limit)
	if start >= limit {
		return text.Span{}
	}
	if _, counted := c.Words.Cardinals[c.Lower(start)]; counted {
		start++
	}
	for head := start; head < limit && head-start < longestRole/2 && !c.endsPhrase(head); head++ {
		if c.plural(c.Lower(head)) {
			return c.inSingular(start, head)
		}
		if c.Words.Prepositions[c.Lower(head)] {
			break
		}
	}
	return text.Span{}
}

// opensAside reports whether a clause that begins at token i begins with a phrase that only leads to it.
func (c *Cast) opensAside(i int) bool {
	l := c.Lower(i)
	return c.Words.Prepositions[l] || c.Words.Subordinators[l] || words.Verbal(l) || words.Adverbial(l)
}

// standing finds what somebody does as a rule, told behind "who", and what became of somebody's kin: "who sells eels", "whose son was hurt".
func (c *Cast) standing(n names.Name) text.Span {
	i, limit := c.apposed(n)
	if i < 0 {
		return text.Span{}
	}
	switch who, l := c.Lower(i), c.Lower(i+1); {
	case who == "whose" && (l == "family" || c.kinAhead(i+1, limit)):
		return c.shortClause(i, limit, 4)
	case who != "who":
	case c.habitual(l):
		return c.clauseFrom(i+1, limit)
	}
	return text.Span{}
}

// kinAhead reports whether the phrase that begins at token i is about somebody's kin: "twin daughters".
func (c *Cast) kinAhead(i, limit int) bool {
	for end := min(i+3, limit); i < end && c.Tokens[i].Word(); i++ {
		if l := c.Lower(i); c.kinTie(l) || c.kinTie(strings.TrimSuffix(l, "s")) {
			return true
		}
	}
	return false
}

// habitual reports whether a verb is in the present and does not tell what somebody says, thinks or goes through just now.
func (c *Cast) habitual(l string) bool {
	if len(l) < 4 || !strings.HasSuffix(l, "s") || strings.HasSuffix(l, "ss") {
		return false
	}
	return !c.Words.Speech[l] && !c.Words.ClauseVerbs[l] && !c.Words.Grammar(l) && !c.Words.PassingVerbs[l]
}

// shortClause returns the tokens from i to the mark that ends them, if they are at least as many as told and no more than a role may have.
func (c *Cast) shortClause(i, limit, least int) text.Span {
	end := i
	for end < limit && end-i <= longestRole && !c.Tokens[end].Mark() && !c.anotherRelative(end, limit) {
		end++
	}
	if end-i > longestRole || end-i < least {
		return text.Span{}
	}
	return c.Over(i, end)
}

// anotherRelative reports whether "and who" at token i begins a second clause about the same person.
func (c *Cast) anotherRelative(i, limit int) bool {
	return i+1 < limit && c.Lower(i) == "and" && words.Relative(c.Lower(i+1))
}
