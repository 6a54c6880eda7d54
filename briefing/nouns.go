package briefing

import (
	"lede/briefing/words"
	"strings"
)

// nounEnding reads the noun phrase that ends at token i.
func (a *attribution) nounEnding(i, from int) speaker {
	if n := a.nameEndingAt(i, from); n >= 0 {
		return a.named(n, 0.9)
	}
	if a.words.Pronouns[a.tokens[i].lower] {
		return a.pronoun(i)
	}
	t := a.tokens[i]
	if t.kind != wordToken && t.kind != numberToken || a.words.Prepositions[t.lower] || a.words.SmallWords[t.lower] && !(i > from && a.tokens[i-1].lower == "of") && !a.words.StandAlone[t.lower] {
		return nobody
	}
	return a.noun(a.nounStart(i, from), i+1)
}

// nounStart is the token where the noun phrase that ends at token i begins.
func (a *attribution) nounStart(i, from int) int {
	start := i
	for j := i - 1; j >= from && i-j < 12; j-- {
		w := a.tokens[j]
		if w.lower == "the" || w.lower == "a" || w.lower == "an" || a.words.Possessives[w.lower] || w.lower == "one" || w.lower == "another" || w.lower == "some" {
			start = j
			// "the head of the agency": go on to the left of "of".
			if j-2 >= from && (a.tokens[j-1].lower == "of" || a.tokens[j-1].lower == "for") && a.tokens[j-2].kind == wordToken {
				j--
				continue
			}
			break
		}
		if (w.lower == "of" || w.lower == "for") && j-1 >= from && a.tokens[j-1].kind == wordToken && !a.words.SmallWords[a.tokens[j-1].lower] {
			start = j - 1
			continue
		}
		if a.pluralOwner(j, i+1) && j > from {
			continue
		}
		if w.kind == cliticToken && j > from && a.tokens[j-1].kind == wordToken {
			start, j = j-1, j-1 // "the report’s author"
			continue
		}
		if w.kind == markToken || a.words.SmallWords[w.lower] || a.words.Prepositions[w.lower] || a.words.StrongSpeech[w.lower] {
			break
		}
		start = j
	}
	return start
}

// noun makes a speaker of a noun phrase: the person that it describes, an organisation, a document, or
// somebody whom the article does not name.
func (a *attribution) noun(from, to int) speaker {
	at := Span{a.tokens[from].Start, a.tokens[to-1].End}
	for i := range a.descriptionsFrom(from) {
		if a.descriptions[i].from != from || from >= to {
			break
		}
		d := a.descriptions[i]
		if d.person >= 0 {
			return speaker{name: a.persons[d.person].name, kind: SpeakerPerson, mention: d.Span, confidence: 0.8, person: d.person}
		}
	}
	head := a.headOf(from, to)
	l := a.tokens[head].lower
	s := speaker{mention: at, name: a.At(at), kind: SpeakerUnknown, confidence: 0.7, person: -1}
	switch {
	case a.words.Documents[l]:
		s.kind = SpeakerDocument
	case a.words.Bodies[l]:
		s.kind = SpeakerOrganization
	case a.namesBody(from, to):
		s.kind = SpeakerOrganization
	case a.proper(from, to):
		s.confidence = 0.4 // a name that nothing else tells of
	case !a.speaks(head) && !a.determined(from, head):
		return nobody
	default:
		s.confidence = 0.5
	}
	return s
}

// proper tells whether every word of a phrase is capitalised and the last one is no common word.
func (a *attribution) proper(from, to int) bool {
	for i := from; i < to; i++ {
		if a.tokens[i].kind == cliticToken || !words.Capital(a.At(a.tokens[i].Span)) {
			return false
		}
	}
	l := a.tokens[to-1].lower
	if first := a.tokens[from].lower; a.words.Possessives[first] || first == "a" || first == "an" {
		return false // a headline writes every word so
	}
	return !a.words.Common[l] && !a.words.SmallWords[l] && !a.words.Openers[l] && a.words.Demonyms[a.At(a.tokens[to-1].Span)] == ""
}

// headOf is the token of the noun that a phrase is about: the last one before a preposition.
func (a *attribution) headOf(from, to int) int {
	for i := from + 1; i < to; i++ {
		if a.words.Prepositions[a.tokens[i].lower] {
			return i - 1
		}
	}
	return to - 1
}

// namesBody tells whether the phrase is itself the name of an organisation or a place that speaks.
func (a *attribution) namesBody(from, to int) bool {
	n := a.nameEndingAt(to-1, from)
	return n >= 0 && (a.names[n].kind == orgName || a.names[n].kind == placeName)
}

// speaks tells whether a noun can be a person or people: a role, or a plural.
func (a *attribution) speaks(head int) bool {
	l := a.tokens[head].lower
	return a.words.Roles[l] || a.words.Roles[strings.TrimSuffix(l, "s")] || a.words.Roles[words.AfterHyphen(l)] || a.words.Groups[l]
}

// determined tells whether a phrase begins with a word that makes a noun of what follows: "the announcer".
func (a *attribution) determined(from, head int) bool {
	l := a.tokens[from].lower
	return head > from && !a.words.DemonymOrPlace(a.At(a.tokens[head].Span)) && (l == "the" || l == "a" || l == "an" || l == "one" || l == "another" || a.words.Possessives[l])
}
