package names

import "lede/briefing/words"

// Bodies that are called after an owner: "the Pike County Sheriff’s Office", "Teachers’ Union", "St. Colman’s College". The owner is an office,
// people of one kind or a saint, so a person's own office is no such body: "Mayor Ann Lee’s office".

// longestOwned is how many words may stand between the owner and what tells that it is a body: "Women’s National Hockey League".
const longestOwned = 4

// ownedBody returns the end of the name of a body whose owner ends before token i, in the run of capitals that begins at token from; 0 if
// there is none.
func (f *nameFinder) ownedBody(from, i, limit int) int {
	first, ok := f.pastPossessive(i, limit)
	if !ok || !f.mayOwn(from, i-1) {
		return 0
	}
	end := 0
	for j := first; j < min(limit, first+longestOwned) && f.nameable(j); j++ {
		if head := f.Words.Heads[f.Word(j)]; head == "org" || lastHead(head) && f.Words.SaintTitles[f.Lower(from)] {
			end = j + 1
		}
	}
	return end
}

// pastPossessive returns the token behind the possessive ending at token i, and whether there is one with a word behind it.
func (f *nameFinder) pastPossessive(i, limit int) (int, bool) {
	if i+1 >= limit {
		return i, false
	}
	plural := words.Apostrophe(f.Lower(i)) && f.Tokens[i].Start == f.Tokens[i-1].End && f.Words.PluralRole(f.Lower(i-1))
	return i + 1, plural || f.Tokens[i].Clitic()
}

// mayOwn reports whether the run of capitals from one token to another ends in an office, people of one kind or a saint.
func (f *nameFinder) mayOwn(from, last int) bool {
	owner := f.Lower(last)
	switch {
	case f.Words.SaintTitles[f.Lower(from)]:
		return last > from && last-from < 4
	case f.Words.Plurals[owner], f.Words.PluralRole(owner):
		return true
	case !f.Words.Roles[owner]:
		return false
	case last == from:
		return f.articleBefore(from)
	}
	before := f.Lower(last - 1)
	if f.Words.Given[f.Word(last-1)] || !f.Tokens[last-1].Word() || f.Words.Honorifics[before] {
		return false // "Ann Cook’s council"
	}
	return !f.Words.Roles[before] || f.Words.Modifiers[before] // "Attorney General", but "Governor Baker"
}

// holdsOwner reports whether a possessive ending stands inside a run: the run is then the name of a body called after its owner.
func (f *nameFinder) holdsOwner(from, to int) bool {
	for i := from + 1; i < to; i++ {
		if _, owner := f.pastPossessive(i, to); owner {
			return true
		}
	}
	return false
}

// officeOfSaint returns where an office before a name begins, in a run that opens with a town or a house called after its saint: "St. Louis
// Mayor Ann Lee". It returns from if there is none.
func (f *nameFinder) officeOfSaint(from, to int) int {
	if !f.Words.SaintTitles[f.Lower(from)] {
		return from
	}
	saint := from + 1
	if saint < to && f.Lower(saint) == "." {
		saint++
	}
	for i := saint + 1; i+1 < to; i++ {
		if !f.Words.Roles[f.Lower(i)] {
			continue
		}
		for i-1 > saint && f.Words.Modifiers[f.Lower(i-1)] && f.Words.Heads[f.Word(i-1)] == "" {
			i--
		}
		return i
	}
	return from
}

// ofSaint reports whether a name is that of a place called after its saint: "Coombe St Mary". A given name shows a person: "Bill St. John".
func (f *nameFinder) ofSaint(from, to int) bool {
	for i := from + 1; i+1 < to; i++ {
		if f.Words.SaintTitles[f.Lower(i)] {
			return !f.Words.Given[f.Word(from)]
		}
	}
	return false
}

// churchOf reports whether a name is that of a building called after a saint: "Cathedral of St. Peter".
func (f *nameFinder) churchOf(from, to int) bool {
	if from+2 >= to || f.Words.Heads[f.Word(from)] == "" || f.Lower(from+1) != "of" {
		return false
	}
	return f.Words.SaintTitles[f.Lower(f.pastThe(from+2))]
}
