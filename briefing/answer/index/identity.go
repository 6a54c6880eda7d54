package index

import (
	"slices"
	"sort"
	"strings"

	"lede/briefing/question"
	"lede/briefing/words"
)

// Who somebody is, and what somebody or something is called.

// Identify answers "who is X" with the sentence that introduces the person, or the one who has the role. All words of the
// question must fit the person, but some may come from elsewhere in that sentence.
func (x *Index) Identify(q *question.Question) []float64 {
	most, at := 0.0, -1
	asksFormer := q.Back || formerly(q.Words)
	held := x.holding(q.Terms)
	for p, person := range x.People {
		name := wordsOf(person.Name)
		known := append(wordsOf(person.Role+" "+strings.Join(person.Aliases, " ")), x.described(p)...)
		if q.Whois && !asksFormer && formerly(known) {
			continue // no longer has the role
		}
		introduced := x.introduction(p)
		share, about := 0.0, 0
		for i, t := range q.Terms {
			worth, tells := x.suits(t, name, known, func() bool { return introduced >= 0 && held(i, introduced) })
			if share += worth; tells {
				about++
			}
		}
		if share /= float64(max(1, len(q.Terms))); about > 0 && share > most {
			most, at = share, p
		}
	}
	if at >= 0 && most >= 0.6 {
		return x.introduced(at)
	}
	if beside := x.besideRole(q); beside != nil {
		return beside
	}
	return x.bearing(q)
}

// suits returns how well a word of a question fits a person, of whom a name and further words are known, and whether it tells of that person
// alone. introduced reports whether the sentence that introduces the person has it.
func (x *Index) suits(t question.Term, name, known []question.Word, introduced func() bool) (worth float64, tells bool) {
	const other = -10 // a word that does not fit: it is somebody else
	same := func(k question.Word) bool { return sameForm(x, t.Word, k) }
	switch {
	case slices.ContainsFunc(name, same):
		return 1.2, true
	case slices.ContainsFunc(known, same):
		return 1, true
	case slices.ContainsFunc(known, func(k question.Word) bool { return x.otherwise(t.Fold, k) && k.Upper == t.Upper }):
		return 0.8, true
	case introduced(), x.mayOwn(t, known): // “her husband, X” for “the doctor's husband”
		return 0.5, false
	case t.Generic:
		return 0, false
	}
	return other, false
}

// nameFollows reports whether a name that is not a place begins at word j of a sentence, parted from the word before by
// no more than a comma.
func (x *Index) nameFollows(i, j int) bool {
	b := &x.Bags[i]
	if j >= len(b.Words) || !b.Words[j].Upper || x.PlaceAt(i, b.Words[j].Start) {
		return false
	}
	return b.Words[j].Mark == " " || b.Words[j].Mark == ", "
}

// formerly reports whether words include one that puts a role in the past.
func formerly(list []question.Word) bool {
	return slices.ContainsFunc(list, func(w question.Word) bool { return w.Fold == "former" || w.Fold == "ex" || w.Fold == "onetime" })
}

// mayOwn reports whether “her” among some words may stand for the possessor in the question.
func (x *Index) mayOwn(t question.Term, known []question.Word) bool {
	return t.Owner && x.has(t) && slices.ContainsFunc(known, func(k question.Word) bool { return words.Asking().Owners[k.Fold] })
}

// bearing finds the sentences that say that a named person has the role asked for: “Ann Poole resigned as treasurer”.
func (x *Index) bearing(q *question.Question) []float64 {
	const few = 6
	meets := make([][]float64, len(q.Terms))
	for t := range q.Terms {
		meets[t] = x.Meet(q.Terms[t])
	}
	asksFormer := q.Back || formerly(q.Words)
	var worths []float64
	found := func(i int) {
		if worths == nil {
			worths = make([]float64, len(x.Bags))
		}
		worths[i] = 0.9
	}
	for i := range x.Bags {
		b := &x.Bags[i]
		from, to := b.Run(len(q.Terms), func(j int) bool {
			return x.calledBy(q, meets, b, j)
		})
		for to > 0 && words.Lexicon().Determiners[b.Word(from-1)] {
			from--
		}
		if to == 0 || !asksFormer && formerly(b.Words[max(0, from-few/2):from]) {
			continue
		}
		if x.nameFollows(i, to) {
			found(i)
		}
		if !words.Asking().Bearing[b.Word(from-1)] {
			continue
		}
		for k := max(0, from-few); k < from; k++ {
			if x.personAt(b.Words[k].Start) && b.Unbroken(k+1, from) {
				found(i)
			}
		}
	}
	return worths
}

