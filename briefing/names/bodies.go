package names

import (
	"strings"

	"lede/briefing/words"
)

// Firms, goods and works that bear a name like a person's. What stands beside the name in one place tells: "shares in Ann Lee", "the Ann Lee
// label", "chains including Ann Lee". It tells only where nothing in the article shows a person.

// asBodies gives a name that only looks like a person's to a body, if the article treats it as a thing somewhere and as
// a person nowhere: "Marks Dell raised its forecast", "Dunmore Celtic have".
func (f *nameFinder) asBodies(found []Name) {
	thing := map[string]bool{} // by the name in small letters: a report may open with the club’s in capitals
	for _, n := range found {
		if f.showsThing(n) {
			thing[f.folded(n)] = true
		}
	}
	if len(thing) == 0 {
		return
	}
	_, surnames := f.singles(found)
	for _, n := range found {
		if w := f.folded(n); thing[w] && f.livesAs(n, surnames[f.Lower(n.To-1)]) {
			delete(thing, w)
		}
	}
	for i, n := range found {
		if thing[f.folded(n)] {
			found[i].Kind = OrgName
		}
	}
}

// folded returns a name in small letters.
func (f *nameFinder) folded(n Name) string { return strings.ToLower(f.At(n.Span)) }

// showsThing reports whether a full name that looks like a person's is somewhere treated as a thing's, or called a body: "the chain Ann Lee ... a
// clerk at Ann Lee".
func (f *nameFinder) showsThing(n Name) bool {
	switch {
	case n.To-n.From < 2:
	case n.Kind == PersonName:
		return f.treatedAsThing(n) || f.treatedAsGoods(n)
	case n.Kind == OrgName && words.Shouted(f.Word(n.From)):
		return f.treatedAsThing(n)
	case n.Kind == OrgName && f.Words.Given[f.Word(n.From)]:
		return n.To-n.From == 2 && f.bodyBefore(n)
	}
	return false
}

// treatedAsThing reports whether the words beside a full name treat it as a thing's: "its Alice Temple", "Thomas Wren,
// which", "Marks Dell raised its forecast". Only trading verbs count before "its": a person leads its team as well.
func (f *nameFinder) treatedAsThing(n Name) bool {
	first, limit := f.First[n.Sentence], f.First[n.Sentence+1]
	if n.To+2 < limit && f.Tokens[n.To].Clitic() && f.ownedByFirm(n.To+1) {
		return true
	}
	if n.Run > first {
		return n.Run == n.From && f.Lower(n.Run-1) == "its"
	}
	if n.To+1 < limit && f.Lower(n.To) == "," {
		return f.Lower(n.To+1) == "which"
	}
	return n.From == first && n.To < limit && pluralVerb(f.Lower(n.To)) || f.tradesIts(n, limit)
}

// tradesIts reports whether a verb of trade and "its" follow a name: "Marks Dell raised its forecast".
func (f *nameFinder) tradesIts(n Name, limit int) bool {
	for i := n.To; i < min(n.To+5, limit) && f.Tokens[i].Word() && !words.Capital(f.Word(i)); i++ {
		if f.Words.TradingVerbs[f.Lower(i)] && i+1 < limit && f.Lower(i+1) == "its" {
			return true
		}
	}
	return false
}

// pluralVerb reports whether a verb tells of several: “Dunmore Celtic have dismissed” names a club. No article writes so of one person.
func pluralVerb(verb string) bool { return verb == "have" || verb == "are" || verb == "were" }

// ownedByFirm reports whether what stands at token i belongs to a firm and never to a person: "’s shareholders", "’s president for Europe".
func (f *nameFinder) ownedByFirm(i int) bool {
	return f.Words.FirmBelongings[f.Lower(i)] || f.Words.FirmBelongings[f.Lower(i)+" "+f.Lower(i+1)]
}

