package cast

import (
	"strings"

	"lede/briefing/words"
)

// The subject of a verb of speech is found by walking left from the verb: over adverbs and auxiliaries, over
// what stands between commas, over a phrase with a preposition, to a name, a pronoun or a noun. Where the walk
// meets something it does not know it stops, and the speaker stays open.

// subjectBefore finds who does the verb at token v, reading to the left as far as the segment goes.
func (a *attribution) subjectBefore(v int, s segment) Speaker {
	found := a.subjectLeft(v, s)
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
	i = a.overTime(i, s.from)
	if i < s.from {
		return nobody
	}
	participle := a.participle(v, i)
	if n := a.nameEndingAt(i, s.from); n >= 0 {
		if start := a.Names[n].run; !participle && a.objectOf(start, s.from) {
			return a.overPhrase(start-1, s)
		}
		if participle && a.Of[n] < 0 && a.Names[n].Kind != OrgName {
			return a.clauseSubject(a.Names[n].run, s.from)
		}
		return a.named(n, 0.95)
	}
	return a.subjectAt(i, v, s)
}

// participle tells whether the verb at token v, whose subject ends at token i, is one like "saying", with no
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
	case t.Lower == "that" && i > s.from && a.Words.Sayings[a.Lower(i-1)]:
		return a.clauseSubject(i-1, s.from) // "made a comment that described": the person who made it speaks
	case t.Lower == "who" || t.Lower == "which" || t.Lower == "that":
		return a.antecedent(i, s.from)
	case t.Lower == ",":
		if participle {
			if sp := a.clauseSubject(i, s.from); sp.found() {
				return sp
			}
		}
		return a.overApposition(i, s)
	case participle || closesPhrase(t.Lower):
		return a.clauseSubject(i, s.from)
	case t.Mark() || t.Clitic():
		return nobody
	}
	if start := a.nounStart(i, s.from); a.objectOf(start, s.from) {
		return a.overPhrase(start-1, s)
	}
	return a.nounEnding(i, s.from)
}

// issuer is who issued the document whose noun stands at token i, "The ministry released a statement saying", or else
// the document.
func (a *attribution) issuer(i, from int) Speaker {
	if sp := a.clauseSubject(i, from); sp.found() && sp.Mention.Start != a.Tokens[a.nounStart(i, from)].Start {
		return sp
	}
	return a.nounEnding(i, from)
}

// closesPhrase tells whether a verb behind a token goes on with the subject of the clause.
func closesPhrase(l string) bool {
	switch l {
	case "and", "but", "or", ")", "-", "–", "—":
		return true
	}
	return false
}

// antecedent finds whom the relative pronoun at token i stands for.
func (a *attribution) antecedent(i, from int) Speaker {
	j := i - 1
	for j >= from && (a.Lower(j) == "," || a.Lower(j) == "and") {
		j--
	}
	if j < from {
		return nobody
	}
	sp := a.nounEnding(j, from)
	if sp.found() && a.Lower(i) != "that" {
		sp.Mention = a.Tokens[i].Span // it is "who" that does the verb
	}
	return sp
}

// overTime steps left over "last year" and "in May", which stand between a subject and its verb.
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

// overPhrase looks for the subject to the left of a phrase that begins with the preposition at token i: "Beck,
// who has in the past described", "Protesters marching through the streets chanted".
func (a *attribution) overPhrase(i int, s segment) Speaker {
	end := i
	for end-1 > s.from && words.Verbal(a.Lower(end-1)) {
		end--
	}
	if end > s.from && i-s.from < reach {
		if found := a.subjectLeft(end, segment{s.from, end}); found.found() {
			found.Confidence *= 0.9
			return found
		}
	}
	return a.clauseSubject(i, s.from)
}

// light tells whether token i may stand between a subject and its verb.
func (a *attribution) light(i, from int) bool {
	if a.Tokens[i].Clitic() {
		return i > from && a.Words.Pronouns[a.Lower(i-1)] // "he’s said"
	}
	return a.nameEndingAt(i, from) < 0 && a.lightWord(i)
}

func (a *attribution) lightWord(i int) bool {
	l := a.Lower(i)
	return a.Words.LightWords[l] || words.Adverbial(l) || a.Words.Heads[a.Word(i)] == "after"
}