// calledBy reports whether word j of a sentence is one of the question's words for a role, or another name for one.
func (x *Index) calledBy(q *question.Question, meets [][]float64, b *Bag, j int) bool {
	for t, met := range meets {
		worth, told := met[b.IDs[j]], b.Words[j]
		told.Fold = x.numbers.Word(b.IDs[j]) // “prime minister” is one word
		if worth >= SurelyMet || worth >= GroupMet && x.otherwise(q.Terms[t].Fold, told) {
			return true
		}
	}
	return false
}

// besideRole finds sentences with the name beside a role, for people whom the structured article does not list.
func (x *Index) besideRole(q *question.Question) []float64 {
	const few = 4
	worths, found := make([]float64, len(x.Bags)), false
	for i := range x.Bags {
		b := &x.Bags[i]
		from, to := b.Run(len(q.Terms), func(j int) bool {
			return b.Words[j].Upper && slices.ContainsFunc(q.Terms, func(t question.Term) bool { return sameForm(x, t.Word, b.Words[j]) })
		})
		if to == 0 {
			continue
		}
		for k := max(0, from-few); k < min(to+few, len(b.Words)); k++ {
			if named := k >= from && k < to; !named && words.Lexicon().Role(b.Word(k)) { // “Captain told me” names no captain
				worths[i], found = 0.9, true
			}
		}
	}
	if !found {
		return nil
	}
	return worths
}

// introduction returns the sentence that introduces a person: the one with the role, or else the first mention; -1 if none.
func (x *Index) introduction(p int) int {
	person := x.People[p]
	if role := person.RoleAt; role != nil {
		i := sort.Search(len(x.Sentences), func(i int) bool { return x.Sentences[i].Start > role.Start }) - 1
		if i >= 0 && role.End <= x.Sentences[i].End {
			return i
		}
	}
	if len(person.Mentions) > 0 && person.Mentions[0].Sentence < len(x.Bags) {
		return person.Mentions[0].Sentence
	}
	return -1
}

// introduced ranks the sentence that introduces a person first, then those that mention the person.
func (x *Index) introduced(p int) []float64 {
	first := x.introduction(p)
	worths := make([]float64, len(x.Bags))
	for i := range x.Bags {
		switch {
		case i == first && x.People[p].RoleAt != nil:
			worths[i] = 1
		case i == first:
			worths[i] = 0.7
		case slices.Contains(x.Bags[i].People, p):
			worths[i] = 0.5 - 0.1*float64(i)/float64(len(x.Bags))
		}
	}
	return worths
}

// Named answers what a person or thing is called: the sentence must have a name right beside the words.
func (x *Index) Named(q *question.Question) []float64 {
	at := slices.IndexFunc(q.Terms, func(t question.Term) bool { return !t.Generic && !t.Owner && !words.Asking().Calling[t.Fold] })
	if at < 0 { // “the captain's name”
		at = slices.IndexFunc(q.Terms, func(t question.Term) bool { return t.Owner && !t.Name })
	}
	if at < 0 {
		return x.onlyOne(question.SexOf(q.Words))
	}
	meets := x.Meet(q.Terms[at])
	worths := make([]float64, len(x.Bags))
	for i := range x.Bags {
		b := &x.Bags[i]
		for j, id := range b.IDs {
			// "the student’s mother, Ann Poole" does not name the student.
			if meets[id] >= SameGroup && !b.Words[j].Owner && x.namedSoon(b, j+1) {
				worths[i] = max(worths[i], meets[id])
			}
		}
	}
	return worths
}

// onlyOne introduces the person “his name” refers to, if one of that sex is named more often than the others.
func (x *Index) onlyOne(sex int) []float64 {
	found, most := -1, 0
	for p := range x.people {
		switch named := len(x.People[p].Mentions); {
		case sex == 0 || x.people[p].sex != sex:
		case named > most:
			found, most = p, named
		case named == most:
			found = -1
		}
	}
	if found < 0 {
		return nil
	}
	return x.introduced(found)
}

// namedSoon reports whether a person's name, or a word that leads to a name, is among the next three words.
func (x *Index) namedSoon(b *Bag, j int) bool {
	for k := j; k < len(b.Words) && k < j+3; k++ {
		switch b.Words[k].Fold {
		case "called", "named", "identified":
			return true
		}
		if b.Words[k].Upper && x.personAt(b.Words[k].Start) {
			return true
		}
	}
	return false
}
