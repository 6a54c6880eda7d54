package cast

import (
	"strings"

	"lede/briefing/names"
	"lede/briefing/text"
	"lede/briefing/words"
)

// Roles that a verb states: "Folda is the bishop of Fargo", "Lee was named as head coach", "the pilot was identified as Ann Lee".

// roleByVerb finds the role that a verb gives the name: "Folda is the bishop of Fargo".
func (c *Cast) roleByVerb(n names.Name) text.Span {
	limit := c.First[n.Sentence+1]
	if as := c.asBehind(n, limit); as > 0 {
		return c.roleGiven(n, as, limit)
	}
	i := c.pastAside(n, limit)
	if i+2 < limit && c.Lower(i) == "," && n.Run > c.First[n.Sentence] && c.Lower(n.Run-1) == "," {
		i++ // "one of whom, Ann Lee, is a nurse"
	}
	if i+2 >= limit || c.Tokens[i].Mark() {
		return text.Span{}
	}
	if at := c.tellsOffice(i, limit); at > 0 {
		return c.rolePhrase(at, limit)
	}
	return text.Span{}
}

// pastAside returns the token after a name with its letters, its age and its home: "Ann Lee, 66, is", "Ann Lee (52) is", "Ann Lee, of
// Leeds, is".
func (c *Cast) pastAside(n names.Name, limit int) int {
	i := c.pastBrackets(c.PastLetters(n.To, n.Sentence), limit)
	for range 2 {
		if i+3 >= limit || c.Lower(i) != "," && i > n.To && c.Lower(i-1) != "," {
			return i
		}
		at := i
		if c.Lower(at) == "," {
			at++
		}
		if words.Age(c.Word(at)) && c.Lower(at+1) == "," {
			i = at + 2
		} else if home := c.homeEnd(at, limit); home > 0 && c.Lower(home) == "," {
			i = home + 1
		}
	}
	return i
}

// asBehind returns the "as" after a name, which "from" and the body that its bearer leaves may part from it: "hired Ann Lee from Hart & Crane
// as chief executive"; 0 if there is none.
func (c *Cast) asBehind(n names.Name, limit int) int {
	i := n.To
	if i >= limit || c.Lower(i) != "as" && c.Lower(i) != "from" {
		return 0
	}
	for end := min(i+longestHome, limit); i < end && !c.Tokens[i].Mark(); i++ {
		if c.Lower(i) == "as" {
			return i
		}
	}
	return 0
}

// roleGiven finds the role after the "as" that follows a name: "has appointed Ann Lee as chief executive".
func (c *Cast) roleGiven(n names.Name, as, limit int) text.Span {
	if n.Run == c.First[n.Sentence] {
		return text.Span{}
	}
	if v := c.Lower(n.Run - 1); c.Words.Installed[v] || c.Words.SucceedingVerbs[v] {
		return c.rolePhrase(as+1, limit)
	}
	return text.Span{}
}

// tellsOffice returns the token at which the role begins that the verb at token i gives its subject; 0 if it gives none.
func (c *Cast) tellsOffice(i, limit int) int {
	i, was := c.beingAt(i, limit)
	if i+1 >= limit {
		return 0
	}
	l, next := c.Lower(i), c.Lower(i+1)
	switch {
	case was && c.Words.Installed[next]:
		return c.behindInstalled(i+2, limit)
	case was && (words.Article(next) || c.isRole(i+1) || c.officeAhead(i+1, limit)), l == "became", l == "become":
		return i + 1
	case c.Words.ServingVerbs[l] && next == "as":
		return i + 2
	case c.Words.SucceedingVerbs[l] || c.Words.OfficeVerbs[l]:
		return c.behindAs(i+1, limit)
	}
	return 0
}

// beingAt steps from token i over the helping verbs and adverbs of a verb, "has been", "will become", "is now", to the last word before what
// it tells, and reports whether that is a form of "to be".
func (c *Cast) beingAt(i, limit int) (int, bool) {
	was := false
	for ; i+1 < limit; i++ {
		switch l := c.Lower(i); l {
		case "is", "was", "been", "be":
			was = true
		case "has", "had", "will", "would", "to":
		default:
			return i, false
		}
		for was && i+2 < limit && c.Words.RoleAdverbs[c.Lower(i+1)] {
			i++
		}
		if next := c.Lower(i + 1); was && next != "been" && next != "be" {
			return i, true
		}
	}
	return i, false
}

