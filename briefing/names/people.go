package names

import (
	"strings"

	"lede/briefing/text"
	"lede/briefing/words"
)

// Doubtful names, which only the article as a whole can settle: each is a person's everywhere or nowhere.

// mayBeSomebody reports whether a name that looks like a thing's or a firm's may prove to be a person's later in the
// article: "Pia Storm ... Ms Storm", "the retailer Paul Nord ... Nord, 70,".
func (f *nameFinder) mayBeSomebody(n Name) bool {
	if n.Kind != OtherName && n.Kind != OrgName || n.To-n.From != 2 || f.articleBefore(n.From) {
		return false
	}
	first, last := f.Word(n.From), f.Word(n.To-1)
	if f.neverPerson(n) || words.Shouted(first) || words.Shouted(last) {
		return false
	}
	if f.Words.Heads[last] == "org" || f.Words.NoSurnames[last] { // "Len Church", if the article has Mr Church
		n.otherwise = OrgName
		return f.Words.Given[first] && !n.Titled && !f.Words.SaintTitles[f.Lower(max(n.From-1, 0))]
	}
	return n.Kind == OtherName || f.Words.Given[first] && f.bodyBefore(n)
}

// neverPerson reports whether a name begins with a common word or a place, or is listed.
func (f *nameFinder) neverPerson(n Name) bool {
	return f.ordinary(n.From) || f.Words.DemonymOrPlace(f.Word(n.From)) || f.listed(n.From, n.To) != NoName
}

// acceptPerhaps settles the doubtful names, each form of a name once for the whole article.
func (f *nameFinder) acceptPerhaps(found []Name) {
	pro, contra := f.weighPerhaps(found)
	things := f.ownedThings(found)
	for i := range found {
		n := &found[i]
		if n.Kind != perhapsPerson {
			continue
		}
		w := f.At(n.Span)
		switch {
		case pro[w] > contra[w]:
			n.Kind = PersonName
		case n.otherwise != NoName:
			n.Kind = n.otherwise
		case things[w]:
			n.Kind = OtherName
		case n.To-n.From == 1:
			n.Kind = NoName
		case contra[w] > 0, n.To-n.From > 1 && f.Word(n.To-1) == "Park":
			n.Kind = PlaceName // "Victoria Park"; few bear that surname, as many do "Hill"
		default:
			n.Kind = PersonName
		}
	}
}

// weighPerhaps counts, for each form of a doubtful name, what speaks for a person and what against.
func (f *nameFinder) weighPerhaps(found []Name) (pro, contra map[string]int) {
	pro, contra = map[string]int{}, map[string]int{}
	alone, surnames := f.singles(found)
	for _, n := range found {
		if n.Kind == OtherName && f.Words.Leads[f.Word(n.From)] == "other" {
			contra[f.Word(n.To-1)] += 2 // "Ida" is the hurricane
		}
	}
	for _, n := range found {
		if n.Kind != perhapsPerson {
			continue
		}
		w, last := f.At(n.Span), f.Lower(n.To-1)
		var e evidence
		switch {
		case n.otherwise == NoName:
			e = f.evidenceOf(n, f.Words.Speech)
		case f.Words.Given[f.Word(n.From)]:
			e = f.evidenceOf(n, f.Words.StrongSpeech).and(surnames[last])
		default:
			e.person = surnames[last].person // "Ms Storm"
		}
		if pro[w] += e.person; n.otherwise != OrgName {
			pro[w] += e.either
		}
		if PlaceBefore(f.Reading, n) || n.To-n.From > 1 && f.Words.Places[f.Word(n.To-1)] {
			contra[w]++ // "in Kimpton", "Kimpton Monaco"
		}
		if n.To-n.From > 1 && n.otherwise == NoName && alone[last] {
			pro[w]++
		}
	}
	return pro, contra
}

// ownedThings returns the doubtful full names that are somewhere treated as those of things.
func (f *nameFinder) ownedThings(found []Name) map[string]bool {
	things := map[string]bool{}
	for _, n := range found {
		if n.Kind == perhapsPerson && f.ownedOrOwner(n) {
			things[f.At(n.Span)] = true
		}
	}
	return things
}

// ownedOrOwner reports whether a full name without a given name belongs to somebody, "her Daihatsu Cuore", or says of what kind a thing is,
// "Tai Ping carpets".
func (f *nameFinder) ownedOrOwner(n Name) bool {
	if n.To-n.From < 2 || n.Run != n.From || f.Words.Given[f.Word(n.From)] {
		return false
	}
	if n.From > f.First[n.Sentence] && f.Words.Possessives[f.Lower(n.From-1)] {
		return true
	}
	l := f.Lower(min(n.To, len(f.Tokens)-1))
	return n.To < f.First[n.Sentence+1] && f.Word(n.To) == l && (f.Words.Thing(l) || f.Words.PluralRole(l))
}

