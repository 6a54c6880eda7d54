package names

import (
	"strings"

	"lede/briefing/words"
)

// Titles, roles and nationalities, which come before the name in a run of capitalised words.

// afterTitle returns the token after the titles, roles and nationalities that a run begins with, and whether
// there is a title or role among them.
func (f *nameFinder) afterTitle(from, to int) (int, bool) {
	at, last, titled := from, from, false
	for at < to {
		switch {
		case f.Lower(at) == ".": // the full stop of "Mr."
			last = at + 1
		case f.Lower(at) == "(" && at == last: // "Lord (Desmond) Achebe"
			at += 3
			last = at
			continue
		case f.fullTitleEnd(at, to) > 0:
			at = f.fullTitleEnd(at, to)
			last, titled = at, true
			continue
		case f.title(at):
			if f.titleInName(at, from, to, titled) {
				return last, titled
			}
			last, titled = at+1, true
		case f.partOfRole(at, to):
		case f.knownAhead(at, to) > 0:
			at = f.knownAhead(at, to)
			continue
		case f.Words.Demonyms[f.Word(at)] != "":
			if at == last && !f.nationalBody(at, to) {
				last = at + 1
			}
		case !f.roleAhead(at+1, to):
			return f.afterOf(last, to), titled
		}
		at++
	}
	return f.afterOf(last, to), titled
}

// titledBeside reports whether a role stands right before a name or a title right behind it: "Ayşe Hanım".
func (f *nameFinder) titledBeside(from, to int) bool {
	behind := to < len(f.Tokens) && f.Words.Heads[f.Word(to)] == "after" && f.Words.Honorifics[f.Lower(to)]
	return behind || f.roleBefore(from)
}

// fullTitleEnd returns the token after what is a title only before a full name, if one follows: the name for a member of a party, "Liberal
// Democrat Ann Lee", or a title that is somebody's name as often, "Tun Hamid Aziz", but not "Tun Myat". It is 0 if there is none.
func (f *nameFinder) fullTitleEnd(i, to int) int {
	if i+2 < to && f.Words.TitlesOrNames[f.Lower(i)] && f.Words.Given[f.Word(i+1)] {
		return i + 1
	}
	for end := i + 1; end <= i+2 && end+1 < to; end++ {
		if f.Words.PartyMembers[f.At(f.Over(i, end))] && f.Words.Given[f.Word(end)] {
			return end
		}
	}
	return 0
}

// placeOf returns the place in an office without a name: "the President of Indonesia".
func (f *nameFinder) placeOf(from, to, sentence int) []Name {
	for i := from + 1; i < to; i++ {
		if words.OfOrFor(f.Lower(i-1)) && f.knownAhead(i, to) == to {
			n := f.named(i, to, sentence)
			n.Kind = f.listed(i, to)
			return []Name{n}
		}
	}
	return nil
}

// title reports whether a token is a title or a role.
func (f *nameFinder) title(i int) bool {
	l := f.Lower(i)
	if f.Words.Honorifics[l] || f.Words.Roles[l] || f.Words.Scholarly(l) {
		return true
	}
	if f.Words.ShoutedRanks[f.Word(i)] || strings.HasPrefix(l, "ex-") {
		return true
	}
	return f.Words.CompoundRole(l) || f.Words.ParentOf(l) || RankAt(f.Reading, i) || f.pluralTitle(i)
}

// pluralTitle reports whether a token is the title of several people: "Senators Ann Lee and Bob Kay".
func (f *nameFinder) pluralTitle(i int) bool {
	w, l := f.Word(i), f.Lower(i)
	plural := f.Words.PluralRole(l) && f.Words.Heads[w] == "" && !f.Words.Given[w]
	return (plural || f.Words.SeveralMen(l)) && !f.membersOfBody(i)
}

// longestBodyBehind is how many words behind the people who are in a body may lead to what it is: "Teachers United Front".
const longestBodyBehind = 3

// membersOfBody reports whether the people whom token i names are those of a body that is called after them: "Teachers Union", "Airline Pilots
// Association".
func (f *nameFinder) membersOfBody(i int) bool {
	limit := min(f.First[f.Tokens[i].Sentence+1], i+1+longestBodyBehind)
	for j := i + 1; j < limit && words.Capital(f.Word(j)) && !f.Words.Given[f.Word(j)]; j++ {
		if f.Words.Heads[f.Word(j)] == "org" {
			return true
		}
	}
	return false
}

// ordinalOfBody reports whether the number at token i is a word of a body's name inside a sentence: "the First Harbor Bank".
func (f *nameFinder) ordinalOfBody(i int) bool {
	return f.Words.Ordinals[f.Lower(i)] && !f.opensAt(i, f.Tokens[i].Sentence) && f.membersOfBody(i)
}

// nationalBody reports whether the nationality at token i is a word of a body's name of three or more: "Canadian Armed Forces".
func (f *nameFinder) nationalBody(i, to int) bool {
	return to-i > 2 && f.Words.Heads[f.Word(to-1)] == "org" && f.knownAhead(i+1, to) == 0
}

