package briefing

import (
	"lede/briefing/words"
	"strings"
)

// How roles are read. English puts a role in front of a name, between commas behind it, or before a comma with
// the name to explain it. In each place the noun that bears the role is found first, in a list, and then as many
// words around it as belong to it. The words are those of the text, so that a role can be shown as a quotation
// of the article; only the article in front, "the" or "a", is left out.

// longestRole is how many tokens a role may have.
const longestRole = 16

// findRoles gives each person the first role that the article states beside the name.
func (c *cast) findRoles() {
	for _, p := range c.persons {
		for _, m := range p.mentions {
			n := c.names[m]
			for _, find := range []func(name) Span{c.roleBeforeName, c.roleAfterName, c.roleBeforeComma, c.roleByVerb} {
				if p.role == (Span{}) {
					p.role = find(n)
				}
			}
			if p.role != (Span{}) {
				break
			}
		}
	}
}

// isRole tells whether a token is a noun that says what somebody is.
func (c *cast) isRole(i int) bool {
	t := c.tokens[i]
	return t.kind == wordToken && (c.words.Roles[t.lower] && !c.words.BareRoles[t.lower] || scholarly(t.lower) || c.agent(i) || strings.ContainsAny(t.lower, "-‐") && c.words.Roles[words.AfterHyphen(t.lower)])
}

