package cast

import (
	"lede/briefing/names"
	"lede/briefing/text"
)

// What says least of somebody stands in for a role where the article states no other: the letters of an office or a calling after the name,
// "Colin Byrne KC", and the party before it, "Republican Ann Lee".

// findLastRoles gives people without a role what the letters or the party beside their names say.
func (c *Cast) findLastRoles() {
	for _, p := range c.Persons {
		for _, m := range p.mentions {
			if p.Role != (text.Span{}) {
				break
			}
			if p.Role = c.lettersBehind(c.Names[m]); p.Role == (text.Span{}) {
				p.Role = c.partyBefore(c.Names[m])
			}
		}
	}
}

// lettersBehind returns the first letters after a name that tell an office or a calling.
func (c *Cast) lettersBehind(n names.Name) text.Span {
	for i := n.To; i < c.PastLetters(n.To, n.Sentence); i++ {
		if c.Words.OfficeLetters[c.Lower(i)] {
			return c.Over(i, i+1)
		}
	}
	return text.Span{}
}

// partyBefore returns the party to which the words right before a name say that its bearer belongs.
func (c *Cast) partyBefore(n names.Name) text.Span {
	for from := max(n.From-2, c.First[n.Sentence]); from < n.From; from++ {
		if at := c.Over(from, n.From); c.Words.PartyMembers[c.At(at)] {
			return at
		}
	}
	return text.Span{}
}