// titleInName reports whether the title at token i of a run is part of the name itself.
func (f *nameFinder) titleInName(i, from, to int, titled bool) bool {
	switch {
	case i+1 < to && f.titleOfThing(i, from):
		return true
	case i == to-2 && f.Words.Given[f.Word(i)] && !f.Words.Given[f.Word(to-1)]:
		// "Dean Potts", "the winger Duke Ellison": a title that is just as often a given name, with one word after it.
		return !f.Words.Honorifics[f.Lower(i)] && (titled || !f.articleBefore(i))
	case i == from:
		return false
	case i == to-1 && f.addressed(i):
		return true
	case i == to-2 && f.Words.NoSurnames[f.Word(to-1)]:
		return true // "the Martin Luther King Prize"
	}
	// A given name such as "Prince" or a surname such as "Judge" ends the run.
	return i == to-1 && !titled && f.Words.Given[f.Word(i-1)]
}

// addressed reports whether "Mr" or the like before a word that is also a calling makes it a surname: "Mr Cook", but "Mr President".
func (f *nameFinder) addressed(i int) bool {
	title := overStop(f.Reading, i-1, -1)
	if title < f.First[f.Tokens[i].Sentence] || f.Words.Roles[f.Lower(title)] || f.Words.AddressedOffices[f.Lower(i)] {
		return false
	}
	return f.Words.MaleTitles[f.Lower(title)] || f.Words.FemaleTitles[f.Lower(title)]
}

// titleOfThing reports whether a title is that of a saint inside a name, "Bill St. John", "Coombe St Mary", or of no person: "Major League".
func (f *nameFinder) titleOfThing(i, from int) bool {
	if f.Words.SaintTitles[f.Lower(i)] && i > from && !f.title(i-1) {
		return true
	}
	return f.Lower(i) == "major" && lastHead(f.Words.Heads[f.Word(i+1)])
}

// partOfRole reports whether a token continues a role that began before it or leads to one after it.
func (f *nameFinder) partOfRole(i, to int) bool {
	l := f.Lower(i)
	switch {
	case words.OfOrFor(l), l == "the", l == "and":
		return true
	case f.Words.Modifiers[l] && !f.Words.Given[f.Word(i)]:
		return true
	}
	return f.Words.Heads[f.Word(i)] == "org" && i+1 < to
}

// afterOf steps over "of State" behind "Secretary", and over "for the District of Massachusetts" behind "Attorney".
func (f *nameFinder) afterOf(at, to int) int {
	if at >= to || !words.OfOrFor(f.Lower(at)) {
		return at
	}
	for i := at + 1; i < to; i++ {
		if end := f.knownAhead(i, to); end > 0 && end < to {
			return f.pastPlace(end, to)
		}
		if left := to - i; i > at+1 && left >= 2 && left <= 4 && f.Words.Given[f.Word(i)] {
			return i
		}
	}
	if at > 0 && f.Words.CompanyHeads[f.Lower(at-1)] {
		return to // "Chief Executive Officer of Tumaini Seeds"
	}
	if at+3 == to && !f.Words.OfOffices[f.Lower(at+1)] && !f.surnameElsewhere(at+2) {
		return to // "the Director of Public Prosecutions", but "Secretary of State Varga"
	}
	return f.pastPlace(min(at+2, to), to)
}

// pastPlace steps over the end of a place at the end of an office: "MSP for Eastport West", "Governor of Nairobi County".
func (f *nameFinder) pastPlace(i, to int) int {
	if i == to-1 && (f.Words.Compass[f.Lower(i)] || f.Words.PlaceKinds[f.Lower(i)] || f.Words.NoSurnames[f.Word(i)]) {
		return to
	}
	return i
}

// surnameElsewhere reports whether the article has the word at token i behind a given name or a title too.
func (f *nameFinder) surnameElsewhere(i int) bool {
	if f.surnames == nil {
		f.surnames = map[string]int{}
		for j := 1; j < len(f.Tokens); j++ {
			if f.behindName(j) {
				f.surnames[f.Word(j)]++
			}
		}
	}
	here := 0
	if f.behindName(i) {
		here = 1
	}
	return f.surnames[f.Word(i)] > here
}

// behindName reports whether token i stands behind a given name or a title.
func (f *nameFinder) behindName(i int) bool {
	return f.Words.Given[f.Word(i-1)] || f.Words.Honorifics[f.Lower(overStop(f.Reading, i-1, -1))]
}

// roleAhead reports whether a role or title comes later in the run, with a word after it.
func (f *nameFinder) roleAhead(at, to int) bool {
	for i := at; i < to-1; i++ {
		if f.Words.Roles[f.Lower(i)] || f.Words.Honorifics[f.Lower(i)] || RankAt(f.Reading, i) {
			return true
		}
	}
	return false
}

// roleBefore reports whether a role noun stands right before a token.
func (f *nameFinder) roleBefore(at int) bool {
	if at == 0 || f.Tokens[at-1].Sentence != f.Tokens[at].Sentence {
		return false
	}
	t := f.Tokens[at-1]
	if t.Lower == "international" && at > 1 && f.Words.DemonymOrPlace(f.Word(at-2)) {
		return true // "the Brazil international NAME"
	}
	return t.Word() && (f.Words.Does(f.Word(at-1), t.Lower) || f.Words.Roles[t.Lower] || f.Words.CompoundRole(t.Lower))
}