// overApposition reads over what stands between commas: NAME, the mayor, said; the mayor, NAME, said; NAME,
// who had fled, said.
func (a *attribution) overApposition(comma int, s segment) Speaker {
	i := comma - 1
	// "the mayor, NAME, said": the name itself is what stands between the commas.
	if n := a.nameEndingAt(i, s.from); a.mayAct(n) && !partyMark(a.Lower(i)) && a.opensBetween(n, s.from) {
		return a.named(n, 0.95)
	}
	for j := i; j >= s.from && comma-j < 30; j-- {
		if !a.opensApposition(j, s.from) {
			continue
		}
		if n := a.nameEndingAt(j-1, s.from); a.mayAct(n) {
			return a.named(n, 0.85)
		}
		if words.Age(a.Word(min(j+1, comma))) || j+2 == comma {
			continue
		}
		if j == s.from {
			break
		}
		if sp := a.nounEnding(j-1, s.from); sp.found() && sp.Kind != SpeakerUnknown && !a.objectOf(a.nounStart(j-1, s.from), s.from) {
			sp.Confidence *= 0.8
			return sp
		}
	}
	return a.clauseSubject(comma, s.from)
}

// opensBetween tells whether name n, with its titles, begins the segment or stands behind a comma.
func (a *attribution) opensBetween(n, from int) bool {
	run := a.Names[n].run
	return run == from || a.Lower(run-1) == ","
}

// opensApposition tells whether token j may be the mark that an apposition begins with.
func (a *attribution) opensApposition(j, from int) bool {
	return (a.Lower(j) == "," || a.Lower(j) == "(") && (j == from || !partyMark(a.Lower(j-1)))
}

// partyMark tells whether a word stands for a party and a state, "D-Ohio".
func partyMark(w string) bool {
	return len(w) > 3 && w[1] == '-' && strings.ContainsRune("dri", rune(w[0]))
}

// objectOf tells whether a preposition or a verb stands before token i, so that what begins there is no subject.
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
	return a.Words.Prepositions[t.Lower] || a.Words.FarPrepositions[t.Lower] || t.Lower == "told"
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
		n := a.nameStartingAt(i)
		if n < 0 || a.Quoted(a.Names[n].Start) {
			continue
		}
		run := a.Names[n].run
		if a.Of[n] < 0 || a.owns(n) || a.afterPreposition(run, from) && a.Lower(run-1) != "as" {
			i = max(i, a.Names[n].to-1)
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

// nameEndingAt returns the index of the name whose last token is i, or -1.
func (c *Cast) nameEndingAt(i, from int) int {
	if i < from || i >= len(c.Tokens) {
		return -1
	}
	if c.Lower(i) == ")" { // "NAME (D-Ohio) said"
		for j := i; j > from && i-j < 6; j-- {
			if c.Lower(j) == "(" {
				i = j - 1
				break
			}
		}
	}
	n := c.namesBefore(c.Tokens[i].End)
	if n >= 0 && c.Names[n].to == i+1 && c.Names[n].from >= from {
		return n
	}
	return -1
}

// nameStartingAt returns the index of the name that begins at token i, or -1.
func (c *Cast) nameStartingAt(i int) int {
	n := c.namesBefore(c.Tokens[i].Start + 1)
	if n >= 0 && c.Names[n].from == i {
		return n
	}
	return -1
}

// named makes a speaker of a name.
func (a *attribution) named(n int, confidence float64) Speaker {
	s := Speaker{Mention: a.Names[n].Span, Confidence: confidence, person: a.Of[n], Kind: SpeakerUnknown}
	switch {
	case s.person >= 0:
		s.Name, s.Kind = a.Persons[s.person].Name, SpeakerPerson
	case a.Words.Demonyms[a.At(s.Mention)] != "" && !a.Words.Places[a.At(s.Mention)]:
		s.Confidence = 0.3 // "the Spaniard": a person whom only the reader can name
	default:
		s.Name, s.Kind = a.At(s.Mention), SpeakerOrganization
	}
	return s
}

// subjectAfter reads the subject behind the verb: “…” said NAME, “…” said the minister, NAME.
func (a *attribution) subjectAfter(v, limit int) Speaker {
	if a.Lower(v) == "told" || a.Lower(v) == "tells" {
		return nobody
	}
	s := a.nounAfter(v+1, limit)
	if s.found() {
		s.Cue = a.Word(v)
	}
	return s
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
		if n := a.nameStartingAt(end); a.isPerson(n) && (a.Names[n].to >= limit || !a.owns(n)) {
			return a.named(n, 0.95)
		}
		if t.Lower == "," && end > i {
			// “…” said the mayor, NAME
			if n := a.nameStartingAt(min(end+1, len(a.Tokens)-1)); end+1 < limit && a.isPerson(n) {
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

// endsNoun tells whether the noun phrase from token i ends before a later token.
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
	case words.Verbal(t.Lower):
		return end > i+1
	}
	return a.Words.Subjects[t.Lower] && end > i
}
