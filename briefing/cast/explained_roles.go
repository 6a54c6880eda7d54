package cast

import (
	"slices"
	"strings"

	"lede/briefing/names"
	"lede/briefing/text"
	"lede/briefing/words"
)

// Roles that come before a comma and are explained by the name after it: "the city’s mayor, Ann Lee, said".

// possessed reports whether a role begins with a possessive: "said Corvane’s founder, ...", "Mayor Ann Lee’s deputy".
func (c *Cast) possessed(start, head int) bool {
	return words.Capital(c.Word(start)) && slices.ContainsFunc(c.Tokens[start:head], text.Token.Clitic)
}

// roleBeforeComma finds the role that a name explains: "the city’s mayor, Vitali Klitschko, said".
func (c *Cast) roleBeforeComma(n names.Name) text.Span {
	first := c.First[n.Sentence]
	if side := c.sideBefore(n, first); side != (text.Span{}) {
		return side
	}
	comma := c.commaBefore(n)
	if comma < 0 {
		return text.Span{}
	}
	from := c.afterMark(comma, first)
	found := text.Span{}
	for head := comma - 1; head >= from; head-- {
		if !c.isRole(head) || !c.mayEndRole(head+1, comma) {
			continue
		}
		if c.ofOffice(head, from) {
			head -= 2 // "the minister of justice, Ann Lee,"
		}
		start := c.roleStart(head, from)
		if found != (text.Span{}) && !c.ownerBetween(head, found) {
			if c.otherSex(n, c.Lower(head)) {
				return found // "the former wife of the keeper, Tom Hill."
			}
			return text.Span{} // "an aide to the mayor, Ann Lee,": she may be either
		}
		if !c.mayOpenRole(start, head, from, first) {
			return text.Span{}
		}
		found = c.roleTo(start, comma)
		head = start
	}
	if found == (text.Span{}) && from == first {
		return c.tieBefore(first, comma)
	}
	return found
}

// mayOpenRole reports whether a role may begin at token start: after a mark, with its owner, or where a phrase opens.
func (c *Cast) mayOpenRole(start, head, from, first int) bool {
	return start == from || c.possessed(start, head) || c.opensPhrase(start, first)
}

// roleTo returns the role from token start on to a comma.
func (c *Cast) roleTo(start, comma int) text.Span {
	if c.hereBefore(comma) {
		comma--
	}
	if c.Lower(start) == "own" && start+1 < comma {
		start++ // "her own mentor, Ann Lee,"
	}
	return c.Over(start, comma)
}

// sideBefore finds what a lawyer does in court at the start of a sentence: "Defending, Ann Lee said", "For the Crown, Ann Lee said".
func (c *Cast) sideBefore(n names.Name, first int) text.Span {
	switch {
	case n.Run <= first || c.Lower(n.Run-1) != ",":
		return text.Span{}
	case n.Run == first+2 && c.inCourt(first), n.Run == first+3 && c.Lower(first+1) == "mitigation", n.Run == first+4 && c.forSide(first, n.Run):
		return c.Over(first, n.Run-1)
	}
	return text.Span{}
}

// ownerBetween reports whether the role noun at a token belongs to who owns the role after it: "the Emir of Kano’s adviser".
func (c *Cast) ownerBetween(head int, role text.Span) bool {
	for i := head + 1; i < len(c.Tokens) && c.Tokens[i].Start < role.End && i < head+longestRole; i++ {
		if c.Tokens[i].Clitic() {
			return c.Lower(head+1) == "of"
		}
	}
	return false
}

// otherSex reports whether a noun that only men or only women bear cannot mean who bears a name.
func (c *Cast) otherSex(n names.Name, head string) bool {
	switch c.sexOf(n) {
	case Male:
		return c.Words.FemaleRoles[head]
	case Female:
		return c.Words.MaleRoles[head]
	}
	return false
}

// mayEndRole reports whether the noun of a role may end before token i on the way to a comma.
func (c *Cast) mayEndRole(i, comma int) bool {
	if i >= comma || i == comma-1 && c.hereBefore(comma) {
		return true
	}
	return c.Lower(i) == "who" || c.Words.Prepositions[c.Lower(i)] || strings.HasSuffix(c.Lower(i), "ing")
}

// hereBefore reports whether the word before a comma only points to a place that the article is about: "the librarian there, Ann Lee,".
func (c *Cast) hereBefore(comma int) bool {
	return c.Lower(comma-1) == "there" || c.Lower(comma-1) == "here"
}

// officeBeforeComma finds an office that a name explains. It tells more than a title right before the name, "the deputy speaker, Senator
// Ann Lee,", and than what follows the name. What somebody is to somebody else tells less.
func (c *Cast) officeBeforeComma(n names.Name) text.Span {
	role := c.roleBeforeComma(n)
	if role == (text.Span{}) {
		return role
	}
	head := c.wordsOfRole(role).head
	tie := c.kinTie(head) || c.Words.Ties[head] || c.Words.Lawyers[head]
	if head == "" || tie || c.bareRank(role) || c.Words.BareRoles[head] {
		return text.Span{}
	}
	return role
}

