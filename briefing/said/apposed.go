package said

import (
	"lede/briefing/names"
	"lede/briefing/words"
)

// A description of the speaker stands between the name and the verb, between commas or with one of them missing.

// overApposition skips the words between commas: NAME, the mayor, said; the mayor, NAME, said; NAME, who had fled, said.
func (a *attribution) overApposition(comma int, s segment) Speaker {
	i := a.overLetters(comma-1, s.from)
	// "the mayor, NAME, said": the name itself is what stands between the commas.
	if n := a.NameEndingAt(i, s.from); a.MayAct(n) && !words.PartyMark(a.Lower(i)) && a.opensBetween(n, s.from) {
		return a.named(n, 0.95)
	}
	for j := i; j >= s.from && comma-j < 30; j-- {
		if !a.opensApposition(j, s.from) {
			continue
		}
		if n := a.NameEndingAt(j-1, s.from); a.MayAct(n) {
			return a.actorAt(n, s.from)
		} else if n >= 0 && a.AfterPreposition(a.Names[n].Run, s.from) && a.Lower(j+1) == "who" {
			return a.overPhrase(a.Names[n].Run-1, j, s) // "A resident of Tolland, who gave no name, said"
		}
		if a.asideBetween(j, comma) {
			continue
		}
		if j == s.from {
			break
		}
		if sp := a.knownNoun(j-1, s.from); sp.found() {
			return a.calledBetween(sp, j+1, comma)
		}
	}
	return a.clauseSubject(comma, s.from)
}

// asideBetween reports whether one word or an age stands between two marks: "NAME, however, said", "NAME, 46, said".
func (a *attribution) asideBetween(open, comma int) bool {
	aside := open+2 == comma && !a.proper(open+1, comma)
	return aside || words.Age(a.Word(min(open+1, comma)))
}

// actorAt returns the speaker whom name n means before an apposition: who speaks for it, or who belongs to it.
func (a *attribution) actorAt(n, from int) Speaker {
	if sp := a.speakerFor(n, from); sp.found() {
		return sp
	}
	return a.named(a.belonging(n, from), 0.85)
}

// knownNoun reads the noun that ends at token i before an apposition, if it is a subject of a known kind.
func (a *attribution) knownNoun(i, from int) Speaker {
	sp := a.nounEnding(i, from)
	if !sp.found() || sp.Kind == SpeakerUnknown || a.objectOf(a.nounStart(i, from), from) {
		return nobody
	}
	sp.Confidence *= 0.8
	return sp
}

// speakerFor returns who speaks for the body with name n, if the name belongs to the words for somebody without a name: "A spokesman for the
// firm CleanGuard, which keeps the fines, said".
func (a *attribution) speakerFor(n, from int) Speaker {
	run := a.Names[n].Run
	if a.Of[n] >= 0 {
		return nobody
	}
	for i := run - 1; i > from && run-i < 5 && a.Tokens[i].Word(); i-- {
		if !words.OfOrFor(a.Lower(i)) {
			continue
		}
		sp := a.nounEnding(i-1, from)
		if !a.Words.Roles[a.Lower(i-1)] || sp.Kind != SpeakerUnknown || sp.person >= 0 {
			return nobody
		}
		sp.Mention.End = a.Names[n].End
		sp.Name = a.At(sp.Mention)
		return sp
	}
	return nobody
}

// overLetters steps left over the letters after a name, with or without a comma: "Ann Lee KC", "Ann Lee, SAN".
func (a *attribution) overLetters(i, from int) int {
	for i > from && a.Words.Heads[a.Word(i)] == "after" {
		if i--; a.Lower(i) == "," {
			i--
		}
	}
	return i
}

// belonging returns the person whose affiliation is name n, "NAME of the university"; otherwise n.
func (a *attribution) belonging(n, from int) int {
	i := a.Names[n].Run - 1
	if i > from && a.Words.Determiners[a.Lower(i)] {
		i--
	}
	if i <= from || !a.Words.Prepositions[a.Lower(i)] {
		return n
	}
	if m := a.NameEndingAt(i-1, from); m >= 0 && a.Of[m] >= 0 {
		return m
	}
	return n
}

// longestApposed is the most words in the name of a body that follows its description.
const longestApposed = 6

// calledBetween gives a speaker known only by a description the otherwise unknown name between the commas: "The operator, Carris, said".
func (a *attribution) calledBetween(s Speaker, from, to int) Speaker {
	named := a.proper(from, to) || to-from > 1 && a.capitalised(from, to)
	if !named || s.Kind == SpeakerPerson || to-from > longestApposed {
		return s
	}
	s.Mention = a.Over(from, to)
	s.Name, s.Kind = a.At(s.Mention), SpeakerOrganization
	return s
}

// opensBetween reports whether name n, with its titles, begins the segment or follows a comma.
func (a *attribution) opensBetween(n, from int) bool {
	run := a.Names[n].Run
	if a.Names[n].Kind == names.OrgName && run < a.Names[n].From { // "NAME, Chief Executive of the Trust, said"
		return false
	}
	if run > from && a.Lower(run-1) == "the" {
		run-- // "its parent, the Royal Bank, said"
	}
	return run == from || a.Lower(run-1) == ","
}

// opensApposition reports whether token j may be the mark that begins an apposition.
func (a *attribution) opensApposition(j, from int) bool {
	return (a.Lower(j) == "," || a.Lower(j) == "(") && (j == from || !words.PartyMark(a.Lower(j-1)))
}

// explained returns the name of the person that begins the sentence before a comma and a role which runs into the verb at token v, because
// the second comma is missing: "Ann Lee, chief officer at the Fire Service says"; -1 if there is none.
func (a *attribution) explained(who Speaker, v int, s segment) int {
	if who.person >= 0 || who.Mention.Start < a.Tokens[s.from].Start || v+1 < len(a.Tokens) && a.Lower(v+1) == "," {
		return -1
	}
	i := a.TokenAt(who.Mention.Start, s.from, v)
	n := a.NameEndingAt(i-2, s.from)
	if i-2 < s.from || a.Lower(i-1) != "," || !a.IsPerson(n) || a.Names[n].Run != a.First[a.Tokens[v].Sentence] {
		return -1
	}
	if !a.Words.Roles[a.Lower(a.headOf(i, a.TokenAt(who.Mention.End, i, v)))] {
		return -1
	}
	return n
}
