package cast

import (
	"strings"

	"lede/briefing/text"
	"lede/briefing/words"
)

// How roles are read. English puts a role in front of a name, between commas behind it, or before a comma with
// the name to explain it. In each place the noun that bears the role is found first, in a list, and then as many
// words around it as belong to it. The words are those of the text, so that a role can be shown as a quotation
// of the article; only the article in front, "the" or "a", is left out.

// longestRole is how many tokens a role may have.
const longestRole = 16

// findRoles gives each person the first role that the article states beside the name.
func (c *Cast) findRoles() {
	for _, p := range c.Persons {
		for _, m := range p.mentions {
			n := c.Names[m]
			for _, find := range []func(Name) text.Span{c.roleBeforeName, c.roleAfterName, c.roleBeforeComma, c.roleByVerb} {
				if p.Role == (text.Span{}) {
					p.Role = find(n)
				}
			}
			if p.Role != (text.Span{}) {
				break
			}
		}
	}
}

// isRole tells whether a token is a noun that says what somebody is.
func (c *Cast) isRole(i int) bool {
	t := c.Tokens[i]
	if !t.Word() {
		return false
	}
	if c.Words.Role(t.Lower) || c.Words.Scholarly(t.Lower) || c.agent(i) {
		return true
	}
	last := words.AfterHyphen(t.Lower)
	return last != t.Lower && c.Words.Roles[last]
}

// agent tells whether a word says by its ending what somebody does. A capital would make it a surname as often as not.
func (c *Cast) agent(i int) bool {
	w := c.Lower(i)
	if c.Word(i) != w || c.Words.Common[w] || c.Words.BareRoles[w] {
		return false
	}
	return c.Words.Agent(w)
}

// roleBeforeName finds the role right in front: "Kremlin spokesman Dmitry Peskov", "Secretary of State Marco Rubio".
func (c *Cast) roleBeforeName(n Name) text.Span {
	first := c.First[n.Sentence]
	head := n.from - 1
	if at := c.rankBefore(n, first); at != (text.Span{}) {
		return at
	}
	for head >= first && c.honorific(head, first) {
		head--
	}
	if head < first {
		return text.Span{}
	}
	end := head
	if !c.isRole(head) && !c.callingBefore(head, first) {
		if head = c.officeBefore(head, first); head < first {
			return text.Span{}
		}
	}
	return c.Over(c.roleStart(head, first), end+1)
}

// honorific tells whether a token is a title that is no role, or its full stop.
func (c *Cast) honorific(i, first int) bool {
	if c.Lower(i) == "." {
		return i > first && c.Words.Honorifics[c.Lower(i-1)]
	}
	return c.Words.Honorifics[c.Lower(i)] && !c.isRole(i)
}

// officeBefore is the noun of an office in capitals that ends at a token, "Secretary of State"; -1 if there is none.
func (c *Cast) officeBefore(end, first int) int {
	of := end - 1
	for of > first && of > end-4 && !words.OfOrFor(c.Lower(of)) {
		of--
	}
	if of <= first || !words.OfOrFor(c.Lower(of)) || !c.isRole(of-1) {
		return -1
	}
	if !words.Capital(c.Word(of-1)) || !words.Capital(c.Word(end)) {
		return -1
	}
	return of - 1
}

// callingBefore tells whether the word in front of a name is a calling that no list has: after an article, as the
// second word of the sentence, or as its first.
func (c *Cast) callingBefore(i, first int) bool {
	t := c.Tokens[i]
	w := c.At(t.Span)
	if !t.Word() || !c.Words.MayBeAgent(t.Lower) || c.grammar(t.Lower) {
		return false
	}
	if c.Words.Common[t.Lower] && i != first || c.Words.Speech[t.Lower] {
		return false
	}
	switch {
	case i == first:
		return len(w) >= 8 && !c.Words.Given[w] && !c.Words.Places[w]
	case w != t.Lower:
		return false
	case i == first+1:
		return c.Tokens[first].Word() && !c.grammar(c.Lower(first))
	}
	return words.Article(c.Lower(i - 1))
}

// grammar tells whether a word is one of grammar.
func (c *Cast) grammar(w string) bool { return c.Words.SmallWords[w] || c.Words.Prepositions[w] }

