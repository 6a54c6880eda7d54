package cast

import (
	"strings"

	"lede/briefing/text"
	"lede/briefing/words"
)

// How descriptions are resolved. "The Ukrainian president" means the person whom the article has called that. A nation
// and an office must not contradict the stated role, and every other word must be part of it: "the defence
// secretary" is not the treasury secretary. When the role is stated nowhere, the description is the role of the
// one person in reach who has none; with two such people it stays open.

// description is a role that stands for a person: "the Ukrainian president", "his defense secretary".
type description struct {
	text.Span           // with its article
	role      text.Span // without
	from, to  int       // tokens, article included
	head      string    // the noun
	words     []string
	nation    string
	sentence  int
	person    int // -1 when nobody fits
}

// findDescriptions finds the descriptions and whom each means.
func (c *Cast) findDescriptions() {
	for s := range c.Sentences {
		if !c.TellsStory(s) {
			continue
		}
		for i := c.First[s]; i < c.First[s+1]; i++ {
			if l := c.Lower(i); l == "the" || c.Words.Possessives[l] {
				if d, ok := c.describes(i, s); ok {
					c.descriptions = append(c.descriptions, d)
					i = d.to - 1
				}
			}
		}
	}
	roles := make([]roleWords, len(c.Persons))
	for i, p := range c.Persons {
		roles[i] = c.wordsOfRole(p.Role)
	}
	k := c.knownRoles(roles)
	stated := map[int]bool{} // where a role stands beside its own name
	for _, p := range c.Persons {
		stated[p.Role.Start] = true
	}
	for i := range c.descriptions {
		d := &c.descriptions[i]
		d.person = c.whom(*d, roles, k)
		if d.person < 0 {
			continue
		}
		p := c.Persons[d.person]
		if p.Role == (text.Span{}) {
			p.Role = d.role
			roles[d.person] = c.wordsOfRole(p.Role)
			k.add(d.person, roles[d.person])
		}
		if !stated[d.role.Start] {
			p.Aliases = append(p.Aliases, c.At(d.Span))
		}
	}
}

// describes reads the description that begins with the article or possessive at token i.
func (c *Cast) describes(i, sentence int) (description, bool) {
	limit := c.First[sentence+1]
	d := description{from: i, sentence: sentence, person: -1}
	at := i + 1
	for ; at < limit && at-i <= 6; at++ {
		t := c.Tokens[at]
		if !t.Word() || c.Words.SmallWords[t.Lower] && !c.Words.Modifiers[t.Lower] || c.Words.Prepositions[t.Lower] {
			return d, false
		}
		if c.isRole(at) && (at+1 >= limit || !c.isRole(at+1)) {
			break
		}
		if !c.Words.Modifiers[t.Lower] && !c.isRole(at) && !words.Capital(c.At(t.Span)) && !strings.Contains(t.Lower, "-") {
			return d, false
		}
	}
	if at >= limit || !c.isRole(at) || at-i > 6 {
		return d, false
	}
	// With a name right behind, it is that name's role; before another noun it is part of something else.
	if at+1 < limit {
		if t := c.Tokens[at+1]; t.Word() && words.Capital(c.At(t.Span)) {
			return d, false
		}
	}
	d.to = at + 1
	d.Span = c.Over(i, at+1)
	d.role = c.Over(i+1, at+1)
	rw := c.wordsOfRole(d.role)
	d.head, d.words, d.nation = rw.head, rw.words, rw.nation
	return d, true
}

// roleWords is what a role says, word by word.
type roleWords struct {
	head   string
	words  []string
	nation string
}

// wordsOfRole takes a role apart.
func (c *Cast) wordsOfRole(s text.Span) roleWords {
	var rw roleWords
	for _, t := range text.Tokenise(c.Text, s) {
		if !t.Word() {
			continue
		}
		w := c.At(t.Span)
		if n := c.nationOf(w); n != "" {
			rw.nation = n
			continue
		}
		if rw.head != "" && c.Words.Prepositions[t.Lower] {
			break
		}
		for part := range strings.FieldsFuncSeq(t.Lower, func(r rune) bool { return r == '-' || r == '‐' }) {
			part = britishSpelling(part)
			rw.words = append(rw.words, part)
			if c.Words.Roles[part] {
				rw.head = part
			}
		}
	}
	if rw.nation == "" {
		rw.nation = c.nationIn(s)
	}
	return rw
}