// livesAs reports whether something beside a full name, or known of its last word alone, shows a person.
func (f *nameFinder) livesAs(n Name, surname evidence) bool {
	if f.evidenceOf(n, f.Words.StrongSpeech).and(surname).person > 0 {
		return true
	}
	if f.Words.Given[f.Word(n.From)] && (surname.either > 0 || f.hasCalling(n)) {
		return true // "Lee said": what is called Ann Lee and is nobody is seldom called Lee
	}
	if n.Run > f.First[n.Sentence] && f.Words.Prepositions[f.Lower(n.Run-1)] || f.severalBefore(n) {
		return false // "at Ann Lee in May she sang", "of the accountants Ann Lee, said she": somebody else
	}
	from, end := n.To, f.First[n.Sentence+1]
	for f.describesGoods(n) && from < min(end, n.To+longestDeed) && f.Tokens[from].Word() {
		from++ // "the Ann Lee roundabout with a bag on his lap"
	}
	person, _ := f.pronounWithin(from, end, longestDeed)
	return person
}

// hasCalling reports whether one person's title or calling stands before a name, and none that a firm may have.
func (f *nameFinder) hasCalling(n Name) bool {
	return n.Titled && !f.corporate(n) && !f.severalBefore(n)
}

// longestDeed is how many tokens behind a name are read for a pronoun that takes it up: "Ann Lee closed all of her".
const longestDeed = 8

// goodsSigns are the ways in which the words beside a full name make it that of goods, a house, a work or a firm.
var goodsSigns = []func(*nameFinder, Name) bool{
	(*nameFinder).amongBodies, (*nameFinder).andOtherBodies, (*nameFinder).describesGoods, (*nameFinder).heldInShares, (*nameFinder).traded,
	(*nameFinder).hasPremises, (*nameFinder).bodyBehind, (*nameFinder).calledSo, (*nameFinder).foundedOrFailed,
	(*nameFinder).isAt, (*nameFinder).employs, (*nameFinder).severalBefore, (*nameFinder).toldOnly, (*nameFinder).besideBody, (*nameFinder).explainedByWhich,
	(*nameFinder).playAsMany, (*nameFinder).scored, (*nameFinder).moved, (*nameFinder).spokenFor, (*nameFinder).hasTeam, (*nameFinder).hasStaff,
	(*nameFinder).trades, (*nameFinder).routeTo, (*nameFinder).inRegion, (*nameFinder).seated,
}

// treatedAsGoods reports whether one of these signs stands beside a full name.
func (f *nameFinder) treatedAsGoods(n Name) bool {
	for _, shows := range goodsSigns {
		if shows(f, n) {
			return true
		}
	}
	return false
}

// longestRow is how many tokens a row of names may have before the name that is asked for.
const longestRow = 24

// amongBodies reports whether a name stands in a row that a noun for bodies opens: "chains including Ann Lee and Homeward", "the chains Ann Lee and
// Homeward".
func (f *nameFinder) amongBodies(n Name) bool {
	i, first := n.Run-1, f.First[n.Sentence]
	row := false
	for ; i > first && n.Run-i <= longestRow && (inRow(f.Reading, i) || f.Lower(i) == "&"); i-- {
		row = row || f.Lower(i) == "and" || f.Lower(i) == ","
	}
	if i <= first || n.Run-i > longestRow {
		return false
	}
	if lead := f.beforeInstance(i); lead < i {
		return lead >= first && f.bodies(f.Lower(lead))
	}
	return row && f.bodies(f.Lower(i)) && f.Tokens[i+1].Word()
}

// beforeInstance returns the token before "including", "like" or "such as", and before a comma there, if one of them ends at token i; otherwise i.
func (f *nameFinder) beforeInstance(i int) int {
	switch l := f.Lower(i); {
	case l == "including", l == "like":
		i--
	case l == "as" && f.Lower(i-1) == "such":
		i -= 2
	default:
		return i
	}
	if i > 0 && f.Lower(i) == "," {
		i--
	}
	return i
}

// bodies reports whether a plural is of a noun for bodies or goods, and never for people: "chains", "companies".
func (f *nameFinder) bodies(l string) bool {
	one, plural := strings.CutSuffix(l, "s")
	if !plural {
		return false
	}
	if stem, ok := strings.CutSuffix(one, "ie"); ok {
		one = stem + "y"
	}
	if f.Words.Firms[one] || f.Words.Goods[one] || f.makes(one) {
		return true
	}
	return f.Words.AnyBody[one] && !f.Words.Roles[one]
}

