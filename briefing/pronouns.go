package briefing

import (
	"lede/briefing/words"
	"strings"
)

// pronoun finds whom "he" or "she" means, and which organisation, document or people "it" or "they".
func (a *attribution) pronoun(i int) speaker {
	t := a.tokens[i]
	s := speaker{mention: t.Span, kind: SpeakerUnknown, confidence: 0.4, person: -1}
	want := anySex
	switch t.lower {
	case "he", "his":
		want = male
	case "she", "her":
		want = female
	case "it", "they":
		if found := a.unnamed(i, a.speaksAsThing); found.found() {
			s.name, s.kind, s.confidence = found.name, found.kind, 0.55
		}
		return s
	default:
		return s
	}
	if found := a.unnamed(i, a.speaksAsPerson); found.found() {
		s.name, s.confidence = found.name, 0.5
		return s
	}
	if p := a.referent(i, want); p >= 0 {
		s.person, s.name, s.kind, s.confidence = p, a.persons[p].name, SpeakerPerson, 0.75
	}
	return s
}

// unnamed finds the speaker without a person's name that the pronoun at token i stands for: the subject of the
// sentence so far, else whoever the sentence before quotes or is about.
func (a *attribution) unnamed(i int, fits func(speaker, string) bool) speaker {
	pronoun, first := a.tokens[i].lower, a.first[a.tokens[i].sentence]
	if sp := a.clauseNoun(first, i); sp.found() {
		if fits(sp, pronoun) {
			return sp
		}
		if sp.kind == SpeakerPerson || pronoun == "it" || pronoun == "they" {
			return nobody
		}
	}
	before := a.tokens[i].sentence - 1
	if a.lastQuote >= 0 && a.quotes[a.lastQuote].Sentence > before {
		before = a.quotes[a.lastQuote].Sentence // “…,” it said. It added
	}
	if before < 0 {
		return nobody
	}
	sp := a.clauseNoun(a.first[before], a.first[before+1])
	if a.lastQuote >= 0 && a.quotes[a.lastQuote].Sentence == before {
		sp = a.last
	}
	if fits(sp, pronoun) {
		return sp
	}
	return nobody
}

// clauseNoun is the subject of a clause where that is a name or a noun.
func (a *attribution) clauseNoun(from, to int) speaker {
	i := a.pastLeadIns(from, to)
	if i >= to || a.quoted(a.tokens[i].Start) || a.words.Pronouns[a.tokens[i].lower] {
		return nobody
	}
	return a.mainNoun(i, to)
}

// speaksAsThing tells whether "it" or "they" can stand for a speaker.
func (a *attribution) speaksAsThing(sp speaker, pronoun string) bool {
	switch sp.kind {
	case SpeakerOrganization, SpeakerDocument:
		return sp.name != ""
	case SpeakerUnknown:
		return pronoun == "they" && strings.HasSuffix(sp.name, "s")
	}
	return false
}

// speaksAsPerson tells whether "he" or "she" can stand for a speaker: somebody whom only a role describes.
func (a *attribution) speaksAsPerson(sp speaker, _ string) bool {
	if sp.kind != SpeakerUnknown || sp.name == "" {
		return false
	}
	parts := strings.Fields(sp.name)
	for i, w := range parts {
		w = strings.ToLower(w)
		if a.words.Roles[w] || a.words.Roles[words.AfterHyphen(w)] {
			return !strings.HasSuffix(w, "s") && (i == len(parts)-1 || a.words.Prepositions[parts[i+1]])
		}
	}
	return false
}

// farthest is how many sentences back a pronoun's person is looked for.
const farthest = 5

// referent finds the person a pronoun stands for: the subject nearest before it, of the right sex as far as
// that is known. The speaker of the sentence before comes first, since news goes on with whom it quotes.
func (a *attribution) referent(i int, want sex) int {
	at := a.tokens[i]
	// Earlier in the same sentence: the subject of the clause before.
	if p := a.firstPerson(a.first[at.sentence], i, want, at.sentence); p >= 0 {
		return p
	}
	for s := at.sentence - 1; s >= 0 && at.sentence-s <= farthest; s-- {
		if a.lastQuote >= 0 && a.quotes[a.lastQuote].Sentence == s && a.last.person >= 0 && a.agrees(a.last.person, want) {
			return a.last.person
		}
		if p := a.firstPerson(a.first[s], a.first[s+1], want, s); p >= 0 {
			return p
		}
	}
	return -1
}

// firstPerson is the first person named or described by the reporter between two tokens, the subjects before
// the rest.
func (a *attribution) firstPerson(from, to int, want sex, sentence int) int {
	second := -1
	best, where := -1, to
	lead := a.leadClause(from, to)
	start := a.namesBefore(a.Sentences[sentence].Start) + 1
	for n := start; n < len(a.names) && n < start+mostNamesakes && a.names[n].from < to; n++ {
		m := a.names[n]
		if m.from < from || a.of[n] < 0 || a.quoted(m.Start) || !a.agrees(a.of[n], want) {
			continue
		}
		owned := m.to < len(a.tokens) && a.tokens[m.to].kind == cliticToken
		if owned || m.from < lead || m.run > from && a.words.Prepositions[a.tokens[m.run-1].lower] {
			if second < 0 {
				second = a.of[n]
			}
			continue
		}
		best, where = a.of[n], m.from
		break
	}
	for d := range a.descriptionsFrom(from) {
		desc := a.descriptions[d]
		if desc.from >= min(to, where) || desc.from > from+10*reach {
			break
		}
		if desc.person >= 0 && a.agrees(desc.person, want) && !a.quoted(desc.Start) && !(desc.from > from && a.words.Prepositions[a.tokens[desc.from-1].lower]) {
			return desc.person
		}
	}
	if best >= 0 {
		return best
	}
	return second
}

// leadClause is the token where the clause that leads in ends, "While NAME waited,": who is in it is not the one
// that the sentence is about. Without such a clause it is from.
func (a *attribution) leadClause(from, to int) int {
	if from >= to || !a.words.Subordinators[a.tokens[from].lower] {
		return from
	}
	for i := from; i < to && i-from < reach; i++ {
		if a.tokens[i].lower == "," {
			return i
		}
	}
	return from
}

// descriptionsFrom yields the indexes of the descriptions from a token on.
func (c *cast) descriptionsFrom(from int) func(func(int) bool) {
	return func(yield func(int) bool) {
		lo, hi := 0, len(c.descriptions)
		for lo < hi {
			if mid := (lo + hi) / 2; c.descriptions[mid].from < from {
				lo = mid + 1
			} else {
				hi = mid
			}
		}
		for ; lo < len(c.descriptions) && yield(lo); lo++ {
		}
	}
}

func (a *attribution) agrees(p int, want sex) bool {
	return a.persons[p].sex == anySex || want == anySex || a.persons[p].sex == want
}
