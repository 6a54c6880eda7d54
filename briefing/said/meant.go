package said

import (
	"lede/briefing/cast"
	"lede/briefing/text"
	"lede/briefing/words"
)

// News avoids repeating a name: "Brandt was furious. “…,” the German said." Such a noun means the person named right
// before it, if there is only one and the article has not used the noun before.

// longestMeant is the most tokens that such a description may have, article included.
const longestMeant = 4

// meant returns the person meant by the speaker of quotation i if that is only a definite noun; otherwise the speaker
// unchanged.
func (a *attribution) meant(s Speaker, i int) Speaker {
	if s.person >= 0 || s.Kind != SpeakerUnknown || s.Mention == (text.Span{}) {
		return s
	}
	sentence := a.SentenceAt(s.Mention.Start)
	first, limit := a.First[sentence], a.First[sentence+1]
	from, to := a.TokenAt(s.Mention.Start, first, limit), a.TokenAt(s.Mention.End, first, limit)
	if from > first && a.Lower(from) != "the" {
		from-- // "the" before a nationality is not part of the mention
	}
	if a.Lower(from) != "the" || to-from < 2 || to-from > longestMeant || !a.describesOne(from+1, to, i) {
		return s
	}
	p := a.onlyBefore(from, a.sexOf(to-1))
	if p < 0 || a.Words.Roles[a.Lower(to-1)] && !a.subjectBeforehand(p, sentence) {
		return s
	}
	return Speaker{Name: a.Persons[p].Name, Kind: SpeakerPerson, Mention: a.Over(from, to), Cue: s.Cue, Confidence: 0.6, person: p}
}

// describesOne reports whether the tokens are a noun for one person that the article has not used yet. A calling may belong
// to somebody else, such as the named person's doctor, so there the speaker must say “I”.
func (a *attribution) describesOne(from, to, i int) bool {
	head := to - 1
	for j := from; j < head; j++ {
		if !a.Tokens[j].Word() || a.Words.Prepositions[a.Lower(j)] {
			return false
		}
	}
	switch l, w := a.Lower(head), a.Word(head); {
	case words.YearsOld(l), from == head && a.Words.Demonyms[w] != "" && !plural(w):
		return true
	case a.Words.BareRoles[l]:
		return !a.usedBefore(head)
	case a.Words.Roles[l]:
		return from == head && !a.usedBefore(head) && !a.Words.Lawyers[l] && a.InFirstPerson(a.quotes[i].Span, true)
	}
	return false
}

// subjectBeforehand reports whether a person is the subject of a sentence or of one of the two before it.
func (a *attribution) subjectBeforehand(p, sentence int) bool {
	for s := sentence; s >= max(0, sentence-2); s-- {
		if a.mainSubject(a.First[s], a.First[s+1]).person == p {
			return true
		}
	}
	return false
}

// plural reports whether a nationality means several people: "the French", "the Chinese", "the Germans".
func plural(nationality string) bool {
	switch nationality[len(nationality)-2:] {
	case "sh", "ch", "se", "ss":
		return true
	}
	return nationality[len(nationality)-1] == 's'
}

// usedBefore reports whether the noun at a token stands anywhere before it. Nouns are found once: an article may have many quotations.
func (a *attribution) usedBefore(i int) bool {
	if a.firstUse == nil {
		a.firstUse = map[string]int{}
		for j := range a.Tokens {
			l := a.Lower(j)
			if _, seen := a.firstUse[l]; !seen && (a.Words.Roles[l] || a.Words.BareRoles[l]) {
				a.firstUse[l] = j
			}
		}
	}
	return a.firstUse[a.Lower(i)] < i
}

// sexOf returns the sex that the noun at a token implies.
func (a *attribution) sexOf(i int) cast.Sex {
	switch l := a.Lower(i); {
	case a.Words.MaleRoles[l]:
		return cast.Male
	case a.Words.FemaleRoles[l]:
		return cast.Female
	}
	return cast.AnySex
}

// onlyBefore returns the only person of a sex whom the reporter names before a token in its paragraph, or else in the one before; -1 if
// there are none or several.
func (a *attribution) onlyBefore(i int, want cast.Sex) int {
	from := a.Sentences[a.Tokens[i].Sentence].Paragraph - 1
	last := a.NamesBefore(a.Tokens[i].Start)
	found := -1
	for n := last; n >= 0 && last-n < mostLookedAt; n-- {
		at := a.Sentences[a.Names[n].Sentence].Paragraph
		switch {
		case at < from:
			return found
		case a.Of[n] < 0 || a.Of[n] == found || a.Quoted(a.Names[n].Start) || !a.agrees(a.Of[n], want):
		case found >= 0:
			return -1
		default:
			found, from = a.Of[n], at
		}
	}
	return found
}
