package answer

import (
	"slices"
	"strings"

	"lede/briefing"
	"lede/briefing/question"
	"lede/briefing/words"
)

// How surely a sentence lets a subject speak: a verb of speech stands somewhere near it, or right behind it.
const (
	nearSpeech = 0.7
	itsSpeech  = 1
)

// reportsWords returns how surely a sentence lets a subject speak that is not a known person: it has all words of the
// subject, and a verb of speech near the last.
func (x *Index) reportsWords(b *bag, subject []question.Word) float64 {
	at := -1
	for _, s := range subject {
		stem := x.stem(s.Fold)
		at = slices.IndexFunc(b.ids, func(id int) bool {
			fold := x.numbers.Word(id)
			return fold == s.Fold || x.words[id].Stem == stem || words.Nearly(fold, s.Fold)
		})
		if at < 0 {
			return 0
		}
	}
	if at >= 0 && b.saysAt(at+1) {
		return itsSpeech
	}
	for k := max(0, at-6); k < min(len(b.Words), at+5); k++ {
		if f := b.Words[k].Fold; words.Lexicon().StrongSpeech[f] && !(k < at && (f == "told" || b.Words[k+1].Fold == "that")) {
			if k > at || len(b.quotes) > 0 {
				return nearSpeech
			}
			return 0
		}
	}
	return 0
}

// saysAt reports whether a verb of speech is word j, right behind its subject; “told” only with the words told.
func (b *bag) saysAt(j int) bool {
	if j >= len(b.Words) || b.Words[j].Mark != " " || b.Word(j) == "told" && len(b.quotes) == 0 {
		return false
	}
	return words.Lexicon().StrongSpeech[b.Word(j)]
}

func sameForm(x *Index, a, b question.Word) bool {
	return a.Fold == b.Fold || x.stem(a.Fold) == x.stem(b.Fold) || words.Nearly(a.Fold, b.Fold)
}

// related reports whether two folded words share a group.
func (x *Index) related(one, other string) bool {
	return words.Related().Share(x.stem(one), x.stem(other))
}

// otherwise reports whether a word of a description calls by another name what a question calls somebody: “boss” for a manager. Public posts are
// not each other, and “ruling” in “the ruling party” is no judge.
func (x *Index) otherwise(asked string, told question.Word) bool {
	return !words.Asking().Posts[asked] && !question.Participle(told) && x.related(asked, told.Fold)
}

// speakers resolves the subject of a question: to people of the article by name or role, or else to other
// speakers of its quotations.
func (x *Index) speakers(subject []question.Word) (people []int, others []string) {
	most := 0.0
	for p := range x.People {
		switch share := x.means(subject, p); {
		case share > most:
			people, most = []int{p}, share
		case share == most && share > 0:
			people = append(people, p)
		}
	}
	seen := map[string]bool{}
	for n, quote := range x.Quotes {
		if quote.SpeakerKind == briefing.SpeakerPerson || quote.Speaker == "" || seen[quote.Speaker] {
			continue
		}
		seen[quote.Speaker] = true
		known := x.sortOf(n, wordsOf(quote.Speaker))
		hit := 0
		for _, s := range subject {
			if slices.ContainsFunc(known, func(k question.Word) bool { return x.stem(s.Fold) == x.stem(k.Fold) }) {
				hit++
			}
		}
		if hit > 0 && hit*2 >= min(len(subject), len(question.Informative(known))) && len(people) == 0 {
			others = append(others, quote.Speaker)
		}
	}
	return people, others
}

// sortOf prepends to a speaker's name the noun that the text puts before it: “the union FNG”.
func (x *Index) sortOf(quote int, name []question.Word) []question.Word {
	for i := range x.bags {
		b := &x.bags[i]
		for j := 1; j < len(b.Words) && slices.Contains(b.quotes, quote); j++ {
			if sort := b.Words[j-1]; b.Words[j].Fold == name[0].Fold && b.Words[j].Mark == " " && words.Lexicon().Bodies[sort.Fold] {
				return append(name, sort)
			}
		}
	}
	return name
}

// means returns how surely words mean a person: 0 if too many of them are missing from the name, the role and the
// description beside it. Possessors count for less if missing, since the asker may choose other words for them: “the
// artist's granddaughter”.
func (x *Index) means(subject []question.Word, p int) float64 {
	person := x.People[p]
	name := wordsOf(person.Name)
	known := append(wordsOf(person.Role+" "+strings.Join(person.Aliases, " ")), x.described(p)...)
	sum := 0.0
	for i, s := range subject {
		same := func(k question.Word) bool { return sameForm(x, s, k) }
		kin := func(k question.Word) bool {
			return x.otherwise(s.Fold, k)
		}
		switch {
		case slices.ContainsFunc(name, same):
			sum += 1.2
		case slices.ContainsFunc(known, same):
			sum++
		case slices.ContainsFunc(known, kin):
			sum += 0.8
		case i < len(subject)-1 && s.Owner:
			sum += 0.6
		case i == len(subject)-1:
			return 0
		}
	}
	if share := sum / float64(len(subject)); share > 0.59 {
		return share
	}
	return 0
}