// behindInstalled returns the token at which the office begins that somebody was given, after the verb: "was named as head coach", "was
// promoted to head coach", "was sworn in as mayor".
func (c *Cast) behindInstalled(i, limit int) int {
	for _, l := range []string{"in", "as", "to"} {
		if i+1 < limit && c.Lower(i) == l {
			i++
		}
	}
	return i
}

// officeAhead reports whether up to three words in small letters from token i on lead to the noun of an office without an article: "was
// medical director".
func (c *Cast) officeAhead(i, limit int) bool {
	for end := min(i+4, limit); i < end; i++ {
		switch {
		case c.isRole(i):
			return c.headEnds(i+1, limit)
		case !c.Tokens[i].Word() || c.Words.Grammar(c.Lower(i)) || c.Word(i) != c.Lower(i):
			return false
		case c.verbal(i) || words.Adverbial(c.Lower(i)):
			return false
		}
	}
	return false
}

// behindAs returns the token after an "as" that soon follows token i in its clause; 0 if there is none.
func (c *Cast) behindAs(i, limit int) int {
	for end := min(i+6, limit-1); i < end && !c.Tokens[i].Mark(); i++ {
		if c.Lower(i) == "as" {
			return i + 1
		}
	}
	return 0
}

// roleIdentified finds the role of somebody whom the police or a paper names: "the pilot was identified as Ann Lee", "police
// named the driver as Ann Lee".
func (c *Cast) roleIdentified(n names.Name) text.Span {
	first, as := c.First[n.Sentence], n.Run-1
	if as-2 <= first || c.Lower(as) != "as" {
		return text.Span{}
	}
	if own := c.selfNamed(as, first); own != (text.Span{}) {
		return own
	}
	head := c.namingBefore(as, first)
	passive := naming(c.Lower(head))
	if passive {
		for head--; head > first && c.leadsToNaming(head); head-- {
		}
	}
	if !c.isRole(head) {
		return text.Span{}
	}
	start := c.roleStart(head, first)
	if !c.determinedBefore(start, first) || !passive && (start-2 < first || !naming(c.Lower(start-2))) {
		return text.Span{}
	}
	return c.Over(start, head+1)
}

// selfNamed finds the role of somebody who gave a name: "a trader who identified himself only as Ann Lee", "the nurse, who gave her name as Ann Lee".
func (c *Cast) selfNamed(as, first int) text.Span {
	for who := as - 1; who > first && as-who < longestHome; who-- {
		if c.Lower(who) != "who" {
			continue
		}
		if l := c.Lower(who + 1); !naming(l) && l != "gave" && l != "introduced" {
			return text.Span{}
		}
		head := who - 1
		if c.Lower(head) == "," {
			head--
		}
		if head < first || !c.isRole(head) {
			return text.Span{}
		}
		return c.Over(c.roleStart(head, first), head+1)
	}
	return text.Span{}
}

// roleCalled finds the role of somebody whom a sentence brings in by the name: "a nurse called Ann Lee". With something behind the name it may
// tell what the nurse called her, "a nurse called Ann Lee a liar".
func (c *Cast) roleCalled(n names.Name) text.Span {
	first, limit, verb := c.First[n.Sentence], c.First[n.Sentence+1], n.Run-1
	if verb-2 < first || c.Lower(verb) != "called" && c.Lower(verb) != "named" {
		return text.Span{}
	}
	head := c.calledNoun(verb-1, first)
	if n.To < limit && c.Words.Determiners[c.Lower(n.To)] || head < first {
		return text.Span{}
	}
	start := c.roleStart(head, first)
	if start <= first || !words.Indefinite(c.Lower(start-1)) {
		return text.Span{}
	}
	return c.Over(start, verb)
}

// calledNoun returns the noun of a role that ends at token i, or stands before the place or body that ends there, "an accountant at the firm";
// -1 if there is none. In "an accountant at a firm called Ann Lee" the name is the firm's.
func (c *Cast) calledNoun(i, first int) int {
	if c.isRole(i) {
		return i
	}
	for j := i; j > first && i-j < longestRole/2; j-- {
		switch l := c.Lower(j); {
		case c.Words.Prepositions[l] && c.isRole(j-1):
			return j - 1
		case words.Indefinite(l), !c.Tokens[j].Word():
			return -1
		}
	}
	return -1
}

// namingBefore returns the token before an "as", or the verb "named" that "locally" or "by police" parts from it.
func (c *Cast) namingBefore(as, first int) int {
	for i := as - 1; i > first && as-i < 5 && c.Tokens[i].Word(); i-- {
		if naming(c.Lower(i)) && (i == as-1 || c.Lower(i+1) == "by" || words.Adverbial(c.Lower(i+1))) {
			return i
		}
	}
	return as - 1
}

