package briefing

import (
	"lede/briefing/words"
	"strings"
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
		for comma = i; comma < to && comma-from < reach && a.tokens[comma].lower != ","; comma++ {
		}
		if comma-from >= reach {
			break
		}
	}
	return nobody
}

// leadsIn tells whether a phrase that is no subject begins at a token.
func (a *attribution) leadsIn(i int) bool {
	return a.words.Prepositions[a.tokens[i].lower] || a.words.Openings[a.tokens[i].lower]
}

func (a *attribution) mainAt(i, to int) speaker {
	if a.quoted(a.tokens[i].Start) {
		return nobody
	}
	if a.words.Pronouns[a.tokens[i].lower] {
		sp := a.pronoun(i)
		sp.confidence *= 0.85
		return sp
	}
	return a.mainNoun(i, to)
}

// pastLeadIns steps over "Meanwhile," and "In New Hampshire," to where the subject begins.
func (a *attribution) pastLeadIns(from, to int) int {
	i := from
	for i < to && i-from < reach {
		t := a.tokens[i]
		switch {
		case t.kind == markToken && t.lower != "“" && t.lower != "\"" || words.Adverbial(t.lower) && !words.Capital(a.At(t.Span)):
			i++
		case a.words.LeadIns[t.lower] && i+1 < to && a.nameStartingAt(i) < 0 && !a.verbAt(i+1):
			i++
		case a.words.Prepositions[t.lower] || a.words.Openings[t.lower] || words.Adverbial(t.lower):
			for i < to && i-from < reach && a.tokens[i].lower != "," {
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
	if l := a.tokens[i].lower; relative(l) || l == "what" || l == "how" || l == "why" || l == "there" {
		return nobody
	}
	for j := i; j < to && j < i+12; j++ {
		t := a.tokens[j]
		if a.pluralOwner(j, to) {
			continue
		}
		if n := a.nameStartingAt(j); n >= 0 {
			next := a.names[n].to
			if a.of[n] >= 0 && (next >= to || a.tokens[next].kind != cliticToken && !a.headFollows(next, to)) {
				if j > i && end > i && !words.Capital(a.At(a.tokens[j-1].Span)) && !a.words.Roles[a.tokens[j-1].lower] {
					break // an object: "The ad hits NAME"
				}
				return a.named(n, 0.8)
			}
			if a.names[n].kind == orgName {
				end = next
			}
			j = next - 1
			continue
		}
		if t.kind == markToken || a.verbAt(j) && j > i && !a.words.Determiners[a.tokens[j-1].lower] && end > i || a.words.Prepositions[t.lower] && t.lower != "of" || relative(t.lower) {
			break
		}
		if a.heads(j) || j+1 < to && a.verbAt(j+1) && a.proper(i, j+1) {
			end = j + 1
		}
	}
	if end == i {
		return nobody
	}
	if end+1 < to && a.tokens[end].lower == "," { // "Her rival, NAME, was quick"
		if n := a.nameAfterTitle(end+1, to); n >= 0 {
			return a.named(n, 0.8)
		}
	}
	sp := a.noun(i, end)
	sp.confidence *= 0.85
	return sp
}

// nameAfterTitle is the name of a person that begins at token i with its titles, or -1.
func (a *attribution) nameAfterTitle(i, to int) int {
	for j := i; j < to && j < i+4; j++ {
		if n := a.nameStartingAt(j); n >= 0 && a.of[n] >= 0 && (j == i || a.names[n].run <= i || a.words.Roles[a.tokens[j-1].lower]) {
			return n
		}
		if a.tokens[j].kind != wordToken {
			break
		}
	}
	return -1
}

// pluralOwner tells whether token j is the apostrophe of "residents’ groups".
func (a *attribution) pluralOwner(j, to int) bool {
	l := a.tokens[j].lower
	return (l == "’" || l == "'") && j > 0 && j+1 < to && strings.HasSuffix(a.tokens[j-1].lower, "s") && a.tokens[j-1].End == a.tokens[j].Start && a.tokens[j+1].kind == wordToken
}

// headFollows tells whether a name only describes the noun behind it: "the Clinton campaign".
func (a *attribution) headFollows(i, to int) bool { return i < to && a.heads(i) && !a.verbAt(i) }

// heads tells whether a noun can be the head of a phrase that speaks.
func (a *attribution) heads(j int) bool {
	l := a.tokens[j].lower
	return a.words.Documents[l] || a.words.Bodies[l] || a.speaks(j)
}

// verbAt tells whether token j looks like the verb of a clause.
func (a *attribution) verbAt(j int) bool {
	l := a.tokens[j].lower
	switch l {
	case "is", "was", "are", "were", "has", "have", "had", "will", "would", "can", "could", "may", "might", "did", "does", "do", "not":
		return true
	}
	return words.Verbal(l) || a.words.Speech[l] && !a.words.Documents[l] || a.words.PastForms[l]
}

func relative(w string) bool { return w == "who" || w == "which" || w == "that" || w == "whose" }

// passive reads was called “…” by NAME, was described by NAME as “…”, and was accused of “…” by NAME.
func (a *attribution) passive(before, after segment) speaker {
	for v := before.to - 1; v > before.from && before.to-v < 12; v-- {
		t := a.tokens[v]
		if t.kind == markToken || !a.words.Speech[t.lower] || !strings.HasSuffix(t.lower, "ed") || !a.passiveBefore(v) {
			continue
		}
		at, limit := v+2, before.to
		if after.from < after.to && a.tokens[after.from].lower == "by" {
			at, limit = after.from+1, after.to
		} else if v+1 >= before.to || a.tokens[v+1].lower != "by" {
			return nobody
		}
		sp := a.nounAfter(at, limit)
		if sp.kind == SpeakerUnknown && !a.heads(a.headOf(at, min(at+1, limit))) && !a.words.Determiners[a.tokens[min(at, limit-1)].lower] {
			return nobody
		}
		sp.cue = a.At(t.Span)
		return sp
	}
	return nobody
}

// passiveBefore tells whether what stands before the verb at token v makes it passive.
func (a *attribution) passiveBefore(v int) bool {
	b := v - 1
	for b > 0 && (words.Adverbial(a.tokens[b].lower) || a.tokens[b].lower == "also" || a.tokens[b].lower == "once") {
		b--
	}
	switch a.tokens[b].lower {
	case "is", "was", "are", "were", "been", "being", "be", ",", "and":
		return true
	}
	return false
}
