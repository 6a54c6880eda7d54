package cast

import (
	"lede/briefing/names"
	"lede/briefing/text"
	"lede/briefing/words"
)

// Short titles and ranks in front of a name.

// rankBefore finds a short title in front of a name, full stop and all: "Florida Gov.".
func (c *Cast) rankBefore(n names.Name, first int) text.Span {
	end, head := n.From-1, n.From-1
	if head > first && c.Lower(head) == "." {
		head--
	}
	if head < first || !c.Words.Ranks[words.AfterHyphen(c.Lower(head))] {
		return text.Span{}
	}
	if scholar := c.Words.ScholarTitles[c.Lower(head)]; scholar && head > first && c.isRole(head-1) {
		return text.Span{}
	}
	return c.Over(c.roleStart(head, first), end+1)
}

// letteredRank returns the rank or office in letters, or cut short, that ends at a token: "DCI", "Det Con", "Labour PS".
func (c *Cast) letteredRank(end, first int) text.Span {
	head := end
	if c.Lower(head) == "." && head > first {
		head--
	}
	switch {
	case c.Words.ShoutedRanks[c.Word(head)]:
		return c.Over(head, end+1)
	case names.RankAt(c.Reading, head):
		return c.Over(c.roleStart(head, first), end+1)
	}
	return text.Span{}
}
