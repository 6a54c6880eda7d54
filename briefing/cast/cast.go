package cast

import (
	"lede/briefing/names"
	"lede/briefing/text"
)

// Cast is who is in a text, and what its other proper names are.
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
	// surnames are the people by the last word of their names, -1 where two share it; nil before it is needed.
	surnames map[string]int
	// descriptions are the places where a role stands for a person, in order.
	descriptions []description
}

// Person is somebody in a text, however variously named.
type Person struct {
	Name     string
	words    []string // of the fullest name, lower case, without particles
	mentions []int    // indexes into cast.names
	full     int      // how many of them are more than one word
	Role     text.Span
	Aliases  []string
	sex      sex
}

type sex uint8

const (
	anySex sex = iota
	male
	female
)

// mostNamesakes bounds how many people of one surname are compared: enough for any family in the news.
const mostNamesakes = 40

// Gather finds the proper names of a text and works out who its people are. In other languages than English
// capitals mean something else, and no name is looked for.
func Gather(r *text.Reading) *Cast {
	var found []names.Name
	if r.English {
		found = names.Find(r)
	}
	c := gather(r, found)
	c.findRoles()
	c.findDescriptions()
	c.settlePlaces()
	return c
}

// MentionsOf are the places where the text names a person.
func (c *Cast) MentionsOf(p *Person) []text.Mention {
	found := make([]text.Mention, len(p.mentions))
	for i, m := range p.mentions {
		found[i] = text.Mention{Sentence: c.Names[m].Sentence, Span: c.Names[m].Span}
	}
	return found
}

// isPerson tells whether there is a name n and it is a person's.
func (c *Cast) isPerson(n int) bool { return n >= 0 && c.Of[n] >= 0 }

// mayAct tells whether there is a name n and it is a person's or an organisation's.
func (c *Cast) mayAct(n int) bool {
	return n >= 0 && (c.Of[n] >= 0 || c.Names[n].Kind == names.OrgName)
}

// owns tells whether a possessive ending stands behind name n.
func (c *Cast) owns(n int) bool {
	to := c.Names[n].To
	return to < len(c.Tokens) && c.Tokens[to].Clitic()
}

// afterPreposition tells whether a preposition stands before token i and not before token from.
func (c *Cast) afterPreposition(i, from int) bool {
	return i > from && c.Words.Prepositions[c.Lower(i-1)]
}
