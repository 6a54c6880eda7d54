package cast

import (
	"lede/briefing/names"
	"lede/briefing/text"
	"lede/briefing/words"
)

// Cast holds the people in a text and its other proper names.
type Cast struct {
	*text.Reading
	Names   []names.Name
	Persons []*Person
	// Of is the person of each name, or -1.
	Of        []int
	byFull    map[string]int
	bySurname map[string][]int
	byFirst   map[string][]int
	byMiddle  map[string][]int
	particled map[string]bool // the surnames with a particle of full names, in lower case
	relatives []int           // people of one name whom the article introduces by their family: "her husband, William"
	// surnames maps the last word of each name to its person, -1 if two share it; nil until it is needed.
	surnames map[string]int
	// descriptions are the places where a role stands for a person, in order.
	descriptions []Description
}

// Person is a person in a text, in all forms of the name.
type Person struct {
	Name     string
	words    []string // of the fullest name, lower case, without particles
	mentions []int    // indexes into Cast.Names
	halved   bool     // no surname comes after the given name: "Ronald" of "Ronald and Maureen Page"
	full     int      // how many of them have more than one word
	Role     text.Span
	also     text.Span // what else the words beside the name say: the senator who is "the deputy speaker, Senator Ann Lee"
	Aliases  []string
	unnamed  [2]int // the tokens that bring in the person without a name: "A clerk who sold permits was jailed."
	Sex      Sex
}

// Sex is what a name, a title or a role shows of a person’s sex.
type Sex uint8

// The sexes that words can show. AnySex means that none shows.
const (
	AnySex Sex = iota
	Male
	Female
)

// mostNamesakes bounds how many people of one surname are compared: enough for any family in the news.
const mostNamesakes = 40

// Gather finds the proper names of a text and works out who its people are. It finds none unless the text is English:
// elsewhere capitals mean something else.
func Gather(r *text.Reading) *Cast {
	var found []names.Name
	if r.English {
		found = names.Find(r)
	}
	c := gather(r, found)
	c.findRoles()
	c.findLastRoles()
	c.findDescriptions()
	c.settlePlaces()
	c.findAffiliations()
	c.findOpenRoles()
	c.findFaintRoles()
	return c
}

// MentionsOf returns the places where the text names a person.
func (c *Cast) MentionsOf(p *Person) []text.Mention {
	found := make([]text.Mention, len(p.mentions))
	for i, m := range p.mentions {
		found[i] = text.Mention{Sentence: c.Names[m].Sentence, Span: c.Names[m].Span}
	}
	return found
}

// IsPerson reports whether there is a name n and it is a person's.
func (c *Cast) IsPerson(n int) bool { return n >= 0 && c.Of[n] >= 0 }

// MayAct reports whether there is a name n and it is a person's or an organisation's.
func (c *Cast) MayAct(n int) bool {
	return n >= 0 && (c.Of[n] >= 0 || c.Names[n].Kind == names.OrgName)
}

// Described returns the person whose role begins with name n, "Ada Quill aide Tim Orr", or n itself: there it tells whose aide he is.
func (c *Cast) Described(n int) int {
	m := n + 1
	if n < 0 || m >= len(c.Names) || !c.IsPerson(m) || c.Names[m].Sentence != c.Names[n].Sentence {
		return n
	}
	if between := c.Names[m].From - c.Names[n].To; between < 1 || between > longestRole {
		return n
	}
	role := c.roleBeforeName(c.Names[m])
	if role == (text.Span{}) || role.Start > c.Names[n].Start {
		return n
	}
	return m
}

// Owns reports whether a possessive ending comes after name n.
func (c *Cast) Owns(n int) bool {
	to := c.Names[n].To
	return to < len(c.Tokens) && c.Tokens[to].Clitic()
}

// AfterPreposition reports whether a preposition comes before token i and not before token from.
func (c *Cast) AfterPreposition(i, from int) bool {
	return i > from && c.Words.Prepositions[c.Lower(i-1)]
}

// OverBrackets steps left over brackets that close at token i: "the agency (ANC) accused".
func (c *Cast) OverBrackets(i, from int) int {
	if c.Lower(i) != ")" {
		return i
	}
	for j := i - 1; j > from && i-j < 8; j-- {
		if c.Lower(j) == "(" {
			return j - 1
		}
	}
	return i
}

// NameEndingAt returns the index of the name whose last token is i, or -1.
func (c *Cast) NameEndingAt(i, from int) int {
	if i < from || i >= len(c.Tokens) {
		return -1
	}
	i = c.OverBrackets(i, from) // "NAME (D-Ohio) said"
	n := c.NamesBefore(c.Tokens[i].End)
	if n >= 0 && c.Names[n].To == i+1 && c.Names[n].From >= from {
		return n
	}
	return -1
}

// NameStartingAt returns the index of the name that begins at token i, or -1.
func (c *Cast) NameStartingAt(i int) int {
	n := c.NamesBefore(c.Tokens[i].Start + 1)
	if n >= 0 && c.Names[n].From == i {
		return n
	}
	return -1
}

// Surnamed returns the index of the person with a surname, -1 if nobody or several people have it.
func (c *Cast) Surnamed(surname string) int {
	if c.surnames == nil {
		c.surnames = map[string]int{}
		for p, who := range c.Persons {
			last := who.words[len(who.words)-1]
			if _, shared := c.surnames[last]; shared {
				p = -1
			}
			c.surnames[last] = p
		}
	}
	if p, known := c.surnames[words.Straight(surname)]; known {
		return p
	}
	return -1
}
