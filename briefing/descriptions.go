package briefing

import (
	"lede/briefing/words"
	"strings"
)

// How descriptions are resolved. "The Ukrainian president" means whoever the article has called so. A nation
// and an office must not contradict the stated role, and every other word must be part of it: "the defence
// secretary" is not the treasury secretary. When the role is stated nowhere, the description is the role of the
// one person in reach who has none; with two such people it stays open.

// description is a role that stands for a person: "the Ukrainian president", "his defense secretary".
type description struct {
	Span            // with its article
	role     Span   // without
	from, to int    // tokens, article included
	head     string // the noun
	words    []string
	nation   string
	sentence int
	person   int // -1 when nobody fits
}

// findDescriptions finds the descriptions and whom each means.
func (c *cast) findDescriptions() {
	for s := range c.Sentences {
		if !c.tellsStory(s) {
			continue
		}
		for i := c.first[s]; i < c.first[s+1]; i++ {
			if l := c.tokens[i].lower; l == "the" || c.words.Possessives[l] {
				if d, ok := c.describes(i, s); ok {
					c.descriptions = append(c.descriptions, d)
					i = d.to - 1
				}
			}
		}
	}
	roles := make([]roleWords, len(c.persons))
	for i, p := range c.persons {
		roles[i] = c.wordsOfRole(p.role)
	}
	k := c.knownRoles(roles)
	stated := map[int]bool{} // where a role stands beside its own name
	for _, p := range c.persons {
		stated[p.role.Start] = true
	}
	for i := range c.descriptions {
		d := &c.descriptions[i]
		d.person = c.whom(*d, roles, k)
		if d.person < 0 {
			continue
		}
		p := c.persons[d.person]
		if p.role == (Span{}) {
			p.role = d.role
			roles[d.person] = c.wordsOfRole(p.role)
			k.add(d.person, roles[d.person])
		}
		if !stated[d.role.Start] {
			p.aliases = append(p.aliases, c.At(d.Span))
		}
	}
}

// describes reads the description that begins with the article or possessive at token i.
func (c *cast) describes(i, sentence int) (description, bool) {
	limit := c.first[sentence+1]
	d := description{from: i, sentence: sentence, person: -1}
	at := i + 1
	for ; at < limit && at-i <= 6; at++ {
		t := c.tokens[at]
		if t.kind != wordToken || c.words.SmallWords[t.lower] && !c.words.Modifiers[t.lower] || c.words.Prepositions[t.lower] {
			return d, false
		}
		if c.isRole(at) && (at+1 >= limit || !c.isRole(at+1)) {
			break
		}
		if !c.words.Modifiers[t.lower] && !c.isRole(at) && !words.Capital(c.At(t.Span)) && !strings.Contains(t.lower, "-") {
			return d, false
		}
	}
	if at >= limit || !c.isRole(at) || at-i > 6 {
		return d, false
	}
	// With a name right behind, it is that name's role; before another noun it is part of something else.
	if at+1 < limit {
		if t := c.tokens[at+1]; t.kind == wordToken && words.Capital(c.At(t.Span)) {
			return d, false
		}
	}
	d.to = at + 1
	d.Span = Span{c.tokens[i].Start, c.tokens[at].End}
	d.role = Span{c.tokens[i+1].Start, c.tokens[at].End}
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
func (c *cast) wordsOfRole(s Span) roleWords {
	var rw roleWords
	for _, t := range tokenise(c.Text, s) {
		if t.kind != wordToken {
			continue
		}
		w := c.At(t.Span)
		if n := c.nationOf(w); n != "" {
			rw.nation = n
			continue
		}
		if rw.head != "" && c.words.Prepositions[t.lower] {
			break
		}
		for part := range strings.FieldsFuncSeq(t.lower, func(r rune) bool { return r == '-' || r == '‐' }) {
			part = britishSpelling(part)
			rw.words = append(rw.words, part)
			if c.words.Roles[part] {
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
func (c *cast) nationIn(s Span) string {
	tokens := tokenise(c.Text, s)
	for i := range tokens {
		for j := min(len(tokens), i+3); j > i; j-- {
			if n := c.nationOf(c.Text[tokens[i].Start:tokens[j-1].End]); n != "" {
				return n
			}
		}
	}
	return ""
}

func (c *cast) nationOf(w string) string {
	if n := c.words.Demonyms[w]; n != "" {
		return n
	}
	return c.words.Countries[w]
}

func britishSpelling(w string) string {
	if w == "defense" {
		return "defence"
	}
	return w
}

// known finds the people of a role by its noun.
type known map[string][]int

func (c *cast) knownRoles(roles []roleWords) known {
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
func (c *cast) whom(d description, roles []roleWords, k known) int {
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
	if best >= 0 || d.nation == "" || !c.words.Leaders[d.head] && d.head != "minister" {
		return best
	}
	candidate := -1
	last := c.namesBefore(d.Start)
	for i := last; i >= 0 && i > last-2*mostNamesakes && c.names[i].sentence >= d.sentence-2; i-- {
		p := c.of[i]
		if p < 0 || p == candidate || c.persons[p].role != (Span{}) {
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
func (c *cast) namesBefore(at int) int {
	lo, hi := 0, len(c.names)
	for lo < hi {
		if mid := (lo + hi) / 2; c.names[mid].Start < at {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo - 1
}

// lastMention returns where a person was last named before a place in the text, or -1.
func (c *cast) lastMention(p, at int) int {
	m := c.persons[p].mentions
	lo, hi := 0, len(m)
	for lo < hi {
		if mid := (lo + hi) / 2; c.names[m[mid]].Start < at {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo == 0 {
		return -1
	}
	return c.names[m[lo-1]].Start
}
