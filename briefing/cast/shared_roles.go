package cast

import (
	"strings"

	"lede/briefing/names"
	"lede/briefing/text"
	"lede/briefing/words"
)

// mostSharing bounds how many people may share one plural: "senators Ann Lee, Bob Kay and Eva Roth".
const mostSharing = 6

// roleShared finds the role that several names in a row share: "Senators Ann Lee and Bob Kay", "Ann Lee and Bob Kay are
// champions". Each person gets it in the singular, "senator".
func (c *Cast) roleShared(n names.Name) text.Span {
	if role := c.pluralBefore(n); role != (text.Span{}) {
		return role
	}
	return c.pluralBehind(n)
}

// pluralBefore finds the plural that comes before the first name of a row.
func (c *Cast) pluralBefore(n names.Name) text.Span {
	first := c.First[n.Sentence]
	for range mostSharing {
		if head := n.From - 1; head >= first && c.plural(c.Lower(head)) {
			return c.inSingular(c.roleStart(head, first), head)
		}
		if role := c.pluralExplained(n); role != (text.Span{}) {
			return role
		}
		if role := c.pluralNamed(n); role != (text.Span{}) {
			return role
		}
		joint := n.Run - 1
		for joint > first && joinsNames(c.Lower(joint)) {
			joint--
		}
		if joint == n.Run-1 || joint <= first {
			return text.Span{}
		}
		before := c.NameEndingAt(c.overAge(joint, first), first)
		if !c.IsPerson(before) {
			return text.Span{}
		}
		n = c.Names[before]
	}
	return text.Span{}
}

// pluralExplained finds a plural with a determiner that the names after a comma explain: "two journalists of the
// Ledger, Ann Lee and Bob Kay,", "one of its authors, Ann Lee,".
func (c *Cast) pluralExplained(n names.Name) text.Span {
	first, comma := c.First[n.Sentence], n.Run-1
	if comma <= first || c.Lower(comma) != "," || n.To < c.First[n.Sentence+1] && !strings.Contains(",.;) and", c.Lower(n.To)) {
		return text.Span{}
	}
	from := c.afterMark(comma, first)
	for head := comma - 1; head >= from; head-- {
		if !c.plural(c.Word(head)) || head+1 < comma && !c.Words.Prepositions[c.Lower(head+1)] {
			continue
		}
		start := c.roleStart(head, from)
		_, counted := c.Words.Cardinals[c.Lower(max(start-1, first))]
		if family := words.Capital(c.Word(head-1)) && !counted && c.kin(c.Lower(head)); family || !counted && !c.determinedBefore(start, first) {
			return text.Span{} // "the Koch brothers, Charles and David,"
		}
		return c.inSingular(start, head)
	}
	return text.Span{}
}

// joinsNames reports whether a token may stand between two names of a row.
func joinsNames(l string) bool { return l == "and" || l == "," || l == ";" }

// pluralNamed finds a plural whose bearers the words before a row of names set out to name: "named the victims as Ann Lee and Bob Kay", "the
// names of the freed students as".
func (c *Cast) pluralNamed(n names.Name) text.Span {
	first, as := c.First[n.Sentence], n.Run-1
	if as <= first || c.Lower(as) != "as" {
		return text.Span{}
	}
	role, told := text.Span{}, false
	for i := as - 1; i >= first && as-i <= longestRole && !c.Tokens[i].Mark(); i-- {
		told = told || naming(c.Lower(i)) || c.Lower(i) == "names"
		if role == (text.Span{}) && c.plural(c.Lower(i)) {
			role = c.inSingular(c.roleStart(i, first), i)
		}
	}
	if !told {
		return text.Span{}
	}
	return role
}

// plural reports whether a word says what several people are: "nurses", "fishermen".
func (c *Cast) plural(w string) bool {
	one, several := strings.CutSuffix(w, "s")
	return c.Words.PluralRole(w) || c.Words.SeveralMen(w) || several && names.Kin(c.Words, one)
}

// inSingular returns the role from token start on whose noun, the last, is a plural, as one of them has it: without its "s". What has no other
// form in the text stays, "fishermen".
func (c *Cast) inSingular(start, head int) text.Span {
	role := c.Over(start, head+1)
	if !c.Words.SeveralMen(c.Lower(head)) {
		role.End -= len("s")
	}
	return role
}

// kin reports whether a plural names a family tie, such as "brothers".
func (c *Cast) kin(plural string) bool {
	one := strings.TrimSuffix(plural, "s")
	return c.Words.MaleRoles[one] || c.Words.FemaleRoles[one]
}

// overAge steps left over an age between commas: "Ann Lee, 56, and".
func (c *Cast) overAge(i, first int) int {
	if i-2 > first && words.Age(c.Word(i)) && c.Lower(i-1) == "," {
		return i - 2
	}
	return i
}

// behindPair returns the token after a pair of names joined by "and", one of them n; without such a pair, the end of
// the sentence.
func (c *Cast) behindPair(n names.Name) int {
	first, limit := c.First[n.Sentence], c.First[n.Sentence+1]
	if n.To < limit && c.Lower(n.To) == "and" {
		if next := c.NameStartingAt(min(n.To+1, limit-1)); c.IsPerson(next) {
			return c.Names[next].To
		}
	} else if n.Run-1 > first && c.Lower(n.Run-1) == "and" && c.IsPerson(c.NameEndingAt(n.Run-2, first)) {
		return n.To
	}
	return limit
}

// pluralBehind finds the plural that is said of two names: "Ann Lee and Bob Kay are champions".
func (c *Cast) pluralBehind(n names.Name) text.Span {
	limit := c.First[n.Sentence+1]
	i := c.behindPair(n)
	if i+1 >= limit || c.Lower(i) != "are" && c.Lower(i) != "were" {
		return text.Span{}
	}
	start := c.pastArticles(i+1, limit)
	for i = start; i < limit && i-start < longestRole/2; i++ {
		switch l := c.Lower(i); {
		case c.plural(l) && c.headEnds(i+1, limit):
			return c.inSingular(start, i)
		case c.endsPhrase(i), words.Article(l), c.Words.Prepositions[l], strings.HasSuffix(l, "ly"): // "are playing the equestrians"
			return text.Span{}
		}
	}
	return text.Span{}
}

// pastArticles steps over articles and possessives.
func (c *Cast) pastArticles(i, limit int) int {
	for i < limit && (words.Article(c.Lower(i)) || c.Words.Possessives[c.Lower(i)]) {
		i++
	}
	return i
}