// rankBefore finds a short title in front of a name, full stop and all: "Florida Gov.".
func (c *Cast) rankBefore(n Name, first int) text.Span {
	end := n.from - 1
	head := end
	if head > first && c.Lower(head) == "." {
		head--
	}
	if head < first || !c.Words.Ranks[c.Lower(head)] {
		return text.Span{}
	}
	return c.Over(c.roleStart(head, first), end+1)
}

// roleStart walks left from the noun of a role over the words that belong to it.
func (c *Cast) roleStart(head, first int) int {
	start := head
	for i := head - 1; i >= first && head-i < longestRole; i-- {
		switch t := c.Tokens[i]; {
		case c.joinsRoles(i, first, start):
			continue // "Ukraine’s president", not "the city’s mayor"; "founder and owner"
		case !t.Word():
			return start
		case i == first && c.Words.Ordinals[t.Lower] && !c.isRole(i+1): // "First, ..." without its comma, not "First Minister"
			return start
		case c.belongsToRole(i, first):
			start = i
		default:
			return c.looseStart(start, i, first)
		}
	}
	return start
}

// joinsRoles tells whether a role goes on to the left of a token that is no part of one by itself.
func (c *Cast) joinsRoles(i, first, start int) bool {
	t := c.Tokens[i]
	switch {
	case i <= first:
		return false
	case t.Clitic():
		return words.Capital(c.Word(i-1)) && !c.Words.SmallWords[c.Lower(i-1)]
	case t.Lower == "and" && c.isRole(i-1) && start == i+1:
		return words.Capital(c.Word(i-1)) == words.Capital(c.Word(start))
	}
	return false
}

// belongsToRole tells whether a word belongs to the role that stands behind it.
func (c *Cast) belongsToRole(i, first int) bool {
	w, lower := c.Word(i), c.Lower(i)
	switch {
	case c.isRole(i) || c.Words.Modifiers[lower]:
		return true
	case !words.Capital(w):
		return strings.ContainsRune(w, '-')
	case c.Words.SmallWords[lower]:
		return false
	case i == first: // its capital may be the sentence's
		return !c.Words.Openers[lower] && (!c.Words.Common[lower] || words.Capital(c.Word(i+1)))
	}
	return true
}

// looseStart takes in up to three more words that no list has, "local bakery owner", when what stands before
// them makes clear where the role begins.
func (c *Cast) looseStart(start, i, first int) int {
	for n := 0; n < 4; n, i = n+1, i-1 {
		if i < first {
			return first
		}
		t := c.Tokens[i]
		if t.Clitic() || t.Mark() && !strings.Contains(",“”\"", t.Lower) {
			return start
		}
		if !t.Word() || c.beforeRole(t.Lower) {
			return i + 1
		}
		if !c.Words.Common[t.Lower] && len(t.Lower) < 4 || c.Words.SmallWords[t.Lower] {
			return start
		}
		if words.Verbal(t.Lower) || strings.HasSuffix(t.Lower, "ly") {
			return start
		}
	}
	return start
}

// beforeRole tells whether a role begins behind a word.
func (c *Cast) beforeRole(l string) bool {
	if words.Article(l) || l == "and" || c.Words.Speech[l] {
		return true
	}
	return c.Words.Possessives[l] || c.Words.Prepositions[l]
}

// endsPhrase tells whether a role cannot go on over this token.
func (c *Cast) endsPhrase(i int) bool {
	t := c.Tokens[i]
	if t.Mark() {
		return !strings.Contains("&’'/", t.Lower)
	}
	if mayBeName := t.Lower == "will" || t.Lower == "may"; mayBeName {
		return !words.Capital(c.At(t.Span))
	}
	return c.Words.PhraseEnds[t.Lower] || c.Words.StrongSpeech[t.Lower]
}

// roleAfterName finds the role between commas: "Ralph Mata, an internal affairs lieutenant for the police,".
func (c *Cast) roleAfterName(n Name) text.Span {
	i, limit := n.to, c.First[n.Sentence+1]
	if i >= limit || !strings.Contains(",(–—", c.Lower(i)) {
		return text.Span{}
	}
	i++
	if i+1 < limit && words.Age(c.Word(i)) && c.Lower(i+1) == "," {
		i += 2
	}
	if i+1 < limit && c.Lower(i) == "who" && (c.Lower(i+1) == "is" || c.Lower(i+1) == "was") {
		i += 2
	}
	return c.rolePhrase(i, limit)
}

