package briefing

import (
	"lede/briefing/words"
	"strings"
)

// The subject of a verb of speech is found by walking left from the verb: over adverbs and auxiliaries, over
// what stands between commas, over a phrase with a preposition, to a name, a pronoun or a noun. Where the walk
// meets something it does not know it stops, and the speaker stays open.

// subjectBefore finds who does the verb at token v, reading to the left as far as the segment goes.
func (a *attribution) subjectBefore(v int, s segment) speaker {
	found := a.subjectLeft(v, s)
	if found.found() {
		found.cue = a.At(a.tokens[v].Span)
	}
	return found
}

func (a *attribution) subjectLeft(v int, s segment) speaker {
	i := v - 1
	for i >= s.from && (a.nameEndingAt(i, s.from) < 0 && a.lightWord(i) || a.tokens[i].kind == cliticToken && i > s.from && a.words.Pronouns[a.tokens[i-1].lower]) {
		i--
	}
	i = a.overTime(i, s.from)
	if i < s.from {
		return nobody
	}
	participle := a.participle(v, i)
	if n := a.nameEndingAt(i, s.from); n >= 0 {
		if start := a.names[n].run; !participle && a.objectOf(start, s.from) {
			return a.overPhrase(start-1, s)
		}
		if participle && a.of[n] < 0 && a.names[n].kind != orgName {
			return a.clauseSubject(a.names[n].run, s.from)
		}
		return a.named(n, 0.95)
	}
	return a.subjectAt(i, v, s)
}

// participle tells whether the verb at token v, whose subject ends at token i, is one like "saying", with no
// "is" or "was" before it.
func (a *attribution) participle(v, i int) bool {
	for j := i + 1; j < v; j++ {
		switch a.tokens[j].lower {
		case "is", "was", "are", "were", "been", "be":
			return false
		}
	}
	return strings.HasSuffix(a.tokens[v].lower, "ing")
}

// subjectAt reads the subject of the verb at token v from its last token i, where that is no name.
func (a *attribution) subjectAt(i, v int, s segment) speaker {
	t := a.tokens[i]
	participle := a.participle(v, i)
	switch {
	case a.words.Pronouns[t.lower]:
		return a.pronoun(i)
	case a.tokens[i+1].lower == "to" && a.words.BareForms[a.tokens[v].lower]:
		return a.clauseSubject(i+1, s.from)
	case participle && a.words.Documents[t.lower]:
		// "The ministry released a statement saying": whoever released it speaks.
		if sp := a.clauseSubject(i, s.from); sp.found() && sp.mention.Start != a.tokens[a.nounStart(i, s.from)].Start {
			return sp
		}
		return a.nounEnding(i, s.from)
	case t.lower == "that" && i > s.from && a.words.Sayings[a.tokens[i-1].lower]:
		return a.clauseSubject(i-1, s.from) // "made a comment that described": whoever made it speaks
	case t.lower == "who" || t.lower == "which" || t.lower == "that":
		return a.antecedent(i, s.from)
	case t.lower == "," && participle:
		if sp := a.clauseSubject(i, s.from); sp.found() {
			return sp
		}
		return a.overApposition(i, s)
	case t.lower == ",":
		return a.overApposition(i, s)
	case t.lower == "and" || t.lower == "but" || t.lower == "or" || participle:
		return a.clauseSubject(i, s.from)
	case t.kind == markToken && (t.lower == ")" || t.lower == "-" || t.lower == "–" || t.lower == "—"):
		return a.clauseSubject(i, s.from)
	case t.kind == wordToken || t.kind == numberToken:
		if start := a.nounStart(i, s.from); a.objectOf(start, s.from) {
			return a.overPhrase(start-1, s)
		}
		return a.nounEnding(i, s.from)
	}
	return nobody
}

// antecedent finds whom the relative pronoun at token i stands for.
func (a *attribution) antecedent(i, from int) speaker {
	j := i - 1
	for j >= from && (a.tokens[j].lower == "," || a.tokens[j].lower == "and") {
		j--
	}
	if j < from {
		return nobody
	}
	sp := a.nounEnding(j, from)
	if sp.found() && a.tokens[i].lower != "that" {
		sp.mention = a.tokens[i].Span // it is "who" that does the verb
	}
	return sp
}

