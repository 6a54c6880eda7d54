package said

import (
	"strings"

	"lede/briefing/names"
	"lede/briefing/words"
)

// The subject of a verb of speech is found by walking left from the verb: over adverbs and auxiliaries, over
// what is between commas, over a phrase with a preposition, to a name, a pronoun or a noun. Where the walk
// meets something it does not know it stops, and the speaker stays open.

// subjectBefore finds the subject of the verb at token v, reading left as far as the segment goes.
func (a *attribution) subjectBefore(v int, s segment) Speaker {
	found := a.subjectLeft(v, s)
	if document := a.documentBefore(found, s); document.found() {
		found = document
	} else if !found.found() {
		found = a.documentAside(v, s)
	} else if n := a.explained(found, v, s); n >= 0 {
		found = a.named(n, 0.8)
	}
	if found.found() {
		found.Cue = a.Word(v)
	}
	return found
}

func (a *attribution) subjectLeft(v int, s segment) Speaker {
	i := v - 1
	for i >= s.from && a.light(i, s.from) {
		i--
	}
	i = a.overHeard(a.overTime(i, s.from), v, s.from)
	if i >= s.from && a.NameEndingAt(i, s.from) < 0 {
		i = a.OverBrackets(i, s.from)
	}
	if i < s.from {
		return nobody
	}
	participle := a.participle(v, i)
	if n := a.NameEndingAt(i, s.from); n >= 0 {
		if start := a.rowStart(n, s.from); !participle && a.objectOf(start, s.from) {
			return a.overPhrase(start-1, i+1, s)
		}
		if participle && a.Of[n] < 0 && a.Names[n].Kind != names.OrgName {
			return a.clauseSubject(a.Names[n].Run, s.from)
		}
		return a.named(n, 0.95)
	}
	return a.subjectAt(i, v, s)
}

// rowStart is the token where the names begin that "and" joins to name n: "a spokesman for the Fire and Rescue Service said" names no second
// speaker. A person speaks for himself.
func (a *attribution) rowStart(n, from int) int {
	start := a.Names[n].Run
	if a.Of[n] >= 0 || start-1 <= from || a.Lower(start-1) != "and" {
		return start
	}
	if before := a.NameEndingAt(start-2, from); before >= 0 && a.Of[before] < 0 {
		return a.Names[before].Run
	}
	return start
}

// participle reports whether the verb at token v, whose subject ends at token i, is one like "saying", with no
// "is" or "was" before it.
func (a *attribution) participle(v, i int) bool {
	for j := i + 1; j < v; j++ {
		switch a.Lower(j) {
		case "is", "was", "are", "were", "been", "be":
			return false
		}
	}
	return strings.HasSuffix(a.Lower(v), "ing")
}

// subjectAt reads the subject of the verb at token v from its last token i, where that is no name.
func (a *attribution) subjectAt(i, v int, s segment) Speaker {
	t := a.Tokens[i]
	participle := a.participle(v, i)
	switch {
	case a.Words.Pronouns[t.Lower]:
		return a.pronoun(i)
	case a.Lower(i+1) == "to" && a.Words.BareForms[a.Lower(v)]:
		return a.clauseSubject(i+1, s.from)
	case participle && a.Words.Documents[t.Lower]:
		return a.issuer(i, s.from)
	case a.thatOfSaying(i, s.from):
		return a.clauseSubject(i-1, s.from) // "made a comment that described": the person who made it speaks
	case words.Relative(t.Lower) && t.Lower != "whose":
		return a.antecedent(i, s.from)
	case t.Lower == ",":
		return a.overComma(i, participle, s)
	case participle || closesPhrase(t.Lower):
		return a.clauseSubject(i, s.from)
	case t.Mark() || t.Clitic():
		return nobody
	}
	if start := a.nounStart(i, s.from); a.objectOf(start, s.from) {
		return a.overPhrase(start-1, i+1, s)
	}
	return a.nounEnding(i, s.from)
}

// thatOfSaying reports whether token i is the "that" after a noun for what somebody says.
func (a *attribution) thatOfSaying(i, from int) bool {
	return a.Lower(i) == "that" && i > from && a.Words.Sayings[a.Lower(i-1)]
}

// overComma reads the subject before the comma at token i.
func (a *attribution) overComma(i int, participle bool, s segment) Speaker {
	if participle {
		return a.beforeParticiple(i, s)
	}
	return a.overApposition(i, s)
}

