package said

import (
	"strings"

	"lede/briefing/names"
	"lede/briefing/words"
)

// Some verbs continue the subject of their clause: ", telling reporters that", "and vowed to", "to accuse". For those the
// subject is looked for from the start of the clause, past words that only lead in.

// mainSubject finds the subject of the clause that begins at token from. It takes a name, a pronoun or a noun that can
// speak, and stops at anything else: a guess might take an object for the subject.
func (a *attribution) mainSubject(from, to int) Speaker {
	if s := a.Tokens[from].Sentence; from == a.First[s] {
		from = a.TokenAt(a.AfterDateline(s), from, to)
	}
	i := a.pastLeadIns(from, to)
	for comma := i; i < to; i = a.pastLeadIns(comma, to) {
		if sp := a.mainAt(i, to); sp.found() || !a.leadsIn(from) {
			return sp
		}
		// A lead-in may have commas of its own: "Following a swift, late meeting, the council issued".
		for comma = i; comma < to && comma-from < reach && a.Lower(comma) != ","; comma++ {
		}
		if comma-from >= reach {
			break
		}
	}
	return nobody
}

// leadsIn reports whether token i begins a phrase that cannot be the subject.
func (a *attribution) leadsIn(i int) bool {
	return a.Words.Prepositions[a.Lower(i)] || a.Words.Openings[a.Lower(i)]
}

func (a *attribution) mainAt(i, to int) Speaker {
	if a.Quoted(a.Tokens[i].Start) {
		return nobody
	}
	if a.Words.Pronouns[a.Lower(i)] {
		sp := a.pronoun(i)
		sp.Confidence *= 0.85
		return sp
	}
	return a.mainNoun(i, to)
}

// pastLeadIns steps over "Meanwhile," and "In New Hampshire," to where the subject begins.
func (a *attribution) pastLeadIns(from, to int) int {
	i := from
	for i < to && i-from < reach {
		t := a.Tokens[i]
		switch {
		case a.passedOver(i, to):
			i++
		case a.leadsIn(i) || words.Adverbial(t.Lower):
			for i < to && i-from < reach && a.Lower(i) != "," {
				i++
			}
		default:
			return i
		}
	}
	return to
}

// passedOver reports whether token i may be skipped on the way to the subject.
func (a *attribution) passedOver(i, to int) bool {
	t := a.Tokens[i]
	switch {
	case t.Mark():
		return t.Lower != "“" && t.Lower != "\""
	case words.Adverbial(t.Lower) && !words.Capital(a.At(t.Span)):
		return true
	case a.Words.LeadIns[t.Lower]:
		return i+1 < to && a.NameStartingAt(i) < 0 && !a.verbAt(i+1)
	}
	return false
}

// mainNoun reads the noun phrase that begins at token i, up to its last word that can speak.
func (a *attribution) mainNoun(i, to int) Speaker {
	if a.Words.NoSubjects[a.Lower(i)] {
		return nobody
	}
	end, who := a.mainHead(i, to)
	if who.found() || end == i {
		return who
	}
	if n := a.explainedBy(end, to); n >= 0 {
		return a.named(n, 0.8)
	}
	sp := a.noun(i, end)
	sp.Confidence *= 0.85
	return a.calledBehind(sp, end, to)
}

// verbOfSubject reports whether token j is the verb of the phrase from token i on, of which the noun ends before token end, if any was found.
func (a *attribution) verbOfSubject(i, j, end int) bool {
	return end > i && a.verbBehind(j) || j > i && a.Words.ClauseVerbs[a.Lower(j)]
}

// mainHead returns the end of the noun in the phrase from token i on that can speak, i if there is none, or the person whose name the phrase is.
func (a *attribution) mainHead(i, to int) (end int, who Speaker) {
	end = i
	for j := i; j < to && j < i+12; j++ {
		if a.pluralOwner(j, to) {
			continue
		}
		if n := a.NameStartingAt(j); n >= 0 {
			if a.standsForItself(n, to) {
				if end > i && a.objectAt(j) {
					break // "The ad hits NAME"
				}
				return end, a.named(n, 0.8)
			}
			if a.bodyAt(n, i, to) {
				end = a.Names[n].To
			}
			j = a.Names[n].To - 1
			continue
		}
		if a.titleStop(j, i) {
			continue
		}
		if a.endsSubject(j) || a.verbOfSubject(i, j, end) {
			break
		}
		if a.mayHead(i, j, to) {
			end = j + 1
		}
	}
	return end, nobody
}

// mayHead reports whether the phrase from token i on may end with the noun at token j.
func (a *attribution) mayHead(i, j, to int) bool {
	return a.heads(j) || j+1 < to && a.verbAt(j+1) && a.proper(i, j+1)
}

// calledBehind gives the subject that ends before token i the name of a body that explains it between commas: "The operator, Blue Ferries,
// apologised".
func (a *attribution) calledBehind(s Speaker, i, to int) Speaker {
	if !s.found() || i+2 >= to || a.Lower(i) != "," {
		return s
	}
	for comma := i + 2; comma < to && comma-i <= longestApposed+1; comma++ {
		if a.Lower(comma) == "," {
			return a.calledBetween(s, i+1, comma)
		}
	}
	return s
}

// bodyAt reports whether name n is a body's. A name of unknown kind counts if it begins the clause and a verb follows:
// "Solvex will".
func (a *attribution) bodyAt(n, from, to int) bool {
	m := a.Names[n]
	if m.Kind == names.NoName && m.From == from {
		return m.To < to && a.verbAt(m.To)
	}
	return m.Kind == names.OrgName
}