// overTime steps left over "last year" and "in May", which stand between a subject and its verb.
func (a *attribution) overTime(i, from int) int {
	if i-1 <= from || !a.words.Times[a.tokens[i].lower] {
		return i
	}
	switch a.tokens[i-1].lower {
	case "last", "this", "next", "that", "in", "every", "late", "early":
		i -= 2
		if i > from && words.Verbal(a.tokens[i].lower) {
			i-- // "a report released last year found"
		}
	}
	return i
}

// overPhrase looks for the subject to the left of a phrase that begins with the preposition at token i: "Beck,
// who has in the past described", "Protesters marching through the streets chanted".
func (a *attribution) overPhrase(i int, s segment) speaker {
	end := i
	for end-1 > s.from && words.Verbal(a.tokens[end-1].lower) {
		end--
	}
	if end > s.from && i-s.from < reach {
		if found := a.subjectLeft(end, segment{s.from, end}); found.found() {
			found.confidence *= 0.9
			return found
		}
	}
	return a.clauseSubject(i, s.from)
}

// lightWord tells whether a word may stand between a subject and its verb.
func (a *attribution) lightWord(i int) bool {
	l := a.tokens[i].lower
	switch l {
	case "has", "have", "had", "also", "later", "then", "repeatedly", "recently", "previously", "again", "still", "now", "once", "even",
		"just", "only", "did", "does", "do", "would", "will", "could", "can", "may", "might", "not", "never", "always", "often", "further",
		"went", "on", "goes", "to", "is", "was", "are", "were", "as", "quoted", "being", "been", "himself", "herself", "first", "reportedly",
		"ultimately", "today", "overnight", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "yesterday", "all", "both", "earlier", "simply",
		"long", "since", "ever", "yet", "already", "twice", "soon", "meanwhile", "instead", "too", "afterwards", "afterward", "thus", "sometimes", "themselves", "themself":
		return a.tokens[i].kind == wordToken
	}
	return words.Adverbial(l) || a.words.Heads[a.At(a.tokens[i].Span)] == "after"
}

// overApposition reads over what stands between commas: NAME, the mayor, said; the mayor, NAME, said; NAME,
// who had fled, said.
func (a *attribution) overApposition(comma int, s segment) speaker {
	i := comma - 1
	// "the mayor, NAME, said": the name itself is what stands between the commas.
	if n := a.nameEndingAt(i, s.from); n >= 0 && !partyMark(a.tokens[i].lower) && (a.names[n].run == s.from || a.tokens[a.names[n].run-1].lower == ",") && (a.of[n] >= 0 || a.names[n].kind == orgName) {
		return a.named(n, 0.95)
	}
	for j := i; j >= s.from && comma-j < 30; j-- {
		if a.tokens[j].lower != "," && a.tokens[j].lower != "(" || j > s.from && partyMark(a.tokens[j-1].lower) {
			continue
		}
		if n := a.nameEndingAt(j-1, s.from); n >= 0 && (a.of[n] >= 0 || a.names[n].kind == orgName) {
			return a.named(n, 0.85)
		}
		if words.Age(a.At(a.tokens[min(j+1, comma)].Span)) || j+2 == comma {
			continue
		}
		if j > s.from {
			if sp := a.nounEnding(j-1, s.from); sp.found() && sp.kind != SpeakerUnknown && !a.objectOf(a.nounStart(j-1, s.from), s.from) {
				sp.confidence *= 0.8
				return sp
			}
		}
	}
	return a.clauseSubject(comma, s.from)
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
	t := a.tokens[i-1]
	if i-2 >= from && a.words.Determiners[t.lower] {
		t = a.tokens[i-2]
	}
	return (a.words.Prepositions[t.lower] || a.words.FarPrepositions[t.lower]) && t.lower != "as" || a.words.StrongSpeech[t.lower] && t.lower == "told"
}

