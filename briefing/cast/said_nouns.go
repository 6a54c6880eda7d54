package cast

import (
	"strings"

	"lede/briefing/text"
	"lede/briefing/words"
)

// nounEnding reads the noun phrase that ends at token i.
func (a *attribution) nounEnding(i, from int) speaker {
	if n := a.nameEndingAt(i, from); n >= 0 {
		return a.named(n, 0.9)
	}
	if a.Words.Pronouns[a.Lower(i)] {
		return a.pronoun(i)
	}
	t := a.Tokens[i]
	if !t.Word() && t.Kind != text.NumberToken || a.Words.Prepositions[t.Lower] || a.Words.SmallWords[t.Lower] && !(i > from && a.Lower(i-1) == "of") && !a.Words.StandAlone[t.Lower] {
		return nobody
	}
	return a.noun(a.nounStart(i, from), i+1)
}

// nounStart is the token where the noun phrase that ends at token i begins.
func (a *attribution) nounStart(i, from int) int {
	start := i
	for j := i - 1; j >= from && i-j < 12; j-- {
		w := a.Tokens[j]
		if words.Article(w.Lower) || a.Words.Possessives[w.Lower] || w.Lower == "one" || w.Lower == "another" || w.Lower == "some" {
			start = j
			// "the head of the agency": go on to the left of "of".
			if j-2 >= from && words.OfOrFor(a.Lower(j-1)) && a.Tokens[j-2].Word() {
				j--
				continue
			}
			break
		}
		if words.OfOrFor(w.Lower) && j-1 >= from && a.Tokens[j-1].Word() && !a.Words.SmallWords[a.Lower(j-1)] {
			start = j - 1
			continue
		}
		if a.pluralOwner(j, i+1) && j > from {
			continue
		}
		if w.Clitic() && j > from && a.Tokens[j-1].Word() {
			start, j = j-1, j-1 // "the report’s author"
			continue
		}
		if w.Mark() || a.Words.SmallWords[w.Lower] || a.Words.Prepositions[w.Lower] || a.Words.StrongSpeech[w.Lower] {
			break
		}
		start = j
	}
	return start
}

// noun makes a speaker of a noun phrase: the person that it describes, an organisation, a document, or
// somebody whom the article does not name.
func (a *attribution) noun(from, to int) speaker {
	at := a.Over(from, to)
	for i := range a.descriptionsFrom(from) {
		if a.descriptions[i].from != from || from >= to {
			break
		}
		d := a.descriptions[i]
		if d.person >= 0 {
			return speaker{Name: a.Persons[d.person].Name, Kind: SpeakerPerson, Mention: d.Span, Confidence: 0.8, person: d.person}
		}
	}
	head := a.headOf(from, to)
	l := a.Lower(head)
	s := speaker{Mention: at, Name: a.At(at), Kind: SpeakerUnknown, Confidence: 0.7, person: -1}
	switch {
	case a.Words.Documents[l]:
		s.Kind = SpeakerDocument
	case a.Words.Bodies[l]:
		s.Kind = SpeakerOrganization
	case a.namesBody(from, to):
		s.Kind = SpeakerOrganization
	case a.proper(from, to):
		s.Confidence = 0.4 // a name that nothing else tells of
	case !a.speaks(head) && !a.determined(from, head):
		return nobody
	default:
		s.Confidence = 0.5
	}
	return s
}

// proper tells whether every word of a phrase is capitalised and the last one is no common word.
func (a *attribution) proper(from, to int) bool {
	for i := from; i < to; i++ {
		if a.Tokens[i].Clitic() || !words.Capital(a.Word(i)) {
			return false
		}
	}
	l := a.Lower(to - 1)
	if first := a.Lower(from); a.Words.Possessives[first] || first == "a" || first == "an" {
		return false // a headline writes every word so
	}
	return !a.Words.Common[l] && !a.Words.SmallWords[l] && !a.Words.Openers[l] && a.Words.Demonyms[a.Word(to-1)] == ""
}

// headOf is the token of the noun that a phrase is about: the last one before a preposition.
func (a *attribution) headOf(from, to int) int {
	for i := from + 1; i < to; i++ {
		if a.Words.Prepositions[a.Lower(i)] {
			return i - 1
		}
	}
	return to - 1
}

// namesBody tells whether the phrase is itself the name of an organisation or a place that speaks.
func (a *attribution) namesBody(from, to int) bool {
	n := a.nameEndingAt(to-1, from)
	return n >= 0 && (a.Names[n].Kind == OrgName || a.Names[n].Kind == PlaceName)
}

// speaks tells whether a noun can be a person or people: a role, or a plural.
func (a *attribution) speaks(head int) bool {
	l := a.Lower(head)
	return a.Words.Roles[l] || a.Words.Roles[strings.TrimSuffix(l, "s")] || a.Words.Roles[words.AfterHyphen(l)] || a.Words.Groups[l]
}

// determined tells whether a phrase begins with a word that makes a noun of what follows: "the announcer".
func (a *attribution) determined(from, head int) bool {
	l := a.Lower(from)
	return head > from && !a.Words.DemonymOrPlace(a.Word(head)) && (words.Article(l) || l == "one" || l == "another" || a.Words.Possessives[l])
}