// singles maps each name of one word, in lower case, to whether its kind is open somewhere and to what makes it a person's.
func (f *nameFinder) singles(found []Name) (alone map[string]bool, surnames map[string]evidence) {
	alone, surnames = map[string]bool{}, map[string]evidence{}
	for _, n := range found {
		if n.To-n.From == 1 {
			w := f.Lower(n.From)
			alone[w] = alone[w] || n.Kind == NoName
			surnames[w] = surnames[w].and(f.evidenceOf(n, f.Words.StrongSpeech))
		}
	}
	return alone, surnames
}

// evidence counts the signs beside a name that only a person has, and those that a body has as well, such as a calling
// or a verb of speech.
type evidence struct{ person, either int }

func (e evidence) and(other evidence) evidence {
	return evidence{e.person + other.person, e.either + other.either}
}

// evidenceOf counts the signs in one place that a name is a person's. speech holds the verbs that count as signs.
func (f *nameFinder) evidenceOf(n Name, speech map[string]bool) evidence {
	var e evidence
	switch {
	case !n.Titled || f.severalBefore(n):
	case n.Run == n.From || f.corporate(n):
		e.either += 2
	default:
		e.person += 2
	}
	if n.To < f.First[n.Sentence+1] && speech[f.Lower(n.To)] {
		e.either++
	} else if f.personBehind(n) {
		if f.hasTeam(n) {
			e.either++
		} else {
			e.person++
		}
	}
	if n.From > f.First[n.Sentence] && f.Words.StrongSpeech[f.Lower(n.From-1)] {
		e.either++
	}
	if f.explainsRole(n) || roleBehind(f.Reading, n.To) {
		e.person++
	}
	return e
}

// personBehind reports whether “who” or an age stands behind a name.
func (f *nameFinder) personBehind(n Name) bool {
	limit := f.First[n.Sentence+1]
	if n.To >= limit {
		return false
	}
	aged := n.To+1 < limit && f.ageAt(n.To+1, limit)
	switch f.Lower(n.To) {
	case ",":
		return aged || n.To+1 < limit && whoAt(f.Lower(n.To+1))
	case "(":
		return aged
	}
	return whoAt(f.Lower(n.To))
}

// whoAt reports whether a word begins a clause about a person.
func whoAt(l string) bool { return l == "who" || l == "whose" }

// ageAt reports whether token i is an age, and no day of a month: "Ann Lee, 12," but "(Letters, 12 May)".
func (f *nameFinder) ageAt(i, limit int) bool {
	if i+1 >= limit {
		return words.Age(f.Word(i))
	}
	next := f.Lower(i + 1)
	if _, number := f.Words.Cardinals[f.Lower(i)]; number && f.Lower(i-1) == "," {
		return next == "," // "Albie, three,"
	}
	return words.Age(f.Word(i)) && f.Words.Months[next] == 0 && !f.Words.Durations[next] && !f.Words.Units[next]
}

// explainsRole reports whether a name explains the role before it, between a comma and a mark: "his wife, Nancy,", "said
// the coach, Ji-sung Park."
func (f *nameFinder) explainsRole(n Name) bool {
	if n.Run-2 < f.First[n.Sentence] || f.Lower(n.Run-1) != "," || n.To >= f.First[n.Sentence+1] {
		return false
	}
	return f.Words.Does(f.Word(n.Run-2), f.Lower(n.Run-2)) && (f.Lower(n.To) == "," || f.Lower(n.To) == ".")
}

// explainsKin reports whether a name explains what its bearer is to another person: "His wife, Bess, said".
func (f *nameFinder) explainsKin(n Name) bool {
	comma := n.Run - 1
	if comma-2 < f.First[n.Sentence] || f.Lower(comma) != "," {
		return false
	}
	if tie := f.Lower(comma - 1); !f.belongsToPerson(tie) {
		whose := f.Lower(comma - 2)
		return f.Words.Ties[tie] && (whose == "his" || whose == "her")
	}
	return f.Words.Possessives[f.Lower(comma-2)] || f.Tokens[comma-2].Clitic()
}

// PlaceBefore reports whether a preposition of place stands right before a name.
func PlaceBefore(r *text.Reading, n Name) bool {
	if n.Run <= r.First[n.Sentence] || n.Run != n.From {
		return false
	}
	return r.Words.InPlaces[r.Lower(n.From-1)]
}

// acceptSingles gives a name of one word that no list has to a person, if the article treats it as a person's somewhere
// and as a thing's nowhere: "Balitsky said he", "the Biden administration".
func (f *nameFinder) acceptSingles(found []Name) {
	pro, contra, opens := map[string]bool{}, map[string]bool{}, f.opensBody(found)
	for _, n := range found {
		if n.Kind != NoName || n.To-n.From != 1 {
			continue
		}
		w := f.Word(n.From)
		switch person, thing := f.treatedAs(n); {
		case thing, opens[w] && f.personBehind(n): // "Weir, who lost", after "Weir Town"
			contra[w] = true
		case person:
			pro[w] = true
		}
	}
	for i := range found {
		if n := &found[i]; n.Kind == NoName && n.To-n.From == 1 && pro[f.Word(n.From)] && !contra[f.Word(n.From)] {
			n.Kind = PersonName
		}
	}
}

