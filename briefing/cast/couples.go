package cast

import "lede/briefing/names"

// News names couples and siblings with one surname: "Ronald and Maureen Page".

// placeCouple makes a person of name i where it is the given name of the first of such a pair. The surname is known, but nowhere
// written after it, so the person is shown by the given name.
func (c *Cast) placeCouple(i int) {
	if !c.leadsPair(i) {
		return
	}
	n := c.Names[i]
	other, given := c.nameWords(i+1), c.nameWords(i)[0]
	if len(other) < 2 || given == other[0] || len(c.bySurname[given]) > 0 || len(c.byFirst[given]) > 0 {
		return // "Lee and Tom Hall", if the article has an Ann Lee
	}
	w := c.Word(n.From)
	if known := c.Words.Given[w] && !c.Words.DemonymOrPlace(w); !known && !c.pluralLeads(n) {
		return
	}
	p := c.findFull([]string{given, other[len(other)-1]})
	c.assign(i, p)
	c.Persons[p].halved = true
	if sex := c.givenSex(w); sex != AnySex {
		c.Persons[p].Sex = sex
	}
}

// leadsPair reports whether "and" and the full name of a person follow name i, which is one word and no body's name.
func (c *Cast) leadsPair(i int) bool {
	n := c.Names[i]
	if n.To-n.From != 1 || i+1 >= len(c.Names) || n.To+1 >= c.First[n.Sentence+1] || c.Lower(n.To) != "and" {
		return false
	}
	next := c.Names[i+1]
	return c.Of[i+1] >= 0 && next.From == n.To+1 && next.Run == next.From && n.Kind != names.OrgName
}

// pluralLeads reports whether a plural comes before a name that says what several people are: "the owners, Rangi and Ngaio Parata".
func (c *Cast) pluralLeads(n names.Name) bool {
	i, first := n.Run-1, c.First[n.Sentence]
	if i > first && c.Lower(i) == "," {
		i--
	}
	return i >= first && c.Words.PluralRole(c.Lower(i))
}

// bornBehind returns the first person of the article if name i, with "was born" after it, is that person’s name in full, as
// an obituary gives it: "Babatunde Olusegun Adekoya was born"; -1 if it is not.
func (c *Cast) bornBehind(i int, full []string) int {
	n := c.Names[i]
	if n.To+1 >= c.First[n.Sentence+1] || len(full) < 3 || len(c.Persons) == 0 {
		return -1
	}
	if c.Lower(n.To) != "was" || c.Lower(n.To+1) != "born" {
		return -1
	}
	last := full[len(full)-1]
	if subject := c.Persons[0].words; subject[len(subject)-1] != last || len(c.bySurname[last]) != 1 {
		return -1
	}
	return 0
}