// naming reports whether a verb tells who somebody is.
func naming(l string) bool { return l == "identified" || l == "named" }

// leadsToNaming reports whether token i may be between somebody and such a verb.
func (c *Cast) leadsToNaming(i int) bool {
	switch l := c.Lower(i); l {
	case "was", "has", "been", "later", ",", "since", "is":
		return true
	default:
		return words.Adverbial(l)
	}
}

// roleEquated finds the role that the subject of a sentence states of the name behind "is": "The bank’s new governor will be Ann Lee."
func (c *Cast) roleEquated(n names.Name) text.Span {
	first, limit, verb := c.TokenAt(c.AfterDateline(n.Sentence), c.First[n.Sentence], n.Run), c.First[n.Sentence+1], n.Run-1
	if verb <= first || n.To < limit && !strings.Contains(",.;", c.Lower(n.To)) {
		return text.Span{}
	}
	switch l := c.Lower(verb); {
	case words.Being(l):
	case l == "be" && c.Lower(verb-1) == "will":
		verb--
	default:
		return text.Span{}
	}
	if !words.Article(c.Lower(first)) && !c.Words.Possessives[c.Lower(first)] {
		return text.Span{}
	}
	role := c.rolePhrase(first, limit)
	if role == (text.Span{}) || role.End != c.Tokens[verb-1].End {
		return text.Span{}
	}
	return role
}

// roleOpening finds the role in a phrase that opens the sentence before a full name as its subject: "As mayor, Ann Lee led", "A former miner,
// Tom Hill lost". Who speaks may speak of somebody else, "A nurse, Ann Lee said, had called".
func (c *Cast) roleOpening(n names.Name) text.Span {
	first, limit, comma := c.TokenAt(c.AfterDateline(n.Sentence), c.First[n.Sentence], n.Run), c.First[n.Sentence+1], n.Run-1
	if comma <= first+1 || c.Lower(comma) != "," || n.To-n.From < 2 || n.To >= limit {
		return text.Span{}
	}
	if !c.Tokens[n.To].Word() || c.Words.Speech[c.Lower(n.To)] || c.Lower(n.To) == "and" {
		return text.Span{}
	}
	tie := c.Lower(first) == "the" && c.kinTie(c.Lower(first+1)) && c.Lower(first+2) == "of"
	if !tie && c.Lower(first) != "as" && !words.Indefinite(c.Lower(first)) {
		return text.Span{}
	}
	from := first + 1
	role := c.rolePhrase(from, limit)
	if role == (text.Span{}) || role.End != c.Tokens[comma-1].End {
		return text.Span{}
	}
	return role
}

// numberBefore returns the token "number" or "No" of a place in a ranking that ends at a token, "world number two"; -1 if there is none.
func (c *Cast) numberBefore(i, first int) int {
	_, cardinal := c.Words.Cardinals[c.Lower(i)]
	if !cardinal && !words.Digit(c.Lower(i)) || i-1 < first {
		return -1
	}
	number := i - 1
	if c.Lower(number) == "." && number > first {
		number--
	}
	if l := c.Lower(number); l == "number" || l == "no" {
		return number
	}
	return -1
}

// asVerb reports whether what comes before a role noun makes it a verb: "wanted to substitute Ann Lee".
func (c *Cast) asVerb(i, first int) bool {
	if i <= first || !c.Words.VerbalRoles[c.Lower(i)] || c.Word(i) != c.Lower(i) {
		return false
	}
	switch c.Lower(i - 1) {
	case "to", "will", "would", "can", "could", "should", "must", "might", "not", "cannot":
		return true
	}
	return false
}

// ofOffice reports whether a token ends an office in small letters, "superintendent of police", whose noun stands two tokens before.
func (c *Cast) ofOffice(i, first int) bool {
	if i-2 < first || c.Lower(i-1) != "of" || !c.isRole(i-2) {
		return false
	}
	l := c.Lower(i)
	return c.Words.OfOffices[l] || words.Plural(l) && c.Word(i) == l && !c.plural(l)
}

// styles reports whether a token is a title in capitals after a role in small letters.
func (c *Cast) styles(i, first int) bool {
	if i <= first || !words.Capital(c.Word(i)) || !c.isRole(i) {
		return false
	}
	return c.isRole(i-1) && c.Word(i-1) == c.Lower(i-1)
}