// describesGoods reports whether a name with an article says which goods, house or work a noun behind it means: "the Ann Lee label", "the Ann Lee
// care home".
func (f *nameFinder) describesGoods(n Name) bool {
	first, noun, limit := f.First[n.Sentence], n.To, f.First[n.Sentence+1]
	if n.Run != n.From || n.From <= first {
		return false
	}
	if noun+1 < limit && f.Words.PremisesKinds[f.Lower(noun)] && f.Words.Goods[f.Lower(noun+1)] {
		noun++
	}
	if noun >= limit || f.Word(noun) != f.Lower(noun) || !f.Words.Goods[f.Lower(noun)] {
		return false
	}
	determined := f.determined(n.From-1) || n.From-1 > first && f.describing(n.From-1) && f.determined(n.From-2)
	return determined && (noun+1 >= limit || !f.Words.Does(f.Word(noun+1), f.Lower(noun+1))) // "the Ann Lee show host"
}

// determined reports whether token i says which or whose thing is meant.
func (f *nameFinder) determined(i int) bool {
	l := f.Lower(i)
	return words.Article(l) || f.Words.Possessives[l] || l == "this"
}

// describing reports whether token i may stand between an article and a name: "a new Ann Lee podcast".
func (f *nameFinder) describing(i int) bool {
	return f.Tokens[i].Word() && !f.Words.Prepositions[f.Lower(i)] && !f.Words.Does(f.Word(i), f.Lower(i))
}

// heldInShares reports whether somebody holds or enters a part of what bears a name: "shares in Ann Lee", "a branch of Ann Lee", "Ann
// Lee stores were".
func (f *nameFinder) heldInShares(n Name) bool {
	if f.ownsStores(n) {
		return true
	}
	at := n.Run - 1
	if n.Run != n.From || at <= f.First[n.Sentence] {
		return false
	}
	l, part := f.Lower(at), f.Lower(at-1)
	return l == "in" && f.Words.Holdings[part] || l == "of" && f.Words.Premises[part]
}

// ownsStores reports whether a name says whose stores or staff do something: "Ann Lee stores were shut", but not "Ann Lee stores wine".
func (f *nameFinder) ownsStores(n Name) bool {
	limit := f.First[n.Sentence+1]
	if n.To+1 >= limit || !f.Words.Premises[f.Lower(n.To)] || f.Word(n.To) != f.Lower(n.To) {
		return false
	}
	return f.Tokens[n.To+1].Mark() || f.Words.ClauseVerbs[f.Lower(n.To+1)]
}

// andOtherBodies reports whether a row that a name stands in goes on with bodies: "Ann Lee, Homeward and other chains".
func (f *nameFinder) andOtherBodies(n Name) bool {
	i, limit := n.To, min(f.First[n.Sentence+1], n.To+longestRow)
	for i < limit && inRow(f.Reading, i) {
		i++
	}
	if i == n.To || i >= limit || f.Lower(i) != "other" {
		return false
	}
	for end := min(i+4, limit); i < end && f.Tokens[i].Word(); i++ {
		if f.bodies(f.Lower(i)) {
			return true
		}
	}
	return false
}

// foundedOrFailed reports whether what is told right behind a name is told of firms alone: "Ann Lee, founded in 1880,", "Ann Lee went into
// administration".
func (f *nameFinder) foundedOrFailed(n Name) bool {
	i, limit := n.To, f.First[n.Sentence+1]
	if i < limit && f.Lower(i) == "," {
		i++
	}
	for i < limit && f.Words.ClauseVerbs[f.Lower(i)] || i < limit && f.Lower(i) == "been" {
		i++
	}
	if i >= limit {
		return false
	}
	if f.Words.Founded[f.Lower(i)] && i > n.To { // "the firm Ann Lee founded in 1880" is hers
		return i+1 < limit && f.Words.Prepositions[f.Lower(i+1)]
	}
	for end := min(i+3, limit-1); i < end; i++ {
		if f.Lower(i) == "into" {
			return f.Words.Failing[f.Lower(i+1)]
		}
	}
	return false
}