// kinTie reports whether a noun that only men or only women bear tells what somebody is to another person, and no office.
func (c *Cast) kinTie(head string) bool {
	return names.Kin(c.Words, head)
}

// tieBefore finds what a person is to someone in the sentence before, in a word that no list of roles has: "His shadow,
// Ann Lee,", "Her younger lad, Tom,".
func (c *Cast) tieBefore(first, comma int) text.Span {
	from, l := first+1, c.Lower(first)
	whose := l == "his" || l == "her" || l == "their"
	if !whose || comma-from < 1 || comma-from > 2 {
		return text.Span{}
	}
	for i := from; i < comma; i++ {
		w := c.Lower(i)
		thing := c.Words.Vessels[w] || c.Words.WorkNouns[w] || c.Words.Animals[w]
		if thing || c.Word(i) != w || c.Words.Grammar(w) {
			return text.Span{}
		}
	}
	return c.Over(from, comma)
}

// commaBefore returns the comma before a name that is between marks and so explains the words before it; -1 if the
// name does not.
func (c *Cast) commaBefore(n names.Name) int {
	first, limit := c.First[n.Sentence], c.First[n.Sentence+1]
	comma := n.Run - 1
	if comma > first && words.Aged(c.Lower(comma)) {
		comma-- // "the first tenant, 19-year-old NAME"
	}
	comma = c.beforeStyle(n, comma, first)
	if comma-1 > first && c.Lower(comma-1) == "the" && (c.Lower(comma) == "former" || c.Lower(comma) == "late") {
		comma -= 2 // "his wife, the former Ann Lee,", "her mentor, the late Ann Lee,"
	} else if comma-1 > first && c.Lower(comma) == "former" && c.Lower(comma-1) == "," {
		comma-- // "his girlfriend, former Miss Ruritania Ann Lee,"
	}
	if comma <= first || c.Lower(comma) != "," {
		return -1
	}
	if behind := c.pastHome(n, limit); behind < limit && !strings.Contains(",.)", c.Lower(behind)) && c.Lower(behind) != "alias" {
		return -1 // "… of the mayor, Smith said" tells nothing about Smith
	}
	return comma
}

// beforeStyle steps left from token i over the article of a title that is no role: "a minister in Vaitele, the Most Rev. NAME", "the chairman,
// Senator the Rev. NAME".
func (c *Cast) beforeStyle(n names.Name, i, first int) int {
	if !c.styled(n) {
		return i
	}
	if i > first && (c.Words.ReverendStyles[c.Lower(i)] || words.Indefinite(c.Lower(i))) {
		i-- // "the lecturer, a Mr Lee,"
	}
	if i <= first || c.Lower(i) != "the" {
		return i
	}
	if i--; i > first && words.Capital(c.Word(i)) && c.isRole(i) {
		i--
	}
	return i
}

// styled reports whether a title that is no role comes before a name: "the Rt Rev. NAME".
func (c *Cast) styled(n names.Name) bool {
	for i := n.Run; i < n.From; i++ {
		if c.Words.Honorifics[c.Lower(i)] {
			return true
		}
	}
	return c.partyBefore(n) != (text.Span{})
}

// afterMark walks left from a comma to the mark before it, no farther than a role and its determiner can reach.
func (c *Cast) afterMark(comma, first int) int {
	from := comma
	for from > first && comma-from < longestRole+4 {
		t := c.Tokens[from-1]
		if joins := t.Lower == "-" || t.Lower == "&" || c.saintStop(from-1) || c.ownerMark(from-1, first); t.Mark() && !joins {
			break
		}
		from--
	}
	return from
}

// ownerMark reports whether token i is the apostrophe of "the Users’ Council".
func (c *Cast) ownerMark(i, first int) bool {
	return i > first && words.Apostrophe(c.Lower(i)) && c.Tokens[i-1].Word() && c.Tokens[i-1].End == c.Tokens[i].Start
}

// opensPhrase reports whether the word before a role lets it begin there: a determiner, or, where the role has no article, a word that shows
// who speaks or acts: "said lead author, Ann Lee,", "by counsel to the inquiry, Ann Lee,".
func (c *Cast) opensPhrase(start, first int) bool {
	before := c.Lower(start - 1)
	return before == "by" || c.Words.StrongSpeech[before] || c.determinedBefore(start, first)
}

// determinedBefore reports whether an article, a possessive or another determiner stands right before a role.
func (c *Cast) determinedBefore(start, first int) bool {
	if start <= first {
		return false
	}
	before := c.Lower(start - 1)
	if (before == "only" || words.YearsOld(before)) && start-1 > first {
		before = c.Lower(start - 2) // "the group’s only councillor", "her 14-year-old son"
	}
	owner := before == "’s" || before == "whose" || words.Apostrophe(before)
	return owner || words.Article(before) || c.Words.Determiners[before] || c.Words.Possessives[before]
}