// nationIn looks for the country in "president of the United States".
func (c *Cast) nationIn(s text.Span) string {
	tokens := text.Tokenise(c.Text, s)
	for i := range tokens {
		for j := min(len(tokens), i+3); j > i; j-- {
			if n := c.nationOf(c.Text[tokens[i].Start:tokens[j-1].End]); n != "" {
				return n
			}
		}
	}
	return ""
}

func (c *Cast) nationOf(w string) string {
	if n := c.Words.Demonyms[w]; n != "" {
		return n
	}
	return c.Words.Countries[w]
}

func britishSpelling(w string) string {
	if w == "defense" {
		return "defence"
	}
	return w
}

// known finds the people of a role by its noun.
type known map[string][]int

func (c *Cast) knownRoles(roles []roleWords) known {
	k := known{}
	for i, rw := range roles {
		k.add(i, rw)
	}
	return k
}

func (k known) add(p int, rw roleWords) {
	for _, w := range append([]string{rw.head}, words.Lexicon().SameOffices[rw.head]...) {
		if w != "" && len(k[w]) < mostNamesakes {
			k[w] = append(k[w], p)
		}
	}
}

// whom finds the person of a description: the one of that role; of several, the one named last before it. A
// head of state nobody has been called yet is the only person of the last sentences who has no role.
func (c *Cast) whom(d description, roles []roleWords, k known) int {
	best, at := -1, -1
	for _, p := range k[d.head] {
		if !fits(d, roles[p]) {
			continue
		}
		last := c.lastMention(p, d.Start)
		if best < 0 || last > at {
			best, at = p, last
		}
	}
	if best >= 0 || d.nation == "" || !c.Words.Leaders[d.head] && d.head != "minister" {
		return best
	}
	candidate := -1
	last := c.namesBefore(d.Start)
	for i := last; i >= 0 && i > last-2*mostNamesakes && c.Names[i].Sentence >= d.sentence-2; i-- {
		p := c.Of[i]
		if p < 0 || p == candidate || c.Persons[p].Role != (text.Span{}) {
			continue
		}
		if candidate >= 0 {
			return -1
		}
		candidate = p
	}
	return candidate
}

// fits tells whether a description can mean a person of this role.
func fits(d description, rw roleWords) bool {
	if d.nation != "" && d.nation != rw.nation {
		return false
	}
	for _, w := range d.words {
		if w == d.head {
			continue
		}
		found := false
		for _, x := range rw.words {
			found = found || x == w
		}
		if !found {
			return false
		}
	}
	return true
}

// namesBefore returns the index of the last name that starts before a place in the text.
func (c *Cast) namesBefore(at int) int {
	lo, hi := 0, len(c.Names)
	for lo < hi {
		if mid := (lo + hi) / 2; c.Names[mid].Start < at {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo - 1
}

// lastMention returns where a person was last named before a place in the text, or -1.
func (c *Cast) lastMention(p, at int) int {
	m := c.Persons[p].mentions
	lo, hi := 0, len(m)
	for lo < hi {
		if mid := (lo + hi) / 2; c.Names[m[mid]].Start < at {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo == 0 {
		return -1
	}
	return c.Names[m[lo-1]].Start
}

// NamedBefore tells whether the words that end at a token mean a person who was first named before a place in the text.
func (c *Cast) NamedBefore(at, start int) bool {
	if n := c.nameEndingAt(at, 0); n >= 0 && c.Of[n] >= 0 {
		return c.Names[c.Persons[c.Of[n]].mentions[0]].Start < start
	}
	for d := range c.descriptionsFrom(max(0, at-6)) {
		if desc := c.descriptions[d]; desc.from > at {
			return false
		} else if desc.to == at+1 {
			return desc.person >= 0 && c.Names[c.Persons[desc.person].mentions[0]].Start < start
		}
	}
	return false
}

// PersonAt is the person whose name begins at a place in the text, or -1.
func (c *Cast) PersonAt(at int) int {
	if n := c.namesBefore(at + 1); n >= 0 && c.Names[n].Start == at {
		return c.Of[n]
	}
	return -1
}

// FirstNamed is where the text first names a person.
func (c *Cast) FirstNamed(person int) int { return c.Names[c.Persons[person].mentions[0]].Start }