// standsForItself reports whether name n is a person's and neither owns nor describes the noun after it.
func (a *attribution) standsForItself(n, to int) bool {
	next := a.Names[n].To
	return a.Of[n] >= 0 && (next >= to || !a.Owns(n) && !a.headFollows(next, to))
}

// objectAt reports whether a name at token j is the object of a verb before it, as the word before is neither
// capitalised nor a role.
func (a *attribution) objectAt(j int) bool {
	return !a.titleStop(j-1, 0) && !a.Capitalized(j-1) && !a.Words.Roles[a.Lower(j-1)]
}

// endsSubject reports whether a subject must end before token j.
func (a *attribution) endsSubject(j int) bool {
	t := a.Tokens[j]
	return t.Mark() || a.Words.Prepositions[t.Lower] && t.Lower != "of" || words.Relative(t.Lower)
}

// verbBehind reports whether the verb of the clause stands at token j, after its subject.
func (a *attribution) verbBehind(j int) bool {
	return a.verbAt(j) && !a.Words.Determiners[a.Lower(j-1)]
}

// explainedBy returns the person's name that explains the noun which ends before token i, "Her rival, NAME, was quick",
// also after its complement, "Counsel for the council, NAME, said"; -1 if there is none. In "An aide to the mayor,
// NAME," it may be either person's, so that is none.
func (a *attribution) explainedBy(i, to int) int {
	if i < to && a.Words.Prepositions[a.Lower(i)] {
		for noun := i; i < to && i-noun < longestApposed && a.inComplement(i); {
			i++
		}
		if a.Words.Roles[a.Lower(i-1)] {
			return -1
		}
	}
	if i+1 >= to || a.Lower(i) != "," {
		return -1
	}
	return a.nameBehindTitle(i+1, to)
}

// inComplement reports whether token i may belong to what a noun is of. Right behind a preposition even what looks like a verb may: "head of
// unscripted programmes".
func (a *attribution) inComplement(i int) bool {
	return a.Tokens[i].Word() && (!a.verbAt(i) || a.Words.Prepositions[a.Lower(i-1)])
}

// pluralOwner reports whether token j is the apostrophe of "residents’ groups".
func (a *attribution) pluralOwner(j, to int) bool {
	if !words.Apostrophe(a.Lower(j)) || j == 0 || j+1 >= to || !a.Tokens[j+1].Word() {
		return false
	}
	return strings.HasSuffix(a.Lower(j-1), "s") && a.Tokens[j-1].End == a.Tokens[j].Start
}

// headFollows reports whether a name only describes the noun after it: "the Clinton campaign".
func (a *attribution) headFollows(i, to int) bool { return i < to && a.heads(i) && !a.verbAt(i) }

// heads reports whether a noun can be the head of a subject that speaks.
func (a *attribution) heads(j int) bool {
	l := a.Lower(j)
	return a.Words.Documents[l] || a.Words.Bodies[l] || a.speaks(j)
}

// verbAt reports whether token j looks like the verb of a clause.
func (a *attribution) verbAt(j int) bool {
	l := a.Lower(j)
	if a.Words.ClauseVerbs[l] || words.Verbal(l) || a.Words.PastForms[l] {
		return true
	}
	return a.Words.Speech[l] && !a.Words.Documents[l]
}

// passive finds the speaker in passives: was called “…” by NAME, was described by NAME as “…”, was accused of “…” by NAME.
func (a *attribution) passive(before, after segment) Speaker {
	for v := before.to - 1; v > before.from && before.to-v < 12; v-- {
		t := a.Tokens[v]
		if t.Mark() || !a.Words.Speech[t.Lower] || !strings.HasSuffix(t.Lower, "ed") || !a.passiveBefore(v) {
			continue
		}
		at, limit := v+2, before.to
		if after.from < after.to && a.Lower(after.from) == "by" {
			at, limit = after.from+1, after.to
		} else if v+1 >= before.to || a.Lower(v+1) != "by" {
			return nobody
		}
		sp := a.nounAfter(at, limit)
		if sp.Kind == SpeakerUnknown && !a.heads(a.headOf(at, min(at+1, limit))) && !a.Words.Determiners[a.Lower(min(at, limit-1))] {
			return nobody
		}
		sp.Cue = a.At(t.Span)
		return sp
	}
	return nobody
}

// passiveBefore reports whether the word before the verb at token v makes it passive.
func (a *attribution) passiveBefore(v int) bool {
	b := v - 1
	for b > 0 && (words.Adverbial(a.Lower(b)) || a.Lower(b) == "also" || a.Lower(b) == "once") {
		b--
	}
	return a.Words.Passivizers[a.Lower(b)]
}

// speaksItself reports whether the subject of the verb at token v is a speaker whom no other clause tells of.
func (a *attribution) speaksItself(n Speaker, v int, s segment) bool {
	known := n.Kind != SpeakerUnknown || a.Words.StrongSpeech[a.Lower(v)]
	return known && !a.toldOf(n, v, s)
}

// toldOf reports whether the subject of a weak verb at token v stands right behind a verb of speech, which tells of it: "Lee said Corvane had offered".
func (a *attribution) toldOf(n Speaker, v int, s segment) bool {
	i := a.TokenAt(n.Mention.Start, s.from, v) - 1
	if i > s.from && a.Lower(i) == "that" {
		i--
	}
	return i > s.from && a.Words.StrongSpeech[a.Lower(i)] && !a.Words.StrongSpeech[a.Lower(v)]
}
