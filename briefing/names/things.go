package names

import (
	"strings"

	"lede/briefing/text"
	"lede/briefing/words"
)

// Ships, prizes, halls, weapons and parts in films bear people's names. The words around such a name give it away.

// unlessThing returns the given kind of a name that looks like a person's, unless the words around it make it a thing's.
func (f *nameFinder) unlessThing(n Name, kind Kind) Kind {
	switch {
	case n.From > f.First[n.Sentence] && f.Lower(n.From-1) == "(" && n.End < f.AfterDateline(n.Sentence):
		return OrgName // "KESSRA (Northern Wire) —"
	case f.animalBehind(n), f.animalBefore(n), f.brand(n), f.oneOfKind(n):
		return OtherName
	case f.townBefore(n), !n.Titled && f.behindStreet(n):
		return PlaceName
	case !n.Titled && f.ownedByThing(n):
		return OtherName
	case !n.Titled && f.graded(n):
		return OrgName
	case !n.Titled && (f.calledAfter(n) || f.workAround(n)), f.isTitle(n), f.isPart(n), f.holdsVerb(n):
		return OtherName
	}
	return kind
}

// longestKind is how many words may lead from a name to the animal that it is: ", thought to be the oldest panda".
const longestKind = 8

// animalBehind reports whether a phrase behind a comma says that the bearer of a name is an animal: "Pepper Oak, a tabby cat,".
func (f *nameFinder) animalBehind(n Name) bool {
	limit := min(f.First[n.Sentence+1], n.To+1+longestKind)
	if n.To >= limit || f.Lower(n.To) != "," {
		return false
	}
	for i := n.To + 1; i < limit && f.Tokens[i].Word(); i++ {
		l := f.Lower(i)
		if f.Words.Animals[l] && f.Word(i) == l {
			return i+1 >= limit || f.Tokens[i+1].Mark() || f.Words.Grammar(f.Lower(i+1)) || words.Verbal(f.Lower(i+1))
		}
		if l != "to" && f.Words.Prepositions[l] || f.Words.Subjects[l] {
			return false
		}
	}
	return false
}

// animalBefore reports whether the words before a name make it an animal's: "a police dog named Bruno", "the horse, called Major Tom", "her dog Rex".
func (f *nameFinder) animalBefore(n Name) bool {
	i, first := n.Run-1, f.First[n.Sentence]
	if i > first && (f.Lower(i) == "called" || f.Lower(i) == "named") {
		i--
		if f.Lower(i) == "," {
			i--
		}
	}
	return i >= first && f.Words.Animals[f.Lower(i)] && f.Word(i) == f.Lower(i) && !f.Words.Victims[f.Lower(i)]
}

// longestGoods is how many words may lead from a name to the goods that bear it: "Aunt Sadie electric pressure cookers".
const longestGoods = 3

// brand reports whether a name with a title is that of goods or a house: "Aunt Sadie pressure cookers", "Mrs Beaton’s Bakehouse".
func (f *nameFinder) brand(n Name) bool {
	i, limit := n.To, f.First[n.Sentence+1]
	if n.Run == n.From || i+1 >= limit {
		return false
	}
	if f.Tokens[i].Clitic() {
		return words.Capital(f.Word(i+1)) && f.Words.Goods[f.Lower(i+1)]
	}
	for end := min(limit, i+longestGoods); i < end && f.Tokens[i].Word() && f.Word(i) == f.Lower(i) && !f.endsNoun(f.Lower(i)); i++ {
		if l := f.Lower(i); f.Words.Does(l, l) || f.Words.Speech[l] {
			return false
		} else if f.Words.Goods[l] || f.Words.Goods[strings.TrimSuffix(l, "s")] {
			return true
		}
	}
	return false
}

// oneOfKind reports whether "a" and what is said of callings stand right before a name, which then is one: "a retired Royal Marine".
func (f *nameFinder) oneOfKind(n Name) bool {
	i, first := n.From-1, f.First[n.Sentence]
	return n.Run == n.From && i > first && f.Words.OfCallings[f.Lower(i)] && words.Indefinite(f.Lower(i-1))
}

// townBefore reports whether the words before a name make it a town's: "the town of Bou Haroun", "the fishermen of Bou
// Haroun".
func (f *nameFinder) townBefore(n Name) bool {
	if n.Run != n.From || n.From-2 < f.First[n.Sentence] || f.Lower(n.From-1) != "of" {
		return false
	}
	kind := f.Lower(n.From - 2)
	return f.Words.TownKinds[kind] || f.Words.PlaceKinds[kind] || f.Words.Inhabitants[kind] && !f.Words.Given[f.Word(n.From)]
}

