package cast

import (
	"lede/briefing/names"
	"lede/briefing/text"
	"lede/briefing/words"
)

// What tells least of somebody is better than nothing, for people of whom the article tells nothing else: what they did, "Ann Lee, who opened the
// first festival,", a title, "Dame Ann Lee", and a nation, "the American Ann Lee".

// findFaintRoles gives people without a role what such words say.
func (c *Cast) findFaintRoles() {
	for _, find := range []func(names.Name) text.Span{c.deedBehind, c.titleBefore, c.nationBefore} {
		for _, p := range c.Persons {
			for _, m := range p.mentions {
				if p.Role != (text.Span{}) {
					break
				}
				if n := c.Names[m]; c.TellsStory(n.Sentence) && n.To-n.From > 1 {
					p.Role = find(n)
				}
			}
		}
	}
}

// deedBehind finds what somebody did, behind a comma and "who". What was said or thought just then tells nothing of anybody, nor does what was
// not done.
func (c *Cast) deedBehind(n names.Name) text.Span {
	i, limit := c.apposed(n)
	if i < 0 {
		return text.Span{}
	}
	if aged := c.opensWithAge(n) && c.verbal(i); aged {
		i-- // "Ann Lee, 44, of Leeds, pleaded guilty to theft."
	} else if c.Lower(i) != "who" {
		return text.Span{}
	}
	if l := c.Lower(i + 1); c.Words.StrongSpeech[l] || c.Words.PassingVerbs[l] || c.Words.Modals[l] {
		return text.Span{}
	}
	return c.deedFrom(i+1, limit)
}

// deedFrom returns the clause whose verb stands at token i, up to the mark behind it; the zero Span if it tells what was not done.
func (c *Cast) deedFrom(i, limit int) text.Span {
	deed := c.shortClause(i, limit, 3)
	if deed == (text.Span{}) {
		return deed
	}
	since := false
	for j := c.TokenAt(deed.End, i, limit) - 1; j >= i; j-- {
		switch l := c.Lower(j); {
		case l == "since":
			since = true // "has not missed a match since 1966"
		case !since && (l == "not" || l == "never" || l == "did"):
			return text.Span{}
		case c.Words.StrongSpeech[l] && c.Words.ClauseVerbs[c.Lower(j-1)]:
			return text.Span{}
		}
	}
	return deed
}

// titleBefore finds a title that tells something of who bears it.
func (c *Cast) titleBefore(n names.Name) text.Span {
	for i := n.Run; i < n.From; i++ {
		if c.Words.TellingTitles[c.Lower(i)] && words.Capital(c.Word(i)) {
			return c.Over(i, i+1)
		}
	}
	return text.Span{}
}

// nationBefore finds the nation right before a name.
func (c *Cast) nationBefore(n names.Name) text.Span {
	at := n.From - 1
	if at < c.First[n.Sentence] || c.Words.Demonyms[c.Word(at)] == "" || c.Words.Places[c.Word(at)] {
		return text.Span{}
	}
	return c.Over(at, n.From)
}
