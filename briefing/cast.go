package briefing

// cast is who is in a text, and what its other proper names are.
type cast struct {
	*reading
	names   []name
	persons []*person
	// of is the person of each name, or -1.
	of        []int
	byFull    map[string]int
	bySurname map[string][]int
	byFirst   map[string][]int
	// descriptions are the places where a role stands for a person, in order.
	descriptions []description
}

type person struct {
	name     string
	words    []string // of the fullest name, lower case, without particles
	mentions []int    // indexes into cast.names
	full     int      // how many of them are more than one word
	role     Span
	aliases  []string
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
func Gather(r *reading) *cast {
	var names []name
	if r.english {
		names = findNames(r)
	}
	c := gather(r, names)
	c.findRoles()
	c.findDescriptions()
	c.settlePlaces()
	return c
}

// MentionsOf are the places where the text names a person.
func (c *cast) MentionsOf(p *person) []Mention {
	found := make([]Mention, len(p.mentions))
	for i, m := range p.mentions {
		found[i] = Mention{c.names[m].sentence, c.names[m].Span}
	}
	return found
}
