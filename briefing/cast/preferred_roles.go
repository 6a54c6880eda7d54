package cast

import (
	"strings"

	"lede/briefing/text"
)

// When an article states several roles for a person, these rules choose the one to keep.

// tellsMore reports whether a role says more than the known one: any role beats none or a bare "Gen.", and a present
// role beats a former one and what somebody does.
func (c *Cast) tellsMore(role, known text.Span) bool {
	if role == (text.Span{}) {
		return false
	}
	if known == (text.Span{}) || c.bareRank(known) && !c.bareRank(role) {
		return true
	}
	if past, does := c.former(known) && !c.former(role), c.deed(known) && !c.deed(role); !past && !does || c.bareRank(role) {
		return false
	}
	head := c.wordsOfRole(role).head
	return !c.Words.Ties[head] && !c.kinTie(head)
}

// deed reports whether a role is what somebody does, told by a verb: "taught a nation to skate".
func (c *Cast) deed(role text.Span) bool {
	verb, _, _ := strings.Cut(c.At(role), " ")
	return c.Words.LeadingVerbs[verb]
}

// former reports whether a role is a past one.
func (c *Cast) former(role text.Span) bool {
	first, _, _ := strings.Cut(strings.ToLower(c.At(role)), " ")
	return first == "former" || strings.HasPrefix(first, "ex-")
}

// bareRank reports whether a role is a rank and nothing else.
func (c *Cast) bareRank(role text.Span) bool {
	if c.Words.ShoutedRanks[c.At(role)] {
		return true
	}
	rank := strings.TrimSuffix(strings.ToLower(c.At(role)), ".")
	return c.Words.Officers[rank] || c.Words.Ranks[rank] && !c.Words.CivilRanks[rank]
}