// beforeParticiple returns the subject of a participle after the comma at token i.
func (a *attribution) beforeParticiple(i int, s segment) Speaker {
	if sp := a.sayingBefore(i, s.from); sp.found() {
		return sp
	}
	if sp := a.clauseSubject(i, s.from); sp.found() {
		return sp
	}
	return a.overApposition(i, s)
}

// sayingBefore returns the speaker of the words right before the comma at token i, ", NAME said on Friday, adding": the participle belongs
// to that speaker, not to the subject of the sentence.
func (a *attribution) sayingBefore(i, from int) Speaker {
	for v := i - 1; v > from && i-v < 12; v-- {
		if a.Lower(v) == ";" || a.Quoted(a.Tokens[v].Start) {
			break
		}
		if !a.Words.StrongSpeech[a.Lower(v)] || strings.HasSuffix(a.Lower(v), "ing") || !a.isCue(v, segment{from, i}) {
			continue
		}
		return a.teller(v, segment{from, i})
	}
	return nobody
}

// issuer is who issued the document whose noun stands at token i, "The ministry released a statement saying", or else
// the document.
func (a *attribution) issuer(i, from int) Speaker {
	if a.received(a.nounStart(i, from)-1, from) {
		return a.nounEnding(i, from)
	}
	if sp := a.clauseSubject(i, from); sp.found() && sp.Mention.Start != a.Tokens[a.nounStart(i, from)].Start {
		return sp
	}
	return a.nounEnding(i, from)
}

// received reports whether the verb at token i, or right before the words that lead to it, is one for getting to read what
// others say: "was stunned to receive a letter saying".
func (a *attribution) received(i, from int) bool {
	for n := 0; n < 4 && i >= from; n, i = n+1, i-1 {
		if a.Words.Receiving[a.Lower(i)] {
			return true
		}
		if a.Tokens[i].Mark() || words.Verbal(a.Lower(i)) {
			return false
		}
	}
	return false
}

// closesPhrase reports whether a verb after a token goes on with the subject of the clause.
func closesPhrase(l string) bool {
	switch l {
	case "and", "but", "or", ")", "-", "–", "—":
		return true
	}
	return false
}

// antecedent finds the antecedent of the relative pronoun at token i.
func (a *attribution) antecedent(i, from int) Speaker {
	j := i - 1
	for j >= from && (a.Lower(j) == "," || a.Lower(j) == "and") {
		j--
	}
	if j < from {
		return nobody
	}
	sp := a.nounEnding(j, from)
	if start := a.nounStart(j, from); sp.Kind == SpeakerUnknown && start-1 > from && a.Lower(start-1) == "," {
		if n := a.NameEndingAt(start-2, from); a.IsPerson(n) {
			sp = a.named(n, 0.85) // "Ann Lee, the patron, who called it"
		}
	}
	if sp.found() && a.Lower(i) != "that" {
		sp.Mention = a.Tokens[i].Span // it is "who" that does the verb
	}
	return sp
}

// overTime steps left over "last year" and "in May", which are between a subject and its verb.
func (a *attribution) overTime(i, from int) int {
	if i-1 <= from || !a.Words.Times[a.Lower(i)] {
		return i
	}
	switch a.Lower(i - 1) {
	case "last", "this", "next", "that", "in", "every", "late", "early":
		i -= 2
		if i > from && words.Verbal(a.Lower(i)) {
			i-- // "a report released last year found"
		}
	}
	return i
}

// overHeard steps left over "can be heard" before "saying" at token v.
func (a *attribution) overHeard(i, v, from int) int {
	if i <= from || !a.Words.Overheard[a.Lower(i)] || !strings.HasSuffix(a.Lower(v), "ing") {
		return i
	}
	j := i - 1
	passive := false
	for j > from && a.light(j, from) {
		passive = passive || words.Being(a.Lower(j)) || a.Lower(j) == "be" || a.Lower(j) == "been"
		j--
	}
	if !passive {
		return i
	}
	return j
}