// clauseSubject takes the first person, organisation or pronoun of the clause as its subject: what a verb
// behind "and" or a comma goes on with.
func (a *attribution) clauseSubject(to, from int) speaker {
	// Start from the last semicolon or quotation before the verb.
	closed := false
	for i := to - 1; i > from; i-- {
		l := a.tokens[i].lower
		if l == ";" {
			from = i + 1
			break
		}
		if l == "," || l == "(" {
			closed = true // whatever clause began before it may end here
		}
		if a.words.Subordinators[l] && !closed && to-i < reach { // "came when the speaker lamented this and criticised that"
			if sp := a.mainSubject(i+1, to); sp.found() {
				return sp
			}
		}
	}
	if sp := a.mainSubject(from, to); sp.found() {
		return sp
	}
	for i := from; i < to; i++ {
		if (a.tokens[i].lower == "he" || a.tokens[i].lower == "she") && !a.quoted(a.tokens[i].Start) {
			sp := a.pronoun(i)
			sp.confidence *= 0.85
			return sp
		}
		n := a.nameStartingAt(i)
		if n < 0 || a.quoted(a.names[n].Start) {
			continue
		}
		if next := a.names[n].to; next < len(a.tokens) && a.tokens[next].kind == cliticToken || a.of[n] < 0 || a.names[n].run > from && a.words.Prepositions[a.tokens[a.names[n].run-1].lower] && a.tokens[a.names[n].run-1].lower != "as" {
			i = max(i, a.names[n].to-1)
			continue
		}
		sp := a.named(n, 0.8)
		return sp
	}
	// Behind a quotation, ", telling reporters that" and "and claims that" go on with the sentence’s subject.
	if first := a.first[a.tokens[from].sentence]; from > first && to-from < 3 {
		return a.mainSubject(first, from)
	}
	return nobody
}

// nameEndingAt returns the index of the name whose last token is i, or -1.
func (c *cast) nameEndingAt(i, from int) int {
	if i < from || i >= len(c.tokens) {
		return -1
	}
	if c.tokens[i].lower == ")" { // "NAME (D-Ohio) said"
		for j := i; j > from && i-j < 6; j-- {
			if c.tokens[j].lower == "(" {
				i = j - 1
				break
			}
		}
	}
	n := c.namesBefore(c.tokens[i].End)
	if n >= 0 && c.names[n].to == i+1 && c.names[n].from >= from {
		return n
	}
	return -1
}

// nameStartingAt returns the index of the name that begins at token i, or -1.
func (c *cast) nameStartingAt(i int) int {
	n := c.namesBefore(c.tokens[i].Start + 1)
	if n >= 0 && c.names[n].from == i {
		return n
	}
	return -1
}

// named makes a speaker of a name.
func (a *attribution) named(n int, confidence float64) speaker {
	s := speaker{mention: a.names[n].Span, confidence: confidence, person: a.of[n], kind: SpeakerUnknown}
	switch {
	case s.person >= 0:
		s.name, s.kind = a.persons[s.person].name, SpeakerPerson
	case a.words.Demonyms[a.At(s.mention)] != "" && !a.words.Places[a.At(s.mention)]:
		s.confidence = 0.3 // "the Spaniard": a person whom only the reader can name
	default:
		s.name, s.kind = a.At(s.mention), SpeakerOrganization
	}
	return s
}

// subjectAfter reads the subject behind the verb: “…” said NAME, “…” said the minister, NAME.
func (a *attribution) subjectAfter(v, limit int) speaker {
	if a.tokens[v].lower == "told" || a.tokens[v].lower == "tells" {
		return nobody
	}
	s := a.nounAfter(v+1, limit)
	if s.found() {
		s.cue = a.At(a.tokens[v].Span)
	}
	return s
}

// nounAfter reads the name, pronoun or description that begins at token i.
func (a *attribution) nounAfter(i, limit int) speaker {
	if i >= limit {
		return nobody
	}
	if a.words.Pronouns[a.tokens[i].lower] {
		return a.pronoun(i)
	}
	end := i
	for end < limit && end-i < 14 {
		t := a.tokens[end]
		if n := a.nameStartingAt(end); n >= 0 && a.of[n] >= 0 && (a.names[n].to >= limit || a.tokens[a.names[n].to].kind != cliticToken) {
			return a.named(n, 0.95)
		}
		if t.lower == "," && end > i {
			// “…” said the mayor, NAME
			if n := a.nameStartingAt(min(end+1, len(a.tokens)-1)); end+1 < limit && n >= 0 && a.of[n] >= 0 {
				return a.named(n, 0.9)
			}
			break
		}
		if t.kind == markToken && !strings.ContainsAny(t.lower, "&-’'./") || t.lower == "." && !a.words.TitleAbbreviations[a.tokens[max(end-1, 0)].lower] {
			break
		}
		if a.words.Prepositions[t.lower] && t.lower != "of" && t.lower != "for" || t.lower == "who" || t.lower == "that" || t.lower == "which" || words.Verbal(t.lower) && end > i+1 || a.words.Subjects[t.lower] && end > i {
			break
		}
		end++
	}
	if end == i {
		return nobody
	}
	return a.noun(i, end)
}
