package cast

import (
	"strings"

	"lede/briefing/text"
	"lede/briefing/words"
)

// How roles are read. English puts a role in front of a name, between commas behind it, or before a comma with
// the name to explain it. In each place the noun that bears the role is found first, in a list, and then as many
// Words around it as belong to it. The words are those of the text, so that a role can be shown as a quotation
// Of the article; only the article in front, "the" or "a", is left out.

// longestRole is how many tokens a role may have.
const longestRole = 16

// findRoles gives each person the first role that the article states beside the name.
func (c *Cast) findRoles() {
	for _, p := range c.Persons {
		for _, m := range p.mentions {
			n := c.Names[m]
			for _, find := range []func(name) text.Span{c.roleBeforeName, c.roleAfterName, c.roleBeforeComma, c.roleByVerb} {
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
	return t.Word() && (c.Words.Roles[t.Lower] && !c.Words.BareRoles[t.Lower] || scholarly(t.Lower) || c.agent(i) || strings.ContainsAny(t.Lower, "-‐") && c.Words.Roles[words.AfterHyphen(t.Lower)])
}

// agent tells whether a word in small letters says by its ending what somebody does: "harbourmaster", "cellist".
// A capital would make it a surname as often as not.
func (c *Cast) agent(i int) bool {
	w := c.Lower(i)
	if c.Word(i) != w || c.Words.Common[w] || c.Words.BareRoles[w] {
		return false
	}
	for _, ending := range []string{"master", "keeper", "smith", "wright", "monger", "fighter", "worker", "rider", "ographer", "inist", "anist", "ellist", "onist", "yist"} {
		if len(w) > len(ending)+2 && strings.HasSuffix(w, ending) {
			return true
		}
	}
	return false
}

// scholarly tells whether a word is a calling by its ending: there are too many to list.
func scholarly(w string) bool {
	for _, ending := range []string{"ologist", "ographer", "onomist", "onomer", "ician", "iatrist", "therapist"} {
		if strings.HasSuffix(w, ending) {
			return true
		}
	}
	return false
}

// roleBeforeName finds the role right in front: "Kremlin spokesman Dmitry Peskov", "Secretary of State Marco Rubio".
func (c *Cast) roleBeforeName(n name) text.Span {
	first := c.First[n.Sentence]
	head := n.from - 1
	if at := c.rankBefore(n, first); at != (text.Span{}) {
		return at
	}
	for head >= first && (c.Words.Honorifics[c.Lower(head)] && !c.isRole(head) || c.Lower(head) == "." && head > first && c.Words.Honorifics[c.Lower(head-1)]) {
		head--
	}
	if head < first {
		return text.Span{}
	}
	end := head
	if !c.isRole(head) && !c.callingBefore(head, first) {
		// "Secretary of State": the role lies before "of", in capitals.
		of := head - 1
		for of > first && of > head-4 && c.Lower(of) != "of" && c.Lower(of) != "for" {
			of--
		}
		if of <= first || c.Lower(of) != "of" && c.Lower(of) != "for" || !c.isRole(of-1) || !words.Capital(c.Word(of-1)) || !words.Capital(c.Word(head)) {
			return text.Span{}
		}
		head = of - 1
	}
	return c.Over(c.roleStart(head, first), end+1)
}

// callingBefore tells whether the word in front of a name is a calling that no list has: after an article, as the
// second word of the sentence, or as its first.
func (c *Cast) callingBefore(i, first int) bool {
	t := c.Tokens[i]
	w := c.At(t.Span)
	if !t.Word() || !agentEnding(t.Lower) || c.Words.SmallWords[t.Lower] || c.Words.Prepositions[t.Lower] || c.Words.Common[t.Lower] && i != first || c.Words.Speech[t.Lower] {
		return false
	}
	switch {
	case i == first:
		return len(w) >= 8 && !c.Words.Given[w] && !c.Words.Places[w]
	case w != t.Lower:
		return false
	case i == first+1:
		return !c.Words.SmallWords[c.Lower(first)] && !c.Words.Prepositions[c.Lower(first)] && c.Tokens[first].Word()
	}
	l := c.Lower(i - 1)
	return words.Article(l)
}

// agentEnding tells whether a word ends as the names of callings do.
func agentEnding(w string) bool {
	if len(w) < 6 {
		return false
	}
	for _, ending := range []string{"er", "or", "ist", "ian", "swain", "woman", "man"} {
		if strings.HasSuffix(w, ending) {
			return true
		}
	}
	return false
}

// rankBefore finds a short title in front of a name, full stop and all: "Florida Gov.".
func (c *Cast) rankBefore(n name, first int) text.Span {
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
		t := c.Tokens[i]
		w := c.At(t.Span)
		switch {
		case t.Clitic(): // "Ukraine’s president", not "the city’s mayor"
			if i > first && words.Capital(c.Word(i-1)) && !c.Words.SmallWords[c.Lower(i-1)] {
				continue
			}
			return start
		case t.Kind == text.NumberToken && i+1 <= head:
			return start
		case t.Mark():
			return start
		case i == first && c.Words.Ordinals[t.Lower] && !c.isRole(i+1): // "First, ..." without its comma, not "First Minister"
			return start
		case c.isRole(i) || c.Words.Modifiers[t.Lower]:
			start = i
		case (t.Lower == "and" || t.Lower == "&") && i > first && c.isRole(i-1) && start == i+1 && !words.Capital(c.Word(i-1)) == !words.Capital(c.Word(start)):
			continue
		case words.Capital(w) && !c.Words.SmallWords[t.Lower] && !(i == first && (c.Words.Openers[t.Lower] || c.Words.Common[t.Lower] && !words.Capital(c.Word(i+1)))):
			start = i
		case strings.ContainsRune(w, '-') && !words.Capital(w):
			start = i
		default:
			return c.looseStart(start, i, first)
		}
	}
	return start
}

// looseStart takes in up to three more words that no list has, "local bakery owner", when what stands before
// them makes clear where the role begins.
func (c *Cast) looseStart(start, i, first int) int {
	for n := 0; n < 4; n, i = n+1, i-1 {
		if i < first {
			return first
		}
		t := c.Tokens[i]
		if !t.Word() || words.Article(t.Lower) || t.Lower == "and" || c.Words.Speech[t.Lower] || c.Words.Possessives[t.Lower] || c.Words.Prepositions[t.Lower] {
			if t.Clitic() || t.Mark() && t.Lower != "," && t.Lower != "“" && t.Lower != "”" && t.Lower != "\"" {
				return start
			}
			return i + 1
		}
		if c.Words.SmallWords[t.Lower] || words.Verbal(t.Lower) || strings.HasSuffix(t.Lower, "ly") || !c.Words.Common[t.Lower] && len(t.Lower) < 4 {
			return start
		}
	}
	return start
}

// endsPhrase tells whether a role cannot go on over this token.
func (c *Cast) endsPhrase(i int) bool {
	t := c.Tokens[i]
	if t.Mark() {
		return t.Lower != "&" && t.Lower != "’" && t.Lower != "'" && t.Lower != "/"
	}
	switch t.Lower {
	case "who", "which", "that", "when", "where", "while", "after", "before", "because", "but", "is", "was", "are", "were", "has", "had",
		"have", "will", "would", "could", "can", "may", "might", "should", "did", "does", "do", "whose", "whom", "also", "then", "said", "told":
		return t.Lower != "will" && t.Lower != "may" || !words.Capital(c.At(t.Span))
	}
	return c.Words.StrongSpeech[t.Lower]
}

// roleAfterName finds the role between commas: "Ralph Mata, an internal affairs lieutenant for the police,".
func (c *Cast) roleAfterName(n name) text.Span {
	i, limit := n.to, c.First[n.Sentence+1]
	if i >= limit || c.Lower(i) != "," && c.Lower(i) != "(" && c.Lower(i) != "–" && c.Lower(i) != "—" {
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
func (c *Cast) roleByVerb(n name) text.Span {
	i, limit := n.to, c.First[n.Sentence+1]
	if i+1 >= limit || c.Lower(i) != "is" && c.Lower(i) != "was" {
		return text.Span{}
	}
	if l := c.Lower(i + 1); l != "the" && l != "a" && l != "an" {
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
	start, head := i, -1
	for ; i < limit && i-start <= longestRole; i++ {
		if c.endsPhrase(i) {
			break
		}
		l := c.Lower(i)
		if head < 0 {
			if c.Words.Prepositions[l] || c.Words.SmallWords[l] && !c.Words.Modifiers[l] {
				return text.Span{}
			}
			if c.isRole(i) && (i+1 >= limit || c.endsPhrase(i+1) || c.Words.Prepositions[c.Lower(i+1)] || c.Lower(i+1) == "and") {
				head = i
			}
			continue
		}
		if l == "and" && (i+1 >= limit || !c.isRole(i+1) && i-head == 1 || words.Verbal(c.Lower(i+1))) {
			break
		}
	}
	if head < 0 || i-start > longestRole {
		return text.Span{}
	}
	// A phrase that runs into the sentence's verb was no apposition; one that ends in a preposition is cut short.
	end := i - 1
	for end > head && c.Words.Prepositions[c.Lower(end)] {
		end--
	}
	return c.Over(start, end+1)
}

// possessed tells whether a role begins with whose it is: "said Corvane’s founder, ...".
func (c *Cast) possessed(start int) bool {
	return start+1 < len(c.Tokens) && words.Capital(c.Word(start)) && c.Tokens[start+1].Clitic()
}

// roleBeforeComma finds the role that a name explains: "the city’s mayor, Vitali Klitschko, said".
func (c *Cast) roleBeforeComma(n name) text.Span {
	first, limit := c.First[n.Sentence], c.First[n.Sentence+1]
	comma := n.from - 1
	if comma <= first || c.Lower(comma) != "," || n.run != n.from {
		return text.Span{}
	}
	if n.to < limit && c.Lower(n.to) != "," && c.Lower(n.to) != "." && c.Lower(n.to) != ")" {
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
		start := c.roleStart(head, from)
		before := ""
		if start > first {
			before = c.Lower(start - 1)
		}
		if start == from || words.Article(before) || before == "’s" || c.Words.Possessives[before] || c.possessed(start) {
			return c.Over(start, comma)
		}
	}
	return text.Span{}
}