// overPhrase looks for the subject to the left of a phrase that begins with the preposition at token i and ends before
// token to: "Beck, who has in the past described", "Protesters marching through the streets chanted".
func (a *attribution) overPhrase(i, to int, s segment) Speaker {
	end := i
	for end-1 > s.from && words.Verbal(a.Lower(end-1)) {
		end--
	}
	if end > s.from && i-s.from < reach {
		if found := a.subjectLeft(end, segment{s.from, end}); found.found() {
			found.Confidence *= 0.9
			return a.withComplement(found, i, to)
		}
	}
	return a.clauseSubject(i, s.from)
}

// withComplement is a speaker whom only a noun describes with the phrase from token i to token to, if that says of what
// it is: "the mayor of Southtown".
func (a *attribution) withComplement(s Speaker, i, to int) Speaker {
	if s.Kind == SpeakerUnknown && words.OfOrFor(a.Lower(i)) && s.Name != "" && s.Mention.End == a.Tokens[i-1].End {
		s.Mention.End = a.Tokens[to-1].End
		s.Name = a.At(s.Mention)
	}
	return s
}

// light reports whether token i may be between a subject and its verb.
func (a *attribution) light(i, from int) bool {
	if a.Tokens[i].Clitic() {
		return i > from && a.Words.Pronouns[a.Lower(i-1)] // "he’s said"
	}
	return a.NameEndingAt(i, from) < 0 && a.lightWord(i)
}

func (a *attribution) lightWord(i int) bool {
	l := a.Lower(i)
	if i > 0 && l == "to" && a.Lower(i-1) == "used" {
		return true // "used to say"
	}
	if i+1 < len(a.Tokens) && l == "used" && a.Lower(i+1) == "to" {
		return true
	}
	if a.Words.WontTo[l] && i+1 < len(a.Tokens) && a.Lower(i+1) == "to" {
		return true // "he likes to say", "he was heard to say"
	}
	return a.Words.LightWords[l] || words.Adverbial(l) || a.Words.Heads[a.Word(i)] == "after"
}

// objectOf reports whether a preposition or a verb comes before token i, so that the phrase beginning there is not a subject.
func (a *attribution) objectOf(i, from int) bool {
	if i <= from {
		return false
	}
	t := a.Tokens[i-1]
	if i-2 >= from && a.Words.Determiners[t.Lower] {
		t = a.Tokens[i-2]
	}
	if t.Lower == "as" {
		return false
	}
	if i-2 >= from && a.verbOfRelative(i-1) {
		return true // "the worker who visited her home asked", "the trust that runs the home said"
	}
	return a.Words.Prepositions[t.Lower] || a.Words.FarPrepositions[t.Lower] || t.Lower == "told"
}

// verbOfRelative reports whether token i is the verb of a clause that "who", "which" or "that" begins right before it.
func (a *attribution) verbOfRelative(i int) bool {
	l := a.Lower(i)
	switch a.Lower(i - 1) {
	case "who", "which":
		return words.Verbal(l) || a.Words.LeadingVerbs[l]
	case "that":
		return a.Words.LeadingVerbs[l]
	}
	return false
}

// clauseSubject takes the first person, organisation or pronoun of the clause as its subject: what a verb
// behind "and" or a comma goes on with.
func (a *attribution) clauseSubject(to, from int) Speaker {
	from, sp := a.innerSubject(to, from)
	if sp.found() {
		return sp
	}
	if sp := a.mainSubject(from, to); sp.found() {
		return sp
	}
	for i := from; i < to; i++ {
		if (a.Lower(i) == "he" || a.Lower(i) == "she") && !a.Quoted(a.Tokens[i].Start) {
			sp := a.pronoun(i)
			sp.Confidence *= 0.85
			return sp
		}
		n := a.NameStartingAt(i)
		if n < 0 || a.Quoted(a.Names[n].Start) {
			continue
		}
		run := a.Names[n].Run
		if a.Of[n] < 0 || a.Owns(n) || a.AfterPreposition(run, from) && a.Lower(run-1) != "as" {
			i = max(i, a.Names[n].To-1)
			continue
		}
		return a.named(n, 0.8)
	}
	// Behind a quotation, ", telling reporters that" and "and claims that" go on with the sentence’s subject.
	if first := a.First[a.Tokens[from].Sentence]; from > first && to-from < 3 {
		return a.mainSubject(first, from)
	}
	return nobody
}

