package said

import (
	"slices"
	"strings"

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
	party := a.Words.PartyMembers[a.At(s.Mention)]
	if s.person >= 0 || s.Kind != SpeakerUnknown && !party || s.Mention == (text.Span{}) {
		return s
	}
	sentence := a.SentenceAt(s.Mention.Start)
	first, limit := a.First[sentence], a.First[sentence+1]
	from, to := a.TokenAt(s.Mention.Start, first, limit), a.TokenAt(s.Mention.End, first, limit)
	if from > first && a.Lower(from) != "the" {
		from-- // "the" before a nationality is not part of the mention
	}
	if a.Lower(from) != "the" || to-from < 2 || to-from > longestMeant {
		return s
	}
	p := a.meantBy(from, to, sentence, i)
	if p < 0 || a.anotherOf(a.epithetKinds(from+1, to), a.Lower(to-1), p, from) {
		return s
	}
	return Speaker{Name: a.Persons[p].Name, Kind: SpeakerPerson, Mention: a.Over(from, to), Cue: s.Cue, Confidence: 0.6, person: p}
}

// meantBy returns the person for whom a definite noun stands in quotation i, -1 if that is nobody or open.
func (a *attribution) meantBy(from, to, sentence, i int) int {
	sex := a.sexOf(to - 1)
	p := a.onlyBefore(from, func(p int) bool { return a.agrees(p, sex) && a.epithetOf(p, from+1, to) })
	if p < 0 {
		p = a.onlyBefore(from, func(p int) bool { return a.agrees(p, sex) })
		calling := a.Words.Roles[a.Lower(to-1)] && !a.subjectBeforehand(p, sentence)
		if calling || !a.describesOne(from+1, to, i) {
			return -1
		}
	}
	return p
}

// epithetKinds returns the roles that the words behind "the" may stand for in a new mention.
func (a *attribution) epithetKinds(from, to int) []string {
	if a.Words.PartyMembers[a.At(a.Over(from, to))] {
		return a.Words.Epithets["politician"]
	}
	return a.Words.Epithets[a.Lower(to-1)]
}

// epithetOf reports whether the words behind "the" are what news calls somebody with the role of person p: "the detective" for an inspector,
// "the BJP leader" for a minister, "the Tory" for a councillor.
func (a *attribution) epithetOf(p, from, to int) bool {
	epithet, kinds := a.Lower(to-1), a.epithetKinds(from, to)
	for j := from; j < to-1; j++ {
		if !a.Tokens[j].Word() || a.Words.Prepositions[a.Lower(j)] || a.Words.OtherOffices[a.Lower(j)] {
			return false
		}
	}
	if a.ofOthers(p, from, to-1) {
		return false
	}
	called, other := false, false
	for w := range strings.FieldsSeq(strings.ToLower(a.At(a.Persons[p].Role))) {
		if w = strings.Trim(w, ".,"); a.Words.Prepositions[w] {
			break
		}
		other = other || a.Words.OtherOffices[w]
		called = called || w == epithet || slices.Contains(kinds, w)
		if other && (w == epithet || a.Words.Leaders[epithet]) {
			return false // the deputy mayor is not "the mayor"
		}
	}
	return called
}

// ofOthers reports whether the names before a noun set it apart from the role of person p, which has the noun behind another name: the Rovers coach is not “the United coach”.
func (a *attribution) ofOthers(p, from, head int) bool {
	role := strings.Fields(a.At(a.Persons[p].Role))
	noun := slices.IndexFunc(role, func(w string) bool { return strings.EqualFold(w, a.At(a.Tokens[head].Span)) })
	if noun < 1 || !slices.ContainsFunc(role[:noun], words.Capital) {
		return false
	}
	for j := from; j < head; j++ {
		if name := a.At(a.Tokens[j].Span); words.Capital(name) && !slices.Contains(role, name) {
			return true
		}
	}
	return false
}

// anotherOf reports whether the reporter brings in somebody else of these callings shortly before token i, whom the epithet may mean as well:
// "Inspector Ann Lee sent a constable. “…,” the officer said."
func (a *attribution) anotherOf(kinds []string, epithet string, p, i int) bool {
	role := a.Persons[p].Role
	for j := i - 1; j > 0 && i-j < 3*reach; j-- {
		l := a.Lower(j)
		if l != epithet && !slices.Contains(kinds, l) || a.Quoted(a.Tokens[j].Start) {
			continue
		}
		if own := a.Tokens[j].Start >= role.Start && a.Tokens[j].End <= role.End; own {
			continue
		}
		for k := j - 1; k >= 0 && j-k < 4 && a.Tokens[k].Word(); k-- {
			if words.Indefinite(a.Lower(k)) || a.Lower(k) == "another" {
				return true
			}
		}
	}
	return false
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

// onlyBefore returns the only person who fits and whom the reporter names before a token in its paragraph, or else in the one before; -1 if
// there are none or several.
func (a *attribution) onlyBefore(i int, fits func(person int) bool) int {
	from := a.Sentences[a.Tokens[i].Sentence].Paragraph - 1
	last := a.NamesBefore(a.Tokens[i].Start)
	found := -1
	for n := last; n >= 0 && last-n < mostLookedAt; n-- {
		at := a.Sentences[a.Names[n].Sentence].Paragraph
		switch {
		case at < from:
			return found
		case a.Of[n] < 0 || a.Of[n] == found || a.Quoted(a.Names[n].Start) || !fits(a.Of[n]):
		case found >= 0:
			return -1
		default:
			found, from = a.Of[n], at
		}
	}
	return found
}
