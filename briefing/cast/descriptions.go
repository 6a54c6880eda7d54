package cast

import (
	"iter"
	"slices"
	"sort"
	"strings"

	"lede/briefing/text"
	"lede/briefing/words"
)

// How descriptions are resolved. "The Ukrainian president" means the person whom the article has called that. Nation and
// office must not contradict the stated role, and every other word must be part of it: "the defence secretary" is not
// the treasury secretary. If the article states the role nowhere, a description of a national leader goes to the only
// person nearby without a role; with two such people it stays open.

// Description is a role that stands for a person: "the Ukrainian president", "his defense secretary".
type Description struct {
	text.Span           // with its article
	role      text.Span // without
	From, To  int       // tokens, article included
	said      roleWords
	sentence  int
	Person    int // index into Persons; -1 when nobody fits
}

// findDescriptions finds the descriptions and the person each refers to.
func (c *Cast) findDescriptions() {
	for s := range c.Sentences {
		if c.TellsStory(s) {
			c.describesIn(s)
		}
	}
	roles := make([]roleWords, len(c.Persons), 2*len(c.Persons))
	for i, p := range c.Persons {
		roles[i] = c.wordsOfRole(p.Role)
	}
	k := c.knownRoles(roles)
	for i, p := range c.Persons {
		if roles = append(roles, c.wordsOfRole(p.also)); roles[len(c.Persons)+i].head != roles[i].head {
			k.add(i, roles[len(c.Persons)+i])
		}
	}
	stated := map[int]bool{} // where a role stands beside its own name
	for _, p := range c.Persons {
		stated[p.Role.Start] = true
	}
	for i := range c.descriptions {
		d := &c.descriptions[i]
		d.Person = c.whom(*d, roles, k)
		if d.Person < 0 {
			continue
		}
		p := c.Persons[d.Person]
		if !c.mayBear(p, d.role) {
			d.Person = -1 // "her son" is no woman
			continue
		}
		if p.Role == (text.Span{}) {
			p.Role = d.role
			roles[d.Person] = c.wordsOfRole(p.Role)
			k.add(d.Person, roles[d.Person])
		}
		if !stated[d.role.Start] {
			p.Aliases = append(p.Aliases, c.At(d.Span))
		}
	}
	c.describeUnnamed()
}

// describeUnnamed adds the words that bring in somebody who is named a sentence later, so that who speaks there is known: "A clerk who said that
// he was “sorry” was jailed. Tom Hill, 40, sold".
func (c *Cast) describeUnnamed() {
	for i, p := range c.Persons {
		if from, to := p.unnamed[0], p.unnamed[1]; to > from && c.Over(from+1, to) == p.Role {
			c.descriptions = append(c.descriptions, Description{
				Span: c.Over(from, to), role: p.Role, From: from, To: to, sentence: c.Tokens[from].Sentence, Person: i,
			})
		}
	}
	slices.SortFunc(c.descriptions, func(a, b Description) int { return a.From - b.From })
}

// describesIn adds the descriptions in a sentence.
func (c *Cast) describesIn(s int) {
	for i := c.First[s]; i < c.First[s+1]; i++ {
		l := c.Lower(i)
		if l != "the" && (!c.Words.Possessives[l] || c.Words.FirstPersons[l]) {
			continue
		}
		if d, ok := c.describes(i, s); ok {
			c.descriptions = append(c.descriptions, d)
			i = d.To - 1
		}
	}
}

// describes reads the description that begins with the article or possessive at token i.
func (c *Cast) describes(i, sentence int) (Description, bool) {
	limit := c.First[sentence+1]
	d := Description{From: i, sentence: sentence, Person: -1}
	at := i + 1
	for ; ; at++ {
		if at >= limit || at-i > 6 {
			return d, false
		}
		role := c.isRole(at)
		if role && !c.roleGoesOn(at+1, limit) {
			break
		}
		if !c.describing(at, role) && !c.namesCalling(at, i+1) {
			return d, false
		}
	}
	if c.goesOnAsOther(at+1, limit) {
		return d, false
	}
	d.To = at + 1
	d.Span = c.Over(i, at+1)
	d.role = c.Over(i+1, at+1)
	if c.countsChildren(at) {
		d.role = c.Over(i+1, at+3)
	}
	d.said = c.wordsOfRole(c.Over(i+1, c.complementEnd(at+1, limit)))
	return d, true
}

// roleGoesOn reports whether the role that ends before token i goes on with another role noun: "deputy prime minister".
func (c *Cast) roleGoesOn(i, limit int) bool {
	if i >= limit || c.isRole(i) {
		return i < limit
	}
	return i+1 < limit && c.Words.Modifiers[c.Lower(i)] && c.isRole(i+1)
}