// ownedByThing reports whether a name without a given name belongs to a place: "the county’s Golden Chalk". Bodies do
// not count, since people belong to them: "the council’s Oyela Marr".
func (f *nameFinder) ownedByThing(n Name) bool {
	owner := n.From - 2
	if n.Run != n.From || owner < f.First[n.Sentence] || f.Words.Given[f.Word(n.From)] {
		return false
	}
	area := f.Words.PlaceKinds[f.Lower(owner)] || f.Words.TownKinds[f.Lower(owner)]
	return area && f.Tokens[n.From-1].Clitic() && f.evidenceOf(n, f.Words.StrongSpeech) == evidence{}
}

// behindStreet reports whether a name between marks says where the street before it is: "in Milking Lane, Ashby Ferrers,".
func (f *nameFinder) behindStreet(n Name) bool {
	street := n.From - 2
	if n.Run != n.From || street <= f.First[n.Sentence] || f.Lower(n.From-1) != "," || f.actsBehind(n) {
		return false
	}
	ends := n.To >= f.First[n.Sentence+1] || f.Tokens[n.To].Mark()
	inCapitals := words.Capital(f.Word(street)) && words.Capital(f.Word(street-1))
	return ends && inCapitals && f.Words.Heads[f.Word(street)] == "place" && !f.holdsOffice(street)
}

// holdsOffice reports whether the place that ends at token i says what an office is of: "the mayor of Weir Park".
func (f *nameFinder) holdsOffice(i int) bool {
	for i > f.First[f.Tokens[i].Sentence]+1 && (words.Capital(f.Word(i)) || f.Lower(i) == ".") {
		i--
	}
	return f.officeOf(i + 1)
}

// graded reports whether a place in a league before a name makes it a team's: "second-tier Ashby Vale".
func (f *nameFinder) graded(n Name) bool {
	if n.From == f.First[n.Sentence] {
		return false
	}
	_, grade, ok := strings.Cut(f.Lower(n.From-1), "-")
	return ok && (grade == "tier" || grade == "division" || grade == "flight")
}

// workAround reports whether the words around a name make it the title of a work.
func (f *nameFinder) workAround(n Name) bool { return f.isWork(n) || f.sung(n) || f.dated(n) }

// holdsVerb reports whether a verb stands among the capitalised words of a name, as in the title of a work: "Mother Knows Best".
func (f *nameFinder) holdsVerb(n Name) bool {
	for i := n.Run + 1; i < n.To-1; i++ {
		if l := f.Lower(i); (f.Words.PassingVerbs[l] || f.Words.ClauseVerbs[l]) && words.Capital(f.Word(i)) && !f.Words.Given[f.Word(i)] {
			return true
		}
	}
	return false
}

// dated reports whether a year in brackets follows a name, as it does the title of a work: "Winter Apples (1978)".
func (f *nameFinder) dated(n Name) bool {
	return n.To+2 < f.First[n.Sentence+1] && f.Lower(n.To) == "(" && words.Year(f.Lower(n.To+1)) && f.Lower(n.To+2) == ")"
}

// vesselBefore reports whether a noun for a ship, a horse or a work comes before a name, right there or with a comma
// and "the" between: "the boat, the Margaret Rose".
func (f *nameFinder) vesselBefore(i int) bool {
	first := f.First[f.Tokens[i].Sentence]
	if i-3 >= first && f.Lower(i-1) == "the" && f.Lower(i-2) == "," {
		return f.Words.Vessels[f.Lower(i-3)]
	}
	if i > first && f.Lower(i-1) == "record" && f.Words.Given[f.Word(i)] {
		return false // "the record Ann Lee had set"
	}
	return i > first && f.Words.Vessels[f.Lower(i-1)]
}

// calledAfter reports whether a name is that of a thing called after somebody: a venue, "John F. Kennedy airport", or a
// name with "the" and no noun after it to describe, "sailed on the Margaret Rose."
func (f *nameFinder) calledAfter(n Name) bool {
	limit := f.First[n.Sentence+1]
	if n.To < limit && f.Words.Venues[f.Lower(n.To)] {
		return true
	}
	if n.Run != n.From || n.To-n.From < 2 || n.From == f.First[n.Sentence] || f.Lower(n.From-1) != "the" {
		return false
	}
	if n.To >= limit || f.Tokens[n.To].Mark() {
		return true
	}
	return f.phraseEnds(n.To)
}

// phraseEnds reports whether no noun that the words before it describe stands at token i: "drank in the Ann Lee until", "bought the Ann Lee and
// the", "the Ann Lee leads a".
func (f *nameFinder) phraseEnds(i int) bool {
	l, next := f.Lower(i), ""
	if i+1 < f.First[f.Tokens[i].Sentence+1] {
		next = f.Lower(i + 1)
	}
	switch {
	case f.Words.Prepositions[l], f.Words.ClauseVerbs[l], f.Words.PastForms[l], f.Words.ClauseBoundaries[l]:
		return true
	case l == "and", strings.HasSuffix(l, "s") && f.Word(i) == l:
		return words.Article(next)
	}
	return false
}

