package cast

import (
	"strings"

	"lede/briefing/words"
)

// A verb that goes on with the subject of its clause (", telling reporters that", "and vowed to", "to accuse")
// is read from the other end: from where the clause begins, over what leads in, to the noun it is about.

// mainSubject finds the subject of the clause that begins at token from. It takes a name, a pronoun or a noun
// that it knows can speak; with anything else it stops, since a guess would read an object for a subject.
func (a *attribution) mainSubject(from, to int) speaker {
	i := a.pastLeadIns(from, to)
	for comma := i; i < to; i = a.pastLeadIns(comma, to) {
		if sp := a.mainAt(i, to); sp.found() || !a.leadsIn(from) {
			return sp
		}
		// What led in has commas of its own: "Following a swift, late meeting, the council issued".
		for comma = i; comma < to && comma-from < reach && a.Lower(comma) != ","; comma++ {
		}
		if comma-from >= reach {
			break
		}
	}
	return nobody
}

// leadsIn tells whether a phrase that is no subject begins at a token.
func (a *attribution) leadsIn(i int) bool {
	return a.Words.Prepositions[a.Lower(i)] || a.Words.Openings[a.Lower(i)]
}

func (a *attribution) mainAt(i, to int) speaker {
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
		case t.Mark() && t.Lower != "“" && t.Lower != "\"" || words.Adverbial(t.Lower) && !words.Capital(a.At(t.Span)):
			i++
		case a.Words.LeadIns[t.Lower] && i+1 < to && a.nameStartingAt(i) < 0 && !a.verbAt(i+1):
			i++
		case a.Words.Prepositions[t.Lower] || a.Words.Openings[t.Lower] || words.Adverbial(t.Lower):
			for i < to && i-from < reach && a.Lower(i) != "," {
				i++
			}
		default:
			return i
		}
	}
	return to
}

// mainNoun reads the noun phrase that begins at token i up to the last word that is known to be a speaker's.
func (a *attribution) mainNoun(i, to int) speaker {
	end := i
	if l := a.Lower(i); words.Relative(l) || l == "what" || l == "how" || l == "why" || l == "there" {
		return nobody
	}
	for j := i; j < to && j < i+12; j++ {
		t := a.Tokens[j]
		if a.pluralOwner(j, to) {
			continue
		}
		if n := a.nameStartingAt(j); n >= 0 {
			next := a.Names[n].to
			if a.Of[n] >= 0 && (next >= to || !a.Tokens[next].Clitic() && !a.headFollows(next, to)) {
				if j > i && end > i && !words.Capital(a.Word(j-1)) && !a.Words.Roles[a.Lower(j-1)] {
					break // an object: "The ad hits NAME"
				}
				return a.named(n, 0.8)
			}
			if a.Names[n].Kind == OrgName {
				end = next
			}
			j = next - 1
			continue
		}
		if t.Mark() || a.verbAt(j) && j > i && !a.Words.Determiners[a.Lower(j-1)] && end > i || a.Words.Prepositions[t.Lower] && t.Lower != "of" || words.Relative(t.Lower) {
			break
		}
		if a.heads(j) || j+1 < to && a.verbAt(j+1) && a.proper(i, j+1) {
			end = j + 1
		}
	}
	if end == i {
		return nobody
	}
	if end+1 < to && a.Lower(end) == "," { // "Her rival, NAME, was quick"
		if n := a.nameAfterTitle(end+1, to); n >= 0 {
			return a.named(n, 0.8)
		}
	}
	sp := a.noun(i, end)
	sp.Confidence *= 0.85
	return sp
}

// nameAfterTitle is the name of a person that begins at token i with its titles, or -1.
func (a *attribution) nameAfterTitle(i, to int) int {
	for j := i; j < to && j < i+4; j++ {
		if n := a.nameStartingAt(j); n >= 0 && a.Of[n] >= 0 && (j == i || a.Names[n].run <= i || a.Words.Roles[a.Lower(j-1)]) {
			return n
		}
		if !a.Tokens[j].Word() {
			break
		}
	}
	return -1
}

// pluralOwner tells whether token j is the apostrophe of "residents’ groups".
func (a *attribution) pluralOwner(j, to int) bool {
	l := a.Lower(j)
	return (l == "’" || l == "'") && j > 0 && j+1 < to && strings.HasSuffix(a.Lower(j-1), "s") && a.Tokens[j-1].End == a.Tokens[j].Start && a.Tokens[j+1].Word()
}

// headFollows tells whether a name only describes the noun behind it: "the Clinton campaign".
func (a *attribution) headFollows(i, to int) bool { return i < to && a.heads(i) && !a.verbAt(i) }

// heads tells whether a noun can be the head of a phrase that speaks.
func (a *attribution) heads(j int) bool {
	l := a.Lower(j)
	return a.Words.Documents[l] || a.Words.Bodies[l] || a.speaks(j)
}

// verbAt tells whether token j looks like the verb of a clause.
func (a *attribution) verbAt(j int) bool {
	l := a.Lower(j)
	switch l {
	case "is", "was", "are", "were", "has", "have", "had", "will", "would", "can", "could", "may", "might", "did", "does", "do", "not":
		return true
	}
	return words.Verbal(l) || a.Words.Speech[l] && !a.Words.Documents[l] || a.Words.PastForms[l]
}

// passive reads was called “…” by NAME, was described by NAME as “…”, and was accused of “…” by NAME.
func (a *attribution) passive(before, after segment) speaker {
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

// passiveBefore tells whether what stands before the verb at token v makes it passive.
func (a *attribution) passiveBefore(v int) bool {
	b := v - 1
	for b > 0 && (words.Adverbial(a.Lower(b)) || a.Lower(b) == "also" || a.Lower(b) == "once") {
		b--
	}
	switch a.Lower(b) {
	case "is", "was", "are", "were", "been", "being", "be", ",", "and":
		return true
	}
	return false
}
