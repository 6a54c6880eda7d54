package cast

import (
	"strings"

	"lede/briefing/text"
)

// Which of the roles that an article states of somebody is kept.

// tellsMore reports whether a role says more than the one that is known: anything says more than none or than "Gen.", and what somebody
// is more than what he was.
func (c *Cast) tellsMore(role, known text.Span) bool {
	if role == (text.Span{}) {
		return false
	}
	if known == (text.Span{}) || c.bareRank(known) && !c.bareRank(role) {
		return true
	}
	return c.former(known) && !c.former(role) && !c.bareRank(role)
}

// former reports whether a role is one that somebody no longer has.
func (c *Cast) former(role text.Span) bool {
	first, _, _ := strings.Cut(strings.ToLower(c.At(role)), " ")
	return first == "former" || strings.HasPrefix(first, "ex-")
}

// bareRank reports whether a role is a rank and nothing else.
func (c *Cast) bareRank(role text.Span) bool {
	rank := strings.TrimSuffix(strings.ToLower(c.At(role)), ".")
	return c.Words.Officers[rank] || c.Words.Ranks[rank] && !c.Words.CivilRanks[rank]
}
