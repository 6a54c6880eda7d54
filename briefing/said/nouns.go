package said

import (
	"strings"

	"lede/briefing/names"
	"lede/briefing/text"
	"lede/briefing/words"
)

// nounEnding reads the noun phrase that ends at token i.
func (a *attribution) nounEnding(i, from int) Speaker {
	if n := a.NameEndingAt(i, from); n >= 0 {
		return a.named(n, 0.9)
	}
	if a.Words.Pronouns[a.Lower(i)] {
		return a.pronoun(i)
	}
	t := a.Tokens[i]
	if t.Mark() || t.Clitic() || a.Words.Prepositions[t.Lower] {
		return nobody
	}
	afterOf := i > from && a.Lower(i-1) == "of"
	if a.Words.SmallWords[t.Lower] && !afterOf && !a.Words.StandAlone[t.Lower] {
		return nobody
	}
	return a.noun(a.nounStart(i, from), i+1)
}

// nounStart returns the token at which the noun phrase ending at token i begins.
func (a *attribution) nounStart(i, from int) int {
	start := i
	for j := i - 1; j >= from && i-j < 12; j-- {
		w := a.Tokens[j]
		switch {
		case a.Words.PhraseStarts[w.Lower]:
			start = j
			if !a.headBefore(j-1, from) {
				return start
			}
			j-- // "the head of the agency": go on to the left of "of"
		case a.headBefore(j, from) && !a.Words.SmallWords[a.Lower(j-1)]:
			start = j - 1
		case j > from && a.pluralOwner(j, i+1):
		case j > from && w.Clitic() && a.Tokens[j-1].Word():
			start, j = j-1, j-1 // "the report’s author"
		case a.breaksNoun(w):
			return start
		default:
			start = j
		}
	}
	return start
}

// headBefore reports whether token i is the "of" or "for" after the word that a phrase is about.
func (a *attribution) headBefore(i, from int) bool {
	return i > from && words.OfOrFor(a.Lower(i)) && a.Tokens[i-1].Word()
}

// breaksNoun reports whether a token ends a noun phrase that is read to the left.
func (a *attribution) breaksNoun(t text.Token) bool {
	if t.Mark() || a.Words.StrongSpeech[t.Lower] {
		return true
	}
	if participle := a.Words.Speech[t.Lower] && strings.HasSuffix(t.Lower, "ing"); participle {
		return true // "a breach citing research"
	}
	return a.Words.Grammar(t.Lower) && !a.Words.Modifiers[t.Lower]
}

// noun returns the speaker that a noun phrase refers to: the person it describes, an organisation, a document, or a person the article does
// not name.
func (a *attribution) noun(from, to int) Speaker {
	at := a.Over(from, to)
	for d := range a.DescriptionsFrom(from) {
		if d.From != from || from >= to {
			break
		}
		if d.Person >= 0 && d.To == a.headOf(from, to)+1 {
			return Speaker{Name: a.Persons[d.Person].Name, Kind: SpeakerPerson, Mention: d.Span, Confidence: 0.8, person: d.Person}
		}
	}
	head := a.headOf(from, to)
	l := a.Lower(head)
	s := Speaker{Mention: at, Name: a.At(at), Kind: SpeakerUnknown, Confidence: 0.7, person: -1}
	if body := a.bodyMeant(from, to); body != "" {
		s.Name, s.Kind = body, SpeakerOrganization
		return s
	}
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

// proper reports whether every word of a phrase is capitalised and the last one is no common word.
func (a *attribution) proper(from, to int) bool {
	if !a.capitalised(from, to) {
		return false
	}
	l := a.Lower(to - 1)
	if first := a.Lower(from); a.Words.Possessives[first] || first == "a" || first == "an" {
		return false // a headline writes every word so
	}
	return !a.Words.Common[l] && !a.Words.SmallWords[l] && !a.Words.Openers[l] && a.Words.Demonyms[a.Word(to-1)] == ""
}

// capitalised reports whether every word of a phrase begins with a capital.
func (a *attribution) capitalised(from, to int) bool {
	for i := from; i < to; i++ {
		if a.Tokens[i].Clitic() || !words.Capital(a.Word(i)) {
			return false
		}
	}
	return true
}

// headOf returns the head noun of a phrase: the last one before a preposition.
func (a *attribution) headOf(from, to int) int {
	if from+2 < to && a.Lower(from+1) == "of" && a.counts(from) {
		from += 2 // "two of the passengers"
	}
	for i := from + 1; i < to; i++ {
		if a.Words.Prepositions[a.Lower(i)] {
			return i - 1
		}
	}
	return to - 1
}

// counts reports whether a token says how many of several people: "two", "some".
func (a *attribution) counts(i int) bool {
	_, number := a.Words.Cardinals[a.Lower(i)]
	return number || a.Words.Counting[a.Lower(i)]
}

// namesBody reports whether the phrase is itself the name of an organisation or a place that speaks.
func (a *attribution) namesBody(from, to int) bool {
	n := a.NameEndingAt(to-1, from)
	return n >= 0 && (a.Names[n].Kind == names.OrgName || a.Names[n].Kind == names.PlaceName)
}

// speaks reports whether a noun can be a person or people: a role, or a plural.
func (a *attribution) speaks(head int) bool {
	l := a.Lower(head)
	return a.Words.Roles[l] || a.Words.Roles[strings.TrimSuffix(l, "s")] || a.Words.CompoundRole(l) || a.Words.Groups[l]
}

// determined reports whether a phrase begins with a word that makes a noun of what follows: "the announcer".
func (a *attribution) determined(from, head int) bool {
	l := a.Lower(from)
	return head > from && a.Words.PhraseStarts[l] && l != "some" && !a.Words.DemonymOrPlace(a.Word(head))
}

// nameBehindTitle is the name of a person that begins at token i with its titles, or -1.
func (a *attribution) nameBehindTitle(i, to int) int {
	if i < to && words.YearsOld(a.Lower(i)) {
		i++ // "23-year-old NAME"
	}
	plain := true // no preposition among the words
	for j := i; j < to && j < i+8; j++ {
		if n := a.NameStartingAt(j); a.IsPerson(n) && a.ledTo(n, i) && (plain || j < i+4) {
			return n
		}
		plain = plain && !a.Words.Prepositions[a.Lower(j)]
		if !a.titleStop(j, i) && !a.Tokens[j].Word() && !a.Tokens[j].Clitic() {
			break
		}
	}
	return -1
}

// titleStop reports whether token j, behind token i, is the full stop of a title: "Atty.".
func (a *attribution) titleStop(j, i int) bool {
	return j > i && a.Lower(j) == "." && a.Words.TitleAbbreviations[a.Lower(j-1)]
}

// ledTo reports whether nothing but titles are between token i and name n, "state Sen. Ann Lee", or where somebody is from, "Britain’s Ann Lee".
func (a *attribution) ledTo(n, i int) bool {
	m := a.Names[n]
	if m.Run <= i {
		return true
	}
	from := m.From == i+2 && a.Tokens[i+1].Clitic()
	start := i + 1
	if a.Lower(start) == "the" {
		start++ // "Senator the Rev. NAME"
	}
	titled := m.Titled && (m.Run == i+1 || m.Run == start) || a.Words.Roles[a.Lower(m.From-1)]
	return titled || from
}