// describing reports whether token i, which may itself be a role, may stand before the noun of a description.
func (c *Cast) describing(i int, role bool) bool {
	t := c.Tokens[i]
	switch {
	case words.YearsOld(t.Lower):
		return true
	case !t.Word() || c.Words.Prepositions[t.Lower]:
		return false
	case role || c.Words.Modifiers[t.Lower]:
		return true
	}
	return !c.Words.SmallWords[t.Lower] && (words.Capital(c.At(t.Span)) || strings.Contains(t.Lower, "-"))
}

// namesCalling reports whether token i is a word of a calling that begins with what is said of callings alone: "the retired ferry cook".
func (c *Cast) namesCalling(i, first int) bool {
	return c.Words.OfCallings[c.Lower(first)] && c.Tokens[i].Word() && !c.Words.Grammar(c.Lower(i)) && !c.verbal(i)
}

// goesOnAsOther reports whether token i, behind a role, makes it part of a name, "Mayor Lee", or of somebody else's role,
// "the president’s spokesman".
func (c *Cast) goesOnAsOther(i, limit int) bool {
	if i >= limit {
		return false
	}
	t := c.Tokens[i]
	if t.Clitic() {
		return i+1 < limit && c.Tokens[i+1].Word()
	}
	return t.Word() && words.Capital(c.At(t.Span))
}

// complementEnd returns the end of the phrase that says what an office is for: "of Southtown" in "the mayor of
// Southtown". Without one it is i.
func (c *Cast) complementEnd(i, limit int) int {
	if i+1 >= limit || !words.OfOrFor(c.Lower(i)) && c.Lower(i) != "at" {
		return i
	}
	end := i + 1
	for end < limit && end-i < 6 && !c.endsPhrase(end) && !c.Words.Prepositions[c.Lower(end)] {
		end++
	}
	return end
}

// roleWords is a role taken apart into words.
type roleWords struct {
	head   string
	words  []string // of the office itself
	of     []string // of its complement: "Southtown" in "mayor of Southtown"
	nation string
}

// wordsOfRole takes a role apart.
func (c *Cast) wordsOfRole(s text.Span) roleWords {
	var rw roleWords
	if s.Start == s.End {
		return rw
	}
	behind := false
	tokens := text.Tokenise(c.Text, s)
	for _, t := range tokens {
		if !t.Word() {
			continue
		}
		w := c.At(t.Span)
		if n := c.Words.Nation(w); n != "" {
			rw.nation = n
			continue
		}
		behind = behind || rw.head != "" && c.Words.Prepositions[t.Lower]
		if behind {
			if !c.Words.SmallWords[t.Lower] {
				rw.of = append(rw.of, t.Lower)
			}
			continue
		}
		for part := range strings.FieldsFuncSeq(t.Lower, func(r rune) bool { return r == '-' || r == '‐' }) {
			part = words.British(part)
			rw.words = append(rw.words, part)
			if c.Words.Roles[part] || part == "lady" {
				rw.head = part
			}
		}
	}
	if rw.nation == "" {
		rw.nation = c.nationIn(tokens)
	}
	return rw
}

// nationIn looks for the country in "president of the United States".
func (c *Cast) nationIn(tokens []text.Token) string {
	for i := range tokens {
		for j := min(len(tokens), i+3); j > i; j-- {
			if n := c.Words.Nation(c.Text[tokens[i].Start:tokens[j-1].End]); n != "" {
				return n
			}
		}
	}
	return ""
}

// known maps the noun of a role to the people who have it.
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

// openReach is how many sentences back a description may point when several people have the role.
const openReach = 3

// whom returns the person that a description refers to: the one with that role, or -1.
func (c *Cast) whom(d Description, roles []roleWords, k known) int {
	best, certain := c.lastCalled(d, roles, k)
	switch {
	case !certain:
		return -1
	case best >= 0 || !c.mayBeUncalled(d.said) && !c.portrays(d):
		return best
	}
	return c.onlyUncalled(d)
}

// portrays reports whether a description tells of somebody's life, as news tells it of whom it has just named: "the retired nurse", "the
// 40-year-old driver", "the father of five".
func (c *Cast) portrays(d Description) bool {
	if l := c.Lower(d.From + 1); words.Aged(l) || l == "retired" {
		return true
	}
	return c.Words.ParentOf(c.Lower(d.To-1)) || c.countsChildren(d.To-1)
}

// countsChildren reports whether a parent at token i has the number of the children behind it: "father of five".
func (c *Cast) countsChildren(i int) bool {
	if i+2 >= len(c.Tokens) || !c.Words.Parents[c.Lower(i)] || c.Lower(i+1) != "of" {
		return false
	}
	_, counted := c.Words.Cardinals[c.Lower(i+2)]
	return counted
}