// sung reports whether a name is a work that somebody sings, reads or retells: "sang Eleanor Rigby", "a copy of Jane Eyre".
func (f *nameFinder) sung(n Name) bool {
	first := f.First[n.Sentence]
	if n.Run != n.From || n.From == first {
		return false
	}
	before, noun := f.Lower(n.From-1), n.From-2
	if before != "of" || noun < first {
		return f.Words.Singing[before]
	}
	titled := noun > first && f.Word(noun-1) == "The" && words.Capital(f.Word(noun)) && !f.title(noun) // "The Ballad of Ann Lee"
	return titled || f.Words.Retelling[f.Lower(noun)]
}

// longestTitle is how many words the title of a work may have, and mostOfTitle how many bytes: each name in a long quotation asks.
const (
	longestTitle = 8
	mostOfTitle  = 400
)

// isTitle reports whether a name stands in quotation marks as the title of a work does: “Billy Budd”.
func (f *nameFinder) isTitle(n Name) bool {
	m, quoted := f.MarkAt(n.Start)
	return quoted && titleCase(f.At(f.Marks[m])) && !f.saidBehind(f.Marks[m])
}

// titleCase reports whether a quotation is short, has all its longer words capitalised and does not end like a sentence.
func titleCase(quote string) bool {
	if len(quote) > mostOfTitle {
		return false
	}
	title := strings.Fields(words.Unquoted(quote))
	if len(title) == 0 || len(title) > longestTitle {
		return false
	}
	return !strings.ContainsRune(".?!—", words.LastRune(quote)) && words.TitleCase(title)
}

// saidBehind reports whether a quotation ends in a comma or dash and a verb of speech follows: “Barack,” she said.
func (f *nameFinder) saidBehind(m text.Span) bool {
	if !strings.ContainsRune(",—", words.LastRune(strings.TrimRight(f.At(m), "”\"’' "))) {
		return false
	}
	s := f.SentenceAt(m.Start)
	if s < 0 {
		return false
	}
	for i := f.TokenAt(m.End, f.First[s], f.First[s+1]); i < f.First[s+1] && f.Tokens[i].Start < m.End+20; i++ {
		if f.Words.StrongSpeech[f.Lower(i)] {
			return true
		}
	}
	return false
}

// isPart reports whether a name is that of a part in a play or film: "the actor who played General Zod".
func (f *nameFinder) isPart(n Name) bool {
	if n.To+2 < f.First[n.Sentence+1] && f.Lower(n.To) == "," && f.Lower(n.To+1) == "the" {
		if noun := f.Lower(n.To + 2); noun == "role" || noun == "part" {
			return true // "came Aunt Hedda, the role that"
		}
	}
	first, acting := f.First[n.Sentence], f.Words.Playing
	for i := n.Run - 1; i >= first && n.Run-i < 7; i-- {
		l := f.Lower(i)
		if acting[l] {
			return f.onScreen(n.Sentence)
		}
		if l == "as" {
			acting = f.Words.Appearing
		} else if f.Tokens[i].Mark() || f.Words.Prepositions[l] {
			return false
		}
	}
	return false
}

// longestCalling is how many words may say what somebody is.
const longestCalling = 4

// roleBehind reports whether a comma and a role begin at token i: ", editor of", ", a nurse".
func roleBehind(r *text.Reading, i int) bool {
	if i+2 >= len(r.Tokens) || r.Lower(i) != "," {
		return false
	}
	if words.Article(r.Lower(i + 1)) {
		i++
	}
	for end := min(i+longestCalling, len(r.Tokens)-1); i < end && !r.Tokens[i+1].Mark() && !r.Words.Prepositions[r.Lower(i+1)]; i++ {
		if r.Lower(i+1) == "whose" {
			return false // "Ann Lee, whose goalkeeper"
		}
		if r.Words.StrongSpeech[r.Lower(i+1)] {
			return false // "on Boxing Day, said the forecaster"
		}
		if r.Words.Does(r.Word(i+1), r.Lower(i+1)) {
			return i+2 == len(r.Tokens) || !words.Capital(r.Word(i+2)) // "on Boxing Day, forecaster Jo Hart said"
		}
	}
	return false
}

// isWork reports whether the words before a name make it that of a film or a play: "won praise for Billy Budd".
func (f *nameFinder) isWork(n Name) bool {
	first := f.First[n.Sentence]
	for i := n.Run - 1; i >= first && n.Run-i < 12; i-- {
		l := f.Lower(i)
		if f.Words.WorkLeads[l] {
			return i < n.Run-1 && f.onScreen(n.Sentence)
		}
		if link := l == "and" || l == "," || f.Words.WorkLinks[l]; !link && !words.Capital(f.Word(i)) {
			return false
		}
	}
	return false
}

// onScreen reports whether a sentence or one of the two before it mentions a stage or a screen.
func (f *nameFinder) onScreen(sentence int) bool {
	for _, t := range f.Tokens[f.First[max(sentence-2, 0)]:f.First[sentence+1]] {
		if f.Words.Screen[t.Lower] {
			return true
		}
	}
	return false
}
