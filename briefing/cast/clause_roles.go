package cast

import (
	"lede/briefing/text"
)

// Roles that a clause with "who" states: ", who is the mayor", ", who leads the province".

// roleOfWho finds the role in a clause whose verb stands at token i: ", who is the mayor", ", who leads the province".
func (c *Cast) roleOfWho(i, limit int) text.Span {
	if at := c.behindBeing(i, limit); at > 0 {
		return c.rolePhrase(at, limit)
	}
	switch l, next := c.Lower(i), c.Lower(i+1); {
	case c.Words.SucceedingVerbs[l]:
		for as := i + 1; as < limit && as < i+6 && !c.endsPhrase(as); as++ {
			if c.Lower(as) == "as" {
				return c.rolePhrase(as+1, limit) // ", who succeeded her as director"
			}
		}
		return text.Span{}
	case l == "works" && c.Words.Prepositions[next], c.Words.ServingVerbs[l] && next == "on":
	case !c.Words.LeadingVerbs[l], c.Words.MovingVerbs[l] && c.Words.Prepositions[next]:
		return text.Span{} // "who headed in a corner", "who ran for mayor"
	}
	return c.clauseFrom(i, limit)
}

// behindBeing returns the token after a verb at token i that says what somebody is, "is", "has been", "used to be", "serves as", "was
// appointed"; 0 if it says something else.
func (c *Cast) behindBeing(i, limit int) int {
	l, next := c.Lower(i), c.Lower(i+1)
	switch {
	case l != "is" && l != "was":
	case c.Words.Installed[next]:
		return c.behindInstalled(i+2, limit)
	default:
		return i + 1
	}
	switch {
	case c.Words.ServingVerbs[l] && next == "as", (l == "has" || l == "had") && next == "been":
		return i + 2
	case l == "used" && next == "to" && i+3 < limit && c.Lower(i+2) == "be":
		return i + 3
	}
	return 0
}

// clauseFrom returns the verb at token i with what belongs to it, "leads the province"; the zero Span if that is the verb alone.
func (c *Cast) clauseFrom(i, limit int) text.Span {
	end := i + 1
	for end < limit && end-i <= longestRole/2 && !c.endsPhrase(end) && c.Lower(end) != "and" {
		end++
	}
	for end > i+1 && c.Words.Prepositions[c.Lower(end-1)] {
		end--
	}
	if end-i < 2 {
		return text.Span{}
	}
	return c.Over(i, end)
}