// lastCalled returns the person with the described role who was named last before the description; -1 if nobody has that
// role. If several have it, the result is certain only if that was recent and in a sentence that names none of the others.
func (c *Cast) lastCalled(d Description, roles []roleWords, k known) (best int, certain bool) {
	best, at, next := -1, -1, -1
	bearers, named := 0, 0
	for _, p := range k[d.said.head] {
		if also := roles[len(c.Persons)+p]; !c.fits(d.said, roles[p]) && (also.head == "" || !c.fits(d.said, also)) {
			continue
		}
		bearers++
		last := c.lastMention(p, d.Start)
		if last >= 0 {
			named++
		}
		if best < 0 || last > at {
			best, at, next = p, last, at
		} else {
			next = max(next, last)
		}
	}
	if bearers < 2 || named == 1 && !c.othersAbove(d, best) { // of those who are named later nobody has heard yet
		return best, true
	}
	return best, at >= 0 && c.SentenceAt(at) >= d.sentence-openReach && c.SentenceAt(at) != c.SentenceAt(next)
}

// othersAbove reports whether the paragraph of a description names somebody else before it than a person.
func (c *Cast) othersAbove(d Description, person int) bool {
	p := c.Sentences[d.sentence].Paragraph
	last := c.NamesBefore(d.Start)
	for i := last; i >= 0 && last-i < mostNamesakes && c.Sentences[c.Names[i].Sentence].Paragraph == p; i-- {
		if c.Of[i] >= 0 && c.Of[i] != person {
			return true
		}
	}
	return false
}

// onlyUncalled returns the only person in the last sentences who has no role; -1 if there is none or more than one.
func (c *Cast) onlyUncalled(d Description) int {
	candidate := -1
	last := c.NamesBefore(d.Start)
	for i := last; i >= 0 && i > last-2*mostNamesakes && c.Names[i].Sentence >= d.sentence-2; i-- {
		p := c.Of[i]
		if p < 0 || p == candidate || c.Persons[p].Role != (text.Span{}) {
			continue
		}
		if d.said.head == "lady" && c.Persons[p].Sex == Male {
			continue
		}
		if candidate >= 0 {
			return -1
		}
		candidate = p
	}
	return candidate
}

// mayBeUncalled reports whether news expects its readers to know who holds an office.
func (c *Cast) mayBeUncalled(d roleWords) bool {
	if d.head == "lady" {
		return true
	}
	return d.nation != "" && (c.Words.Leaders[d.head] || d.head == "minister")
}

// fits reports whether a description can mean a person with this role: the role must contain everything that the
// description says, and must not be a deputy's, predecessor's or successor's.
func (c *Cast) fits(d, role roleWords) bool {
	if d.nation != "" && d.nation != role.nation {
		return false
	}
	if slices.Contains(d.words, "future") && slices.Contains(role.words, "elect") {
		return true // the president-elect
	}
	for _, w := range d.words {
		if w != d.head && !c.Words.Qualities[w] && !slices.Contains(role.words, w) {
			return false
		}
	}
	for _, w := range d.of {
		if !slices.Contains(role.of, w) && !slices.Contains(role.words, w) {
			return false
		}
	}
	return !slices.ContainsFunc(role.words, func(w string) bool { return c.Words.OtherOffices[w] && !slices.Contains(d.words, w) })
}

// NamesBefore returns the index of the last name that starts before a byte offset of the text; -1 if there is none.
func (c *Cast) NamesBefore(at int) int {
	return sort.Search(len(c.Names), func(n int) bool { return c.Names[n].Start >= at }) - 1
}

// lastMention returns where a person was last named before a byte offset of the text, or -1.
func (c *Cast) lastMention(p, at int) int {
	m := c.Persons[p].mentions
	before := sort.Search(len(m), func(i int) bool { return c.Names[m[i]].Start >= at })
	if before == 0 {
		return -1
	}
	return c.Names[m[before-1]].Start
}

// NamedBefore reports whether the words that end at token at mean a person whom the text first names before byte start.
func (c *Cast) NamedBefore(at, start int) bool {
	if n := c.NameEndingAt(at, 0); n >= 0 && c.Of[n] >= 0 {
		return c.Names[c.Persons[c.Of[n]].mentions[0]].Start < start
	}
	for desc := range c.DescriptionsFrom(max(0, at-6)) {
		if desc.From > at {
			return false
		} else if desc.To == at+1 {
			return desc.Person >= 0 && c.Names[c.Persons[desc.Person].mentions[0]].Start < start
		}
	}
	return false
}

// PersonAt returns the person whose name begins at a byte offset of the text, or -1.
func (c *Cast) PersonAt(at int) int {
	if n := c.NamesBefore(at + 1); n >= 0 && c.Names[n].Start == at {
		return c.Of[n]
	}
	return -1
}

// FirstNamed returns where the text first names a person.
func (c *Cast) FirstNamed(person int) int { return c.Names[c.Persons[person].mentions[0]].Start }

// DescriptionsFrom yields the descriptions from a token on.
func (c *Cast) DescriptionsFrom(from int) iter.Seq[Description] {
	at := sort.Search(len(c.descriptions), func(d int) bool { return c.descriptions[d].From >= from })
	return slices.Values(c.descriptions[at:])
}
