package cast

import (
	"lede/briefing/names"
	"lede/briefing/text"
	"lede/briefing/words"
)

// When the article states no role for a person, the body that the person belongs to stands in for one: "Ann Lee of the
// union ACV", "said Ann Lee at Hart & Co".

// findAffiliations gives people without a role the body that they belong to. It runs last, because a body is not an
// office and must not be used to resolve a description.
func (c *Cast) findAffiliations() {
	for _, p := range c.Persons {
		for _, m := range p.mentions {
			if p.Role != (text.Span{}) {
				break
			}
			if n := c.Names[m]; n.To-n.From > 1 && c.TellsStory(n.Sentence) {
				p.Role = c.affiliation(n)
			}
		}
	}
}

// longestLead is how many words may come before the name of a body: "of the Belgian union ACV".
const longestLead = 4

// affiliation returns the body after a name, with the words that describe it: "union ACV".
func (c *Cast) affiliation(n names.Name) text.Span {
	limit := c.First[n.Sentence+1]
	i := n.To
	if apart := c.setApart(n, limit); apart > 0 {
		i = apart // "Ann Lee, 43, of the union ACV, said"
	} else if i+1 >= limit || !c.belongs(n, i, limit) {
		return text.Span{}
	}
	if i++; words.Article(c.Lower(i)) {
		i++
	}
	for start := i; i < limit && i-start <= longestLead; i++ {
		if m := c.NameStartingAt(i); m >= 0 {
			switch kind := c.Names[m].Kind; {
			case kind == names.OrgName && !c.Owns(m):
				return c.Over(start, c.Names[m].To)
			case c.Of[m] >= 0, kind == names.PlaceName:
				return text.Span{}
			}
			i = c.Names[m].To - 1
			continue
		}
		if c.leavesBody(i) {
			return c.bodyOnly(start, i)
		}
	}
	return text.Span{}
}

// bodyOnly returns the tokens if they are a noun for a body, with an article before it and words that describe it: "the county fire service".
func (c *Cast) bodyOnly(start, end int) text.Span {
	if end-start < 2 || !words.Article(c.Lower(start-1)) || !c.Words.Bodies[c.Lower(end-1)] {
		return text.Span{}
	}
	return c.Over(start, end)
}

// leavesBody reports whether token i cannot come before the name of a body that it describes.
func (c *Cast) leavesBody(i int) bool {
	l := c.Lower(i)
	if i+1 < len(c.Tokens) && c.Words.Bodies[c.Lower(i+1)] && (words.Verbal(l) || c.ownerMark(i, 0)) {
		return false // "the swimming association", "the paramedics’ union"
	}
	return !c.Tokens[i].Word() || c.Words.Grammar(l) || words.Adverbial(l) || c.verbal(i)
}

// setApart returns the preposition that comes after a name with a comma and perhaps an age; 0 if none does.
func (c *Cast) setApart(n names.Name, limit int) int {
	i := n.To
	if i+3 < limit && c.Lower(i) == "," && words.Age(c.Word(i+1)) {
		i += 2
	}
	if i+2 >= limit || c.Lower(i) != "," {
		return 0
	}
	switch c.Lower(i + 1) {
	case "of", "from", "at", "representing":
		return i + 1
	}
	return 0
}

// verbal reports whether token i may be the verb of a clause.
func (c *Cast) verbal(i int) bool {
	l := c.Lower(i)
	return c.Words.ClauseVerbs[l] || c.Words.PastForms[l] || c.Words.Speech[l] || words.Verbal(l)
}

// belongs reports whether the preposition at token i ties a person to a body. "At", "with" and "from" tell just as often
// where something happened, so they count only if the person speaks or "who" follows.
func (c *Cast) belongs(n names.Name, i, limit int) bool {
	switch c.Lower(i) {
	case "of":
		return true
	case "at", "with", "from":
		return n.Run > c.First[n.Sentence] && c.Words.StrongSpeech[c.Lower(n.Run-1)] || c.speaksBehind(i+1, limit)
	}
	return false
}

// speaksBehind reports whether the words from token i on lead to a verb of speech, or by a comma to "who".
func (c *Cast) speaksBehind(i, limit int) bool {
	for end := i + 2*longestLead; i < min(end, limit-1); i++ {
		if c.Words.StrongSpeech[c.Lower(i)] {
			return true
		}
		if !c.Tokens[i].Word() {
			return c.Lower(i) == "," && c.Lower(i+1) == "who"
		}
	}
	return false
}