// innerSubject looks for a subject between a subordinator and the verb, "came when the speaker lamented this and
// criticised that", and for where the last semicolon before the verb lets its clause begin.
func (a *attribution) innerSubject(to, from int) (int, Speaker) {
	closed := false
	for i := to - 1; i > from; i-- {
		switch l := a.Lower(i); {
		case l == ";":
			return i + 1, nobody
		case l == "," || l == "(":
			closed = true // whatever clause began before it may end here
		case a.Words.Subordinators[l] && !closed && to-i < reach:
			if sp := a.mainSubject(i+1, to); sp.found() {
				return from, sp
			}
		}
	}
	return from, nobody
}

// named returns the speaker that a name refers to.
func (a *attribution) named(n int, confidence float64) Speaker {
	n = a.Described(n)
	s := Speaker{Mention: a.Names[n].Span, Confidence: confidence, person: a.Of[n], Kind: SpeakerUnknown}
	switch {
	case s.person >= 0:
		s.Name, s.Kind = a.Persons[s.person].Name, SpeakerPerson
	case a.Words.Months[strings.ToLower(a.At(s.Mention))] != 0:
		return nobody
	case a.Words.Demonyms[a.At(s.Mention)] != "" && !a.Words.Places[a.At(s.Mention)]:
		s.Confidence = 0.3 // "the Spaniard": a person whom only the reader can name
	default:
		s.Name, s.Kind = a.At(s.Mention), SpeakerOrganization
	}
	return s
}

// subjectAfter reads the subject after the verb: “…” said NAME, “…” said the minister, NAME.
func (a *attribution) subjectAfter(v, limit int) Speaker {
	if told := a.Lower(v) == "told" || a.Lower(v) == "tells"; told || a.objectBehind(v, limit) {
		return nobody
	}
	s := a.nounAfter(v+1, limit)
	if s.found() {
		s.Cue = a.Word(v)
	}
	return s
}

// objectBehind reports whether the pronoun behind a verb is its object: “Nobody” wanted it.
func (a *attribution) objectBehind(v, limit int) bool {
	if v+1 >= limit {
		return false
	}
	switch a.Lower(v + 1) {
	case "it", "him", "them", "us", "me":
		return true
	}
	return false
}

// nounAfter reads the name, pronoun or description that begins at token i.
func (a *attribution) nounAfter(i, limit int) Speaker {
	if i >= limit {
		return nobody
	}
	if a.Words.Pronouns[a.Lower(i)] {
		return a.pronoun(i)
	}
	end := i
	for end < limit && end-i < 14 {
		t := a.Tokens[end]
		if n := a.NameStartingAt(end); a.IsPerson(n) && (a.Names[n].To >= limit || !a.Owns(n)) {
			if a.speaksForPerson(i, end) {
				return a.noun(i, a.Names[n].To) // "said a friend of NAME"
			}
			return a.named(n, 0.95)
		}
		if t.Lower == "," && end > i {
			// “…” said the mayor, NAME
			if n := a.nameBehindTitle(end+1, limit); n >= 0 {
				return a.named(n, 0.9)
			}
			break
		}
		if a.endsNoun(end, i) {
			break
		}
		end++
	}
	if end == i {
		return nobody
	}
	return a.noun(i, end)
}

// speaksForPerson reports whether the phrase from token i on describes somebody by the person whose name begins at a later token: "a
// spokeswoman for NAME", "the father of NAME".
func (a *attribution) speaksForPerson(i, name int) bool {
	if name-i < 2 || !words.OfOrFor(a.Lower(name-1)) {
		return false
	}
	return a.Words.Determiners[a.Lower(i)] && a.Words.Roles[a.Lower(name-2)]
}

// endsNoun reports whether the noun phrase from token i ends before a later token.
func (a *attribution) endsNoun(end, i int) bool {
	t := a.Tokens[end]
	switch {
	case t.Lower == ".":
		return !a.Words.TitleAbbreviations[a.Lower(max(end-1, 0))]
	case t.Mark():
		return !strings.ContainsAny(t.Lower, "&-’'/")
	case a.Words.Prepositions[t.Lower]:
		return !words.OfOrFor(t.Lower)
	case t.Lower == "who" || t.Lower == "that" || t.Lower == "which":
		return true
	case end > i && end+1 < len(a.Tokens) && a.Words.Prepositions[a.Lower(end+1)] && a.describesOn(end, len(a.Tokens)):
		return true // "a source close to the talks"
	case words.Verbal(t.Lower):
		return end > i+1
	}
	return a.Words.Subjects[t.Lower] && end > i
}
