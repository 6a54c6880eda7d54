package cast

import (
	"lede/briefing/names"
	"lede/briefing/words"
)

// What stands right after a name and says where its bearer belongs, "Ann Lee of Hart and Crane, said", parts neither the role before it
// nor the role after it from the name.

// longestHome is how many tokens may say where somebody belongs.
const longestHome = 8

// pastHome returns the token after a name, its letters, brackets and home, if a mark follows these; otherwise the one after the letters.
func (c *Cast) pastHome(n names.Name, limit int) int {
	i := c.pastBrackets(c.PastLetters(n.To, n.Sentence), limit)
	if end := c.homeEnd(i, limit); end > 0 {
		return end
	}
	return i
}

// homeEnd returns the mark that ends the words for where somebody belongs, "of Hart & Crane,", from token i on; 0 if a verb or nothing ends them.
func (c *Cast) homeEnd(i, limit int) int {
	if i+1 >= limit || !homely(c.Lower(i)) {
		return 0
	}
	for end := i + 1; end < limit && end-i <= longestHome; end++ {
		if t := c.Tokens[end]; t.Mark() && t.Lower != "&" && t.Lower != "-" {
			return end
		}
		if c.verbal(end) && c.Word(end) == c.Lower(end) || c.Words.Subjects[c.Lower(end)] {
			return 0
		}
	}
	return 0
}

// homely reports whether a preposition may lead to the place or the body that somebody belongs to.
func homely(l string) bool {
	switch l {
	case "of", "at", "from", "in":
		return true
	}
	return false
}

// beforeBrackets steps left from token i over a remark in brackets between a title and a name: "Superintendent (Ag.) Sean Hill", "DCP (Zone
// IV) Rita Rao".
func (c *Cast) beforeBrackets(i, first int) int {
	if i <= first || c.Lower(i) != ")" {
		return i
	}
	for open := i - 1; open > first && open > i-5; open-- {
		if c.Lower(open) == "(" {
			return open - 1
		}
	}
	return i
}

// pastBrackets steps from token i over a short remark in brackets: "Gordon Laidlaw (SNP)", "Ann Lee (no relation)".
func (c *Cast) pastBrackets(i, limit int) int {
	if i >= limit || c.Lower(i) != "(" {
		return i
	}
	for end := i + 1; end < limit && end < i+5; end++ {
		if c.Lower(end) == ")" {
			return end + 1
		}
	}
	return i
}

// pastHomeOrAge returns the token after a name and its letters, and after its home, "Mary Crane of Leeds, a nurse", or its age, "Mary Crane (45),
// a nurse".
func (c *Cast) pastHomeOrAge(n names.Name, limit int) int {
	i := c.PastLetters(n.To, n.Sentence)
	if i+1 >= limit {
		return i
	}
	if homely(c.Lower(i)) {
		return c.pastHome(n, limit)
	}
	if past := c.pastBrackets(i, limit); past < limit && words.Age(c.Word(i+1)) {
		return past
	}
	return i
}