// wordsOf splits a name or a role into words in the way questions are split.
func wordsOf(text string) []question.Word {
	return question.Merged(question.Words(text, briefing.Span{End: len(text)}))
}

// described returns the words that introduce a person at the first mention: the few right before it and, after a comma,
// those up to the end of the clause.
func (x *Index) described(p int) []question.Word {
	if len(x.People[p].Mentions) == 0 {
		return nil
	}
	first := x.People[p].Mentions[0]
	if first.Sentence < 0 || first.Sentence >= len(x.bags) {
		return nil
	}
	var before, after []question.Word
	for _, w := range x.bags[first.Sentence].Words {
		switch {
		case w.End <= first.Start:
			if strings.ContainsAny(w.Mark, ".;“”\"") || len(before) == 4 {
				before = nil
			}
			before = append(before, w)
		case w.Start >= first.End:
			if len(after) == 8 || !goesOn(w, len(after) > 0) {
				return question.Merged(append(before, after...))
			}
			after = append(after, w)
		}
	}
	return question.Merged(append(before, after...))
}

// goesOn reports whether a description after a name continues, or begins, with a word.
func goesOn(w question.Word, begun bool) bool {
	if begun {
		return !strings.ContainsAny(w.Mark, ",.;“”\"")
	}
	return strings.HasPrefix(w.Mark, ",") && opensRole(w)
}

// opensRole reports whether a word after a name and a comma begins a description.
func opensRole(w question.Word) bool {
	return words.Asking().RoleOpeners[w.Fold] || words.Lexicon().Roles[w.Fold] || w.Upper
}

// speaks returns how surely a sentence holds the words of one of the speakers, 0 if it does not.
func (x *Index) speaks(i int, people []int, others []string) float64 {
	b := &x.bags[i]
	worth := 0.0
	for _, n := range b.quotes {
		quote := x.Quotes[n]
		mine := slices.Contains(others, quote.Speaker)
		for _, p := range people {
			mine = mine || quote.Speaker == x.People[p].Name
		}
		if mine {
			w := 1.0
			if quote.Partial {
				w = 0.9
			}
			worth = max(worth, w)
		}
	}
	if worth > 0 {
		return worth
	}
	for _, p := range people {
		for _, m := range x.People[p].Mentions {
			if m.Sentence == i && (x.reports(b, m.Span) || x.alsoReports(b, m.Span, x.People[p].RoleAt)) {
				return 0.8
			}
		}
	}
	return 0
}

// reports reports whether a verb of speech belongs to the name at a position: shortly after it, or right before
// it at the end of a clause ("…, said Smith").
func (x *Index) reports(b *bag, name briefing.Span) bool {
	for j, w := range b.Words {
		if w.Start == name.Start && b.Word(j-1) != "told" && words.Lexicon().StrongSpeech[b.Word(j-1)] {
			return true
		}
		if w.Start >= name.End {
			return b.SpeechSoon(j) || x.speaksBehindAside(b, j)
		}
	}
	return false
}

// longestAside is how many words may stand between commas behind a name: “Mrs Abbott, whose ward includes Coombe, said”.
const longestAside = 16

// speaksBehindAside reports whether a verb of speech follows what stands between commas from word j on. Behind another person's name it is theirs.
func (x *Index) speaksBehindAside(b *bag, j int) bool {
	if !strings.HasPrefix(b.Words[j].Mark, ",") {
		return false
	}
	for k := j + 1; k < min(j+longestAside, len(b.Words)); k++ {
		switch mark := b.Words[k].Mark; {
		case strings.ContainsAny(mark, ".;:“”\"()"):
			return false
		case strings.Contains(mark, ",") && words.Lexicon().StrongSpeech[b.Word(k)]:
			return !x.personIn(b.Words[k-1].Start, b)
		}
	}
	return false
}

// alsoReports reports whether the subject that opens a sentence first does something else and then speaks:
// “Smith called it a mistake and said”.
func (x *Index) alsoReports(b *bag, name briefing.Span, role *briefing.Span) bool {
	for j, w := range b.Words {
		switch {
		case w.Start < name.Start:
			inRole := role != nil && role.Start <= w.Start && w.End <= role.End
			if !inRole && !w.Upper && !words.Stopword(w.Fold, x.Language) {
				return false
			}
		case w.Start < name.End:
		case strings.ContainsAny(w.Mark, ".;“”\"") || w.Upper && x.personAt(w.Start):
			return false
		case (w.Fold == "and" || w.Fold == "but") && words.Lexicon().StrongSpeech[b.Word(j+1)]:
			return true
		}
	}
	return false
}