// traded reports whether a price stands behind a name: "Ann Lee closed 6.8% lower".
func (f *nameFinder) traded(n Name) bool {
	i, limit := n.To+1, f.First[n.Sentence+1]
	if i+2 >= limit || !words.Digit(f.Word(i)) {
		return false
	}
	for end := min(i+5, limit); i < end; i++ {
		if l := f.Lower(i); l == "lower" || l == "higher" {
			l = f.Lower(i - 1)
			return l == "%" || strings.HasSuffix(l, "cent")
		}
	}
	return false
}

// hasPremises reports whether what bears a name has branches, staff or customers in numbers: "Ann Lee has 40 branches".
func (f *nameFinder) hasPremises(n Name) bool {
	i, limit := n.To, f.First[n.Sentence+1]
	if i+2 >= limit {
		return false
	}
	switch f.Lower(i) {
	case "has", "had", "operates", "operated", "employs", "employed", "runs":
	default:
		return false
	}
	counted := false
	for end := min(i+6, limit); i < end && !f.Tokens[i].Mark(); i++ {
		_, cardinal := f.Words.Cardinals[f.Lower(i)]
		counted = counted || cardinal || words.Digit(f.Word(i))
		if counted && f.Words.Premises[f.Lower(i)] {
			return true
		}
	}
	return false
}

// bodyBehind reports whether a phrase behind a comma says that what bears a name is a body, goods or a house: "Ann Lee, a pub in Leeds,".
func (f *nameFinder) bodyBehind(n Name) bool {
	i, limit := n.To+1, min(f.First[n.Sentence+1], n.To+2+longestCalling)
	if i+1 >= limit || f.Lower(n.To) != "," || !words.Article(f.Lower(i)) {
		return false
	}
	for i++; i < limit && !f.Tokens[i].Mark() && !f.endsNoun(f.Lower(i)); i++ {
	}
	l := f.Lower(i - 1)
	if i >= limit || f.Word(i-1) != l {
		return false // "Ann Lee, a University of Weir professor,"
	}
	return f.standsFor(l, f.Words.Given[f.Word(n.From)])
}

// standsFor reports whether a noun says what a body, a place or a thing is that bears a name, which may begin with a given name.
func (f *nameFinder) standsFor(l string, given bool) bool {
	for _, kind := range []words.Set{f.Words.TownKinds, f.Words.PlaceKinds, f.Words.Goods, f.Words.Vessels} {
		if kind[l] {
			return true
		}
	}
	firm := f.Words.Firms[l] || f.Words.AnyBody[l] && !given
	return firm && !f.Words.Roles[l]
}

// calledSo reports whether a noun for a body or goods is said to be called by a name: "a clinic called Ann Lee". With "the" it is somebody at
// the clinic who is: "a nurse at the clinic named Ann Lee".
func (f *nameFinder) calledSo(n Name) bool {
	noun, first := n.Run-2, f.First[n.Sentence]
	if n.Run != n.From || noun <= first || f.Lower(noun+1) != "called" && f.Lower(noun+1) != "named" {
		return false
	}
	if l := f.Lower(noun); !f.bodyOrThing(l) || f.Words.Roles[l] {
		return false
	}
	for i := noun - 1; i >= first && noun-i < 4 && f.Tokens[i].Word(); i-- {
		if words.Article(f.Lower(i)) {
			return f.Lower(i) != "the"
		}
	}
	return false
}

// bodyOrThing reports whether a noun is for a body, goods, a beast or a thing.
func (f *nameFinder) bodyOrThing(l string) bool {
	for _, kind := range []words.Set{f.Words.Firms, f.Words.Goods, f.Words.AnyBody, f.Words.Animals, f.Words.WorkNouns} {
		if kind[l] {
			return true
		}
	}
	return f.Words.Thing(l) && !f.Words.MayBeAgent(l) && !f.Words.Victims[l]
}

// endsNoun reports whether the noun of a phrase ends before a word: "the studio behind the series".
func (f *nameFinder) endsNoun(l string) bool {
	return f.Words.Grammar(l) || f.Words.FarPrepositions[l] || f.Words.NounLinks[l]
}
