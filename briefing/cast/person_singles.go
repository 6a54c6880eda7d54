package cast

import (
	"lede/briefing/names"
	"lede/briefing/words"
)

// acceptSingles takes a name of one word that no list has for a person's when the article treats its bearer as one
// somewhere and nowhere as a thing: "Balitsky said he", "the Biden administration".
func (c *Cast) acceptSingles() {
	pro, contra := map[string]bool{}, map[string]bool{}
	for _, n := range c.Names {
		if n.Kind != names.NoName || n.To-n.From != 1 {
			continue
		}
		w := c.Word(n.From)
		switch person, thing := c.treatedAs(n); {
		case thing:
			contra[w] = true
		case person:
			pro[w] = true
		}
	}
	for i := range c.Names {
		if n := &c.Names[i]; n.Kind == names.NoName && n.To-n.From == 1 && pro[c.Word(n.From)] && !contra[c.Word(n.From)] {
			n.Kind = names.PersonName
		}
	}
}

// treatedAs tells whether what stands behind a name of one word treats its bearer as a person, or as a thing.
func (c *Cast) treatedAs(n names.Name) (person, thing bool) {
	i, limit := n.To, c.First[n.Sentence+1]
	if i+1 >= limit || words.Shouted(c.Word(n.From)) || c.placeBefore(n) {
		return false, c.placeBefore(n)
	}
	next := c.Lower(i + 1)
	switch t := c.Tokens[i]; {
	case t.Lower == "administration" || t.Lower == "presidency":
		return !c.grammar(c.Lower(n.From)), false
	case t.Lower == "," && (next == "which" || next == "based"):
		return false, true
	case t.Lower == ",":
		return next == "who" || next == "whose" || words.Age(c.Word(i+1)), false
	case t.Clitic():
		return c.Words.MaleRoles[next] || c.Words.FemaleRoles[next] || c.Words.Lawyers[next], false
	case c.Words.StrongSpeech[t.Lower]:
		return c.pronounBehind(i+1, limit)
	}
	return false, false
}

// pronounBehind tells whether the clause from token i on begins with "he" or "she", or with "it".
func (c *Cast) pronounBehind(i, limit int) (person, thing bool) {
	for end := min(i+4, limit); i < end; i++ {
		switch c.Lower(i) {
		case "he", "she", "his", "her":
			return true, false
		case "it", "its":
			return false, true
		}
	}
	return false, false
}