// roleByVerb finds the role said of the name: "Folda is the bishop of Fargo".
func (c *Cast) roleByVerb(n Name) text.Span {
	i, limit := n.to, c.First[n.Sentence+1]
	if i+1 >= limit || c.Lower(i) != "is" && c.Lower(i) != "was" {
		return text.Span{}
	}
	if !words.Article(c.Lower(i + 1)) {
		return text.Span{}
	}
	return c.rolePhrase(i+1, limit)
}

// rolePhrase reads a phrase that begins at token i and says what a person is, up to where it ends; the zero
// Span when it says something else.
func (c *Cast) rolePhrase(i, limit int) text.Span {
	for i < limit && (words.Article(c.Lower(i)) || c.Words.Possessives[c.Lower(i)]) {
		i++
	}
	start, head := i, c.headAhead(i, limit)
	if head < 0 {
		return text.Span{}
	}
	for i = head + 1; i < limit && i-start <= longestRole && !c.endsPhrase(i); i++ {
		if c.Lower(i) == "and" && !c.goesOnBehind(i, limit, head) {
			break
		}
	}
	if i-start > longestRole {
		return text.Span{}
	}
	// A phrase that runs into the sentence's verb was no apposition; one that ends in a preposition is cut short.
	end := i - 1
	for end > head && c.Words.Prepositions[c.Lower(end)] {
		end--
	}
	return c.Over(start, end+1)
}

// headAhead is the noun of role that the phrase from token i is about; -1 when the phrase says something else.
func (c *Cast) headAhead(i, limit int) int {
	for start := i; i < limit && i-start <= longestRole && !c.endsPhrase(i); i++ {
		l := c.Lower(i)
		if c.Words.Prepositions[l] || c.Words.SmallWords[l] && !c.Words.Modifiers[l] {
			return -1
		}
		if c.isRole(i) && c.headEnds(i+1, limit) {
			return i
		}
	}
	return -1
}

// headEnds tells whether the noun of a role may end before token i.
func (c *Cast) headEnds(i, limit int) bool {
	if i >= limit || c.endsPhrase(i) {
		return true
	}
	return c.Words.Prepositions[c.Lower(i)] || c.Lower(i) == "and"
}

// goesOnBehind tells whether a role goes on behind the "and" at token i.
func (c *Cast) goesOnBehind(i, limit, head int) bool {
	if i+1 >= limit || words.Verbal(c.Lower(i+1)) {
		return false
	}
	return c.isRole(i+1) || i-head != 1
}

// possessed tells whether a role begins with whose it is: "said Corvane’s founder, ...".
func (c *Cast) possessed(start int) bool {
	return start+1 < len(c.Tokens) && words.Capital(c.Word(start)) && c.Tokens[start+1].Clitic()
}

// roleBeforeComma finds the role that a name explains: "the city’s mayor, Vitali Klitschko, said".
func (c *Cast) roleBeforeComma(n Name) text.Span {
	first, limit := c.First[n.Sentence], c.First[n.Sentence+1]
	comma := n.from - 1
	if comma <= first || c.Lower(comma) != "," || n.run != n.from {
		return text.Span{}
	}
	if n.to < limit && !strings.Contains(",.)", c.Lower(n.to)) {
		return text.Span{} // "… of the mayor, Smith said" tells nothing about Smith
	}
	from := comma
	for from > first && comma-from < longestRole+4 {
		t := c.Tokens[from-1]
		if t.Mark() && t.Lower != "-" && t.Lower != "&" {
			break
		}
		from--
	}
	for head := comma - 1; head >= from; head-- {
		if !c.isRole(head) || head+1 < comma && !c.Words.Prepositions[c.Lower(head+1)] {
			continue
		}
		if start := c.roleStart(head, from); start == from || c.determinedBefore(start, first) || c.possessed(start) {
			return c.Over(start, comma)
		}
	}
	return text.Span{}
}

// determinedBefore tells whether an article or whose it is stands right before a role.
func (c *Cast) determinedBefore(start, first int) bool {
	if start <= first {
		return false
	}
	before := c.Lower(start - 1)
	return words.Article(before) || before == "’s" || c.Words.Possessives[before]
}