// treatedAs reports whether the words around a name of one word treat it as a person's, or as a thing's.
func (f *nameFinder) treatedAs(n Name) (person, thing bool) {
	i, limit := n.To, f.First[n.Sentence+1]
	people := f.ofPeople(f.Word(n.From))
	if !people && f.broughtIn(n) {
		return true, false
	}
	if placed := f.placed(n); placed || i+1 >= limit || words.Shouted(f.Word(n.From)) {
		return false, placed
	}
	if people || f.comesFrom(n) || f.calledBody(n) {
		return false, true
	}
	next := f.Lower(i + 1)
	switch t := f.Tokens[i]; {
	case f.Words.Presidencies[t.Lower]:
		return !f.Words.Grammar(f.Lower(n.From)), false
	case t.Lower == ",":
		return f.personBehind(n) || f.explainsKin(n), next == "which" || next == "based"
	case t.Clitic():
		return f.belongsToPerson(next), false
	case f.Words.StrongSpeech[t.Lower]:
		return f.pronounBehind(i+1, limit)
	}
	return false, false
}

// broughtIn reports whether the words before a name bring in somebody of one name.
func (f *nameFinder) broughtIn(n Name) bool {
	return KinBefore(f.Reading, n.Run) >= 0 || f.calledPerson(n) || f.infant(n)
}

// calledPerson reports whether somebody is said to be called by a name: "a man called Wayne".
func (f *nameFinder) calledPerson(n Name) bool {
	called := n.Run - 1
	if called-2 < f.First[n.Sentence] || f.Lower(called) != "called" && f.Lower(called) != "named" {
		return false
	}
	somebody := f.Lower(called - 1)
	return f.Words.BareRoles[somebody] && !f.Words.Animals[somebody] && words.Indefinite(f.Lower(called-2))
}

// infant reports whether an age in months or less stands before a name: "10-month-old Maisie".
func (f *nameFinder) infant(n Name) bool {
	before := f.Lower(max(n.Run-1, f.First[n.Sentence]))
	return strings.HasSuffix(before, "-month-old") || strings.HasSuffix(before, "-week-old") || strings.HasSuffix(before, "-day-old")
}

// placed reports whether the words before a name of one word make it a place's.
func (f *nameFinder) placed(n Name) bool {
	return PlaceBefore(f.Reading, n) || f.homeOf(n) || f.townBefore(n)
}

// ofPeople reports whether a word is for people of one nation or faith: "Malaysians", "Muslims".
func (f *nameFinder) ofPeople(w string) bool {
	return f.Words.Demonyms[w] != "" || f.Words.Demonyms[strings.TrimSuffix(w, "s")] != "" || f.Words.Faiths[strings.ToLower(w)]
}

// calledBody reports whether a noun for a body with its article stands before a name: "founder of the news site Zrno, who".
func (f *nameFinder) calledBody(n Name) bool {
	i, first := n.Run-1, f.First[n.Sentence]
	if n.Run != n.From || i <= first || !f.Words.Bodies[f.Lower(i)] || f.Words.Given[f.Word(n.From)] {
		return false
	}
	return words.Article(f.Lower(i-1)) || i-1 > first && words.Article(f.Lower(i-2))
}

// comesFrom reports whether a name is where somebody comes from: "26, originally from Gdynia, who".
func (f *nameFinder) comesFrom(n Name) bool {
	from := n.Run - 1
	if n.Run != n.From || from-1 < f.First[n.Sentence] || f.Lower(from) != "from" {
		return false
	}
	l := f.Lower(from - 1)
	return l == "," || words.Adverbial(l)
}

// belongsToPerson reports whether a word is for someone that only a person has: a daughter, a lawyer.
func (f *nameFinder) belongsToPerson(w string) bool {
	return f.Words.MaleRoles[w] || f.Words.FemaleRoles[w] || f.Words.Lawyers[w]
}

// homeOf reports whether a name is somebody's home town: "Hank Bray of Tolland".
func (f *nameFinder) homeOf(n Name) bool {
	of := n.Run - 1
	if n.Run != n.From || of-2 < f.First[n.Sentence] || f.Lower(of) != "of" {
		return false
	}
	return f.nameable(of-1) && f.Words.Given[f.Word(of-2)]
}

// pronounBehind reports whether the first pronoun among the next tokens is one for a person or one for a thing.
func (f *nameFinder) pronounBehind(i, limit int) (person, thing bool) {
	return f.pronounWithin(i, limit, 4)
}

// pronounWithin does the same among as many tokens as it is told.
func (f *nameFinder) pronounWithin(i, limit, reach int) (person, thing bool) {
	for end := min(i+reach, limit); i < end; i++ {
		switch f.Lower(i) {
		case "he", "she", "his", "her":
			return true, false
		case "it", "its":
			return false, true
		}
	}
	return false, false
}