// identify answers "who is X" with the sentence that introduces the person, or the one who has the role. All words of the
// question must fit the person, but some may come from elsewhere in that sentence.
func (x *Index) identify(q *question.Question) []float64 {
	most, at := 0.0, -1
	asksFormer := q.Back || formerly(q.Words)
	for p, person := range x.People {
		name := wordsOf(person.Name)
		known := append(wordsOf(person.Role+" "+strings.Join(person.Aliases, " ")), x.described(p)...)
		if q.Whois && !asksFormer && formerly(known) {
			continue // no longer has the role
		}
		introduced := x.introduction(p)
		share, about := 0.0, 0
		for _, t := range q.Terms {
			worth, tells := x.suits(t, name, known, introduced)
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
// alone. introduced is the sentence that introduces the person.
func (x *Index) suits(t question.Term, name, known []question.Word, introduced int) (worth float64, tells bool) {
	const other = -10 // a word that does not fit: it is somebody else
	same := func(k question.Word) bool { return sameForm(x, t.Word, k) }
	switch {
	case slices.ContainsFunc(name, same):
		return 1.2, true
	case slices.ContainsFunc(known, same):
		return 1, true
	case slices.ContainsFunc(known, func(k question.Word) bool { return x.otherwise(t.Fold, k) && k.Upper == t.Upper }):
		return 0.8, true
	case introduced >= 0 && x.holds(&x.bags[introduced], t.Fold), x.mayOwn(t, known): // “her husband, X” for “the doctor's husband”
		return 0.5, false
	case t.Generic:
		return 0, false
	}
	return other, false
}

// nameFollows reports whether a name that is not a place begins at word j of a sentence, parted from the word before by
// no more than a comma.
func (x *Index) nameFollows(i, j int) bool {
	b := &x.bags[i]
	if j >= len(b.Words) || !b.Words[j].Upper || x.placeAt(i, b.Words[j].Start) {
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
		meets[t] = x.meet(q.Terms[t])
	}
	asksFormer := q.Back || formerly(q.Words)
	var worths []float64
	found := func(i int) {
		if worths == nil {
			worths = make([]float64, len(x.bags))
		}
		worths[i] = 0.9
	}
	for i := range x.bags {
		b := &x.bags[i]
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
func (x *Index) calledBy(q *question.Question, meets [][]float64, b *bag, j int) bool {
	for t, met := range meets {
		worth, told := met[b.ids[j]], b.Words[j]
		told.Fold = x.numbers.Word(b.ids[j]) // “prime minister” is one word
		if worth >= surelyMet || worth >= groupMet && x.otherwise(q.Terms[t].Fold, told) {
			return true
		}
	}
	return false
}

// besideRole finds sentences with the name beside a role, for people whom the structured article does not list.
func (x *Index) besideRole(q *question.Question) []float64 {
	const few = 4
	worths, found := make([]float64, len(x.bags)), false
	for i := range x.bags {
		b := &x.bags[i]
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
	for i, s := range x.Sentences {
		if person.RoleAt != nil && s.Start <= person.RoleAt.Start && person.RoleAt.End <= s.End {
			return i
		}
	}
	if len(person.Mentions) > 0 && person.Mentions[0].Sentence < len(x.bags) {
		return person.Mentions[0].Sentence
	}
	return -1
}

// introduced ranks the sentence that introduces a person first, then those that mention the person.
func (x *Index) introduced(p int) []float64 {
	first := x.introduction(p)
	worths := make([]float64, len(x.bags))
	for i := range x.bags {
		switch {
		case i == first && x.People[p].RoleAt != nil:
			worths[i] = 1
		case i == first:
			worths[i] = 0.7
		case slices.Contains(x.bags[i].people, p):
			worths[i] = 0.5 - 0.1*float64(i)/float64(len(x.bags))
		}
	}
	return worths
}

// named answers what a person or thing is called: the sentence must have a name right beside the words.
func (x *Index) named(q *question.Question) []float64 {
	at := slices.IndexFunc(q.Terms, func(t question.Term) bool { return !t.Generic && !t.Owner && !words.Asking().Calling[t.Fold] })
	if at < 0 { // “the captain's name”
		at = slices.IndexFunc(q.Terms, func(t question.Term) bool { return t.Owner && !t.Name })
	}
	if at < 0 {
		return x.onlyOne(question.SexOf(q.Words))
	}
	meets := x.meet(q.Terms[at])
	worths := make([]float64, len(x.bags))
	for i := range x.bags {
		b := &x.bags[i]
		for j, id := range b.ids {
			// "the student’s mother, Ann Poole" does not name the student.
			if meets[id] >= sameGroup && !b.Words[j].Owner && x.namedSoon(b, j+1) {
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
func (x *Index) namedSoon(b *bag, j int) bool {
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