// agent tells whether a word in small letters says by its ending what somebody does: "harbourmaster", "cellist".
// A capital would make it a surname as often as not.
func (c *cast) agent(i int) bool {
	w := c.tokens[i].lower
	if c.At(c.tokens[i].Span) != w || c.words.Common[w] || c.words.BareRoles[w] {
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
func (c *cast) roleBeforeName(n name) Span {
	first := c.first[n.sentence]
	head := n.from - 1
	if at := c.rankBefore(n, first); at != (Span{}) {
		return at
	}
	for head >= first && (c.words.Honorifics[c.tokens[head].lower] && !c.isRole(head) || c.tokens[head].lower == "." && head > first && c.words.Honorifics[c.tokens[head-1].lower]) {
		head--
	}
	if head < first {
		return Span{}
	}
	end := head
	if !c.isRole(head) && !c.callingBefore(head, first) {
		// "Secretary of State": the role lies before "of", in capitals.
		of := head - 1
		for of > first && of > head-4 && c.tokens[of].lower != "of" && c.tokens[of].lower != "for" {
			of--
		}
		if of <= first || c.tokens[of].lower != "of" && c.tokens[of].lower != "for" || !c.isRole(of-1) || !words.Capital(c.At(c.tokens[of-1].Span)) || !words.Capital(c.At(c.tokens[head].Span)) {
			return Span{}
		}
		head = of - 1
	}
	return Span{c.tokens[c.roleStart(head, first)].Start, c.tokens[end].End}
}

// callingBefore tells whether the word in front of a name is a calling that no list has: after an article, as the
// second word of the sentence, or as its first.
func (c *cast) callingBefore(i, first int) bool {
	t := c.tokens[i]
	w := c.At(t.Span)
	if t.kind != wordToken || !agentEnding(t.lower) || c.words.SmallWords[t.lower] || c.words.Prepositions[t.lower] || c.words.Common[t.lower] && i != first || c.words.Speech[t.lower] {
		return false
	}
	switch {
	case i == first:
		return len(w) >= 8 && !c.words.Given[w] && !c.words.Places[w]
	case w != t.lower:
		return false
	case i == first+1:
		return !c.words.SmallWords[c.tokens[first].lower] && !c.words.Prepositions[c.tokens[first].lower] && c.tokens[first].kind == wordToken
	}
	l := c.tokens[i-1].lower
	return l == "the" || l == "a" || l == "an"
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
func (c *cast) rankBefore(n name, first int) Span {
	end := n.from - 1
	head := end
	if head > first && c.tokens[head].lower == "." {
		head--
	}
	if head < first || !c.words.Ranks[c.tokens[head].lower] {
		return Span{}
	}
	return Span{c.tokens[c.roleStart(head, first)].Start, c.tokens[end].End}
}

// roleStart walks left from the noun of a role over the words that belong to it.
func (c *cast) roleStart(head, first int) int {
	start := head
	for i := head - 1; i >= first && head-i < longestRole; i-- {
		t := c.tokens[i]
		w := c.At(t.Span)
		switch {
		case t.kind == cliticToken: // "Ukraine’s president", not "the city’s mayor"
			if i > first && words.Capital(c.At(c.tokens[i-1].Span)) && !c.words.SmallWords[c.tokens[i-1].lower] {
				continue
			}
			return start
		case t.kind == numberToken && i+1 <= head:
			return start
		case t.kind == markToken:
			return start
		case i == first && c.words.Ordinals[t.lower] && !c.isRole(i+1): // "First, ..." without its comma, not "First Minister"
			return start
		case c.isRole(i) || c.words.Modifiers[t.lower]:
			start = i
		case (t.lower == "and" || t.lower == "&") && i > first && c.isRole(i-1) && start == i+1 && !words.Capital(c.At(c.tokens[i-1].Span)) == !words.Capital(c.At(c.tokens[start].Span)):
			continue
		case words.Capital(w) && !c.words.SmallWords[t.lower] && !(i == first && (c.words.Openers[t.lower] || c.words.Common[t.lower] && !words.Capital(c.At(c.tokens[i+1].Span)))):
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
func (c *cast) looseStart(start, i, first int) int {
	for n := 0; n < 4; n, i = n+1, i-1 {
		if i < first {
			return first
		}
		t := c.tokens[i]
		if t.kind != wordToken || t.lower == "the" || t.lower == "a" || t.lower == "an" || t.lower == "and" || c.words.Speech[t.lower] || c.words.Possessives[t.lower] || c.words.Prepositions[t.lower] {
			if t.kind == cliticToken || t.kind == markToken && t.lower != "," && t.lower != "“" && t.lower != "”" && t.lower != "\"" {
				return start
			}
			return i + 1
		}
		if c.words.SmallWords[t.lower] || words.Verbal(t.lower) || strings.HasSuffix(t.lower, "ly") || !c.words.Common[t.lower] && len(t.lower) < 4 {
			return start
		}
	}
	return start
}

// endsPhrase tells whether a role cannot go on over this token.
func (c *cast) endsPhrase(i int) bool {
	t := c.tokens[i]
	if t.kind == markToken {
		return t.lower != "&" && t.lower != "’" && t.lower != "'" && t.lower != "/"
	}
	switch t.lower {
	case "who", "which", "that", "when", "where", "while", "after", "before", "because", "but", "is", "was", "are", "were", "has", "had",
		"have", "will", "would", "could", "can", "may", "might", "should", "did", "does", "do", "whose", "whom", "also", "then", "said", "told":
		return t.lower != "will" && t.lower != "may" || !words.Capital(c.At(t.Span))
	}
	return c.words.StrongSpeech[t.lower]
}

// roleAfterName finds the role between commas: "Ralph Mata, an internal affairs lieutenant for the police,".
func (c *cast) roleAfterName(n name) Span {
	i, limit := n.to, c.first[n.sentence+1]
	if i >= limit || c.tokens[i].lower != "," && c.tokens[i].lower != "(" && c.tokens[i].lower != "–" && c.tokens[i].lower != "—" {
		return Span{}
	}
	i++
	if i+1 < limit && words.Age(c.At(c.tokens[i].Span)) && c.tokens[i+1].lower == "," {
		i += 2
	}
	if i+1 < limit && c.tokens[i].lower == "who" && (c.tokens[i+1].lower == "is" || c.tokens[i+1].lower == "was") {
		i += 2
	}
	return c.rolePhrase(i, limit)
}

// roleByVerb finds the role said of the name: "Folda is the bishop of Fargo".
func (c *cast) roleByVerb(n name) Span {
	i, limit := n.to, c.first[n.sentence+1]
	if i+1 >= limit || c.tokens[i].lower != "is" && c.tokens[i].lower != "was" {
		return Span{}
	}
	if l := c.tokens[i+1].lower; l != "the" && l != "a" && l != "an" {
		return Span{}
	}
	return c.rolePhrase(i+1, limit)
}

// rolePhrase reads a phrase that begins at token i and says what a person is, up to where it ends; the zero
// Span when it says something else.
func (c *cast) rolePhrase(i, limit int) Span {
	for i < limit && (c.tokens[i].lower == "the" || c.tokens[i].lower == "a" || c.tokens[i].lower == "an" || c.words.Possessives[c.tokens[i].lower]) {
		i++
	}
	start, head := i, -1
	for ; i < limit && i-start <= longestRole; i++ {
		if c.endsPhrase(i) {
			break
		}
		l := c.tokens[i].lower
		if head < 0 {
			if c.words.Prepositions[l] || c.words.SmallWords[l] && !c.words.Modifiers[l] {
				return Span{}
			}
			if c.isRole(i) && (i+1 >= limit || c.endsPhrase(i+1) || c.words.Prepositions[c.tokens[i+1].lower] || c.tokens[i+1].lower == "and") {
				head = i
			}
			continue
		}
		if l == "and" && (i+1 >= limit || !c.isRole(i+1) && i-head == 1 || words.Verbal(c.tokens[i+1].lower)) {
			break
		}
	}
	if head < 0 || i-start > longestRole {
		return Span{}
	}
	// A phrase that runs into the sentence's verb was no apposition; one that ends in a preposition is cut short.
	end := i - 1
	for end > head && c.words.Prepositions[c.tokens[end].lower] {
		end--
	}
	return Span{c.tokens[start].Start, c.tokens[end].End}
}

// possessed tells whether a role begins with whose it is: "said Corvane’s founder, ...".
func (c *cast) possessed(start int) bool {
	return start+1 < len(c.tokens) && words.Capital(c.At(c.tokens[start].Span)) && c.tokens[start+1].kind == cliticToken
}

// roleBeforeComma finds the role that a name explains: "the city’s mayor, Vitali Klitschko, said".
func (c *cast) roleBeforeComma(n name) Span {
	first, limit := c.first[n.sentence], c.first[n.sentence+1]
	comma := n.from - 1
	if comma <= first || c.tokens[comma].lower != "," || n.run != n.from {
		return Span{}
	}
	if n.to < limit && c.tokens[n.to].lower != "," && c.tokens[n.to].lower != "." && c.tokens[n.to].lower != ")" {
		return Span{} // "… of the mayor, Smith said" tells nothing about Smith
	}
	from := comma
	for from > first && comma-from < longestRole+4 {
		t := c.tokens[from-1]
		if t.kind == markToken && t.lower != "-" && t.lower != "&" {
			break
		}
		from--
	}
	for head := comma - 1; head >= from; head-- {
		if !c.isRole(head) || head+1 < comma && !c.words.Prepositions[c.tokens[head+1].lower] {
			continue
		}
		start := c.roleStart(head, from)
		before := ""
		if start > first {
			before = c.tokens[start-1].lower
		}
		if start == from || before == "the" || before == "a" || before == "an" || before == "’s" || c.words.Possessives[before] || c.possessed(start) {
			return Span{c.tokens[start].Start, c.tokens[comma-1].End}
		}
	}
	return Span{}
}
